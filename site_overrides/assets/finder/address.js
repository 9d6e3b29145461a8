// What is stated, as the part of the address behind "#": fact=value&fact=value, in the words of the cases of this site.
// In: a fragment.  Out: texts by fact, and what was not understood.  Never: trusts a name or a value; all are looked up.
(function (finder) {
  "use strict";

  const LONGEST = 10000, MOST_REPORTED = 10, SHOWN = 60;

  function plain(text) {
    try {
      return decodeURIComponent(text.replace(/\+/g, " "));
    } catch (error) {
      return text;
    }
  }

  function read(fragment, facts) {
    const texts = new Map(), wrong = [];
    fragment.replace(/^#/, "").slice(0, LONGEST).split("&").filter(Boolean).forEach((pair) => {
      const cut = pair.indexOf("="), name = plain(cut < 0 ? pair : pair.slice(0, cut)), text = cut < 0 ? "" : plain(pair.slice(cut + 1));
      const fact = facts.get(name);
      if (!fact || texts.has(name) || finder.parse(fact, text).wrong) wrong.push(shortened(cut < 0 ? name : `${name}=${text}`));
      else texts.set(name, text);
    });
    return {texts: texts, wrong: wrong.slice(0, MOST_REPORTED), more: Math.max(0, wrong.length - MOST_REPORTED)};
  }

  function shortened(text) { return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text; }

  function write(stated, facts) {
    return facts.filter((fact) => stated.has(fact.id))
      .map((fact) => `${fact.id}=${encodeURIComponent(finder.write(fact, stated.get(fact.id)).replace(/ \| /g, "|"))}`).join("&");
  }

  Object.assign(finder, {address: {read, write}});
})(window.caseFinder);
