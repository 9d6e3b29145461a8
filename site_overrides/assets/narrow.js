// Narrows the list of cases by facets: of values under one heading any may fit, of different headings each must.
// What is ticked stands in the address, behind "#"; what stands there is only ever looked up among the values of the page.
// Without JavaScript the whole list stands here, and plain lists are linked.
(function () {
  "use strict";

  const LONGEST = 10000;
  const form = document.querySelector("form.narrow");
  if (!form || form.dataset.version !== "1") return;

  const boxes = Array.from(form.querySelectorAll("input"));      // a value's number is its place among these
  const facets = Array.from(form.querySelectorAll(".narrow-facet"), facetOf);
  const facetAt = facets.flatMap((facet, place) => facet.boxes.map(() => place));
  const rows = Array.from(document.querySelectorAll("li[data-values]"), rowOf);
  const lists = Array.from(document.querySelectorAll("ul.cases"), (list) => ({list: list, heading: list.previousElementSibling}));
  const counts = boxes.map((box) => box.parentElement.querySelector(".narrow-count"));
  const status = form.querySelector("[role=status]"), said = form.querySelector(".narrow-said"), clear = form.querySelector("button");

  function facetOf(details) {
    return {details: details, heading: details.querySelector("legend").textContent, boxes: Array.from(details.querySelectorAll("input")),
            chosen: details.querySelector(".narrow-chosen")};
  }

  function rowOf(element) {
    return {element: element, values: element.dataset.values.split(" ").map(Number)};
  }

  function nameOf(box) { return box.parentElement.querySelector(".narrow-name").textContent; }

  // ---- What fits ----

  // The facets with a ticked value of which the row has none; after a second one no more is needed.
  function failing(row, ticked, active) {
    const fits = new Set(row.values.filter((number) => ticked[number]).map((number) => facetAt[number]));
    return active.filter((place) => !fits.has(place)).slice(0, 2);
  }

  // How many cases are left, and per value how many would be with it and with what is ticked under the other headings.
  function narrow() {
    const ticked = boxes.map((box) => box.checked), found = boxes.map(() => 0);
    const active = facets.map((facet, place) => place).filter((place) => facets[place].boxes.some((box) => box.checked));
    let left = 0;
    rows.forEach((row) => {
      const fails = failing(row, ticked, active);
      row.element.hidden = fails.length > 0;
      if (!fails.length) left += 1;
      if (fails.length < 2) row.values.forEach((number) => { if (!fails.length || fails[0] === facetAt[number]) found[number] += 1; });
    });
    return {left: left, found: found};
  }

  function update() {
    const now = narrow();
    lists.forEach((one) => {
      one.list.hidden = !one.list.querySelector("li:not([hidden])");
      if (one.heading) one.heading.hidden = one.list.hidden;
    });
    counts.forEach((count, number) => {
      count.textContent = now.found[number];
      count.parentElement.classList.toggle("narrow-nothing", !now.found[number]);
    });
    say(now.left);
  }

  function say(left) {
    const parts = facets.map((facet) => ({facet: facet, names: facet.boxes.filter((box) => box.checked).map(nameOf)}));
    const chosen = parts.filter((part) => part.names.length);
    parts.forEach((part) => { part.facet.chosen.textContent = part.names.length || ""; });
    status.textContent = `${left} ${form.dataset.of} ${rows.length} ${form.dataset.cases}`;
    said.textContent = `${form.dataset.filter}: ` + chosen.map((part) => `${part.facet.heading}: `
      + part.names.join(` ${form.dataset.either} `)).join("; ");
    said.hidden = clear.hidden = !chosen.length;
  }

  // ---- The address ----

  function address() {
    return boxes.filter((box) => box.checked).map((box) => `${box.name}=${encodeURIComponent(box.value)}`).join("&");
  }

  function plain(text) {
    try { return decodeURIComponent(text); } catch (error) { return text; }
  }

  // A place on the page, such as a heading, has no "=" in its name, and leaves what is ticked as it is.
  function isPlace() { return location.hash.length > 1 && !location.hash.includes("="); }

  function readAddress() {
    if (isPlace()) return;
    const asked = new Set(location.hash.slice(1, LONGEST).split("&").map(plain));
    boxes.forEach((box) => { box.checked = asked.has(`${box.name}=${box.value}`); });
    update();
  }

  function remember() {
    const now = address();
    history.pushState(null, "", location.pathname + location.search + (now ? `#${now}` : ""));
    update();
  }

  form.addEventListener("change", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    boxes.forEach((box) => { box.checked = false; });
    remember();
    form.querySelector("summary").focus();
  });
  window.addEventListener("popstate", readAddress);
  readAddress();
  update();
  facets.forEach((facet) => { facet.details.open = facet.boxes.some((box) => box.checked); });
  form.querySelector(".narrow-facets").open = window.matchMedia("(min-width: 60em)").matches;
  form.hidden = false;
})();
