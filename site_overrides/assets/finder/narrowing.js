// From what is stated to the box of all possible patients.
// In: stated sets of values.  Out: a narrowed box, or as few facts as contradict each other.  Never: decides.
// A value stays only if some possible patient in the box has it; facts that are compared bound each other as well.
(function (finder) {
  "use strict";

  const {valuesOf, isEmpty, both, equal, lowest, highest, atStart, cellsOf, maskOf, valuesIn, countsOf, boxOf,
         levelAt, levelsIn, edgesAt} = finder;

  // Everything about the facts that narrowing needs, worked out once.
  function groundOf(knowledge) {
    const facts = knowledge.facts;
    const differences = knowledge.differences.map((one) => ({...one, absent: true}));
    const cells = [...facts, ...differences].map(cellsOf);
    const diagrams = finder.unpack(knowledge.nodes, cells.map((one) => one.width), knowledge.roots);
    const level = new Map(facts.map((fact, place) => [fact.id, place]));
    const constraints = knowledge.constraints.map((one) => {
      const root = diagrams.roots[one.root];
      return {because: one.because, tie: one.tie, cluster: clusterOf(root, levelsIn(diagrams, root))};
    });
    return {
      knowledge, facts, differences, cells, diagrams, level, constraints, yes: 1 << knowledge.bits.true,
      ties: constraints.filter((one) => one.tie).map((one) => one.tie),
      clusters: knowledge.clusters.map((one) => clusterOf(diagrams.roots[one.root], one.levels)),
    };
  }

  function clusterOf(root, levels) { return {root: root, levels: levels, found: new Map()}; }

  function startOf(ground, stated) {
    return ground.facts.map((fact) => stated.get(fact.id) || atStart(fact));
  }

  // Narrow by bounds and by cells in turn until nothing changes; null where nobody is left.
  function narrowed(ground, start, ties, clusters) {
    let values = start.slice();
    for (;;) {
      const before = values.slice();
      ties.forEach(([low, high]) => keepOrder(ground, values, low, high));
      for (const cluster of clusters) if (!keepPossible(ground, cluster, values)) return null;
      if (values.some(isEmpty)) return null;
      if (values.every((one, level) => equal(one, before[level]))) return values;
    }
  }

  // Where one number never exceeds another and both are there for certain, each bounds the other.
  function keepOrder(ground, values, low, high) {
    const below = values[low], above = values[high];
    if (!below.ranges.length || !above.ranges.length) return;
    if (!above.absent && !above.inapplicable) values[low] = clipped(below, ground.facts[low].low, highest(above));
    if (!below.absent && !below.inapplicable) values[high] = clipped(above, lowest(below), ground.facts[high].high);
  }

  function clipped(values, low, high) {
    return both(values, valuesOf(low <= high ? [[low, high]] : [], true, true));
  }

  // Keep the cells of a cluster's facts that some possible patient has.
  function keepPossible(ground, cluster, values) {
    const masks = cluster.levels.map((level) => maskOf(ground.cells[level], values[level]));
    const key = masks.join("|");
    if (!cluster.found.has(key)) cluster.found.set(key, marginals(ground, cluster, masks));
    const kept = cluster.found.get(key);
    if (!kept) return false;
    cluster.levels.forEach((level, place) => {
      if (kept[place]) values[level] = both(values[level], valuesIn(ground.cells[level], kept[place]));
    });
    return true;
  }

  // Per level of a cluster the cells that lie on some path to "possible", if these are not all; null where there is no path.
  function marginals(ground, cluster, masks) {
    const {diagrams, yes} = ground, counts = new Array(ground.cells.length), seen = new Set();
    cluster.levels.forEach((level, place) => { counts[level] = countsOf(masks[place]); });
    const box = boxOf(diagrams, counts), lives = (place) => (box.reach(place) & yes) !== 0;
    if (masks.some((mask) => !mask.includes(1)) || !lives(cluster.root)) return null;
    const kept = masks.map((mask) => new Uint8Array(mask.length));

    function keepAllBetween(above, below) {
      cluster.levels.forEach((level, place) => { if (above < level && level < below) kept[place].set(masks[place]); });
    }

    function walk(place) {
      seen.add(place);
      const level = levelAt(diagrams, place), own = cluster.levels.indexOf(level), mask = masks[own];
      let cell = 0;
      edgesAt(diagrams, place, level).forEach(([end, kid]) => {
        const open = counts[level][end] > counts[level][cell] && lives(kid);
        for (; cell < end; cell++) if (open && mask[cell]) kept[own][cell] = 1;
        if (!open) return;
        keepAllBetween(level, levelAt(diagrams, kid));
        if (kid >= 0 && !seen.has(kid)) walk(kid);
      });
    }

    keepAllBetween(-1, levelAt(diagrams, cluster.root));
    if (cluster.root >= 0) walk(cluster.root);
    return kept.map((mask, place) => mask.every((one, cell) => one === masks[place][cell]) ? null : mask);
  }

  // Of stated facts as few as contradict each other, and why: each constraint alone, or else the first few together.
  function contradiction(ground, stated) {
    const facts = fewest([...stated.keys()], (some) => nobody(ground, only(stated, some), ground.ties, ground.clusters));
    const left = only(stated, facts);
    const forbids = (some) => nobody(ground, left, some.filter((one) => one.tie).map((one) => one.tie),
                                     some.map((one) => one.cluster));
    const alone = ground.constraints.filter((one) => forbids([one]));
    const forbidding = alone.length ? alone : forbids(ground.constraints) ? fewest(ground.constraints, forbids) : [];
    return {facts: facts, because: forbidding.map((one) => one.because)};
  }

  function only(stated, names) { return new Map(names.map((name) => [name, stated.get(name)])); }

  function fewest(items, enough) {
    return items.reduce((left, item) => {
      const fewer = left.filter((other) => other !== item);
      return enough(fewer) ? fewer : left;
    }, items);
  }

  function nobody(ground, stated, ties, clusters) {
    return narrowed(ground, startOf(ground, stated), ties, clusters) === null;
  }

  // ── Differences: one number minus another, between the ends of both; absent where one of them may be.
  const NOWHERE = valuesOf([], true);

  function extent(ground, values, said) {
    const [how, first, second] = said;
    if (how === "fact") return hull(values[first]);
    if (how === "minus") return minus(extent(ground, values, first), extent(ground, values, second));
    if (how === "valid") return valid(ground, values, extent(ground, values, first), second);
    return extreme(said.slice(1).map((part) => extent(ground, values, part)), how === "highest");
  }

  function hull(values) {
    return valuesOf(values.ranges.length ? [[lowest(values), highest(values)]] : [], values.absent || values.inapplicable);
  }

  function minus(first, second) {
    if (!first.ranges.length || !second.ranges.length) return NOWHERE;
    return valuesOf([[lowest(first) - highest(second), highest(first) - lowest(second)]], first.absent || second.absent);
  }

  function extreme(parts, isHighest) {
    const there = parts.filter((part) => part.ranges.length), certain = there.filter((part) => !part.absent);
    if (!there.length) return NOWHERE;
    const pick = isHighest ? Math.max : Math.min;
    let low = Math.min(...there.map(lowest)), high = Math.max(...there.map(highest));
    if (certain.length && isHighest) low = pick(...certain.map(lowest));
    if (certain.length && !isHighest) high = pick(...certain.map(highest));
    return valuesOf([[low, high]], !certain.length);
  }

  function valid(ground, values, whole, unless) {
    const root = ground.diagrams.roots[unless], counts = new Array(ground.cells.length);
    levelsIn(ground.diagrams, root).forEach((level) => { counts[level] = countsOf(maskOf(ground.cells[level], values[level])); });
    const bits = boxOf(ground.diagrams, counts).reach(root);
    const {bits: bit} = ground.knowledge, may = (bits >> bit.true) & 1, mayNot = (bits >> bit.false) & 1;
    return may && !mayNot ? NOWHERE : valuesOf(whole.ranges, whole.absent || may);
  }

  // The box of all patients that fit what is stated, or {contradiction}.
  function openBox(ground, stated) {
    const found = narrowed(ground, startOf(ground, stated), ground.ties, ground.clusters);
    if (!found) return {contradiction: contradiction(ground, stated)};
    const values = found.concat(ground.differences.map((one) => extent(ground, found, one.is)));
    const masks = values.map((one, level) => maskOf(ground.cells[level], one));
    return {stated: stated, values: values, masks: masks, ...boxOf(ground.diagrams, masks.map(countsOf))};
  }

  Object.assign(finder, {groundOf, openBox});
})(window.caseFinder);
