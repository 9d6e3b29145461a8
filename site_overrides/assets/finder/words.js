// Facts, values and answers in words, and the elements that hold them.
// In: data, sets of values.  Out: text, elements.  Never: turns text into markup.
(function (finder) {
  "use strict";

  const {NOT_MEASURED, lowest, highest, numberAt} = finder;
  const MINUS = "\u2212", SPACE = "\u00a0";

  function number(fact, tick) {
    let said = numberAt(fact, tick);
    if (said.includes(".")) {
      const [whole, part] = said.split("."), kept = part.slice(fact.digits).replace(/0+$/, "");
      const digits = part.slice(0, fact.digits) + kept;
      said = digits ? `${whole}.${digits}` : whole;
    }
    return said.replace("-", MINUS);
  }

  function unit(fact) { return fact.unit ? SPACE + fact.unit : ""; }

  function range(fact, low, high) {
    if (low === high) return number(fact, low) + unit(fact);
    if (high === fact.high) return `${number(fact, low)}${unit(fact)} or more`;
    if (low === fact.low) return `${number(fact, high)}${unit(fact)} or less`;
    return `${number(fact, low)} to ${number(fact, high)}${unit(fact)}`;
  }

  // A set of values: "−1.3", "60 to 69 years", "not measured".
  function values(fact, set) {
    const said = set.ranges.flatMap(([low, high]) =>
      fact.choices ? fact.words.slice(low, high + 1) : [range(fact, low, high)]);
    return said.concat(set.absent ? [NOT_MEASURED] : []).join(" or ");
  }

  function stated(fact, set) { return `${fact.label}: ${values(fact, set)}`; }

  function isYesNo(fact) { return fact.kind === "yes_no"; }

  // A fact with a set of values, as a comparison: "risk ≥ 3 %", "a past event", "no past event".
  function compared(fact, set) {
    if (isYesNo(fact) && set.ranges.length) return lowest(set) ? fact.label : `no ${fact.label}`;
    if (fact.choices || set.ranges.length !== 1 || set.absent) return stated(fact, set);
    if (highest(set) === fact.high && lowest(set) > fact.low) return `${fact.label} ≥${SPACE}${number(fact, lowest(set))}${unit(fact)}`;
    if (lowest(set) === fact.low && highest(set) < fact.high) return `${fact.label} ≤${SPACE}${number(fact, highest(set))}${unit(fact)}`;
    return stated(fact, set);
  }

  function listed(words, last) {
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
  }

  function capital(words) { return /^.[a-z ]/.test(words) ? words[0].toUpperCase() + words.slice(1) : words; }

  // An element; what it holds is text or other elements, and attributes are set one by one.
  function element(tag, attributes, ...inside) {
    const made = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => { if (value !== false) made.setAttribute(name, value); });
    made.append(...inside.flat().filter((one) => one !== "" && one !== null && one !== undefined));
    return made;
  }

  function list(items, attributes) {
    return element("ul", attributes, items.map((item) => element("li", {}, ...[item].flat())));
  }

  Object.assign(finder, {words: {number, values, stated, compared, listed, capital, isYesNo, unit}, element, list});
})(window.caseFinder);
