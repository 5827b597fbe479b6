// The chase list by keyboard: after a row is kept, the next row's first box has the focus; after a mistake, the same row's.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422 && event.detail.target.closest("#chases")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  const row = document.getElementById(event.detail.target.id);
  if (!row || !row.closest("#chases")) return;
  let next = row;
  while (next && !next.querySelector("select")) next = next.nextElementSibling;
  if (next) next.querySelector("select").focus();
});
