// What search finds: words by MiniSearch, numbers by the facts that pages state. Loaded when somebody begins to search.
// In: the index of data/search.js, what a reader types. Out: pages with a score and the reasons. Never: touches the page.
(function () {
  "use strict";

  // ---- Tokens: the same as in generator/search/tokens.py, which says how they are cut ----

  const TOKEN = /([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)?|\.[0-9]+)|(%)|((?![0-9])[\p{L}\p{N}]+)/gu;
  const THOUSANDS = /^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$/;
  const SIGNED = /(?:^|[^\p{L}\p{N}_.%)])-$/u;

  function normal(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
      .replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "-").toLowerCase();
  }

  function canonical(text) {
    const parts = text.replace(/,/g, THOUSANDS.test(text) ? "" : ".").split(".");
    const whole = parts[0].replace(/^0+/, "") || "0";
    const part = (parts[1] || "").replace(/0+$/, "");
    return part ? whole + "." + part : whole;
  }

  function singular(word) {
    const letters = Array.from(word);
    const before = letters[letters.length - 2];
    return letters.length > 3 && word.endsWith("s") && !"suai".includes(before) ? word.slice(0, -1) : word;
  }

  function isNumber(token) { return /^-*[0-9]/.test(token); }

  function tokens(text) {
    const said = normal(text);
    const found = [];
    for (const match of said.matchAll(TOKEN)) {
      let token = match[2] || (match[3] && singular(match[3]));
      if (match[1]) {
        token = (SIGNED.test(said.slice(Math.max(0, match.index - 2), match.index)) ? "-" : "") + canonical(match[1]);
        const sign = found[found.length - 1];
        if (token[0] !== "-" && (sign === "minus" || sign === "plus")) {
          found.pop();
          token = (sign === "minus" ? "-" : "") + token;
        }
      }
      if (token === "cent" && found[found.length - 1] === "per") found.pop();
      else if (token !== "percent") { found.push(token === "-0" ? "0" : token); continue; }
      found.push("%");
    }
    return found;
  }

  // ---- What a query asks for ----

  // Names of facts in a run of words, the longest at each place.
  function namesIn(words, names) {
    const found = [];
    for (let at = 0; at < words.length; at += 1) {
      for (let end = Math.min(words.length, at + 8); end > at; end -= 1) {
        const facts = names.get(words.slice(at, end).join(" "));
        if (facts) {
          found.push({ at: at, end: end, facts: facts, words: words.slice(at, end) });
          at = end - 1;
          break;
        }
      }
    }
    return found;
  }

  // Facts that all of some names fit, the nearest name first; a name that fits none of them is passed over.
  function shared(names) {
    let facts = null;
    names.forEach(function (name) {
      const both = facts === null ? name.facts : facts.filter(function (fact) { return name.facts.includes(fact); });
      if (both.length) facts = both;
    });
    return facts || [];
  }

  // The numbers of a query, each with the words on both sides up to the next number.
  function numbersOf(words) {
    const places = words.map(function (word, at) { return isNumber(word) ? at : -1; }).filter(function (at) { return at >= 0; });
    return places.map(function (at, number) {
      const next = number + 1 < places.length ? places[number + 1] : words.length;
      return { value: Number(words[at]), left: words.slice(number ? places[number - 1] + 1 : 0, at),
        right: words.slice(at + 1, next), last: next === words.length };
    });
  }

  // Which facts a number may be meant for, and how much a match is worth.
  function asked(number, index) {
    function fits(fact) {
      const known = index.facts[fact];
      const ticks = Math.abs(number.value) / known.step;
      return known.step !== undefined && ticks <= Math.max(Math.abs(known.low), known.high) && (number.value >= 0 || known.low < 0);
    }
    const unit = index.numeric.filter(function (fact) { return index.facts[fact].units.includes(number.right[0]) && fits(fact); });
    const before = namesIn(number.left, index.names).reverse();
    const after = namesIn(number.right, index.names);
    const own = after.length && (number.last || after[0].end < number.right.length || number.right.length === 0) ? after : [];
    const around = before.concat(number.last ? after : []);
    let names = around;
    // "63 year old": the words right after a number are its own, whatever stands in front of it.
    if (own.length && own[0].at === 0) names = own;
    else if (!shared(around).filter(fits).length) names = own.length ? own : after;
    const facts = shared(names).filter(fits);
    const both = facts.filter(function (fact) { return unit.includes(fact); });
    const meant = both.length ? both : unit.length ? unit : facts;
    if (!meant.length) {
      return { value: number.value, facts: index.numeric.filter(fits), weight: number.value < 0 ? 6 : 2, bare: true, words: [] };
    }
    const words = names.reduce(function (all, name) { return all.concat(name.words); }, unit.length ? [number.right[0]] : []);
    return { value: number.value, facts: meant, weight: facts.length ? 10 : 6, bare: false, words: words };
  }

  // ---- How well a page fits ----

  const LEAST = 0.15;  // of the best page's score: what fits worse is not found
  const FARTHEST = 20; // steps of a fact: what is farther off is no neighbor

  // How well one stated value fits a number: 1 the same, less for a range with it, least for the nearest.
  function fit(stated, fact, value) {
    const ticks = Math.round(value / fact.step * 1e6) / 1e6;
    if (stated[1] === ticks && stated[2] === ticks) return { worth: 1, away: 0 };
    if (stated[1] <= ticks && ticks <= stated[2]) return { worth: 0.7, away: 0 };
    if (fact.low < 0 && value > 0 && stated[1] === -ticks && stated[2] === -ticks) return { worth: 0.6, away: 0 };
    const away = Math.min(Math.abs(stated[1] - ticks), Math.abs(stated[2] - ticks));
    return { worth: 0.5 / (1 + away / 4), away: away };
  }

  function best(page, ask, index, used) {
    let found = null;
    page.facts.forEach(function (stated) {
      if (!ask.facts.includes(stated[0]) || used.includes(stated[0])) return;
      const one = fit(stated, index.facts[stated[0]], ask.value);
      if (one.away <= (ask.bare ? 0 : FARTHEST) && (!found || one.worth > found.worth)) found = { worth: one.worth, away: one.away, stated: stated };
    });
    return found;
  }

  // Adds to the scores of pages what their facts are worth. The nearest values count only where no page has the one that is asked for.
  function weighNumbers(asks, index, results) {
    const used = index.pages.map(function () { return []; });
    asks.forEach(function (ask) {
      const fits = index.pages.map(function (page, at) { return best(page, ask, index, used[at]); });
      const met = fits.some(function (one) { return one && !one.away; });
      fits.forEach(function (one, at) {
        if (!one || (met && one.away)) return;
        used[at].push(one.stated[0]);
        results[at].score += ask.weight * one.worth;
        results[at].because.push({ fact: one.stated[0], low: one.stated[1], high: one.stated[2], nearest: one.away > 0 });
      });
    });
    if (!asks.length) return;
    // Of pages that fit equally well the one that states least beside comes first: it is the plainest case.
    used.forEach(function (facts, at) {
      if (facts.length) results[at].score += 3 / (1 + (index.pages[at].facts.length - facts.length) / 4);
    });
  }

  // Adds to the scores of pages what words are worth, the best page the whole of it.
  function weighWords(queries, worth, index, results) {
    const found = new Map();
    queries.forEach(function (query) {
      index.mini.search(query.text).forEach(function (one) {
        found.set(one.id, (found.get(one.id) || 0) + query.share * one.score);
      });
    });
    const top = Math.max.apply(null, Array.from(found.values()).concat(0));
    found.forEach(function (score, at) { results[at].score += worth * score / top; });
  }

  // What a query says, and with half the weight the other spellings of its terms.
  function spelled(text, index) {
    const said = " " + text + " ";
    const queries = [{ text: text, share: 1 }];
    index.same.forEach(function (spellings) {
      const named = spellings.filter(function (name) { return said.includes(" " + name + " "); });
      if (named.length) {
        queries.push({ text: spellings.filter(function (name) { return !named.includes(name); }).join(" "), share: 0.5 });
      }
    });
    return queries;
  }

  // A page that is called by name, and facts that are named without a number.
  function weighNames(words, index, results) {
    const said = " " + words.join(" ") + " ";
    const named = namesIn(words, index.names);
    index.pages.forEach(function (page, at) {
      const own = page.names.filter(function (name) { return said.includes(" " + name + " "); });
      if (own.length) {
        results[at].score += 9 + (own.some(function (name) { return name === words.join(" "); }) ? 30 : 0);
      }
      named.forEach(function (name) {
        const held = page.facts.find(function (stated) {
          return name.facts.includes(stated[0]) && index.facts[stated[0]].step === undefined;
        });
        if (!held) return;
        results[at].score += 2;
        results[at].because.push({ fact: held[0], low: held[1], high: held[2], nearest: false });
      });
    });
  }

  function find(text, index, most) {
    const words = tokens(text);
    const results = index.pages.map(function (page, at) { return { page: at, score: 0, because: [] }; });
    const asks = numbersOf(words).map(function (number) { return asked(number, index); });
    // Words that name what a number is of have done their work: as words they only decide between pages that fit alike.
    const used = asks.reduce(function (all, ask) { return all.concat(ask.words); }, []);
    const others = words.filter(function (word) { return !isNumber(word) && !used.includes(word); });
    if (others.length) weighWords(spelled(others.join(" "), index), 8, index, results);
    if (asks.length) weighWords([{ text: words.join(" "), share: 1 }], 1.5, index, results);
    weighNames(words, index, results);
    weighNumbers(asks, index, results);
    const top = results.reduce(function (most, one) { return Math.max(most, one.score); }, 0);
    const found = results.filter(function (one) { return one.score > LEAST * top; });
    found.sort(function (one, other) { return other.score - one.score || one.page - other.page; });
    return { count: found.length, first: found.slice(0, most) };
  }

  // ---- The index ----

  // Stated values as [fact, lowest, highest] in steps; generator/search/index.py says how they are written.
  function factsOf(text) {
    const found = [];
    let fact = -1;
    for (const part of text.matchAll(/([A-Za-z+])(!|-?[0-9]+(?::-?[0-9]+)?)?/g)) {
      const code = part[1].charCodeAt(0);
      fact += part[1] === "+" ? 0 : code > 96 ? code - 70 : code - 64;
      if (part[2] === "!") continue;
      const ends = (part[2] || "1").split(":").map(Number);
      found.push([fact, ends[0], ends[ends.length - 1]]);
    }
    return found;
  }

  // The words by which stated facts are found.
  function factWords(page, facts) {
    return page.facts.map(function (stated) {
      const fact = facts[stated[0]];
      return fact.choices ? fact.choices.slice(stated[1], stated[2] + 1).join(" ") : fact.words;
    }).join(" ");
  }

  function open(data, MiniSearch) {
    const pages = data.pages.map(function (page) {
      return { address: data.kinds[page[0]][0].replace("*", page[1]), kind: data.kinds[page[0]][1], title: page[2], words: page[3],
        facts: factsOf(page[4]), names: page[5] || [] };
    });
    const mini = new MiniSearch({
      fields: ["title", "names", "words", "facts"], tokenize: tokens, processTerm: function (term) { return term; },
      searchOptions: {
        boost: { title: 3, names: 6, facts: 1.5 },
        prefix: function (term) { return term.length > 2 && !isNumber(term); },
        fuzzy: function (term) { return term.length > 4 && !isNumber(term) ? 0.2 : false; },
      },
    });
    mini.addAll(pages.map(function (page, at) {
      return { id: at, title: page.title, names: page.names.join(" "), words: page.words, facts: factWords(page, data.facts) };
    }));
    const numeric = data.facts.map(function (fact, at) { return fact.step === undefined ? -1 : at; })
      .filter(function (at) { return at >= 0; });
    return { mini: mini, pages: pages, facts: data.facts, numeric: numeric, names: new Map(data.names), same: data.same };
  }

  // ---- Words for a stated value ----

  function number(fact, ticks) {
    const value = ticks * fact.step;
    const text = fact.digits ? value.toFixed(fact.digits) : String(Number(value.toFixed(6)));
    return text.replace("-", "\u2212");
  }

  function said(reason, facts, to) {
    const fact = facts[reason.fact];
    if (fact.choices) return fact.label + ": " + fact.choices.slice(reason.low, reason.high + 1).join(", ");
    if (fact.step === undefined) return fact.label;
    const unit = fact.unit ? "\u00a0" + fact.unit : "";
    const first = number(fact, reason.low);
    return fact.label + " " + (reason.low === reason.high ? first : first + " " + to + " " + number(fact, reason.high)) + unit;
  }

  window.kbSearch = { tokens: tokens, open: open, find: find, said: said };
})();
