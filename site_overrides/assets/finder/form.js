// The form: a field for each fact that some rule looks at, group by group.
// In: the engine, words.  Out: what is stated.  Never: decides; what cannot be read is said beside its field.
(function (finder) {
  "use strict";

  const {element, parse, write, words, NOT_MEASURED} = finder;

  function formOf(engine, say, changed) {
    const fields = new Map(), groups = [];
    engine.knowledge.groups.forEach((group) => {
      const facts = engine.facts.filter((fact) => fact.group === group.id && engine.looksAt(fact));
      if (facts.length) groups.push(groupOf(group, facts));
    });

    function groupOf(group, facts) {
      const count = element("span", {class: "finder-count"});
      const made = facts.map((fact) => fieldOf(fact, group));
      const box = element("details", {class: "finder-group"}, element("summary", {}, group.label, " ", count),
        element("fieldset", {}, element("legend", {}, group.question), made.map((field) => field.element)));
      return {group: group, facts: facts, element: box, count: count};
    }

    function fieldOf(fact, group) {
      const id = `fact-${fact.id}`, field = fact.choices ? choiceField(fact, id) : numberField(fact, id, group);
      field.note = element("span", {class: "finder-note", id: `${id}-note`});
      field.error = element("span", {class: "finder-error", id: `${id}-error`});
      field.input.setAttribute("aria-describedby", `${id}-note ${id}-error`);
      field.element = element("div", {class: "finder-fact"}, element("label", {for: id}, words.capital(fact.label)),
        element("span", {class: "finder-entry"}, field.entry), field.note, field.error);
      fields.set(fact.id, field);
      return field;
    }

    function choiceField(fact, id) {
      const options = [element("option", {value: ""}, say.blank),
                       ...fact.choices.map((choice, tick) => element("option", {value: choice}, fact.words[tick]))];
      if (fact.absent) options.push(element("option", {value: NOT_MEASURED}, say.not_measured));
      const input = element("select", {id: id}, options);
      input.addEventListener("change", changed);
      return {fact: fact, input: input, entry: [input], text: () => input.value, put: (text) => putChoice(fact, input, text)};
    }

    // A set of choices comes in by the address only; it gets an option of its own.
    function putChoice(fact, input, text) {
      const said = text && text !== NOT_MEASURED ? write(fact, parse(fact, text)) : text;
      if (said && ![...input.options].some((option) => option.value === said)) {
        input.append(element("option", {value: said}, words.values(fact, parse(fact, said))));
      }
      input.value = said;
    }

    function numberField(fact, id, group) {
      const input = element("input", {id: id, type: "text", autocomplete: "off", spellcheck: "false",
                                      inputmode: fact.low < 0 ? false : "decimal"});
      const entry = [input, element("span", {class: "finder-unit"}, fact.unit || group.unit)];
      const absent = fact.absent ? element("input", {type: "checkbox", id: `${id}-absent`}) : null;
      input.addEventListener("input", changed);
      if (absent) {
        absent.addEventListener("change", () => { input.disabled = absent.checked; changed(); });
        entry.push(element("label", {class: "finder-absent", for: `${id}-absent`}, absent, " ", say.not_measured));
      }
      const field = {fact: fact, input: input, entry: entry, absent: absent};
      field.text = () => absent && absent.checked ? NOT_MEASURED : input.value.trim();
      field.put = (text) => {
        const isAbsent = text === NOT_MEASURED;
        if (absent) absent.checked = isAbsent;
        input.disabled = isAbsent;
        input.value = isAbsent ? "" : text;
      };
      return field;
    }

    // What the fields say, with what the address said of facts that have no field; mistakes are shown where they are.
    function stated(others) {
      const found = new Map();
      engine.facts.forEach((fact) => {
        const field = fields.get(fact.id), text = field ? field.text() : others.get(fact.id) || "";
        const values = text ? parse(fact, text) : null;
        if (values && !values.wrong) found.set(fact.id, values);
        if (field) showError(field, values && values.wrong);
      });
      return found;
    }

    function showError(field, wrong) {
      field.error.textContent = wrong ? mistake(field.fact, wrong) : "";
      if (wrong) field.input.setAttribute("aria-invalid", "true"); else field.input.removeAttribute("aria-invalid");
    }

    function mistake(fact, wrong) {
      const limits = fact.step ? `${words.number(fact, fact.low)} ${say.to} ${words.number(fact, fact.high)}${words.unit(fact)}` : "";
      return wrong === "outside" ? `${say.wrong_outside} ${limits}.` : say[`wrong_${wrong}`];
    }

    // What is known of each fact now: whether it is asked next, cannot apply, or is assumed.
    function mark(box, asked, assumed) {
      fields.forEach((field, name) => {
        const values = box && box.values[engine.ground.level.get(name)];
        const gone = values && !values.ranges.length && !values.absent && !field.text();
        const notes = [gone ? say.does_not_apply : "",
                       asked.has(name) ? say.matters : "",
                       assumed.has(name) ? `${say.assumed}: ${words.values(field.fact, box.values[engine.ground.level.get(name)])}` : ""];
        field.note.textContent = notes.filter(Boolean).join("; ");
        field.element.classList.toggle("finder-gone", Boolean(gone));
        field.element.classList.toggle("finder-asked", asked.has(name));
      });
      groups.forEach(({facts, count}) => {
        const given = facts.filter((fact) => fields.get(fact.id).text()).length;
        const open = facts.filter((fact) => asked.has(fact.id)).length;
        count.textContent = [given ? `${given} ${say.given}` : "", open ? `${open} ${say.open}` : ""].filter(Boolean).join(", ");
      });
    }

    function put(texts) { fields.forEach((field, name) => field.put(texts.get(name) || "")); }

    // Open the groups of these facts.
    function unfold(names) {
      groups.forEach(({facts, element: box}) => { if (facts.some((fact) => names.has(fact.id))) box.open = true; });
    }

    function goTo(name) {
      unfold(new Set([name]));
      fields.get(name).input.focus();
    }

    return {elements: groups.map((one) => one.element), stated, mark, put, unfold, goTo, has: (name) => fields.has(name)};
  }

  Object.assign(finder, {formOf});
})(window.caseFinder);
