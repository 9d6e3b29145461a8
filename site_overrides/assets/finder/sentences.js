// Answers as sentences: each with its condition inside, for the page and for the note.
// In: evaluations, words.  Out: text.  Never: leaves out whom an answer is for.
(function (finder) {
  "use strict";

  const {words} = finder;

  function sentencesOf(engine, say) {
    const knowledge = engine.knowledge, facts = new Map(engine.facts.map((fact) => [fact.id, fact]));
    const labels = new Map(knowledge.decisions.map((one) => [one.id, one.label]));

    function outcome(table, id) { return table.outcomes.find(([one]) => one === id)[1]; }

    function outcomes(verdict, decision) {
      const table = verdict.guide.tables[decision];
      return verdict.answers[decision].possible.map((one) => outcome(table, one)).join(` ${say.either} `);
    }

    function scope(verdict) { return verdict.applies === "unknown" ? `, ${say.scope_open} (${verdict.guide.population})` : ""; }

    // The questions that open answers depend on, group by group.
    function dependsOn(needs) {
      const needed = new Set(needs);
      return knowledge.groups.map((group) => {
        const names = engine.facts.filter((fact) => fact.group === group.id && needed.has(fact.id)).map((fact) => fact.label);
        return names.length > 3 ? group.label : names.join(", ");
      }).filter(Boolean).join("; ");
    }

    function leading(evaluation, decision) {
      const verdict = evaluation.lead[decision], {guide} = verdict, {needs} = verdict.answers[decision];
      const depends = needs.length ? ` ${say.depends_on}: ${dependsOn(needs)}.` : "";
      return {label: labels.get(decision), said: `, ${guide.name} (${guide.jurisdiction})${scope(verdict)}: ${outcomes(verdict, decision)}.${depends}`};
    }

    function led(evaluation) { return evaluation.places.compare.filter((decision) => decision in evaluation.lead); }

    function given(stated) { return [...stated].map(([name, values]) => words.stated(facts.get(name), values)).join("; "); }

    // The note: what is stated, the answers with their conditions, what is open, the draft status.
    function note(evaluation, asked) {
      const {stated} = evaluation.box, groups = knowledge.groups.filter((group) => asked.some((fact) => fact.group === group.id));
      const open = groups.length ? [`${say.chart_open}: ${groups.map((group) => group.label).join(", ")}.`] : [];
      const lines = led(evaluation).map((decision) => { const {label, said} = leading(evaluation, decision); return label + said; });
      return [`${given(stated)}.`, ...lines, ...open, say.chart_note_draft, `${say.edition} ${knowledge.edition}, ${knowledge.date}.`].join(" ");
    }

    // In one breath, for those who hear the page.
    function summary(evaluation, asked) {
      const {treatment} = evaluation.places, first = led(evaluation).sort((one, other) => (other === treatment) - (one === treatment));
      const said = first.map((decision) => `${labels.get(decision)}: ${outcomes(evaluation.lead[decision], decision)}`);
      return [...said, asked.length ? `${say.ask_next}: ${asked[0].label}` : say.questions_none].join(". ");
    }

    // Once this is known, then that: facts by the outcome of the leading guideline that they alone would settle.
    function branches(evaluation) {
      const decision = evaluation.places.treatment, verdict = evaluation.lead[decision];
      if (!verdict || !verdict.answers[decision].needs.length) return [];
      const table = verdict.guide.tables[decision];
      return [...engine.settling(evaluation.box, table, verdict.answers[decision].needs)].map(([id, found]) => ({
        once: words.listed([...found].map(([name, values]) => words.compared(facts.get(name), values)), "or"),
        then: `${verdict.guide.name}${scope(verdict)}: ${outcome(table, id)}`,
      }));
    }

    return {labels, facts, outcomes, scope, dependsOn, leading, led, note, summary, branches, given};
  }

  Object.assign(finder, {sentencesOf});
})(window.caseFinder);
