// What the theme writes into each page as inline scripts: the functions by which its own script remembers a choice of colors, and
// the use of that choice before the page is drawn.  Never: remembers anything else.
(function () {
  "use strict";

  const root = new URL("..", document.currentScript.src);

  function storage() {
    try { return window.localStorage; } catch (closed) { return null; }
  }

  function read(name, kept, scope) {
    try {
      return JSON.parse((kept || storage()).getItem((scope || root).pathname + "." + name));
    } catch (unreadable) { // storage may be closed to pages, or hold something else
      return null;
    }
  }

  function write(name, value, kept, scope) {
    try {
      (kept || storage()).setItem((scope || root).pathname + "." + name, JSON.stringify(value));
    } catch (full) { // the choice then lasts as long as the page
    }
  }

  const NAMES = ["media", "scheme", "primary", "accent"];

  // The colors that were chosen; one kind of choice follows the reader's system.
  function colorsOf(palette) {
    if (palette.color.media !== "(prefers-color-scheme)") return NAMES.map(function (name) { return palette.color[name]; });
    const scheme = window.matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const option = document.querySelector("[data-md-color-media='(prefers-color-scheme: " + scheme + ")']");
    return NAMES.map(function (name) { return option.getAttribute("data-md-color-" + name); });
  }

  window.__md_scope = root;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (sum, letter) { return (sum << 5) - sum + letter.charCodeAt(0); }, 0);
  };
  window.__md_get = read;
  window.__md_set = write;

  // The theme says so at the end of a page, when what depends on it is drawn already.
  document.documentElement.classList.replace("no-js", "js");

  const palette = read("__palette");
  if (palette && palette.color) {
    colorsOf(palette).forEach(function (color, at) { document.body.setAttribute("data-md-color-" + NAMES[at], color); });
  }
})();
