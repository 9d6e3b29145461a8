// The page: what is entered goes to the engine, what follows comes back, and the address keeps what is stated.
// In: the page, the data beside it.  Out: the page with a form and answers.  Never: sends anything, or trusts the address.
(function (finder) {
  "use strict";

  const place = document.getElementById("finder");
  if (!place || !window.finderKnowledge || window.finderKnowledge.version !== Number(place.dataset.version)) return;

  const engine = finder.engineOf(window.finderKnowledge), say = window.finderKnowledge.words;
  const find = (name) => place.querySelector(`[data-part="${name}"]`);
  const known = new Map(engine.facts.map((fact) => [fact.id, fact]));
  const soon = later(update);
  const form = finder.formOf(engine, say, soon);
  const results = finder.resultsOf(engine, say, place.dataset.up, form.goTo);
  let cases = null, others = new Map(), own = "";

  function later(act) {
    let waiting;
    return () => { clearTimeout(waiting); waiting = setTimeout(act, 120); };
  }

  function show(name, elements) { find(name).replaceChildren(...elements); }

  function update() {
    const stated = form.stated(others), box = engine.open(stated);
    remember(stated);
    if (box.contradiction) return showContradiction(box.contradiction);
    const evaluation = engine.evaluate(box), asked = engine.askNext(evaluation);
    const fields = asked.filter((fact) => form.has(fact.id));
    form.mark(box, new Set(fields.map((fact) => fact.id)), new Set(evaluation.assumed.map((fact) => fact.id)));
    show("answers", results.all(evaluation, fields, nearest(box)));
    find("note").textContent = stated.size ? results.talk.note(evaluation, fields) : "";
    find("chart").hidden = !stated.size;
    find("status").textContent = results.talk.summary(evaluation, fields);
  }

  function showContradiction(found) {
    form.mark(null, new Set(), new Set());
    show("answers", [results.contradiction(found)]);
    find("chart").hidden = true;
    find("status").textContent = `${say.contradiction}: ${found.because.join("; ")}`;
  }

  function nearest(box) {
    cases = cases || finder.casesOf(window.finderCases || [], engine.facts);
    return finder.nearest(cases, box, engine.facts);
  }

  // The address follows what is stated, without a step in the reader's history for each key.
  function remember(stated) {
    own = finder.address.write(stated, engine.facts);
    history.replaceState(null, "", own ? `#${own}` : location.pathname + location.search);
  }

  // A link to a part of the page changes nothing that is stated.
  function isPlace() {
    return location.hash.length > 1 && document.getElementById(location.hash.slice(1)) !== null;
  }

  function readAddress() {
    const found = finder.address.read(isPlace() ? "" : location.hash, known);
    others = new Map([...found.texts].filter(([name]) => !form.has(name)));
    form.put(found.texts);
    form.unfold(new Set(found.texts.keys()));
    report(found);
  }

  function report({wrong, more}) {
    const unused = [...others.keys()].map((name) => known.get(name).label);
    const said = [wrong.length ? `${say.not_understood}: ${wrong.join(", ")}${more ? ` (+${more})` : ""}` : "",
                  unused.length ? `${say.unused}: ${unused.join(", ")}` : ""].filter(Boolean);
    show("report", said.map((line) => finder.element("p", {}, line)));
  }

  function clear() {
    others = new Map();
    form.put(new Map());
    report({wrong: [], more: 0});
    update();
  }

  show("form", form.elements);
  place.hidden = false;
  document.getElementById("finder-without").hidden = true;
  find("clear").addEventListener("click", clear);
  find("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => place.querySelectorAll(".finder-fold").forEach((one) => one.fill()));
  find("see").addEventListener("click", () => { find("answers").scrollIntoView(); find("answers").focus({preventScroll: true}); });
  window.addEventListener("hashchange", () => { if (location.hash.slice(1) !== own && !isPlace()) { readAddress(); soon(); } });
  readAddress();
  form.unfold(new Set(engine.facts.slice(0, 1).map((fact) => fact.id)));
  update();  // before anything is drawn, so that nothing moves
})(window.caseFinder);
