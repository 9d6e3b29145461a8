// Answers many boxes at once with the engine of the finder, for a test.
window.finderBatch = (function () {
  "use strict";
  const {valuesOf} = window.caseFinder;
  const engine = window.caseFinder.engineOf(window.finderKnowledge);
  const guides = new Map([...window.finderKnowledge.guidelines, ...window.finderKnowledge.labels].map((one) => [one.id, one]));
  const table = Array.from({length: 256}, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xEDB88320 ^ (rest >>> 1) : rest >>> 1;
    return rest;
  });

  function checksum(text) {
    let rest = -1;
    for (let place = 0; place < text.length; place++) rest = table[(rest ^ text.charCodeAt(place)) & 255] ^ (rest >>> 8);
    return (rest ^ -1) >>> 0;
  }

  function said(values) {
    return values.ranges.map(([low, high]) => `${low}:${high}`).join() + (values.absent ? "a" : "") + (values.inapplicable ? "n" : "");
  }

  function ofGuideline(box, guide, decision) {
    const tables = decision ? {[decision]: guide.tables[decision]} : guide.tables;
    const verdict = engine.verdict(box, {...guide, tables: tables});
    const found = {applies: verdict.applies, scope: verdict.scopeNeeds};
    Object.entries(verdict.answers).forEach(([name, one]) => { found[name] = [one.possible, one.needs, one.outcome]; });
    return found;
  }

  return function (asked) {
    return asked.map(([stated, guideline, decision]) => {
      const box = engine.open(new Map(stated.map(([level, ...ranges]) => [engine.facts[level].id, valuesOf(ranges, !ranges.length)])));
      if (box.contradiction) return {contradiction: box.contradiction.facts, because: box.contradiction.because};
      const names = guideline ? [guideline] : [...guides.keys()];
      const found = names.map((name) => [name, ofGuideline(box, guides.get(name), decision)]);
      return {narrowed: checksum(box.values.map(said).join(";")), guidelines: Object.fromEntries(found)};
    });
  };
})();
