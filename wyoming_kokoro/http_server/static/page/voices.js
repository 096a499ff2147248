// The voices, by language, and what they say to be known by.

import { askJson } from "./api.js";
import { h } from "./dom.js";
import { languageName, pageLanguage } from "./i18n.js";

const SAMPLES = {
  en: "Good morning. It is half past seven, and the coffee is ready.",
  es: "Buenos días. Son las siete y media, y el café está listo.",
  fr: "Bonjour. Il est sept heures et demie, et le café est prêt.",
  hi: "सुप्रभात। साढ़े सात बज गए हैं, और कॉफ़ी तैयार है।",
  it: "Buongiorno. Sono le sette e mezza, e il caffè è pronto.",
  ja: "おはようございます。七時半です。コーヒーができました。",
  pt: "Bom dia. São sete e meia, e o café está pronto.",
  zh: "早上好。现在七点半，咖啡准备好了。",
};

export let voices = [];

export async function loadVoices() {
  const { data } = await askJson("v1/audio/voices");
  voices = data.voices.map((voice) => ({
    ...voice,
    name: voice.name.replace(/ \([^()]*\)$/, ""),
  }));
  document.dispatchEvent(new Event("voices"));
}

export const voiceOf = (id) => voices.find((voice) => voice.id === id);

export const sample = (language) => SAMPLES[language.split("-")[0]] ?? SAMPLES.en;

/** Languages and their voices, the page's own language first. */
export function byLanguage(found = voices) {
  const groups = new Map();
  for (const voice of found) {
    if (!groups.has(voice.language)) groups.set(voice.language, []);
    groups.get(voice.language).push(voice);
  }
  const base = pageLanguage.split("-")[0];
  const rank = ([tag]) => (tag.split("-")[0] === base ? "0" : "1") + languageName(tag);
  const sorted = [...groups].sort((a, b) => rank(a).localeCompare(rank(b), pageLanguage));
  for (const [, list] of sorted) {
    list.sort((a, b) => b.recommended - a.recommended || a.name.localeCompare(b.name));
  }
  return sorted;
}

/** Options of a select, grouped by language. */
export function voiceOptions(chosen) {
  return byLanguage().map(([tag, list]) =>
    h("optgroup", { label: languageName(tag) }, ...list.map((voice) =>
      h("option", { value: voice.id, selected: voice.id === chosen }, voice.name))));
}

export const languages = () => byLanguage().map(([tag]) => tag);
