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

// On a long ballot, how many cases wait and where the first is; only counted here, never sent or kept.
function countLeft(line) {
  const form = line.closest("form");
  const say = () => {
    const cases = [...form.querySelectorAll("fieldset")];
    const left = cases.filter((one) => !one.querySelector(":checked"));
    line.textContent = left.length ? `Còn ${left.length} trường hợp chưa chọn. ` : `Đã chọn đủ ${cases.length} trường hợp.`;
    if (!left.length) return;
    const first = document.createElement("a");
    first.href = `#${left[0].id}`;
    first.textContent = "Đến trường hợp đầu tiên chưa chọn";
    line.append(first);
  };
  form.addEventListener("change", say);
  say();
  line.hidden = false;
}
for (const line of document.querySelectorAll("[data-ballot-left]")) countLeft(line);

// A form with data-autosave saves itself two seconds after the last letter, as its button “Lưu nháp” would.
// The line .td-autosave says when; it is read out only where saving failed. Nothing is kept in the browser.
function autosave(form) {
  const line = form.querySelector(".td-autosave");
  let timer = 0;
  let running = null;
  let stopped = false;
  const say = (text, failed) => {
    line.textContent = text;
    line.setAttribute("role", failed ? "status" : "none");
  };
  // Rows stored for the first time have a key from now on: the next saving changes them instead of adding them again.
  const number = (answer) => {
    if (!answer.keys) return;
    for (const [name, key] of Object.entries(answer.keys)) form.elements[name].value = key;
    form.elements[answer.total].value = answer.initial;
  };
  const save = async () => {
    const data = new FormData(form);
    data.set("stay", "1");
    data.set("autosave", "1");
    try {
      const response = await fetch(location.href, { method: "POST", body: data, redirect: "error" });
      const answer = await response.json();
      number(answer);
      stopped = Boolean(answer.stop);
      say(answer.said, stopped);
    } catch {
      say("Chưa lưu được nháp vì mất kết nối. Chữ vẫn còn trên màn hình; đừng đóng trang.", true);
    }
  };
  const begin = () => {
    if (form.dataset.sent || stopped) return;
    if (running) {
      timer = setTimeout(begin, 500);
      return;
    }
    running = save().finally(() => {
      running = null;
    });
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(begin, 2000);
  });
  // Sending waits for a saving that is under way, or the rows it stores would be sent as new ones.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!running) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    running.then(() => form.requestSubmit(event.submitter));
  });
}
for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);
