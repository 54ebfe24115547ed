// The counselor's page: a file in, the handout shown, and every choice shown at once.

import { isExplaining, onExplainingClosed, startExplaining, stopExplaining } from "./explaining.js";
import { editLetterheads, forgetLetterhead } from "./letterhead.js";
import { searchMedicines } from "./medicines.js";
import { ask, askAnew, closeSession, hasToken, mostBytes, Refused, refuse, save, say } from "./session.js";

const at = (id) => document.getElementById(id);
const MOST_FILES = 200;
const TOUCH_EVERY = 60_000;
const SAID_FOR = 6_000;
const frame = at("frame");
const NOTHING = { reading: 0, patients: 0, patient: 0, own: {}, letterhead: null };

let known = NOTHING;
let look = usualLook();
let underWay = new AbortController();
let lastUsed = Date.now();
let lastTouched = 0;

function usualLook() {
  const { language } = document.documentElement.dataset;
  return { language, paper: "letter", large_print: false, results_card: false, letterhead: true };
}

// What was chosen for the patient who is shown, and for no other.
function own() {
  known.own[known.patient] ??= { medicines: [], prefer: "lab", reviewed_by: null };
  return known.own[known.patient];
}

const asked = () => ({ reading: known.reading, patient: known.patient, own: own(), look });

// ---- What is said

let fading = 0;

// A word in passing, also for a screen reader.
function tell(words) {
  at("said").textContent = words;
  clearTimeout(fading);
  if (!document.body.ariaBusy || document.body.ariaBusy === "false") fading = setTimeout(() => (at("said").textContent = ""), SAID_FOR);
}

function complain(why) {
  if (why.name === "AbortError") return;
  tell("");
  const error = at("error");
  error.innerHTML = why instanceof Refused ? why.html : refuse("page.error.not_understood").html;
  error.hidden = false;
  error.focus();
  if (["page.error.forgotten", "page.error.no_results", "page.error.overtaken"].includes(why.code)) emptied();
}

// Do what was asked for; where that cannot be done, say why.
const trying = (what) => async (...given) => {
  at("error").hidden = true;
  try {
    await what(...given);
  } catch (why) {
    complain(why);
  }
};

// ---- Views: the start, the results, the explaining mode; "back" goes back through them

function show(view) {
  const results = view !== "start" && known.reading > 0;
  at("start").hidden = results;
  at("results").hidden = !results;
  at("session-actions").hidden = !results;
  if (view !== "explaining") stopExplaining();
}

function go(view) {
  if (history.state?.view !== view) history.pushState({ view }, "", `#view-${view}`);
  show(view);
}

window.addEventListener("popstate", () => {
  const view = history.state?.view ?? "start";
  show(view === "explaining" && !isExplaining() ? "results" : view);
  if (view === "results") at("explain").focus({ preventScroll: true });
});

// ---- Files

async function takeFiles(files) {
  if (!files.length) return;
  if (files.length > MOST_FILES) throw refuse("page.error.too_many_files", { most: MOST_FILES });
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > mostBytes) throw refuse("page.error.too_large", { most: Math.floor(mostBytes / 1e6) });
  const names = { files: files.map(({ name, size }) => ({ name: name.slice(-200), size })) };
  const headers = { "X-Files": encodeURIComponent(JSON.stringify(names)), "Content-Type": "application/octet-stream" };
  await take("/api/results", { headers, body: new Blob(files) });
}

async function take(path, given = {}) {
  underWay.abort();
  const { signal } = (underWay = new AbortController());
  emptied();
  document.body.ariaBusy = "true";
  tell(say("page.say.reading"));
  try {
    await taken(await (await askAnew("POST", path, { ...given, signal })).json());
    tell(say("page.say.read"));
  } finally {
    document.body.ariaBusy = "false";
  }
}

// Show what the program has read.
async function taken(read) {
  known = { ...read, own: read.own ?? {} };
  look = read.look ?? look;
  at("intake").innerHTML = read.html;
  at("of-patient").hidden = read.patients === 0;
  document.querySelector(".shown").hidden = read.patients === 0;
  at("for-all").hidden = read.patients < 2;
  wireIntake();
  fillChoices();
  go("results");
  at("intake-heading").focus({ preventScroll: true });
  window.scrollTo(0, 0);
  if (read.patients) await update();
}

function emptied() {
  known = { ...NOTHING, own: {} };
  at("intake").replaceChildren();
  at("chips").replaceChildren();
  at("about").replaceChildren();
  at("text").value = "";
  at("file").value = "";
  if (frame.contentDocument) write("");
  frame.title = at("handout-heading").textContent;
  history.replaceState({ view: "start" }, "", location.pathname);
  show("start");
}

function wireIntake() {
  const patient = at("patient");
  const choose = trying(async (n) => {
    known.patient = n;
    patient.value = String(n);
    fillChoices();
    await update();
  });
  patient?.addEventListener("change", () => choose(Number(patient.value)));
  at("previous-patient")?.addEventListener("click", () => choose(Math.max(0, known.patient - 1)));
  at("next-patient")?.addEventListener("click", () => choose(Math.min(known.patients - 1, known.patient + 1)));
  at("problems-csv")?.addEventListener("click", trying(async () => save(await ask("GET", "/api/problems"))));
  if (patient) patient.value = String(known.patient);
}

// ---- The handout

function write(html) {
  const { contentDocument: page, contentWindow: view } = frame;
  const y = view.scrollY;
  page.open();
  page.write(html);
  page.close();
  for (const link of page.links) {
    link.target = "_blank";
    link.rel = "noreferrer noopener";
  }
  view.scrollTo(0, y);
}

async function update() {
  underWay.abort();
  const { signal } = (underWay = new AbortController());
  const whose = at("patient").selectedOptions[0].textContent;
  frame.classList.add("waiting");
  try {
    const shown = await (await ask("POST", "/api/handout", { json: asked(), signal })).json();
    write(shown.html);
    frame.title = say("page.frame", { patient: whose });
    at("about").innerHTML = shown.about;
    at("chips").innerHTML = shown.medicines;
    at("prefer-line").hidden = !shown.differs;
    tell(say("page.say.updated"));
  } catch (why) {
    // What is shown must be what was asked for.
    if (why.name !== "AbortError") write("");
    throw why;
  } finally {
    if (!signal.aborted) frame.classList.remove("waiting");
  }
}

function fillChoices() {
  for (const choice of document.querySelectorAll("[data-look]")) {
    const value = look[choice.dataset.look];
    if (choice.type === "checkbox") choice.checked = value;
    else choice.value = value;
  }
  at("reviewed-by").value = own().reviewed_by ?? "";
  at("prefer").value = own().prefer;
  at("letterhead-line").hidden = known.letterhead === null;
  document.querySelector("label[for=letterhead]").textContent =
    known.letterhead === null ? "" : say("page.letterhead.use", { name: known.letterhead });
}

for (const choice of document.querySelectorAll("[data-look]")) {
  choice.addEventListener(
    "change",
    trying(async () => {
      look[choice.dataset.look] = choice.type === "checkbox" ? choice.checked : choice.value;
      await update();
    }),
  );
}

const changeOwn = trying(async (changes) => {
  known.own[known.patient] = { ...own(), ...changes };
  await update();
});

at("prefer").addEventListener("change", () => changeOwn({ prefer: at("prefer").value }));
at("reviewed-by").addEventListener("change", () => changeOwn({ reviewed_by: at("reviewed-by").value.trim() || null }));
searchMedicines(at("medicine"), at("suggestions"), at("add"), (name) => {
  if (!own().medicines.includes(name)) changeOwn({ medicines: [...own().medicines, name] });
});
at("chips").addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  const { medicines } = own();
  if (button?.dataset.remove) {
    changeOwn({ medicines: medicines.filter((_, n) => n !== Number(button.dataset.remove)) });
    at("medicine").focus();
  } else if (button?.dataset.use) {
    changeOwn({ medicines: medicines.with(Number(button.dataset.instead), button.dataset.use) });
    at("medicine").focus();
  }
});

editLetterheads(at("edit-letterhead"), trying(async (name) => {
  known.letterhead = name;
  look.letterhead = true;
  fillChoices();
  await update();
}));

// ---- What is done with it

const download = (file_format) =>
  trying(async () => save(await ask("POST", "/api/file", { json: { ...asked(), file_format } })));
at("pdf").addEventListener("click", download("pdf"));
at("html").addEventListener("click", download("html"));
at("print").addEventListener("click", () => frame.contentWindow.print());

at("explain").addEventListener(
  "click",
  trying(async () => {
    const steps = await (await ask("POST", "/api/steps", { json: asked() })).text();
    go("explaining");
    await startExplaining(steps);
  }),
);
onExplainingClosed(() => {
  if (history.state?.view === "explaining") history.back();
  at("explain").focus();
});

let making = null;
at("stop").addEventListener("click", () => making?.abort());
at("all").addEventListener(
  "click",
  trying(async () => {
    making?.abort();
    making = new AbortController();
    at("progress").hidden = false;
    try {
      const { reading } = known;
      const answer = await ask("POST", "/api/archive", { json: { reading, look }, signal: making.signal });
      const failed = await followed(answer.body);
      await save(await ask("GET", "/api/archive"));
      tell(failed ? say("page.say.failed", { count: failed }) : say("page.say.made"));
    } catch (why) {
      if (why.name !== "AbortError") throw why;
      tell(say("page.say.stopped"));
    } finally {
      at("progress").hidden = true;
    }
  }),
);

// Show how far the zip is, until it is ready. Answers how many handouts could not be made.
async function followed(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) throw refuse("page.error.offline");
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines.map(JSON.parse)) {
      if (line.ready) return line.failed;
      at("progress-bar").value = line.done / line.of;
      at("progress-words").textContent = say("page.say.making", { n: line.done, count: line.of });
    }
  }
}

// ---- Giving a file

at("file").addEventListener("change", trying(() => takeFiles([...at("file").files])));
at("read-text").addEventListener(
  "click",
  trying(() => takeFiles([new File([at("text").value], "pasted text")])),
);
for (const button of document.querySelectorAll("[data-sample]"))
  button.addEventListener("click", trying(() => take(`/api/samples/${button.dataset.sample}`)));

// Wherever a file is dropped, the browser must not leave the page for it.
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  document.documentElement.classList.add("dragged-over");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.documentElement.classList.remove("dragged-over");
});
document.addEventListener(
  "drop",
  trying(async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    document.documentElement.classList.remove("dragged-over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
    if (entries.some((entry) => entry?.isDirectory)) throw refuse("page.error.folder");
    await takeFiles([...event.dataTransfer.files]);
  }),
);

// ---- Forgetting

async function forget() {
  underWay.abort();
  making?.abort();
  emptied();
  forgetLetterhead();
  look = usualLook();
  await closeSession();
}

at("forget").addEventListener("click", trying(async () => {
  await forget();
  tell(say("page.say.forgotten"));
  at("content").focus();
}));
at("new").addEventListener("click", () => {
  history.pushState({ view: "start" }, "", location.pathname);
  show("start");
  at("content").focus();
});

// A page that is looked at is in use, though nothing is asked for; one that is left alone shows nobody's results.
for (const kind of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"])
  document.addEventListener(kind, used, { passive: true, capture: true });
frame.addEventListener("load", () => {
  for (const kind of ["pointermove", "keydown", "wheel", "touchstart"])
    frame.contentWindow.addEventListener(kind, used, { passive: true, capture: true });
});

function used() {
  lastUsed = Date.now();
  if (!known.reading || lastUsed - lastTouched < TOUCH_EVERY) return;
  lastTouched = lastUsed;
  const shown = known;
  // What has been forgotten or replaced since is no news.
  ask("PUT", "/api/session").catch((why) => known === shown && complain(why));
}

const idle = 60_000 * Number(document.body.dataset.idle);
setInterval(async () => {
  if (!known.reading || Date.now() - lastUsed < idle) return;
  await forget();
  tell(say("page.say.idle", { minutes: document.body.dataset.idle }));
}, 1_000);

// ---- A page that is loaded again shows what it had

if (hasToken())
  trying(async () => {
    const { signal } = underWay;
    const answer = await ask("GET", "/api/state", { signal }).catch((why) => {
      if (why.code !== "page.error.forgotten") throw why;
    });
    if (answer?.status === 200) await taken(await answer.json());
  })();
else history.replaceState({ view: "start" }, "", location.pathname);
document.documentElement.dataset.ready = "yes";
