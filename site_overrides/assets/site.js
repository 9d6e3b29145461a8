// Adds a copy button to each note made for copying. Without JavaScript the note is still there to be selected.
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

  document.querySelectorAll(".chart-note[data-copy]").forEach(addButton);
})();
