// The search for a medicine: by generic or brand name, among the names of the tables, in this page alone.

const { medicines } = JSON.parse(document.getElementById("given").textContent);
const SHOWN = 8;

const folded = (name) => name.normalize("NFKD").replace(/[\u0300-\u036f'’.-]/g, "").toLowerCase().trim();

const names = medicines.flatMap(({ name, brands }) => [
  { shown: name, given: name, folded: folded(name) },
  ...brands.map((brand) => ({ shown: `${brand} (${name})`, given: brand, folded: folded(brand) })),
]);

// The names that begin with what was typed, then those with a word that does.
function found(typed) {
  const wanted = folded(typed);
  if (!wanted) return [];
  const first = names.filter((name) => name.folded.startsWith(wanted));
  const later = names.filter((name) => !first.includes(name) && name.folded.split(" ").some((word) => word.startsWith(wanted)));
  return [...first, ...later].slice(0, SHOWN);
}

// `add` is called with each name that is chosen, or typed and entered.
export function searchMedicines(input, list, button, add) {
  let active = -1;
  let options = [];

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function open() {
    options = found(input.value);
    list.replaceChildren(
      ...options.map((option, n) => {
        const item = document.createElement("li");
        item.id = `suggestion-${n}`;
        item.role = "option";
        item.textContent = option.shown;
        item.ariaSelected = "false";
        // Before the input loses the focus, which closes the list.
        item.addEventListener("pointerdown", (event) => event.preventDefault());
        item.addEventListener("click", () => choose(option.given));
        return item;
      }),
    );
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
  }

  function move(by) {
    if (list.hidden) open();
    if (!options.length) return;
    if (active >= 0) list.children[active].ariaSelected = "false";
    active = active < 0 && by < 0 ? options.length - 1 : (active + by + options.length) % options.length;
    list.children[active].ariaSelected = "true";
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", `suggestion-${active}`);
  }

  function choose(name) {
    const given = name.trim();
    input.value = "";
    close();
    input.focus();
    if (given) add(given);
  }

  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(active >= 0 ? options[active].given : input.value);
    } else if (event.key === "Escape") {
      close();
    }
  });
  button.addEventListener("click", () => choose(input.value));
}
