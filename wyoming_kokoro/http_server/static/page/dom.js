// Elements, and what all parts of the page say to the person who looks at it.

export const $ = (id) => document.getElementById(id);

/** An element: `h("button.small", {onclick}, "text", child)`. */
export function h(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name in element && !name.includes("-") && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** A button with a picture only: `label` is what it is called. */
export function iconButton(icon, label, onclick, kind = "button.small") {
  return h(kind, { type: "button", "aria-label": label, title: label, onclick },
    h(`span.icon.${icon}`));
}

let hiding;

/** Say something in passing. */
export function toast(text) {
  const place = $("toast");
  place.textContent = text;
  place.classList.add("on");
  clearTimeout(hiding);
  hiding = setTimeout(() => place.classList.remove("on"), 4000);
}

/** A line under a form: good news, or bad. */
export function hint(place, text, bad = false) {
  place.textContent = text;
  place.classList.toggle("bad", bad);
  place.hidden = !text;
}

/** Give the browser a file to keep. */
export function keepFile(name, blob) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Pages over plain HTTP have no clipboard of their own.
  const area = h("textarea", { value: text, readOnly: true, className: "sr" });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export function debounced(work, ms) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), ms);
  };
}

/** Remembered on this device, where the browser lets us. */
export const memory = {
  get(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(`kokoro.${name}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`kokoro.${name}`, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing: the page works all the same.
    }
  },
};
