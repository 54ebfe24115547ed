// The explaining mode: one block of the handout at a time, big, for a screen that is shared.

import { say } from "./session.js";

const dialog = document.getElementById("explaining");
const stage = document.getElementById("stage");
const contents = document.getElementById("contents");
const place = document.getElementById("of-steps");
const [back, next] = ["previous-step", "next-step"].map((id) => document.getElementById(id));
// The handout's styles hold inside, and the page's own do not.
const inside = stage.attachShadow({ mode: "open" });

let steps = [];
let at = 0;

export const isExplaining = () => dialog.open;

// Show the steps, from the first one. `closed` is called when the mode ends.
export async function startExplaining(html) {
  inside.innerHTML = html;
  steps = [...inside.querySelectorAll(".talk-step")];
  for (const link of inside.querySelectorAll("a[href]")) {
    link.target = "_blank";
    link.rel = "noreferrer noopener";
  }
  contents.replaceChildren(...steps.map((step, n) => new Option(`${n + 1}. ${step.dataset.heading}`, n)));
  document.documentElement.classList.add("explaining");
  dialog.showModal();
  // A screen that cannot be filled still shows the mode.
  await dialog.requestFullscreen?.().catch(() => {});
  show(0);
}

export function stopExplaining() {
  if (dialog.open) dialog.close();
}

function show(n) {
  at = Math.max(0, Math.min(n, steps.length - 1));
  steps.forEach((step, m) => (step.hidden = m !== at));
  contents.value = String(at);
  place.textContent = say("page.explain.of", { n: at + 1, count: steps.length });
  back.disabled = at === 0;
  next.disabled = at === steps.length - 1;
  stage.scrollTop = 0;
  steps[at].querySelector("h2").focus({ preventScroll: true });
}

const KEYS = {
  ArrowRight: () => show(at + 1),
  PageDown: () => show(at + 1),
  ArrowLeft: () => show(at - 1),
  PageUp: () => show(at - 1),
  Home: () => show(0),
  End: () => show(steps.length - 1),
  w: () => {
    const why = steps[at].querySelector(".why");
    why.open = !why.open;
    if (why.open) why.scrollIntoView({ block: "nearest" });
  },
};

export function onExplainingClosed(closed) {
  dialog.addEventListener("keydown", (event) => {
    const key = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!key || event.ctrlKey || event.metaKey || event.altKey || event.target === contents) return;
    event.preventDefault();
    key();
  });
  back.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => show(at + 1));
  contents.addEventListener("change", () => show(Number(contents.value)));
  document.getElementById("close-explaining").addEventListener("click", stopExplaining);
  // Escape leaves the full screen before it reaches the page.
  document.addEventListener("fullscreenchange", () => document.fullscreenElement || stopExplaining());
  dialog.addEventListener("close", () => {
    document.documentElement.classList.remove("explaining");
    if (document.fullscreenElement) document.exitFullscreen();
    inside.replaceChildren();
    steps = [];
    closed();
  });
}
