// Progressive enhancement only: every act works without this file.
"use strict";

// A second click on the button of a form already on its way does nothing; the button says so.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // data-again: the answer is a file, so the page stays and may be asked again.
  if (form.method !== "post" || form.dataset.again !== undefined) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (!button || button.tagName !== "BUTTON" || button.dataset.keepLabel !== undefined) return;
  // After the browser has read the form: a button changed earlier could drop out of what is sent.
  setTimeout(() => {
    button.dataset.label = button.textContent;
    button.textContent = "Đang gửi…";
  }, 0);
});

// A page fetched back from the browser's memory: a ballot is asked for anew, other forms may be sent again.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (document.body.dataset.reloadOnReturn !== undefined) {
    location.reload();
    return;
  }
  for (const form of document.forms) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[data-label]")) {
    button.textContent = button.dataset.label;
    delete button.dataset.label;
  }
});

document.addEventListener("DOMContentLoaded", () => {
  const errors = document.getElementById("loi");
  if (errors) errors.focus();
});

// Escape and a click elsewhere close the user menu.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.td-user[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.td-user[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
