// What follows, as elements: bottom lines, questions, each guideline, notices, labels, the nearest cases.
// In: an evaluation.  Out: elements.  Never: turns text into markup, or hides a condition.
(function (finder) {
  "use strict";

  const {element, list, words} = finder;

  function resultsOf(engine, say, up, goTo) {
    const talk = finder.sentencesOf(engine, say), knowledge = engine.knowledge;
    const link = (url, text) => element("a", {href: up + url}, text);
    const part = (title, ...inside) => element("section", {}, element("h3", {}, title), ...inside);

    // What opens on demand is made on demand, at the latest for print.
    function fold(title, make) {
      const made = element("details", {class: "finder-fold"}, element("summary", {}, title));
      made.fill = () => { made.append(...[make()].flat(2)); made.fill = () => {}; };
      made.addEventListener("toggle", () => made.fill());
      return made;
    }

    function bottomLines(evaluation) {
      const lines = talk.led(evaluation).map((decision) => {
        const {label, said} = talk.leading(evaluation, decision);
        return element("p", {}, element("strong", {}, label), said);
      });
      return element("div", {class: "answer"}, element("h3", {}, say.bottom_line), lines.length ? lines : element("p", {}, say.treatment_none));
    }

    function questions(asked) {
      if (!asked.length) return part(say.ask_next, element("p", {}, say.questions_none));
      const groups = knowledge.groups.filter((group) => asked.some((fact) => fact.group === group.id));
      return part(say.ask_next, element("ol", {}, groups.map((group) => element("li", {}, element("strong", {}, group.question), " ",
        asked.filter((fact) => fact.group === group.id).map(askButton), element("span", {class: "reading"}, group.why)))));
    }

    function askButton(fact) {
      const button = element("button", {type: "button", class: "finder-ask"}, fact.label);
      button.addEventListener("click", () => goTo(fact.id));
      return button;
    }

    function branches(evaluation) {
      const rows = talk.branches(evaluation);
      return rows.length ? part(say.branches, list(rows.map(({once, then}) => [words.capital(once), " → ", element("strong", {}, then)]))) : "";
    }

    function answers(verdict, decisions) {
      return list(decisions.filter((name) => name in verdict.answers).map((name) => {
        const {needs} = verdict.answers[name];
        return [`${talk.labels.get(name)}: `, element("strong", {}, talk.outcomes(verdict, name)),
                needs.length ? `. ${say.depends_on}: ${talk.dependsOn(needs)}` : ""];
      }));
    }

    function guideline(evaluation, verdict) {
      const {guide} = verdict, {compare} = evaluation.places, others = Object.keys(verdict.answers).filter((name) => !compare.includes(name));
      const mismatches = evaluation.mismatches.filter((one) => one.guide === guide).map((one) => mismatch(evaluation, one));
      return element("article", {class: "finder-guideline"},
        element("h4", {}, link(guide.url, guide.name), `, ${guide.jurisdiction}`),
        verdict.applies === "unknown" ? element("p", {class: "scope"}, `${words.capital(say.scope_open)}: ${guide.population}`) : "",
        mismatches, answers(verdict, compare),
        others.length ? fold(say.other_answers, () => answers(verdict, others)) : "", leftOut(guide));
    }

    function mismatch(evaluation, {fact, wanted}) {
      const known = talk.facts.get(fact);
      return element("p", {class: "scope"}, `${words.capital(say.expects)} ${words.stated(known, {...wanted, inapplicable: false})}; `
        + `${say.stated_here} ${words.values(known, evaluation.box.stated.get(fact))}`);
    }

    function leftOut(guide) {
      return guide.left_out.length ? element("p", {class: "scope"}, `${say.left_out}: ${guide.left_out.map((name) => talk.labels.get(name)).join(", ")}`) : "";
    }

    function guidelines(evaluation) {
      const heard = new Set(engine.heard(evaluation)), speaks = (one) => [...heard].includes(one) && one.applies !== "no"
        && Object.entries(one.answers).some(([name, said]) => evaluation.places.compare.includes(name) && !said.silent);
      const speaking = evaluation.verdicts.filter(speaks), perhaps = evaluation.verdicts.filter((one) => one.applies === "unknown" && !heard.has(one));
      const silent = evaluation.verdicts.filter((one) => heard.has(one) && one.applies !== "no" && !speaking.includes(one));
      return part(say.compare, element("p", {}, say.compare_note), speaking.map((one) => guideline(evaluation, one)),
        perhaps.length ? fold(`${say.perhaps}: ${names(perhaps)}`, () => perhaps.map((one) => guideline(evaluation, one))) : "",
        silent.length ? fold(`${words.capital(say.silent)}: ${names(silent)}`, () => silent.map((one) => guideline(evaluation, one))) : "",
        outside(evaluation));
    }

    function names(verdicts) { return verdicts.map((one) => one.guide.name).join(", "); }

    function outside(evaluation) {
      const found = evaluation.verdicts.filter((one) => one.applies === "no");
      const links = found.flatMap((one, place) => [place ? ", " : "", link(one.guide.url, one.guide.name)]);
      return found.length ? element("p", {}, `${words.capital(say.outside_scope)}: `, links) : "";
    }

    // Those that hold for certain as they are; open ones with their condition in front; what is open of urgent signs stays shut.
    function notices(evaluation, kind, title) {
      const found = evaluation.notices.filter((one) => one.notice.kind === kind && (kind !== "notice" || one.truth === "yes"));
      const lines = found.map(({notice, truth}) => [truth === "yes" ? "" : `${say.condition_opens} ${notice.when}: `, notice.words, " ",
                                                    link(notice.url, say.source)]);
      if (!lines.length) return "";
      return found.every((one) => one.truth === "unknown") ? fold(`${title} (${lines.length})`, () => list(lines)) : part(title, list(lines));
    }

    function labelled(evaluation) {
      return knowledge.labels.length ? fold(say.eligibility, () => [element("p", {}, say.eligibility_note),
        list(engine.labelsOf(evaluation.box).map((verdict) => [link(verdict.guide.url, verdict.guide.name), ": ", fits(verdict)]))]) : "";
    }

    function fits(verdict) {
      return Object.entries(verdict.answers).map(([name, {needs}]) =>
        talk.outcomes(verdict, name) + (needs.length ? `. ${say.depends_on}: ${talk.dependsOn(needs)}` : "")).join("; ");
    }

    function reading(evaluation) {
      const {box} = evaluation, valuesOf = (fact) => box.values[engine.ground.level.get(fact.id)];
      const follows = evaluation.follows.map((fact) => words.stated(fact, valuesOf(fact)));
      const assumed = evaluation.assumed.filter((fact) => fact.unstated.ranges.length && engine.looksAt(fact))
        .map((fact) => `${words.stated(fact, valuesOf(fact))} (${fact.unstated.because})`);
      const lines = [[say.follows, follows], [say.assumed, assumed]].filter(([, said]) => said.length)
        .map(([title, said]) => [element("strong", {}, `${title}: `), said.join("; ")]);
      return lines.length ? list(lines) : "";
    }

    function nearest(found) {
      if (!found.length) return "";
      const line = ({one, differs, notThere}) => [link(`scenarios/${one.id}/`, one.title), ": ",
        differs.length ? `${say.differs} ${labelsOf(differs)}` : say.same, notThere.length ? `; ${say.not_there} ${labelsOf(notThere)}` : ""];
      return part(say.nearest, element("p", {}, say.nearest_note), list(found.map(line)));
    }

    function labelsOf(facts) { return facts.map((fact) => fact.label).join(", "); }

    function contradiction({facts, because}) {
      const stated = facts.map((name) => talk.facts.get(name));
      return element("div", {class: "finder-wrong"}, element("h3", {}, say.contradiction), list(because.map(words.capital)),
        element("p", {}, say.contradiction_fix, " ", stated.filter((fact) => fact).map(askButton)));
    }

    function all(evaluation, asked, near) {
      return [bottomLines(evaluation), questions(asked), branches(evaluation), reading(evaluation),
              notices(evaluation, "notice", say.notices), guidelines(evaluation), labelled(evaluation),
              notices(evaluation, "urgent", say.urgent), notices(evaluation, "elsewhere", say.elsewhere), nearest(near)].filter(Boolean);
    }

    return {all, contradiction, talk};
  }

  Object.assign(finder, {resultsOf});
})(window.caseFinder);
