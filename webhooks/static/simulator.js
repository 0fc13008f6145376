// Messages appear by themselves: a form is sent without leaving the page, and news come as a stream or are asked for.
"use strict";
(() => {
  const root = document.querySelector("[data-simulator]"), bar = document.querySelector("progress");
  // Opened once, when all is there: who is read to would hear the beginning again and again.
  if (bar) setInterval(async () => {
    const come = (await fetch(location, { method: "HEAD" })).headers.get("Coming-Percent");
    if (come) bar.value = come; else location.reload();
  }, 1000);
  if (!root || !window.fetch) return;
  const scene = () => encodeURIComponent(root.dataset.scene);
  const phones = [...root.querySelectorAll("[data-phone]")];
  const seen = () => phones.map((phone) => phone.dataset.phone + phone.dataset.last).join(".");
  const ask = (what) => "/simulator/" + what + "?scene=" + scene() + "&seen=" + seen();

  // A part is only written anew where it changed, and who was on it stays on it.
  const put = (id, html) => {
    const part = document.getElementById(id);
    if (!part || part.written === html) return;
    const held = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.written = html;
    part.innerHTML = html;
    const again = held && (document.getElementById(held) || part.querySelector("[aria-describedby]"));
    if (again) again.focus();
  };

  const show = (phone, now) => {
    const key = phone.dataset.phone, log = document.getElementById("talk-" + key);
    const last = Number(phone.dataset.last);
    put("head-" + key, now.head);
    put("state-" + key, now.state);
    const fresh = document.createElement("div");
    fresh.innerHTML = now.new;
    [...fresh.children].filter((one) => Number(one.dataset.n) > last).forEach((one) => log.append(one));
    [...log.children].filter((one) => Number(one.dataset.n) < now.first).forEach((one) => one.remove());
    for (const [n, way] of Object.entries(now.ways)) {
      const mark = log.querySelector('[data-n="' + n + '"] .way');
      if (mark && mark.innerHTML.trim() !== way.trim()) mark.innerHTML = way;
    }
    if (now.last > last) {
      phone.dataset.last = now.last;
      log.parentElement.scrollTop = 0; // its end, as it is turned round
    }
  };

  const take = (news) => {
    put("problem", news.problem || "");
    if (news.problem) return;
    for (const id of ["hub", "clock", "proof", "drawer"]) put(id, news[id]);
    phones.forEach((phone) => show(phone, news.phones[phone.dataset.phone]));
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target, by = event.submitter;
    const chosen = form.querySelector("input[type=file]");
    // another application or language is another page, and a file is sent with one
    if ((chosen && chosen.files.length) || !root.contains(form) || (by && by.value === "afresh") || form.querySelector("select")) return;
    event.preventDefault();
    const body = new FormData(form);
    if (by && by.name) body.set(by.name, by.value);
    body.set("seen", seen());
    const typed = form.querySelector("input[name=say]");
    if (typed && !(by && by.name)) typed.value = "";
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (!(answer.headers.get("Content-Type") || "").includes("json")) return location.reload();
      take(await answer.json());
    } catch { location.reload(); }
  });

  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const poll = async () => {
    for (;;) {
      await wait(2);
      if (document.hidden) continue;
      try {
        const answer = await fetch(ask("news"));
        if (answer.status === 200) take(await answer.json());
      } catch { await wait(8); }
    }
  };
  if (window.EventSource) {
    const stream = new EventSource(ask("events"));
    stream.onmessage = (event) => take(JSON.parse(event.data));
    stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) poll(); };
  } else poll();
  if (window.matchMedia("(min-width: 48rem)").matches)
    document.querySelectorAll(".fold").forEach((one) => { one.open = true; });
})();
