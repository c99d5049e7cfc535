// What scripts add to the pages; without them every page works by itself.
document.documentElement.classList.add("js");

// A decision that htmx has fetched opens as a dialog over its page; the reply that follows is a page of its own.
document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.target.closest("dialog");
  if (dialog && !dialog.open) dialog.showModal();
});
document.addEventListener("click", (event) => {
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  if (event.target === dialog || event.target.closest("[data-close]")) {
    event.preventDefault();
    dialog.close();
  }
});
// The page behind a fetched decision that cannot be shown (the session has ended, say) is opened instead.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.closest("dialog") && !event.detail.serverResponse.includes('id="decision"')) {
    event.detail.shouldSwap = false;
    window.location.assign(event.detail.pathInfo.finalRequestPath);
  }
});
// The menu of small screens closes when something else is touched, and by Escape.
document.addEventListener("click", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
