// One candidate before one paper. The server holds the truth; this page shows what it holds and sends what it lacks.
const at = (id) => document.getElementById(id);
const room = at("exam");
const words = JSON.parse(at("exam-words").textContent);
const say = (key, values = {}) => words[key].replace(/%\((\w+)\)s/g, (_, name) => values[name]);

const kept = `terang-exam-${room.dataset.token}`;
const flags = new Set();
let items = [];
let held = new Map(); // question -> option, as the server holds it
let last = 0; // the newest event that the server holds
let waiting = []; // [seq, question, option], not yet acknowledged
let current = 0;
let deadline = Infinity;
let over = false;
let sending = false;

// ---- memory of this browser: what is not yet acknowledged, and the flags

const remember = () => {
  try { localStorage.setItem(kept, JSON.stringify({ waiting, flags: [...flags] })); } catch { /* a full or forbidden store: the server still holds all that it acknowledged */ }
};
const recall = () => {
  try {
    const found = JSON.parse(localStorage.getItem(kept) ?? "{}");
    (found.flags ?? []).forEach((each) => flags.add(each));
    return found.waiting ?? [];
  } catch { return []; }
};

// ---- what is chosen and in which state

const chosen = (item) => {
  for (let place = waiting.length - 1; place >= 0; place -= 1) if (waiting[place][1] === item) return waiting[place][2];
  return held.get(item) ?? -1;
};
const stateOf = (item) => {
  if (waiting.some((each) => each[1] === item)) return "waiting";
  return (held.get(item) ?? -1) >= 0 ? "saved" : "blank";
};
const countAnswered = () => items.filter((_, item) => chosen(item) >= 0).length;

// ---- showing

const showList = () => {
  const list = at("exam-list");
  if (list.children.length !== items.length) {
    list.replaceChildren(...items.map((_, item) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = String(item + 1);
      button.addEventListener("click", () => show(item, true));
      const line = document.createElement("li");
      line.append(button);
      return line;
    }));
  }
  [...list.children].forEach((line, item) => {
    const button = line.firstChild;
    const state = stateOf(item);
    button.dataset.state = state;
    button.toggleAttribute("data-flagged", flags.has(item));
    const said = flags.has(item) ? `${say(state)}, ${say("flagged")}` : say(state);
    button.setAttribute("aria-label", say("goto", { number: item + 1, state: said }));
    if (item === current) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  });
};

const showLine = () => {
  at("exam-line").textContent = waiting.length ? say("someWaiting", { count: waiting.length }) : say("allSaved");
};

const trouble = (sentence) => {
  const place = at("exam-trouble");
  if (place.textContent !== sentence) place.textContent = sentence;
  place.hidden = !sentence;
};

const option = (text, place) => {
  const id = `option-${place}`;
  const frame = document.createElement("div");
  frame.className = "govuk-radios__item";
  const input = document.createElement("input");
  Object.assign(input, { type: "radio", name: "option", id, value: String(place), className: "govuk-radios__input", checked: chosen(current) === place });
  input.addEventListener("change", () => choose(place));
  const label = document.createElement("label");
  Object.assign(label, { htmlFor: id, textContent: text, className: "govuk-label govuk-radios__label" });
  frame.append(input, label);
  return frame;
};

const show = (item, focus = false) => {
  current = Math.min(Math.max(item, 0), items.length - 1);
  const question = items[current];
  at("exam-heading").textContent = say("question", { number: current + 1, count: items.length });
  at("exam-part").textContent = say("part", { part: question.part });
  at("exam-stem").textContent = question.stem;
  at("exam-options").replaceChildren(...question.options.map(option));
  at("exam-flag").setAttribute("aria-pressed", String(flags.has(current)));
  at("exam-back").disabled = current === 0;
  at("exam-next").disabled = current === items.length - 1;
  at("exam-question").hidden = false;
  showList();
  if (focus) at("exam-heading").focus();
};

const refresh = () => { showList(); showLine(); };

const showChoice = () => {
  document.querySelectorAll("#exam-options input").forEach((input) => { input.checked = Number(input.value) === chosen(current); });
};

// ---- time: the server says how much is left, the browser only counts down

const setLeft = (milliseconds) => { deadline = performance.now() + milliseconds; };
let told = Infinity;
const tick = () => {
  const seconds = Math.max(0, Math.ceil((deadline - performance.now()) / 1000));
  if (Number.isFinite(seconds)) at("exam-clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  for (const mark of [600, 300, 60]) {
    if (seconds <= mark && told > mark && seconds > mark - 20) {
      told = mark;
      at("exam-said").textContent = mark === 60 ? say("lastMinute") : say("left", { minutes: mark / 60 });
    }
  }
  if (seconds === 0 && !over) close();
};

const close = async () => {
  over = true;
  trouble(say("over"));
  document.querySelectorAll("#exam-question input, #exam-question button").forEach((each) => { each.disabled = true; });
  setTimeout(() => leave(), 1500);
};

const leave = () => {
  try { localStorage.removeItem(kept); } catch { /* nothing was stored */ }
  at("exam-end").submit();
};

// ---- sending: in order, again and again until the server says that it holds them

const choose = (place) => {
  if (over || chosen(current) === place) return;
  waiting.push([last + waiting.length + 1, current, place]);
  remember();
  refresh();
  send();
};

const renumber = (newest) => {
  last = newest;
  waiting = waiting.map(([, item, place], index) => [last + index + 1, item, place]);
  remember();
};

const acknowledge = (sent, answer) => {
  sent.forEach(([, item, place]) => held.set(item, place));
  waiting = waiting.slice(sent.length);
  if (answer.last !== sent[sent.length - 1][0]) renumber(answer.last);
  last = answer.last;
  setLeft(answer.left);
  remember();
};

const post = (sent) => fetch(room.dataset.answers, {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-CSRFToken": room.dataset.csrf },
  body: JSON.stringify({ answers: sent }),
  signal: "timeout" in AbortSignal ? AbortSignal.timeout(15000) : undefined,
});

const sendOnce = async () => {
  const sent = waiting.slice(0, 100);
  const response = await post(sent);
  const answer = await response.json();
  if (response.ok) { trouble(""); acknowledge(sent, answer); return; }
  if (answer.reason === "gap") { renumber(answer.last); return; }
  if (answer.reason === "conflict") { await reload(); trouble(say("conflict")); return; }
  if (answer.reason === "closed" || answer.reason === "stranger") { waiting = []; remember(); trouble(answer.sentence); close(); return; }
  if (answer.reason === "unfit") { waiting = waiting.slice(sent.length); renumber(answer.last); trouble(answer.sentence); return; }
  throw Object.assign(new Error(answer.reason), { sentence: answer.sentence });
};

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

const send = async () => {
  if (sending) return;
  sending = true;
  let rest = 1000;
  while (waiting.length && !over) {
    try {
      await sendOnce();
      rest = 1000;
    } catch (error) {
      trouble(error.sentence ?? say("offline"));
      await pause(rest);
      rest = Math.min(rest * 2, 15000);
    }
    refresh();
    showChoice();
  }
  sending = false;
};

const reload = async () => {
  const response = await fetch(room.dataset.answers, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  const answer = await response.json();
  if (answer.ended) { location.assign(answer.next); return; }
  held = new Map(Object.entries(answer.answers).map(([item, place]) => [Number(item), place]));
  setLeft(answer.left);
  renumber(answer.last);
};

// ---- finishing

const ask = (event) => {
  event.preventDefault();
  at("exam-count").textContent = say("confirm", { answered: countAnswered(), count: items.length });
  at("exam-confirm").hidden = false;
  at("exam-finish").hidden = true;
  at("exam-sure").focus();
};
const cancel = () => {
  at("exam-confirm").hidden = true;
  at("exam-finish").hidden = false;
  at("exam-finish").focus();
};
const finish = (event) => {
  event.preventDefault();
  if (waiting.length && !over) { at("exam-count").textContent = say("unsent"); send(); return; }
  leave();
};

const mark = () => {
  if (flags.has(current)) flags.delete(current);
  else flags.add(current);
  at("exam-flag").setAttribute("aria-pressed", String(flags.has(current)));
  remember();
  showList();
};

const start = async () => {
  const unsent = recall();
  try {
    const response = await fetch(room.dataset.paper);
    if (!response.ok) throw new Error(String(response.status));
    items = (await response.json()).items;
    await reload();
  } catch {
    trouble(say("failed"));
    return;
  }
  // What the server holds already under its number is not sent again.
  waiting = unsent.filter(([seq]) => seq > last);
  renumber(last);
  at("exam-next").addEventListener("click", () => show(current + 1, true));
  at("exam-back").addEventListener("click", () => show(current - 1, true));
  at("exam-clear").addEventListener("click", () => { choose(-1); showChoice(); });
  at("exam-flag").addEventListener("click", mark);
  at("exam-finish").addEventListener("click", ask);
  at("exam-yes").addEventListener("click", finish);
  at("exam-no").addEventListener("click", cancel);
  window.addEventListener("online", send);
  show(Math.max(0, items.findIndex((_, item) => chosen(item) < 0)));
  refresh();
  setInterval(tick, 250);
  tick();
  send();
};

start();
