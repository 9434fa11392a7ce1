"use strict";
// One item at a time; nothing leaves the page but the file that the reader saves.
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const items = [...document.querySelectorAll("article[data-item]")];
  const by = (id) => document.getElementById(id);
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  const random = () => [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, "0")).join("");
  let sheet = random();
  let at = 0;
  let unsaved = false;

  const chosen = (item) => item.querySelector("input[type=radio]:checked")?.value ?? "";
  const line = (item) => item.querySelector("textarea");
  const answered = () => items.filter((item) => chosen(item)).length;
  const say = (words) => { by("said").textContent = words; };

  function follow(item) {
    item.querySelector(".line").hidden = !["change", "object"].includes(chosen(item));
  }

  function count() {
    by("at").textContent = fill(facts.words.at, { n: at + 1, all: items.length, done: answered() });
  }

  function show(place, focus) {
    at = Math.max(0, Math.min(items.length - 1, place));
    items.forEach((item, n) => { item.hidden = n !== at; });
    by("back").disabled = at === 0;
    by("next").disabled = at === items.length - 1;
    count();
    if (focus) {
      say(""); // what was said was about another item
      items[at].focus({ preventScroll: true });
      items[at].scrollIntoView({ block: "start" });
    }
  }

  // The day of the reader's own calendar, not that of Greenwich.
  function today() {
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function save() {
    if (!answered()) return say(facts.words.nothing);
    const wordless = items.findIndex((item) => ["change", "object"].includes(chosen(item)) && !line(item).value.trim());
    if (wordless >= 0) {
      show(wordless, false);
      line(items[wordless]).focus({ preventScroll: true });
      line(items[wordless]).scrollIntoView({ block: "center" });
      return say(fill(facts.words.words, { n: wordless + 1 }));
    }
    const answers = items.filter((item) => chosen(item)).map((item) => {
      const one = { item: item.dataset.item, mark: item.dataset.mark, answer: chosen(item) };
      return one.answer === "agree" ? one : { ...one, remark: line(item).value.trim().replace(/\s+/g, " ") };
    });
    const { format, kind, role, set } = facts;
    const saved = { format, kind, sheet, role, set, saved_on: today(), answers };
    const name = `review_${role}_${set}_${sheet.slice(0, 6)}.json`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 1) + "\n"], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
    say(fill(facts.words.saved, { name, done: answers.length, all: items.length }));
  }

  function take(text) {
    let file;
    try { file = JSON.parse(text); } catch { return say(facts.words.unreadable); }
    const whole = file?.kind === facts.kind && file.format === facts.format
      && /^[0-9a-f]{16}$/.test(file.sheet) && Array.isArray(file.answers);
    if (!whole) return say(facts.words.unreadable);
    if (file.role !== facts.role) return say(facts.words.other_role);
    let taken = 0;
    for (const one of file.answers) {
      const item = items.find((known) => known.dataset.item === one?.item && known.dataset.mark === one.mark);
      const choice = item && [...item.querySelectorAll("input[type=radio]")].find((radio) => radio.value === one.answer);
      if (!choice) continue;
      choice.checked = true;
      line(item).value = typeof one.remark === "string" ? one.remark.slice(0, line(item).maxLength) : "";
      follow(item);
      taken += 1;
    }
    sheet = file.sheet;
    const left = file.answers.length - taken;
    const words = [fill(facts.words.taken, { n: taken })];
    if (left) words.push(fill(facts.words.stale, { n: left }));
    const open = items.findIndex((item) => !chosen(item));
    show(open < 0 ? 0 : open, false);
    return say(words.join(" "));
  }

  by("save").addEventListener("click", save);
  by("back").addEventListener("click", () => show(at - 1, true));
  by("next").addEventListener("click", () => show(at + 1, true));
  by("load").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (file) take(file.size > 262144 ? "" : await file.text());
    event.target.value = "";
  });
  items.forEach((item) => item.querySelector("fieldset").addEventListener("input", () => {
    unsaved = true;
    follow(item);
    if (!line(item).closest("p").hidden) line(item).scrollIntoView({ block: "nearest" });
    count();
  }));
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  document.querySelector(".foot").hidden = false;
  show(0, false);
})();
