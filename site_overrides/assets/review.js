// On the review queue: sorting and filtering. On a reviewer's view: ticks, kept in this browser only.
// Without JavaScript the queue is complete, in the order of what waits, and a view is there to be printed.
(function () {
  "use strict";

  function cellText(row, column) {
    return row.cells[column].textContent.trim();
  }

  function compare(one, other, column) {
    return cellText(one, column).localeCompare(cellText(other, column), undefined, { numeric: true });
  }

  // A click on the name of a column sorts by it; a second click turns the order round.
  function makeSortable(table, said) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var body = table.tBodies[0];
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.title = said + " " + head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (one, other) { return compare(one, other, column) * (down ? -1 : 1); });
        rows.forEach(function (row) { body.appendChild(row); });
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
      });
    });
  }

  function makeFilterable(queue, table) {
    var tools = queue.querySelector(".queue-tools");
    var count = tools.querySelector("[role=status]");
    var fields = Array.prototype.slice.call(tools.querySelectorAll("[data-filter]"));

    function fits(row) {
      return fields.every(function (field) {
        var name = field.getAttribute("data-filter");
        var wanted = field.value.trim().toLowerCase();
        if (name === "words") return row.textContent.toLowerCase().indexOf(wanted) >= 0;
        return !wanted || row.getAttribute("data-" + name) === wanted;
      });
    }

    function filter() {
      var shown = 0;
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        row.hidden = !fits(row);
        if (!row.hidden) shown += 1;
      });
      count.textContent = shown + " " + queue.getAttribute("data-shown");
    }

    fields.forEach(function (field) { field.addEventListener("input", filter); });
    tools.hidden = false;
    filter();
  }

  // Each tick hangs on a digest of its statement, so that it is gone once the statement changes.
  function keepTicks(sheet) {
    var place = "review-ticks:" + sheet.getAttribute("data-item");
    var boxes = Array.prototype.slice.call(sheet.querySelectorAll("input[data-key]"));
    var count = sheet.querySelector(".ticked");

    function ticked() {
      return boxes.filter(function (box) { return box.checked; });
    }

    function tell() {
      count.textContent = [ticked().length, count.getAttribute("data-of"), boxes.length, count.getAttribute("data-done")].join(" ");
    }

    function remembered() {
      try {
        return JSON.parse(localStorage.getItem(place)) || [];
      } catch (error) { // storage may be closed to pages, or hold something else
        return [];
      }
    }

    function remember() {
      try {
        localStorage.setItem(place, JSON.stringify(ticked().map(function (box) { return box.getAttribute("data-key"); })));
      } catch (error) { // the ticks then last as long as the page
      }
      tell();
    }

    var known = remembered();
    boxes.forEach(function (box) {
      box.checked = known.indexOf(box.getAttribute("data-key")) >= 0;
      box.addEventListener("change", remember);
    });
    tell();
  }

  document.querySelectorAll(".queue").forEach(function (queue) {
    var table = queue.querySelector("table");
    makeSortable(table, queue.getAttribute("data-sort"));
    makeFilterable(queue, table);
  });
  document.querySelectorAll(".sheet").forEach(keepTicks);
})();
