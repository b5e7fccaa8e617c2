// Keeps the pages of a council's room fresh: the chair's desk, a member's phone, the projector. Progressive enhancement:
// without this file <noscript> loads the page again every few seconds.
//
// The page says in <body data-live-url data-live-at> where the room's beat is heard and what it was when the page was
// drawn: a mark of the state, a space, the votes (awards/live.py). Another mark: the same page is fetched and what differs
// in its regions ([data-live] with an id) is put in place. Other votes alone are only written down ([data-live-votes], which
// holds the words before them),
// unless data-live-each-vote asks for more. The focus never moves; a region in use waits until it is left.
"use strict";

(() => {
  const page = document.body.dataset;
  // Never a ballot, whatever its template says.
  if (!page.liveUrl || document.querySelector("input[type=radio]")) return;

  const EVERY = 1500; // ms from one beat to the next
  const TURN = 10000; // … from one page of the projector to the next
  const PATIENCE = 10000; // … until an answer is given up
  const SLOWEST = 30000; // … between tries while nothing is heard
  const QUIET_TRIES = 2; // that fail before it is said
  const HEADERS = { "X-Unattended": "1" };
  const LOST = "Mất kết nối với máy chủ. Những gì trên màn hình là của lúc ";
  const SIGNED_OUT = "Phiên làm việc đã hết. Tải lại trang để đăng nhập.";
  const NOT_HERE = "Tài khoản đang dùng không xem được phiên họp này nữa. Tải lại trang.";

  const fault = document.querySelector("[data-live-fault]");
  let heardAt = new Date();
  let failures = 0;
  let timer = 0;
  let running = false;
  let held = false; // a region could not be renewed because it is in use
  let turnedAt = Date.now();

  class Unheard extends Error {}

  const ask = (url, redirect) =>
    fetch(url, { headers: HEADERS, redirect, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });

  const say = (words) => {
    if (!fault || fault.textContent === words) return;
    fault.textContent = words;
    fault.hidden = !words;
  };

  const changed = (control) => {
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    if (control.tagName === "SELECT") return [...control.options].some((one) => one.selected !== one.defaultSelected);
    return control.value !== control.defaultValue;
  };

  const typedIn = (part) => [...part.querySelectorAll("input:not([type=hidden]), textarea, select")].some(changed);

  // Under the finger, holding the focus, or with something typed in it.
  const inUse = (part) =>
    (document.activeElement !== document.body && part.contains(document.activeElement)) ||
    part.matches(":active") ||
    typedIn(part);

  const renew = (region, fresh) => {
    if (region.innerHTML === fresh.innerHTML && region.className === fresh.className) return;
    if (inUse(region)) {
      held = true;
      renewAll(region, fresh);
      return;
    }
    const unfolded = new Map();
    for (const one of region.querySelectorAll("details[data-touched]")) unfolded.set(titleOf(one), one.open);
    region.className = fresh.className;
    region.replaceChildren(...fresh.childNodes);
    for (const one of region.querySelectorAll("details")) {
      if (!unfolded.has(titleOf(one))) continue;
      one.open = unfolded.get(titleOf(one));
      one.dataset.touched = "";
    }
  };

  // What somebody folded or unfolded stays so.
  const titleOf = (details) => details.querySelector("summary").textContent;
  document.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    if (summary) summary.parentElement.dataset.touched = "";
  });

  // The outermost regions; one that is in use is renewed by the smaller ones within it.
  const renewAll = (whole, fresh) => {
    for (const region of whole.querySelectorAll("[data-live]")) {
      if (!region.isConnected) continue; // it stood in one that was renewed just now
      if (region.parentElement.closest("[data-live]") !== whole.closest("[data-live]")) continue;
      const its = fresh.querySelector(`[id="${region.id}"]`);
      if (its) renew(region, its);
    }
  };

  // The page has become another: the ballot is open, the round is counted.
  const leave = (url) => {
    if (typedIn(document.body)) held = true;
    else location.replace(url);
  };

  // Whether the page is still this one.
  const redraw = async (url) => {
    const answer = await ask(url, "follow");
    if (!answer.ok) throw new Unheard();
    const came = new URL(answer.url);
    if (came.pathname !== location.pathname) {
      leave(answer.url);
      return false;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.body.dataset.liveUrl) {
      leave(answer.url);
      return false;
    }
    held = false;
    renewAll(document.body, fresh.body);
    page.liveAt = fresh.body.dataset.liveAt;
    page.liveNext = fresh.body.dataset.liveNext || "";
    if (fresh.body.dataset.liveEachVote === undefined) delete page.liveEachVote;
    else page.liveEachVote = ""; // the desk has come to this screen
    return true;
  };

  const turn = async (url) => {
    turnedAt = Date.now();
    if (await redraw(url)) history.replaceState(null, "", url);
  };

  const hear = async () => {
    const answer = await ask(page.liveUrl, "manual");
    if (answer.type === "opaqueredirect") throw new Unheard(SIGNED_OUT);
    if (answer.status === 404) throw new Unheard(NOT_HERE);
    if (!answer.ok) throw new Unheard();
    const pulse = await answer.text();
    const [state, votes] = pulse.split(" ");
    const [knownState, knownVotes] = page.liveAt.split(" ");
    if (state !== knownState) {
      // Of a page that turns by itself the first comes first.
      await turn(page.liveNext ? location.pathname : location.href);
    } else if (votes !== knownVotes && page.liveEachVote !== undefined) {
      await redraw(location.href);
    } else if (votes !== knownVotes) {
      for (const one of document.querySelectorAll("[data-live-votes]")) one.textContent = one.dataset.liveVotes + votes;
      page.liveAt = pulse;
    }
    if (page.liveNext && Date.now() - turnedAt >= TURN) await turn(page.liveNext);
  };

  const beat = async () => {
    if (running || document.hidden) return;
    running = true;
    clearTimeout(timer);
    const began = Date.now();
    try {
      await hear();
      failures = 0;
      heardAt = new Date();
      say("");
    } catch (error) {
      failures += 1;
      const at = heardAt.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
      if (failures > QUIET_TRIES) say((error instanceof Unheard && error.message) || `${LOST}${at}; trang đang thử lại.`);
    }
    running = false;
    const slower = Math.min(EVERY * 2 ** failures, SLOWEST) * (0.75 + Math.random() / 2);
    timer = setTimeout(beat, failures ? slower : Math.max(0, EVERY - (Date.now() - began)));
  };

  // Hidden, it rests; seen again, or on the network again, it asks at once.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else beat();
  });
  window.addEventListener("online", beat);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) beat();
  });
  document.addEventListener("focusout", () => {
    if (!held) return;
    held = false;
    page.liveAt = " "; // so that the next beat draws what had to wait
  });
  // Not all screens at the same moment.
  timer = setTimeout(beat, Math.random() * EVERY);
})();
