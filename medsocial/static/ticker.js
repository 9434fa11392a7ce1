// A clock of simulated minutes. It counts in the browser and tells Python whole minutes only.
const SPEEDS = [1, 5, 15];
const SPOKEN_EVERY = 5; // simulated minutes between two announcements

// One timer for the model, however many views show it; views follow the local key "seconds".
function initialize({ model }) {
  let seconds = model.get("minute") * 60;
  let last = performance.now();
  const end = () => model.get("minutes") * 60;
  function show(whole) {
    seconds = Math.min(whole, end());
    model.set("seconds", Math.floor(seconds));
  }
  function tick() {
    const now = performance.now();
    const passed = ((now - last) / 1000) * model.get("speed");
    last = now;
    if (!model.get("running") || model.get("disabled")) return;
    show(seconds + passed);
    const minute = Math.floor(seconds / 60);
    if (minute !== model.get("minute")) {
      model.set("minute", minute);
      if (seconds >= end()) model.set("running", false);
      model.save_changes();
    }
  }
  const jumped = () => show(model.get("jump")[1] * 60);
  model.on("change:jump", jumped);
  show(seconds);
  const timer = setInterval(tick, 200);
  return () => {
    clearInterval(timer);
    model.off("change:jump", jumped);
  };
}

function render({ model, el }) {
  const words = model.get("words");
  const say = (form, values) => form.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const group = document.createElement("div");
  group.className = "ms-ticker";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", model.get("legend"));
  const time = document.createElement("p");
  time.setAttribute("role", "timer"); // a timer is not read aloud by itself
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "jupyter-button ms-button";
  const label = document.createElement("label");
  const select = document.createElement("select");
  for (const speed of SPEEDS) select.append(new Option(say(words.times, { speed }), String(speed)));
  label.append(words.speed + " ", select);
  for (const control of [toggle, select]) control.dataset.lmSuppressShortcuts = "true"; // JupyterLab takes keys
  const spoken = document.createElement("p");
  spoken.setAttribute("role", "status");
  spoken.setAttribute("aria-live", "polite");
  spoken.style.cssText = "position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%)";
  group.append(time, toggle, label, spoken);
  el.append(group);

  let announced = -1;
  function show() {
    const seconds = model.get("seconds") ?? model.get("minute") * 60;
    const minute = Math.floor(seconds / 60);
    const all = model.get("minutes");
    const running = model.get("running");
    const over = minute >= all || model.get("disabled");
    const state = over ? words.over : running ? words.running : words.paused;
    // Whoever asked for less motion sees the minute change, not every second.
    const second = still.matches ? "" : ":" + String(seconds % 60).padStart(2, "0");
    const now = say(words.time, { minute: minute + second, all }) + " " + state;
    if (time.textContent !== now) time.textContent = now;
    const doing = running ? words.pause : words.start;
    if (toggle.textContent !== doing) toggle.textContent = doing;
    toggle.disabled = select.disabled = over;
    select.value = String(model.get("speed"));
    const step = Math.floor(minute / SPOKEN_EVERY);
    if (announced >= 0 && step !== announced) spoken.textContent = say(words.time, { minute, all });
    announced = step;
  }
  toggle.addEventListener("click", () => {
    model.set("running", !model.get("running"));
    model.save_changes();
  });
  select.addEventListener("change", () => {
    model.set("speed", Number(select.value));
    model.save_changes();
  });
  const followed = ["seconds", "minute", "running", "speed", "minutes", "disabled"];
  for (const name of followed) model.on("change:" + name, show);
  show();
  return () => {
    for (const name of followed) model.off("change:" + name, show);
  };
}
export default { initialize, render };
