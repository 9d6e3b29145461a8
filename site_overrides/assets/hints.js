// Shows what a term means beside its link, while the pointer or the focus is there; Escape hides it, and the pointer may move onto it.
// Without JavaScript the same words are the title of the link, and the link leads to the glossary all the same.
(function () {
  "use strict";

  var NAME = "term-hint";
  var LINKS = 'a[href*="glossary/#"][title], a[data-hint]';
  var PAUSE = 200; // milliseconds in which the pointer gets from the link to the hint
  var hint = null;
  var link = null;
  var leaving;

  function box() {
    if (hint) return hint;
    hint = document.createElement("div");
    hint.id = NAME;
    hint.className = "term-hint md-typeset";
    hint.setAttribute("role", "tooltip");
    hint.hidden = true;
    hint.addEventListener("mouseenter", function () { clearTimeout(leaving); });
    hint.addEventListener("mouseleave", leave);
    document.body.appendChild(hint);
    return hint;
  }

  // A title would come up a second time, and no key would close it.
  function words(from) {
    if (from.title) {
      from.setAttribute("data-hint", from.title);
      from.removeAttribute("title");
    }
    return from.getAttribute("data-hint");
  }

  function place() {
    var at = link.getClientRects()[0];
    var left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - hint.offsetWidth - 8));
    var above = at.bottom + hint.offsetHeight > window.innerHeight && at.top > hint.offsetHeight;
    hint.style.left = left + window.scrollX + "px";
    hint.style.top = (above ? at.top - hint.offsetHeight : at.bottom) + window.scrollY + "px";
  }

  function show(at) {
    clearTimeout(leaving);
    if (at === link) return;
    hide();
    link = at;
    box().textContent = words(link);
    hint.hidden = false;
    link.setAttribute("aria-describedby", NAME);
    place();
  }

  function hide() {
    clearTimeout(leaving);
    if (!link) return;
    link.removeAttribute("aria-describedby");
    link = null;
    hint.hidden = true;
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(function () {
      if (link !== document.activeElement) hide();
    }, PAUSE);
  }

  function termAt(target) {
    return target.closest ? target.closest(LINKS) : null;
  }

  document.addEventListener("mouseover", function (event) {
    var at = termAt(event.target);
    if (at) show(at);
  });
  document.addEventListener("mouseout", function (event) {
    if (link && termAt(event.target) === link) leave();
  });
  document.addEventListener("focusin", function (event) {
    var at = termAt(event.target);
    if (at) show(at);
    else hide();
  });
  document.addEventListener("focusout", function (event) {
    if (event.target === link) hide();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hide();
  });
})();
