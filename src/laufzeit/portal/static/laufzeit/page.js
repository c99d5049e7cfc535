// What scripts add to the pages; without them every page works by itself.
document.documentElement.classList.add("js");

// A link to a decision opens it as a dialog over this page; the form in it is answered by a whole page.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  htmx.ajax("GET", link.href, { target: "#dialog", select: "#decision", swap: "innerHTML", source: link });
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, serverResponse, pathInfo } = event.detail;
  if (target.id !== "dialog") return;
  // What is no decision (the session has ended, say) is opened as the page that it is.
  if (serverResponse.includes('id="decision"')) event.detail.shouldSwap = true;
  else window.location.assign(pathInfo.finalRequestPath);
});
document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.target.closest("dialog");
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("h1").focus();
  dialog.scrollTop = 0;
});
document.addEventListener("click", (event) => {
  const dialog = event.target.closest("dialog");
  if (!dialog || (event.target !== dialog && !event.target.closest("[data-close]"))) return;
  event.preventDefault();
  dialog.close();
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
