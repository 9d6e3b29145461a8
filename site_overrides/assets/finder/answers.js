// What every guideline answers for a box, what that depends on, and what to ask next.
// In: the data, stated sets of values.  Out: answers.  Never: blends two guidelines, or touches the page.
(function (finder) {
  "use strict";

  const {both, isSingle, sameRanges, atStart, valuesIn, openBox, groundOf, reachByCell, setOf} = finder;
  const SILENT = "no_recommendation";

  // A property that is worked out when somebody looks at it: what answers depend on takes longest, and not all of it is shown.
  function lazily(target, name, work) {
    let known = null;
    return Object.defineProperty(target, name, {enumerable: true, get: () => known || (known = work())});
  }

  // The engine on one sheet of data.
  function engineOf(knowledge) {
    const ground = groundOf(knowledge), {diagrams, facts} = ground, count = ground.cells.length;
    const rules = {inside: ~(1 << knowledge.bits.outside), limit: knowledge.limit,
                   later: ground.cells.map((_, level) => setOf(level < facts.length ? facts[level].later : [], count))};
    const nameOf = (level) => level < facts.length ? facts[level].id : ground.differences[level - facts.length].id;

    function truth(box, root) {
      const bits = box.reach(diagrams.roots[root]), {bits: bit} = knowledge;
      const may = (bits >> bit.true) & 1, mayNot = (bits >> bit.false) & 1;
      return may && mayNot ? "unknown" : may ? "yes" : "no";
    }

    function needsOf(box, root) { return finder.needs(box, diagrams.roots[root], rules).map(nameOf); }

    function possible(box, table) {
      const bits = box.reach(diagrams.roots[table.root]);
      return table.outcomes.map(([outcome]) => outcome).filter((outcome) => (bits >> knowledge.bits[outcome]) & 1);
    }

    function answer(box, table) {
      const found = possible(box, table);
      return lazily({possible: found, outcome: found.length === 1 ? found[0] : null, silent: found.join() === SILENT},
                    "needs", () => found.length > 1 ? needsOf(box, table.root) : []);
    }

    function verdict(box, guide) {
      const applies = guide.scope === null ? "unknown" : truth(box, guide.scope), answers = {};
      if (applies !== "no") Object.entries(guide.tables).forEach(([name, table]) => { answers[name] = answer(box, table); });
      return lazily({guide: guide, applies: applies, answers: answers},
                    "scopeNeeds", () => applies === "unknown" && guide.scope !== null ? needsOf(box, guide.scope) : []);
    }

    // Per outcome the needed facts, each with all values that alone, once known, leave that outcome.
    function settling(box, table, needed) {
      const found = new Map();
      needed.filter((name) => ground.level.has(name)).forEach((name) => {
        const level = ground.level.get(name);
        cellsByOutcome(box, table, level).forEach((mask, outcome) => {
          const inside = mask.map((one, cell) => one & box.masks[level][cell]);
          if (!inside.includes(1)) return;
          if (!found.has(outcome)) found.set(outcome, new Map());
          found.get(outcome).set(name, both(valuesIn(ground.cells[level], inside), box.values[level]));
        });
      });
      return found;
    }

    function cellsByOutcome(box, table, level) {
      const cells = reachByCell(box, diagrams.roots[table.root], level).map((bits) => bits & rules.inside);
      const found = new Map();
      table.outcomes.forEach(([outcome]) => {
        const bit = 1 << knowledge.bits[outcome], mask = Uint8Array.from(cells, (bits) => bits === bit ? 1 : 0);
        if (mask.includes(1)) found.set(outcome, mask);
      });
      return found;
    }

    function evaluate(box) {
      const verdicts = knowledge.guidelines.map((guide) => verdict(box, guide));
      const places = knowledge.places.find((one) => one.root === null || truth(box, one.root) === "yes");
      return {box: box, verdicts: verdicts, places: places, lead: leadOf(verdicts), assumed: assumedIn(box),
              follows: followsIn(box), notices: noticesOf(box), mismatches: mismatchesOf(box, verdicts)};
    }

    // Per decision the first guideline that may lead, applies and is not silent.
    function leadOf(verdicts) {
      const lead = {};
      verdicts.filter((one) => one.guide.leads).forEach((one) => Object.entries(one.answers).forEach(([decision, said]) => {
        if (!said.silent && !(decision in lead)) lead[decision] = one;
      }));
      return lead;
    }

    function assumedIn(box) {
      return facts.filter((fact, level) => fact.unstated && !box.stated.has(fact.id) && !box.values[level].inapplicable);
    }

    // What narrowing found out about facts that were not stated, or not stated so exactly.
    function followsIn(box) {
      return facts.filter((fact, level) => {
        const began = box.stated.get(fact.id) || atStart(fact), now = box.values[level];
        return (!sameRanges(now, began) || now.absent !== began.absent) && (now.ranges.length || now.absent);
      });
    }

    function noticesOf(box) {
      return knowledge.notices.map((one) => ({notice: one, truth: truth(box, one.root)})).filter((one) => one.truth !== "no");
    }

    // What a guideline is made for, where something else is stated.
    function mismatchesOf(box, verdicts) {
      return verdicts.filter((one) => one.applies !== "no").flatMap(({guide}) => Object.entries(guide.expects)
        .filter(([name, wanted]) => box.stated.has(name) && finder.isEmpty(both(box.stated.get(name), finder.valuesOf(
          wanted.ranges, wanted.absent))))
        .map(([name, wanted]) => ({guide: guide, fact: name, wanted: wanted})));
    }

    // The facts to ask for next, group by group in clinical order: what scope, the treatment decision, what is checked first, and
    // other guidance hang on.
    function askNext(evaluation) {
      const {box, places} = evaluation, shown = [places.treatment, ...places.check], needed = new Set();
      heard(evaluation).forEach((one) => {
        one.scopeNeeds.forEach((name) => needed.add(name));
        shown.filter((name) => name in one.answers).forEach((name) => one.answers[name].needs.forEach((fact) => needed.add(fact)));
      });
      evaluation.notices.filter((one) => one.notice.kind === "elsewhere" && one.truth === "unknown")
        .forEach((one) => needsOf(box, one.notice.root).forEach((name) => needed.add(name)));
      const assumed = new Set(evaluation.assumed);
      const open = facts.filter((fact, level) => needed.has(fact.id) && !isSingle(box.values[level]) && !assumed.has(fact)
        && box.values[level].ranges.length);
      return knowledge.groups.flatMap((group) => open.filter((fact) => fact.group === group.id));
    }

    // A guideline that may lead nothing is heard where it applies for certain.
    function heard(evaluation) {
      return evaluation.verdicts.filter((one) => one.applies === "yes" || (one.applies === "unknown" && one.guide.leads));
    }

    // Whether any rule here looks at a fact, by itself or in a difference.
    const looked = new Set(diagrams.roots.flatMap((root) => finder.levelsIn(diagrams, root)));
    ground.differences.forEach((one, place) => { if (looked.has(facts.length + place)) partsOf(one.is).forEach((level) => looked.add(level)); });

    function partsOf([how, ...parts]) {
      return how === "fact" ? parts : parts.filter(Array.isArray).flatMap(partsOf);
    }

    function looksAt(fact) { return looked.has(ground.level.get(fact.id)); }

    function labelsOf(box) { return knowledge.labels.map((one) => verdict(box, one)); }

    return {knowledge, ground, facts, truth, verdict, answer, settling, evaluate, askNext, heard, labelsOf, looksAt,
            open: (stated) => openBox(ground, stated)};
  }

  Object.assign(finder, {engineOf});
})(window.caseFinder);
