// Ordered decision diagrams, and what they answer for a box of possible patients.
// In: the packed text, masks of cells.  Out: answers as bits, facts that matter.  Never: knows what a level means.
// A place in a diagram is a number: a node from 0 up, or a leaf, written as -1 minus its bit.
(function (finder) {
  "use strict";

  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const LEAF = 1 << 30, MOST_LEAVES = 32;
  class TooLarge extends Error {}

  function numbersIn(text) {
    const digits = Array.from(text, (sign) => DIGITS.indexOf(sign)), found = [];
    for (let place = 0; place < digits.length;) {
      let value = 0, size = 1;
      for (; digits[place] >= 32; size *= 32) value += (digits[place++] - 32) * size;
      found.push(value + digits[place++] * size);
    }
    return found;
  }

  // All diagrams: per node its level and its edges, each a run of cells that ends before `ends`, and the levels it looks at.
  function unpack(text, widths, roots) {
    const numbers = numbersIn(text), words = Math.ceil(widths.length / 32);
    const level = [], first = [], last = [], ends = [], kids = [], support = [];
    let next = 0;

    function place(above) {
      const said = numbers[next++];
      if (said % 2) return -1 - (said - 1) / 2;
      return said ? level.length - said / 2 : node(above);
    }

    function node(above) {
      const own = level.length, here = above + 1 + numbers[next++], looked = new Int32Array(words), runs = [];
      level.push(here);
      for (let cell = 0; cell < widths[here];) {
        const count = numbers[next++];
        cell = count ? cell + count : widths[here];
        runs.push([cell, place(here)]);
      }
      looked[here >> 5] |= 1 << (here & 31);
      first[own] = ends.length;
      runs.forEach(([end, kid]) => {
        ends.push(end);
        kids.push(kid);
        if (kid >= 0) support[kid].forEach((word, place) => { looked[place] |= word; });
      });
      last[own] = ends.length;
      support[own] = looked;
      return own;
    }

    const tops = Array.from({length: roots}, () => place(-1));
    return {roots: tops, level: Int32Array.from(level), first: Int32Array.from(first), last: Int32Array.from(last),
            ends: Int32Array.from(ends), kids: Int32Array.from(kids), support: support, widths: widths};
  }

  function levelAt(diagrams, place) { return place < 0 ? LEAF : diagrams.level[place]; }

  function has(set, level) { return (set[level >> 5] >> (level & 31)) & 1; }

  function levelsIn(diagrams, place) {
    if (place < 0) return [];
    return diagrams.widths.map((_, level) => level).filter((level) => has(diagrams.support[place], level));
  }

  function several(bits) { return (bits & (bits - 1)) !== 0; }

  // Per level how many possible cells stand before each cell, so that a run is looked up at its two ends.
  function countsOf(mask) {
    const counts = new Uint16Array(mask.length + 1);
    mask.forEach((one, cell) => { counts[cell + 1] = counts[cell] + one; });
    return counts;
  }

  // Answers for one box; `counts` hold its masks, and what is found out is kept.
  function boxOf(diagrams, counts) {
    const {level, first, last, ends, kids} = diagrams, found = new Map();

    function reach(place) {
      if (place < 0) return 1 << (-1 - place);
      const known = found.get(place);
      if (known !== undefined) return known;
      const seen = counts[level[place]];
      let bits = 0, before = 0;
      for (let edge = first[place]; edge < last[place]; edge++) {
        const upTo = seen[ends[edge]];
        if (upTo > before) bits |= reach(kids[edge]);
        before = upTo;
      }
      found.set(place, bits);
      return bits;
    }
    return {diagrams: diagrams, counts: counts, reach: reach};
  }

  // The edges of a place at a level, as [end, child]; one that does not test it has a single edge.
  function edgesAt(diagrams, place, level) {
    if (levelAt(diagrams, place) !== level) return [[diagrams.widths[level], place]];
    const found = [];
    for (let edge = diagrams.first[place]; edge < diagrams.last[place]; edge++) found.push([diagrams.ends[edge], diagrams.kids[edge]]);
    return found;
  }

  function openEdges(box, place, level) {
    const seen = box.counts[level], found = [];
    let before = 0;
    edgesAt(box.diagrams, place, level).forEach(([end, kid]) => {
      if (seen[end] > before) found.push({count: seen[end] - before, kid: kid});
      before = seen[end];
    });
    return found;
  }

  // How patients walk down one diagram: per level the nodes that test it, and those they come to without that test.
  function descentOf(box, root) {
    const {diagrams} = box, ahead = new Map([[levelAt(diagrams, root), new Set([root])]]), found = new Map();
    const levels = levelsIn(diagrams, root);

    function step(level) {
      const here = ahead.get(level) || new Set();
      ahead.delete(level);
      found.set(level, {at: [...here], past: [...ahead.values()].flatMap((places) => [...places])});
      here.forEach((place) => openEdges(box, place, level).forEach(({kid}) => {
        const below = levelAt(diagrams, kid);
        if (!ahead.has(below)) ahead.set(below, new Set());
        ahead.get(below).add(kid);
      }));
    }

    return function crossing(level) {
      if (root < 0 || !has(diagrams.support[root], level)) return {at: [], past: [root]};
      while (!found.has(level)) step(levels.shift());
      return found.get(level);
    };
  }

  // Looks for two patients that agree on every fact, except that levels in `free` may differ, with different answers.
  function pairsOf(box, free, inside, limit) {
    const {diagrams} = box, found = new Map(), size = diagrams.level.length + MOST_LEAVES;

    function touchesFree(place) {
      return place >= 0 && diagrams.support[place].some((word, index) => word & free[index]);
    }

    function differ(first, second) {
      const low = Math.min(first, second) + MOST_LEAVES, high = Math.max(first, second) + MOST_LEAVES, key = low * size + high;
      let known = found.get(key);
      if (known === undefined) {
        if (found.size > limit) throw new TooLarge();
        known = canDiffer(first, second) && compare(first, second);
        found.set(key, known);
      }
      return known;
    }

    function canDiffer(first, second) {
      if (first === second && !touchesFree(first)) return false;
      const one = box.reach(first) & inside, other = box.reach(second) & inside;
      return one !== 0 && other !== 0 && several(one | other);
    }

    function compare(first, second) {
      const level = Math.min(levelAt(diagrams, first), levelAt(diagrams, second));
      if (level === LEAF) return first !== second;
      return has(free, level) ? differApart(first, second, level) : differTogether(first, second, level);
    }

    function differApart(first, second, level) {
      const others = openEdges(box, second, level);
      return openEdges(box, first, level).some((one) => others.some((other) => differ(one.kid, other.kid)));
    }

    function differTogether(first, second, level) {
      const ones = edgesAt(diagrams, first, level), others = edgesAt(diagrams, second, level), seen = box.counts[level];
      for (let i = 0, j = 0, before = 0; i < ones.length && j < others.length;) {
        const end = Math.min(ones[i][0], others[j][0]);
        if (seen[end] > before && differ(ones[i][1], others[j][1])) return true;
        before = seen[end];
        const done = [ones[i][0] === end, others[j][0] === end];
        i += done[0];
        j += done[1];
      }
      return false;
    }

    function splits(place) {
      if (!several(box.reach(place) & inside)) return false;
      const edges = openEdges(box, place, levelAt(diagrams, place));
      return edges.some((one, i) => (one.count > 1 && differ(one.kid, one.kid))
        || edges.slice(i + 1).some((other) => differ(one.kid, other.kid)));
    }

    return {matters: ({at, past}) => at.some(splits) || past.some((place) => differ(place, place))};
  }

  // The levels that can still matter to the answer of a diagram, in their order; `later` are sets of levels that give way.
  function needs(box, root, rules) {
    if (!several(box.reach(root) & rules.inside)) return [];
    const crossing = descentOf(box, root), pairs = new Map();
    const open = levelsIn(box.diagrams, root).filter((level) => box.counts[level][box.diagrams.widths[level]] > 1);
    const bits = setOf(open, box.diagrams.widths.length);
    function pairsWith(level) {
      const free = rules.later[level].map((word, place) => word & bits[place]), key = free.join();
      if (!pairs.has(key)) pairs.set(key, pairsOf(box, free, rules.inside, rules.limit));
      return pairs.get(key);
    }
    try {
      const needed = open.filter((level) => pairsWith(level).matters(crossing(level)));
      return needed.length ? needed : open;
    } catch (error) {
      if (error instanceof TooLarge) return open;
      throw error;
    }
  }

  function setOf(levels, count) {
    const set = new Array(Math.ceil(count / 32)).fill(0);
    levels.forEach((level) => { set[level >> 5] |= 1 << (level & 31); });
    return set;
  }

  // Per cell of one fact, whatever the box says of it, the answers as bits.
  function reachByCell(box, root, level) {
    const {at, past} = descentOf(box, root)(level), found = new Int32Array(box.diagrams.widths[level]);
    const around = past.reduce((bits, place) => bits | box.reach(place), 0);
    if (!at.length) found.fill(around);
    at.forEach((place) => {
      let cell = 0;
      edgesAt(box.diagrams, place, level).forEach(([end, kid]) => {
        for (; cell < end; cell++) found[cell] |= around | box.reach(kid);
      });
    });
    return found;
  }

  Object.assign(finder, {unpack, boxOf, countsOf, needs, setOf, levelAt, levelsIn, edgesAt, reachByCell, several, LEAF});
})(window.caseFinder);
