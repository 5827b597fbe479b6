// The little that neither HTML nor htmx does: panels that close, the figure that is open, menus that close on Escape.
function closePanel(panel) {
  const figure = document.querySelector("a.figure[aria-current=true]");
  const held = panel.contains(document.activeElement);
  panel.replaceChildren();
  document.querySelectorAll("[aria-current=true]").forEach((link) => link.removeAttribute("aria-current"));
  if (held) figure?.focus();
}

function closeMenus(except) {
  document.querySelectorAll(".menu details[open]").forEach((menu) => menu !== except && menu.removeAttribute("open"));
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest(".menu details"));
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.close) closePanel(document.querySelector(button.dataset.close));
  if (button.classList.contains("opener"))
    button.setAttribute("aria-expanded", button.getAttribute("aria-expanded") === "false");
  if (button.dataset.move) moveLine(button);
  if ("print" in button.dataset) window.print();
});

document.addEventListener("change", (event) => {
  const all = event.target.dataset.all;
  if (all) document.querySelectorAll(`#rows [name="${all}"]`).forEach((box) => (box.checked = event.target.checked));
});

// The order of columns: a line goes up or down, and its button keeps the focus.
function moveLine(button) {
  const line = button.closest("li");
  if (button.dataset.move === "up") line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  button.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  const open = document.querySelector(".menu details[open]");
  closeMenus();
  if (open?.contains(document.activeElement)) open.querySelector("summary").focus();
  const opener = document.querySelector(".opener[aria-expanded=true]");
  if (!open && opener) {
    opener.setAttribute("aria-expanded", "false");
    if (document.querySelector(`#${opener.getAttribute("aria-controls")}`).contains(document.activeElement)) opener.focus();
  }
  const panel = document.querySelector("#trace");
  if (panel) closePanel(panel);
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "trace") return;
  document.querySelectorAll("[aria-current=true]").forEach((link) => link.removeAttribute("aria-current"));
  event.detail.requestConfig.elt.setAttribute("aria-current", "true");
  event.detail.target.querySelector("h2")?.focus();
});

// A part of the page that came back as the login page: say so where the reader is, and leave what was typed alone.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!new URL(event.detail.xhr.responseURL || location.href).pathname.startsWith("/login/")) return;
  event.detail.shouldSwap = false;
  if (document.querySelector("#logged-out")) return;
  const notice = document.createElement("div");
  notice.id = "logged-out";
  notice.className = "notice warning";
  notice.setAttribute("role", "alert");
  const link = Object.assign(document.createElement("a"), { href: "/login/", target: "_blank", textContent: "別のタブでログインし直す" });
  notice.append("ログインの有効期限が切れました。この画面に入力した内容は残っています。", link, "と、続けられます。");
  document.querySelector("main").prepend(notice);
});

// Forms: Ctrl+Enter saves; leaving with something typed and not saved is asked about first.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey && !event.isComposing)
    event.target.closest("form.sheet")?.requestSubmit();
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-unsaved]");
  if (form) form.dataset.changed = "";
});

document.addEventListener("chosen", (event) => {
  const form = event.target.closest("[data-unsaved]");
  if (form) form.dataset.changed = "";
});

document.addEventListener("submit", (event) => {
  if ("unsaved" in event.target.dataset) delete event.target.dataset.changed;
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-unsaved][data-changed]")) event.preventDefault();
});
