// The published cases nearest to what is stated.
// In: the list of cases, a box.  Out: the nearest, each with what is different.  Never: takes one for the answer.
// A fact stated on both sides counts by its distance on its own scale: for numbers the gap as a share of the span in which
// thresholds lie, at most 1; for choices 1. What follows from what is stated counts like it. A fact that the case leaves open
// counts half; one that only the case states counts little, since the patient may be like it.
(function (finder) {
  "use strict";

  const {parse, lowest, highest} = finder;
  const HERE_ONLY = 0.5, THERE_ONLY = 0.02, MOST = 5;

  function casesOf(list, facts) {
    return list.map(([id, title, stated]) => ({
      id: id, title: title,
      stated: new Map(Object.entries(stated).filter(([level]) => facts[level])
        .map(([level, text]) => [facts[level].id, parse(facts[level], text)]).filter(([, values]) => !values.wrong)),
    }));
  }

  function span(fact) {
    const cuts = fact.cuts.filter((cut) => cut > fact.low);
    return cuts.length > 1 ? cuts[cuts.length - 1] - cuts[0] : fact.high - fact.low;
  }

  function apart(fact, one, other) {
    if (one.absent && other.absent) return 0;
    if (!one.ranges.length || !other.ranges.length) return 1;
    const meets = one.ranges.some(([a, b]) => other.ranges.some(([c, d]) => a <= d && c <= b));
    if (meets) return 0;
    if (fact.choices) return 1;
    return Math.min(1, Math.max(lowest(one) - highest(other), lowest(other) - highest(one)) / Math.max(1, span(fact)));
  }

  function compare(one, box, facts) {
    const found = {one: one, distance: 0, shared: 0, differs: [], notThere: []};
    facts.forEach((fact, level) => {
      const there = one.stated.get(fact.id), far = there ? apart(fact, box.values[level], there) : 0;
      if (there && (far || box.stated.has(fact.id))) {
        found.shared += 1;
        found.distance += far;
        if (far) found.differs.push(fact);
      } else if (there) {
        found.distance += THERE_ONLY;
      } else if (box.stated.has(fact.id)) {
        found.distance += HERE_ONLY;
        found.notThere.push(fact);
      }
    });
    return found;
  }

  function nearest(cases, box, facts) {
    if (!box.stated.size) return [];
    return cases.map((one) => compare(one, box, facts)).filter((one) => one.shared)
      .sort((one, other) => one.distance - other.distance || (one.one.id < other.one.id ? -1 : 1)).slice(0, MOST);
  }

  Object.assign(finder, {casesOf, nearest});
})(window.caseFinder);
