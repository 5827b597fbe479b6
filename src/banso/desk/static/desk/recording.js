// The recording screen: the chosen company, quick buttons, what a programme asks for, and the keys that save.
(function () {
  const form = document.querySelector("#visit");
  if (!form) return;
  const brief = document.querySelector("#brief"), fresh = document.querySelector("#new-company");
  const MOVING = ["held_on", "programme", "mode", "also", "themes", "new_name", "person", "minutes", "adviser"];
  let themesChosen = false;

  const composing = (event) => event.isComposing || event.keyCode === 229;
  const moves = () => document.body.dispatchEvent(new Event("moves"));
  const typed = (element) => element.dispatchEvent(new Event("input", { bubbles: true }));

  async function showBrief(id, answers) {
    brief.replaceChildren();
    if (!id) return;
    let answer;
    try {
      answer = await fetch(form.dataset.brief.replace("/0/", `/${id}/`), { redirect: "manual" });
    } catch {
      return;
    }
    if (!answer.ok || form.elements.company.value !== id) return;
    brief.innerHTML = await answer.text();
    for (const box of brief.querySelectorAll("[name=answers]")) box.checked = answers.includes(box.value);
    const themes = brief.firstElementChild.dataset.themes.split(",").filter(Boolean);
    if (!themesChosen && !answers.length) check("themes", themes);
  }

  function check(name, values) {
    for (const box of form.querySelectorAll(`[name="${name}"]`)) box.checked = values.includes(box.value);
  }

  function isNew(name) {
    fresh.hidden = !name;
    if (!name) fresh.querySelectorAll("input:not([type=checkbox])").forEach((input) => (input.value = ""));
    else form.elements.new_name.value = name;
    typed(form.elements.new_name); // its likely twins are looked for, or taken away
  }

  function fitProgramme() {
    const own = form.elements.programme.value, chosen = new Set([own]);
    for (const box of form.querySelectorAll("[name=also]")) {
      box.disabled = box.value === own;
      if (box.disabled) box.checked = false;
      if (box.checked) chosen.add(box.value);
    }
    form.querySelectorAll("[data-category]").forEach((field) => (field.hidden = !chosen.has(field.dataset.category)));
  }

  form.addEventListener("chosen", async (event) => {
    const { id, fresh: name } = event.detail;
    isNew(name);
    await showBrief(id, []);
    typed(form);
    if (name) form.elements.new_kana.focus();
    moves();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "themes") themesChosen = true;
    if (event.target.name === "programme" || event.target.name === "also") fitProgramme();
    if (MOVING.includes(event.target.name) || event.target.name.startsWith("category_")) moves();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[type=button]");
    if (!button) return;
    if (button.dataset.set) {
      const field = document.getElementById(button.dataset.set);
      field.value = button.dataset.value;
      typed(field);
    } else if (button.dataset.after) {
      const day = after(Number(button.dataset.after), button.dataset.unit);
      form.elements.next_on.value = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { dateStyle: "long" }).format(day);
      typed(form.elements.next_on);
    } else if (button.dataset.use) {
      form.elements.company.value = button.dataset.use;
      form.elements.company_text.value = button.dataset.name;
      isNew("");
      showBrief(button.dataset.use, []);
      form.elements.held_on.focus();
      moves();
    } else if ("known" in button.dataset) {
      isNew("");
      form.elements.company_text.focus();
      moves();
    }
  });

  // a month after 31 January is the last day of February
  function after(number, unit) {
    const day = new Date();
    if (unit === "day") day.setDate(day.getDate() + number);
    else {
      const date = day.getDate();
      day.setDate(1);
      day.setMonth(day.getMonth() + number);
      day.setDate(Math.min(date, new Date(day.getFullYear(), day.getMonth() + 1, 0).getDate()));
    }
    return day;
  }

  document.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if ((event.key === "Enter" && event.ctrlKey) || event.key === "F12") {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Enter" && event.target.closest("#visit input:not([type=checkbox], [type=radio])")) {
      event.preventDefault(); // Enter in a field must not save half a record
    }
  });

  form.addEventListener("restore", (event) => {
    const content = event.detail, of = (name) => content.filter(([n]) => n === name).map(([, value]) => value);
    for (const element of form.elements) {
      if (!element.name || element.name === "draft" || element.name === "csrfmiddlewaretoken" || element.name === "answers") continue;
      if (element.type === "checkbox" || element.type === "radio") element.checked = of(element.name).includes(element.value);
      else element.value = of(element.name)[0] ?? "";
    }
    themesChosen = true;
    fresh.hidden = !form.elements.new_name.value;
    if (of("also").length || of("person")[0]) form.querySelector("details.more").open = true;
    fitProgramme();
    showBrief(form.elements.company.value, of("answers"));
    moves();
  });

  fitProgramme();
  if (form.elements.company.value) showBrief(form.elements.company.value, []);
})();
