// A company or person not yet known is registered beside the form that asks for one, and chosen there: nothing typed is left.
(function () {
  async function show(dialog, answer) {
    dialog.innerHTML = await answer.text();
    dialog.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
    dialog.querySelector("[data-cancel]")?.addEventListener("click", () => dialog.close());
    const wrong = dialog.querySelector(".wrong input, .wrong select");
    (wrong || dialog.querySelector("input:not([type=hidden]), select"))?.focus();
  }

  function failed(dialog) {
    dialog.innerHTML = '<p class="notice error" role="alert">いまは登録できません。入力した内容は、もとの画面に残っています。</p>';
  }

  async function open(address, typed, made) {
    const dialog = document.createElement("dialog");
    dialog.className = "making";
    dialog.setAttribute("aria-labelledby", "make-title");
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
    dialog.addEventListener("submit", async (event) => {
      event.preventDefault();
      const form = event.target, button = form.querySelector("button");
      if (button.disabled) return;
      button.disabled = true;
      try {
        const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
        if (answer.status === 201) {
          made(await answer.json());
          dialog.close();
        } else if (answer.status === 422) await show(dialog, answer);
        else failed(dialog);
      } catch {
        failed(dialog);
      }
    });
    dialog.showModal();
    try {
      const answer = await fetch(`${address}?name=${encodeURIComponent(typed)}`, { redirect: "manual" });
      if (answer.ok) await show(dialog, answer);
      else failed(dialog);
    } catch {
      failed(dialog);
    }
  }

  // Out of a box that searches: the option below what was found.
  document.addEventListener("make", (event) => {
    const box = event.target, input = box.querySelector("[role=combobox]");
    open(event.detail.address, input.value.trim(), ({ id, name }) => {
      input.value = name;
      box.querySelector("input[type=hidden]").value = id;
      box.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { id } }));
    });
  });

  // Beside a list to choose from: the button after it.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-make]");
    if (!button) return;
    const list = document.getElementById(button.dataset.for);
    open(button.dataset.make, "", ({ id, name }) => {
      list.add(new Option(name, id, true, true));
      list.dispatchEvent(new Event("change", { bubbles: true }));
      list.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  // A postal code fills what is still empty of the address.
  document.addEventListener("change", async (event) => {
    const code = event.target, form = code.form;
    if (!code.dataset?.postal || !form || !code.value.trim()) return;
    let found;
    try {
      const answer = await fetch(`${code.dataset.postal}?code=${encodeURIComponent(code.value)}`, { redirect: "manual" });
      if (!answer.ok) return;
      found = await answer.json();
    } catch {
      return;
    }
    const own = form.elements, filled = [];
    const fill = (name, value) => {
      const field = own[name];
      if (!field || !value || field.value) return;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      filled.push(name);
    };
    fill("prefecture", found.prefecture);
    if (!own.municipality_key) fill("municipality", found.municipality);
    else if (found.municipality && !own.municipality.value) {
      own.municipality.value = found.municipality_name;
      own.municipality_key.value = found.municipality;
      filled.push("municipality");
    }
    fill("address", (own.prefecture ? "" : found.prefecture) + found.city + found.town);
    const said = code.parentNode.querySelector("[role=status]") || code.parentNode.appendChild(document.createElement("p"));
    said.setAttribute("role", "status");
    said.className = "help";
    said.textContent = !found.prefecture
      ? "この郵便番号の住所は見つかりません。番号を確かめるか、住所を入力してください。"
      : filled.length ? "郵便番号から住所を入れました。続きを入力してください。" : "";
  });
})();
