// Sets of values of one fact, in whole steps ("ticks"), and the cells into which all thresholds cut them.
// In: facts as they stand in the data.  Out: sets of values, masks of cells.  Never: knows a guideline.
// A set is {ranges: [[low, high], ...], absent, inapplicable}; a mask is a list of 0 and 1, one for each cell.
window.caseFinder = {};
(function (finder) {
  "use strict";

  const NUMBER = /^[-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?$/;
  const RANGE = /^([-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?)?\s*\.\.\s*([-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?)?$/;
  const NOT_MEASURED = "not measured";

  function valuesOf(ranges, absent, inapplicable) {
    return {ranges: ranges, absent: Boolean(absent), inapplicable: Boolean(inapplicable)};
  }

  function isEmpty(values) {
    return !values.ranges.length && !values.absent && !values.inapplicable;
  }

  function both(one, other) {
    const ranges = [];
    one.ranges.forEach(([a, b]) => other.ranges.forEach(([c, d]) => {
      if (Math.max(a, c) <= Math.min(b, d)) ranges.push([Math.max(a, c), Math.min(b, d)]);
    }));
    return valuesOf(ranges, one.absent && other.absent, one.inapplicable && other.inapplicable);
  }

  function equal(one, other) {
    return one.absent === other.absent && one.inapplicable === other.inapplicable && sameRanges(one, other);
  }

  function sameRanges(one, other) {
    return one.ranges.length === other.ranges.length
      && one.ranges.every(([low, high], place) => low === other.ranges[place][0] && high === other.ranges[place][1]);
  }

  function isSingle(values) {
    const ticks = values.ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0);
    return ticks + values.absent + values.inapplicable === 1;
  }

  function lowest(values) { return values.ranges[0][0]; }
  function highest(values) { return values.ranges[values.ranges.length - 1][1]; }

  // What is possible while nothing is stated.
  function atStart(fact) {
    const said = fact.unstated || {ranges: [[fact.low, fact.high]]};
    return valuesOf(said.ranges, said.absent, fact.only_if !== undefined);
  }

  // The cells of one fact: each begins at a cut; "not measured" and "does not apply" come last, where they can be.
  function cellsOf(fact) {
    const count = fact.cuts.length;
    const absent = fact.absent ? count : -1;
    const inapplicable = fact.only_if === undefined ? -1 : count + (fact.absent ? 1 : 0);
    const width = count + (absent < 0 ? 0 : 1) + (inapplicable < 0 ? 0 : 1);
    return {starts: fact.cuts, high: fact.high, count: count, absent: absent, inapplicable: inapplicable, width: width};
  }

  function cellAt(cells, tick) {
    let low = 0, high = cells.count;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (cells.starts[middle] <= tick) low = middle; else high = middle;
    }
    return low;
  }

  function maskOf(cells, values) {
    const mask = new Uint8Array(cells.width);
    values.ranges.forEach(([low, high]) => mask.fill(1, cellAt(cells, low), cellAt(cells, high) + 1));
    if (values.absent && cells.absent >= 0) mask[cells.absent] = 1;
    if (values.inapplicable && cells.inapplicable >= 0) mask[cells.inapplicable] = 1;
    return mask;
  }

  // All values in a set of cells.
  function valuesIn(cells, mask) {
    const ranges = [];
    for (let cell = 0; cell < cells.count; cell++) {
      if (!mask[cell]) continue;
      const last = cell + 1 < cells.count ? cells.starts[cell + 1] - 1 : cells.high;
      if (cell && mask[cell - 1]) ranges[ranges.length - 1][1] = last; else ranges.push([cells.starts[cell], last]);
    }
    return valuesOf(ranges, cells.absent >= 0 && mask[cells.absent], cells.inapplicable >= 0 && mask[cells.inapplicable]);
  }

  // Decimal text as ticks, by whole numbers alone; null where it is finer than the step.
  function ticksOf(fact, text) {
    const [whole, part = ""] = text.split(".");
    const scaled = BigInt(whole + part) * BigInt(fact.step[1]);
    const size = BigInt(10) ** BigInt(part.length) * BigInt(fact.step[0]);
    return scaled % size ? null : Number(scaled / size);
  }

  function numberAt(fact, tick) {
    let digits = 0;
    while ((10 ** digits) % fact.step[1]) digits++;
    return (tick * fact.step[0] / fact.step[1]).toFixed(digits);
  }

  // What somebody wrote as a set of values; else {wrong: code}. The syntax is that of the cases of this site.
  function parse(fact, text) {
    const said = text.trim().replace(/\s+/g, " ").replace(/[\u2212\u2013]/g, "-");
    if (said.length > 200) return {wrong: "number"};
    if (said === NOT_MEASURED) return fact.absent ? valuesOf([], true) : {wrong: "absent"};
    return fact.choices ? parseChoices(fact, said) : parseNumber(fact, said);
  }

  function parseChoices(fact, said) {
    const ticks = said.split("|").map((part) => fact.choices.indexOf(part.trim()));
    if (ticks.includes(-1)) return {wrong: "choice"};
    const mask = fact.choices.map((_, tick) => ticks.includes(tick) ? 1 : 0);
    return valuesIn({starts: mask.map((_, tick) => tick), count: mask.length, high: mask.length - 1, absent: -1, inapplicable: -1}, mask);
  }

  function parseNumber(fact, said) {
    const match = NUMBER.test(said) ? [said, said, said] : RANGE.exec(said);
    if (!match || (match[1] === undefined && match[2] === undefined)) return {wrong: "number"};
    const low = match[1] === undefined ? fact.low : ticksOf(fact, match[1]);
    const high = match[2] === undefined ? fact.high : ticksOf(fact, match[2]);
    if (low === null || high === null) return {wrong: "finer"};
    if (low < fact.low || low > fact.high || high < fact.low || high > fact.high) return {wrong: "outside"};
    return low > high ? {wrong: "backwards"} : valuesOf([[low, high]]);
  }

  // A set of values as it would be stated.
  function write(fact, values) {
    const said = [];
    values.ranges.forEach(([low, high]) => {
      if (fact.choices) said.push(...fact.choices.slice(low, high + 1));
      else said.push(low === high ? numberAt(fact, low) : `${numberAt(fact, low)}..${numberAt(fact, high)}`);
    });
    return said.concat(values.absent ? [NOT_MEASURED] : []).join(" | ");
  }

  Object.assign(finder, {NOT_MEASURED, valuesOf, isEmpty, both, equal, sameRanges, isSingle, lowest, highest, atStart,
                         cellsOf, maskOf, valuesIn, numberAt, parse, write});
})(window.caseFinder);
