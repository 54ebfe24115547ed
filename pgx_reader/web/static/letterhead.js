// The clinic's letterhead, filled in.

import { ask } from "./session.js";

const dialog = document.getElementById("letterhead-dialog");
const form = document.getElementById("letterhead-form");
const error = document.getElementById("letterhead-error");
const field = (name) => document.getElementById(`l-${name}`);
const given = (name) => field(name).value.trim();

function sections() {
  const address = given("address").split("\n").map((line) => line.trim()).filter(Boolean);
  const clinic = { name: given("name"), address, phone: given("phone") };
  if (given("website")) clinic.website = given("website");
  const all = { clinic, help: { country: field("country").value } };
  if (field("colored").checked) all.look = { color: field("color").value };
  const [logo] = field("logo").files;
  if (logo) all.logo = { file: logo.name, alternative: given("alternative") };
  return all;
}

async function base64(file) {
  const read = new FileReader();
  await new Promise((resolve, reject) => {
    read.onload = resolve;
    read.onerror = reject;
    read.readAsDataURL(file);
  });
  return read.result.split(",")[1];
}

// `changed` is called with the name of the letterhead, or null where there is none any more.
export function editLetterheads(button, changed) {
  const end = (name) => {
    dialog.close();
    changed(name);
  };
  const told = (why) => {
    error.innerHTML = why.html;
    error.hidden = false;
    error.focus();
  };

  button.addEventListener("click", () => {
    error.hidden = true;
    dialog.showModal();
  });
  document.getElementById("cancel-letterhead").addEventListener("click", () => dialog.close());
  document.getElementById("drop-letterhead").addEventListener("click", async () => {
    await ask("DELETE", "/api/letterhead");
    end(null);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [logo] = field("logo").files;
    try {
      const json = { sections: sections(), logo: logo ? await base64(logo) : null };
      const { name } = await (await ask("POST", "/api/letterhead", { json })).json();
      end(name);
    } catch (why) {
      told(why);
    }
  });
}

export const forgetLetterhead = () => form.reset();
