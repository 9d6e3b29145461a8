// Adds a copy button to each note made for copying, says what must go along with copied text, says when a review is overdue, and
// makes links to folders lead to pages where the site is read from a disk.
// Without JavaScript the note is still there to be selected, and the day on which a review is due stands in words.
(function () {
  "use strict";

  function copyBySelection(note) {
    var range = document.createRange();
    var selection = window.getSelection();
    range.selectNodeContents(note);
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  }

  function copy(note, done) {
    var bySelection = function () { if (copyBySelection(note)) done(); };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(note.innerText.trim()).then(done, bySelection);
    } else {
      bySelection();
    }
  }

  function addButton(box) {
    var note = box.firstElementChild;
    if (!note) return;
    var button = document.createElement("button");
    var said = document.createElement("span");
    var clear;
    button.type = "button";
    button.textContent = box.getAttribute("data-copy");
    said.setAttribute("role", "status");
    said.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      copy(note, function () {
        said.textContent = box.getAttribute("data-copied");
        clearTimeout(clear);
        clear = setTimeout(function () { said.textContent = ""; }, 4000);
      });
    });
    box.appendChild(button);
    box.appendChild(said);
  }

  // The reader's own calendar, and not that of the build, says whether a review is overdue.
  function today() {
    var now = new Date();
    var pad = function (number) { return (number < 10 ? "0" : "") + number; };
    return now.getFullYear() + "-" + pad(now.getMonth() + 1) + "-" + pad(now.getDate());
  }

  function sayOverdue(place) {
    var said;
    if (place.getAttribute("data-due") >= today()) return;
    said = document.createElement("strong");
    said.className = place.classList.contains("status-line") ? "draft overdue" : "overdue";
    said.textContent = "\u26a0 " + place.getAttribute("data-overdue") + " " + place.getAttribute("data-due");
    place.insertBefore(said, place.firstChild);
  }

  function inside(node, places) {
    var element = node && (node.nodeType === 1 ? node : node.parentElement);
    return Boolean(element && element.closest(places));
  }

  // A term, a number or an identifier says nothing of a patient, nor does a reference; a note made for copying says all of it.
  function goesAlone(selection, text) {
    var apart = "code, .chart-note, .references";
    return text.split(/\s+/).length < 5 || (inside(selection.anchorNode, apart) && inside(selection.focusNode, apart));
  }

  // What is copied out of a page takes along that it is a draft, for whom it holds, of which edition it is, and where it stands.
  function addWhatGoesAlong(event) {
    var selection = window.getSelection();
    var article = document.querySelector("article");
    var text = selection.toString().trim();
    var edition = document.querySelector("meta[name=edition]");
    var along;
    if (!event.clipboardData || !article || !article.contains(selection.anchorNode) || goesAlone(selection, text)) return;
    along = Array.prototype.map.call(article.querySelectorAll(".status-line > .draft, .old-edition, .audience"), function (line) {
      return line.innerText.trim();
    }).filter(function (line) { return text.indexOf(line) < 0; });
    if (!along.length) return;
    along.push(document.title, edition && !article.querySelector(".old-edition") ? edition.content : "", location.href);
    event.clipboardData.setData("text/plain", [text].concat(along.filter(Boolean)).join("\n\n"));
    event.preventDefault();
  }

  // On a disk the address of a folder shows a list of files, so that a link to one leads to the page in it.
  function leadToPage(event) {
    var link = event.target instanceof Element && event.target.closest("a[href]");
    if (link && link.protocol === "file:" && /\/$/.test(link.pathname)) link.pathname += "index.html";
  }

  if (location.protocol === "file:") {
    ["click", "auxclick", "contextmenu"].forEach(function (name) { document.addEventListener(name, leadToPage, true); });
  }
  document.querySelectorAll(".chart-note[data-copy]").forEach(addButton);
  document.querySelectorAll("[data-due]").forEach(sayOverdue);
  document.addEventListener("copy", addWhatGoesAlong);
})();
