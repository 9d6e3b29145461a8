// The search field as a combobox with a list of pages. Library, engine and index are loaded when somebody begins to search.
// Without JavaScript the form leads to the list of cases. What is typed is shown as text only.
(function () {
  "use strict";

  const form = document.querySelector("form.site-search");
  if (!form || !document.currentScript) return;
  const root = document.currentScript.src.replace(/assets\/search\.js.*$/, "");
  const field = form.querySelector("input");
  const MOST = 8;
  const LONGEST = 200;  // of a query; nobody types more, and much more would take long
  const loaded = new Map();
  let engine = null;    // promise of the index, once loading has begun
  let asked = 0;        // which query was the last; answers to earlier ones are dropped
  let active = -1;

  function make(tag, attributes, text) {
    const node = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }

  const panel = make("div", { class: "site-found", hidden: "" });
  const count = make("p", { role: "status" }, "");
  const list = make("div", { id: "site-found", role: "listbox", "aria-label": field.placeholder });
  panel.append(count, list);
  form.append(panel);
  [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", "site-found"], ["aria-expanded", "false"]]
    .forEach(function (one) { field.setAttribute(one[0], one[1]); });

  // ---- Loading: plain scripts, since a page opened from a disk can load nothing else ----

  function script(path) {
    if (!loaded.has(path)) {
      loaded.set(path, new Promise(function (resolve, reject) {
        const node = make("script", { src: root + path });
        node.onload = resolve;
        node.onerror = function () { loaded.delete(path); node.remove(); reject(new Error(path)); };
        document.head.append(node);
      }));
    }
    return loaded.get(path);
  }

  function open() {
    if (!engine) {
      engine = Promise.all(["assets/vendor/minisearch.js", "assets/search-engine.js", "data/search.js"].map(script))
        .then(function () { return window.kbSearch.open(window.kbSearchIndex, window.MiniSearch); });
      engine.catch(function () { engine = null; });
    }
    return engine;
  }

  // What is shown of some pages; a file that cannot be loaded leaves its pages with their address.
  function shownOf(results) {
    const shelf = window.kbSearchIndex.shelf;
    window.kbSearchShown = window.kbSearchShown || [];
    const files = new Set(results.map(function (one) { return Math.floor(one.page / shelf); }));
    return Promise.all(Array.from(files).map(function (file) {
      return script("data/search/" + file + ".js").catch(function () {});
    })).then(function () {
      return results.map(function (one) { return (window.kbSearchShown[Math.floor(one.page / shelf)] || [])[one.page % shelf]; });
    });
  }

  // ---- Results ----

  function option(result, shown, index, number) {
    const page = index.pages[result.page];
    const words = window.kbSearchIndex.words;
    const link = make("a", { id: "site-found-" + number, role: "option", tabindex: "-1", "aria-selected": "false",
      href: root + page.address });
    const head = make("span", { class: "found-title" });
    head.append(make("strong", {}, shown ? shown[0] : page.address), " ", make("span", { class: "found-kind" }, page.kind));
    if (shown) head.append(" ", make("span", { class: "status" }, shown[1]));
    link.append(head);
    if (shown) link.append(make("span", { class: "found-line" }, shown[2]));
    if (result.because.length) {
      const reasons = result.because.map(function (reason) {
        return window.kbSearch.said(reason, index.facts, words.to) + (reason.nearest ? " (" + words.nearest + ")" : "");
      });
      link.append(make("span", { class: "found-why" }, words.because + ": " + Array.from(new Set(reasons)).join("; ")));
    }
    return link;
  }

  function show(found, shown, index) {
    const words = window.kbSearchIndex.words;
    list.replaceChildren.apply(list, found.first.map(function (one, number) { return option(one, shown[number], index, number); }));
    list.hidden = !found.count;  // a list box without options is none
    count.textContent = found.count ? found.count + " " + (found.count === 1 ? words.one : words.many) : words.none;
    panel.hidden = false;
    field.setAttribute("aria-expanded", String(found.count > 0));
    choose(-1);
  }

  function hide() {
    asked += 1;
    panel.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(number) {
    const options = list.children;
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = number;
    if (!options[active]) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[active].id);
  }

  function remember(text) {
    const address = new URL(window.location.href);
    if (text) address.searchParams.set("q", text);
    else address.searchParams.delete("q");
    try { window.history.replaceState(window.history.state, "", address); } catch (refused) { /* pages opened from a disk */ }
  }

  function search() {
    const text = field.value.trim().slice(0, LONGEST);
    remember(text);
    if (!text) {
      hide();
      return Promise.resolve();
    }
    const own = asked += 1;
    return open().then(function (index) {
      const found = window.kbSearch.find(text, index, MOST);
      return shownOf(found.first).then(function (shown) { if (own === asked) show(found, shown, index); });
    }).catch(function () { form.setAttribute("data-unsearchable", ""); });
  }

  // ---- Keys, pointer, address ----

  let waiting;
  field.addEventListener("focus", function () {
    open().catch(function () {});
    if (field.value.trim() && panel.hidden) search();
  });
  field.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  field.addEventListener("keydown", function (event) {
    const last = list.children.length - 1;
    const to = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last }[event.key];
    if (to !== undefined && !panel.hidden && last >= 0) {
      choose(to);
      event.preventDefault();
    } else if (event.key === "Escape") {
      if (panel.hidden) field.value = "";
      hide();
      remember("");
      event.preventDefault();
    }
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(waiting);
    const chosen = panel.hidden ? undefined : list.children[active];
    if (chosen) chosen.click();
    else search().then(function () { if (list.children.length && !panel.hidden) choose(0); });
  });
  document.addEventListener("keydown", function (event) {
    const at = event.target;
    const typing = at instanceof Element && at.closest("input, textarea, select, [contenteditable]");
    if ((event.key === "/" || event.key === "s") && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
  document.addEventListener("pointerdown", function (event) { if (!form.contains(event.target)) hide(); });
  form.addEventListener("focusout", function (event) { if (event.relatedTarget && !form.contains(event.relatedTarget)) hide(); });

  const typed = new URLSearchParams(window.location.search).get("q");
  if (typed) {
    field.value = typed.slice(0, LONGEST);
    search();
  }
})();
