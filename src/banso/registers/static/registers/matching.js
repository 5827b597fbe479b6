// The queue of doubts: 1, 2 and 3 answer, unless someone is typing.
(function () {
  const form = document.querySelector("[data-answers]");
  if (!form) return;
  const answers = form.querySelectorAll("button[name=answer]");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]")) return;
    const chosen = answers[["1", "2", "3"].indexOf(event.key)];
    if (!chosen) return;
    event.preventDefault();
    form.requestSubmit(chosen);
  });
})();
