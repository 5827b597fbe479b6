// The little that neither HTML nor htmx does: panels that close, the figure that is open, menus that close on Escape.
function closePanel(panel) {
  panel.replaceChildren();
  document.querySelectorAll("[aria-current=true]").forEach((link) => link.removeAttribute("aria-current"));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  if (button) closePanel(document.querySelector(button.dataset.close));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  document.querySelectorAll(".menu details[open]").forEach((menu) => menu.removeAttribute("open"));
  const panel = document.querySelector("#trace");
  if (panel) closePanel(panel);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "trace") return;
  document.querySelectorAll("[aria-current=true]").forEach((link) => link.removeAttribute("aria-current"));
  event.detail.requestConfig.elt.setAttribute("aria-current", "true");
});
