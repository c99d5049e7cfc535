// Buttons for passkeys and security keys appear where the browser can use them; what goes wrong is said on the page.
if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-needs-keys]")) button.hidden = false;
}
document.addEventListener("allauth.error", (event) => {
  const note = document.getElementById("key-problem");
  if (!note) return;
  event.preventDefault();
  note.querySelector("p").textContent = note.dataset.cancelled;
  note.hidden = false;
});
