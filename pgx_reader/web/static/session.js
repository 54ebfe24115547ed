// What the page says to the program, and the token that says whose page it is.
//
// The token is kept for this tab alone (sessionStorage): no cookie, for those are sent to every port of this machine.

const KEY = "pgx_reader.session";
const language = document.documentElement.dataset.language;
const { words, most } = JSON.parse(document.getElementById("given").textContent);

export const mostBytes = most;

// A request that was refused: `html` says why, in the page's language.
export class Refused extends Error {
  constructor(html, code) {
    super(code);
    this.html = html;
    this.code = code;
  }
}

// The words of a message, with its values as text.
export function say(id, values = {}) {
  return words[id].replaceAll("**", "").replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function refuse(id, values) {
  const words = document.createElement("p");
  words.textContent = say(id, values);
  return new Refused(words.outerHTML, id);
}

const token = () => sessionStorage.getItem(KEY);
const dropToken = () => sessionStorage.removeItem(KEY);
export const hasToken = () => token() !== null;

let opening = null;

// Several requests at once share the session that the first of them opens: no later token takes its place.
async function openSession() {
  opening ??= send("POST", "/api/session")
    .then((answer) => answer.json())
    .then((given) => sessionStorage.setItem(KEY, given.token))
    .finally(() => (opening = null));
  await opening;
}

// Forget the session. The page is without one at once, so that a file given meanwhile begins its own.
export async function closeSession() {
  if (!hasToken()) return;
  const own = { "X-Session": token(), "X-Language": language };
  dropToken();
  await send("DELETE", "/api/session", undefined, own).catch(() => {});
}

async function send(method, path, body, headers, signal) {
  let answer;
  try {
    answer = await fetch(path, { method, body, headers, signal, cache: "no-store" });
  } catch (error) {
    throw error.name === "AbortError" ? error : refuse("page.error.offline");
  }
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => null);
  if (!told) throw refuse("page.error.failed");
  throw new Refused(told.html, told.code);
}

// Ask for something of the session. A page without one gets one first.
export async function ask(method, path, { json, body, headers = {}, signal } = {}) {
  if (!hasToken()) await openSession();
  const mine = token();
  const own = { "X-Session": mine, "X-Language": language, ...headers };
  if (json !== undefined) own["Content-Type"] = "application/json";
  try {
    return await send(method, path, json === undefined ? body : JSON.stringify(json), own, signal);
  } catch (why) {
    // By now the page may have another session, which is not the one that was forgotten.
    if (why.code === "page.error.forgotten" && token() === mine) dropToken();
    throw why;
  }
}

// The same for what begins anew: a session that was forgotten meanwhile is no loss to it.
export async function askAnew(method, path, given) {
  try {
    return await ask(method, path, given);
  } catch (why) {
    if (why.code !== "page.error.forgotten") throw why;
    return ask(method, path, given);
  }
}

// Save an answer under the name that it has.
export async function save(answer) {
  const name = answer.headers.get("Content-Disposition").match(/filename="([^"]*)"/)[1];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
