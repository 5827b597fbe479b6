// The timetable by hand: choose a meeting by click, Enter or drag, then say where it goes. The server checks every move.
(() => {
  const form = document.querySelector("#change");
  if (!form) return;
  const choose = (button) => {
    document.querySelectorAll(".meet[aria-pressed]").forEach((each) => each.removeAttribute("aria-pressed"));
    button.setAttribute("aria-pressed", "true");
    form.hidden = false;
    form.elements.appointment.value = button.dataset.appointment;
    form.elements.slot.value = button.dataset.slot;
    form.querySelector("[data-chosen]").textContent = button.innerText.replace(/\n/g, " × ");
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.meet");
    if (button) {
      choose(button);
      form.elements.slot.focus();
    }
    if (event.target.closest("[data-cancel]")) form.hidden = true;
  });
  document.addEventListener("dragstart", (event) => {
    const button = event.target.closest("button.meet");
    if (!button) return;
    choose(button);
    event.dataTransfer.setData("text/plain", button.dataset.appointment);
  });
  document.addEventListener("dragover", (event) => {
    if (event.target.closest("table.wall tr[data-slot] td")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const row = event.target.closest("table.wall tr[data-slot]");
    if (!row) return;
    event.preventDefault();
    form.elements.slot.value = row.dataset.slot;
    form.requestSubmit(form.querySelector("[value=move]"));
  });
})();

// Results row by row: Enter saves the row and goes on to the next.
document.addEventListener("keydown", (event) => {
  const row = event.target.closest("form.result");
  if (!row || event.key !== "Enter" || event.isComposing || event.target.matches("button")) return;
  const next = row.nextElementSibling?.querySelector("select");
  if (next) document.addEventListener("htmx:afterSettle", () => next.focus(), { once: true });
});
