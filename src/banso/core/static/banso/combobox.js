// A box that offers companies while one types (ARIA combobox with a listbox). Says "chosen" when one is taken.
(function () {
  const WAIT = 150;

  function setUp(box) {
    const input = box.querySelector("[role=combobox]");
    const list = box.querySelector("[role=listbox]");
    const key = box.querySelector("input[type=hidden]");
    const count = box.querySelector("[data-count]");
    let timer, active = -1, asked = 0;

    const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(position) {
      const all = options();
      if (!all.length) return;
      active = (position + all.length) % all.length;
      all.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }

    function take(option) {
      close();
      clearTimeout(timer);
      asked += 1; // an answer still on its way no longer matters
      if (option.dataset.make)
        return box.dispatchEvent(new CustomEvent("make", { bubbles: true, detail: { address: option.dataset.make } }));
      const fresh = option.dataset.new;
      key.value = fresh ? "" : option.dataset.id;
      if (!fresh) input.value = option.dataset.name;
      box.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { id: key.value, fresh } }));
    }

    async function offer() {
      const typed = input.value.trim(), mine = ++asked;
      if (!typed) return close();
      let answer;
      try {
        answer = await fetch(`${box.dataset.combobox}?q=${encodeURIComponent(typed)}`, { redirect: "manual" });
      } catch {
        return close();
      }
      if (mine !== asked || !answer.ok) return;
      list.innerHTML = await answer.text();
      list.hidden = false;
      active = -1;
      input.setAttribute("aria-expanded", "true");
      input.removeAttribute("aria-activedescendant");
      count.textContent = `候補${list.querySelectorAll("[data-id]").length}件`;
    }

    input.addEventListener("input", () => {
      if (key.value) {
        key.value = "";
        box.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { id: "" } }));
      }
      clearTimeout(timer);
      timer = setTimeout(offer, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return offer();
        mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
      } else if ((event.key === "Enter" || event.key === "Tab") && active >= 0 && !list.hidden && !event.ctrlKey) {
        if (event.key === "Enter") event.preventDefault();
        take(options()[active]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        close();
      }
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]:not([aria-disabled])");
      if (option) take(option);
    });
    input.addEventListener("blur", close);
  }

  document.querySelectorAll("[data-combobox]").forEach(setUp);
  document.addEventListener("shown", (event) => event.target.querySelectorAll("[data-combobox]").forEach(setUp));
})();
