// What a test looks at on a page that is open: gathered in one go, since loading pages is what costs time.
window.kbWalk = {
  // How much the page has moved since it began to load.
  moved() {
    return new Promise((done) => {
      let total = 0;
      const add = (list) => list.getEntries().forEach((one) => { total += one.value; });
      new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
      setTimeout(() => done(total), 200);
    });
  },

  overflow() {
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  },

  // Text in boxes that cut off what does not fit. The header repeats a title, the line at the foot of the finder its answers.
  cut() {
    return [...document.body.querySelectorAll("*")].filter((box) => {
      const style = getComputedStyle(box);
      const cuts = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
      return cuts && box.offsetWidth > 2 && box.clientHeight > 2 && box.innerText && !box.closest("svg, .md-header__title, .finder-bar")
        && (box.scrollWidth > box.clientWidth + 2 || box.scrollHeight > box.clientHeight + 2);
    }).map((box) => `${box.tagName}.${box.className}`);
  },

  // The distances that a reader may ask for (WCAG 2.2, 1.4.12).
  spread() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } "
                      + "p { margin-bottom: 2em !important; }");
    document.adoptedStyleSheets = [sheet];
  },

  // The outermost elements of the article that are not there at all.
  gone() {
    return [...document.querySelectorAll("article *, main *")].filter((one) =>
      getComputedStyle(one).display === "none" && getComputedStyle(one.parentElement).display !== "none"
      && one.textContent.trim() && !one.closest("svg, [hidden], .md-sidebar")).map((one) => `${one.tagName}.${one.className}`);
  },

  // In long tables and lists one row is like another: axe takes a minute over hundreds of them.
  thin() {
    document.querySelectorAll("tbody > tr:nth-child(n+8), li:nth-child(n+8), .term:nth-of-type(n+20)").forEach((one) => one.remove());
  },
};
