// The page's own language.

import { h, memory } from "./dom.js";

export const PAGE_LANGUAGES = ["en", "de", "es", "fr", "it", "ja", "nl", "pt-BR", "zh-Hans"];

let texts = {};
export let pageLanguage = "en";

function wished() {
  const chosen = memory.get("language");
  for (const tag of [chosen, ...navigator.languages]) {
    if (!tag) continue;
    const base = tag.split("-")[0];
    const found = PAGE_LANGUAGES.find((each) => each === tag)
      ?? PAGE_LANGUAGES.find((each) => each.split("-")[0] === base);
    if (found) return found;
  }
  return "en";
}

/** Load the texts and put them into the page. */
export async function speakLanguage() {
  pageLanguage = wished();
  const load = async (tag) => (await fetch(`page/languages/${tag}.json`)).json();
  texts = await load("en");
  if (pageLanguage !== "en") texts = { ...texts, ...await load(pageLanguage) };
  document.documentElement.lang = pageLanguage;
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of document.querySelectorAll("[data-t-placeholder]")) {
    element.placeholder = t(element.dataset.tPlaceholder);
  }
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  }
  const select = document.getElementById("page-language");
  select.replaceChildren(...PAGE_LANGUAGES.map((tag) =>
    h("option", { value: tag, lang: tag, selected: tag === pageLanguage }, languageName(tag, tag))));
  select.onchange = () => {
    memory.set("language", select.value);
    location.reload();
  };
}

/** A text of the page; `{name}` in it is replaced. */
export function t(key, values = {}) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function has(key) {
  return key in texts;
}

/** What a language is called in the page's language. */
export function languageName(tag, inLanguage = pageLanguage) {
  const name = new Intl.DisplayNames([inLanguage], { type: "language" }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(inLanguage) + name.slice(1);
}

export function number(value, digits = 0) {
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(pageLanguage, format).format(value);
}

export function seconds(value, digits = 2) {
  return `${number(value, digits)} s`;
}

export function timeOfDay(unix) {
  return new Intl.DateTimeFormat(pageLanguage, { timeStyle: "medium" }).format(unix * 1000);
}
