// Teach: see how a text is read, correct a word, keep it.

import { ask, askJson, explained, hasKey } from "./api.js";
import { $, debounced, h, hint, iconButton, keepFile, memory, toast } from "./dom.js";
import { voice } from "./hear.js";
import { languageName, t } from "./i18n.js";
import { loudspeaker, Playback, Take } from "./take.js";
import { languages, sample, voiceOf } from "./voices.js";

const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const SIGNS = {
  en: "ˈ ˌ ə ɪ i ɛ æ ɑ ɔ ʌ ʊ u ɜɹ A I O W Y b d f ɡ h ʤ k l m n ŋ p ɹ s ʃ t ʧ θ ð v w j z ʒ",
  other: "ˈ ˌ a e ɛ i o ɔ u y ø œ ə ɐ̃ ɛ̃ ɔ̃ b d f ɡ h k l m n ɲ ŋ p ɾ ɹ ʁ s ʃ t ʦ ʣ ʨ v w j x z ʒ",
};

const playback = new Playback(() => {
  const [icon, text] = $("teach-speak").children;
  icon.className = `icon ${playback.playing ? "stop" : "play"}`;
  text.textContent = playback.playing ? t("stop") : t("speak");
});
let entries = [];
let lexiconText = "";
let tag = "*";
let mayNotSave = "";
let chosen;

export function startTeach() {
  $("teach-text").value = memory.get("teach", "");
  $("teach-text").oninput = debounced(() => {
    memory.set("teach", $("teach-text").value);
    read();
  }, 350);
  $("teach-speak").onclick = () => {
    if (playback.playing) {
      playback.take.stop();
      playback.pause();
    } else {
      hear($("teach-text").value);
    }
  };
  for (const radio of document.querySelectorAll("[name=how]")) radio.onchange = how;
  $("word").oninput = debounced(wordNow, 350);
  $("word-hear").onclick = hearCorrection;
  $("word-form").onsubmit = (event) => {
    event.preventDefault();
    save();
  };
  $("lexicon-search").oninput = table;
  $("export").onclick = () => keepFile("lexicon.txt", new Blob([lexiconText], { type: "text/plain" }));
  $("import").onclick = () => $("import-file").click();
  $("import-file").onchange = importFile;
  document.addEventListener("voice", () => $("teach").hidden || showTeach());
  document.addEventListener("key", () => $("teach").hidden || showTeach());
}

export async function showTeach() {
  const speaker = voiceOf(voice);
  if (!$("teach-text").value && speaker) $("teach-text").value = sample(speaker.language);
  $("teach-voice").textContent = speaker ? t("withVoice", { name: speaker.name }) : "";
  const tags = languages();
  const families = [...new Set(tags.map((each) => each.split("-")[0]))];
  const all = [...new Set([...families, ...tags])];
  $("word-language").replaceChildren(h("option", { value: "" }, t("allLanguages")),
    ...all.map((each) => h("option", { value: each }, languageName(each))));
  palette();
  read();
  if (!hasKey()) hint($("word-hint"), t("saving.enter_key"));
  else await lexicon().catch((error) => hint($("word-hint"), explained(error), true));
}

let reading;

async function read() {
  const text = $("teach-text").value.trim();
  reading?.abort();
  reading = new AbortController();
  if (!text) return $("clauses").replaceChildren();
  try {
    const { data } = await askJson("dev/phonemize",
      { method: "POST", body: { text, voice }, signal: reading.signal });
    $("clauses").replaceChildren(...data.read.filter((each) => each.words.length).map(clause));
  } catch (error) {
    if (error.name === "AbortError") return;
    $("clauses").replaceChildren(h("p.hint.bad", {}, explained(error)));
  }
}

function clause(each) {
  const written = each.words.map((word) => h("button", {
    type: "button", "aria-pressed": "false", title: word.phonemes,
    onclick: (event) => select(word, each, event.target),
  }, word.written));
  const same = each.said.trim() === each.written.trim();
  return h("div.clause", {}, h("div.written", {}, ...written),
    same ? null : h("p", {}, each.said.trim()),
    h("p.phonemes", {}, each.phonemes.trim()));
}

function select(word, each, button) {
  for (const other of $("clauses").querySelectorAll("[aria-pressed=true]")) {
    other.setAttribute("aria-pressed", "false");
  }
  button.setAttribute("aria-pressed", "true");
  chosen = { ...word, clause: each.written.trim() };
  const bare = word.written.replace(EDGES, "");
  fill(bare, { language: each.language.split("-")[0] });
  shown(word.phonemes);
  $("said").focus();
}

function fill(word, { said = "", language = "" }) {
  $("word").value = word;
  const known = entries.find((each) => each.word === word);
  const now = said || known?.said || "";
  const phonemes = now.startsWith("/");
  document.querySelector(`[name=how][value=${phonemes ? "phonemes" : "like"}]`).checked = true;
  how();
  $("said").value = phonemes ? now.slice(1, -1) : now;
  $("word-language").value = known ? known.language : language;
  hint($("word-hint"), mayNotSave);
}

function shown(phonemes) {
  $("word-now").hidden = !phonemes;
  const [before, after] = t("saidNow", { phonemes: "\u0000" }).split("\u0000");
  $("word-now").replaceChildren(before, h("code", {}, phonemes), after);
  $("word-now").dataset.phonemes = phonemes;
}

async function wordNow() {
  const word = $("word").value.trim();
  chosen = undefined;
  if (!word || /\s/.test(word)) return shown("");
  const { data } = await askJson("dev/phonemize", { method: "POST", body: { text: word, voice } });
  if ($("word").value.trim() === word) shown(data.phonemes);
}

const byPhonemes = () => document.querySelector("[name=how]:checked").value === "phonemes";

function how() {
  $("palette").hidden = !byPhonemes();
  $("said-label").textContent = byPhonemes() ? t("phonemes") : t("soundsLike");
  const now = $("word-now").dataset.phonemes;
  if (byPhonemes() && !$("said").value && now) $("said").value = now;
}

function palette() {
  const english = (voiceOf(voice)?.language ?? "en").startsWith("en");
  $("palette").replaceChildren(...SIGNS[english ? "en" : "other"].split(" ").map((sign) =>
    h("button.small", {
      type: "button",
      onclick: () => {
        const field = $("said");
        const end = field.selectionEnd;
        field.setRangeText(sign, field.selectionStart, end, "end");
        field.focus();
      },
    }, sign)));
}

function hear(text) {
  if (!text.trim()) return;
  loudspeaker();
  const take = new Take({ input: text, voice });
  playback.load(take);
  playback.play(0);
  take.whole.then(() => take.error && toast(explained(take.error)));
}

/** The word as it would be said, in its clause where it comes from one. */
function hearCorrection() {
  const word = $("word").value.trim();
  const said = $("said").value.trim();
  if (!word || !said) return $(word ? "said" : "word").focus();
  const spoken = byPhonemes() ? `[${word}](/${said}/)` : said;
  const around = chosen?.clause;
  hear(around?.includes(word) ? around.replace(word, () => spoken) : spoken);
}

async function lexicon() {
  const { data, tag: now } = await askJson("v1/lexicon");
  ({ entries, text: lexiconText } = data);
  tag = now;
  mayNotSave = data.saving === "yes" ? "" : t(`saving.${data.saving}`);
  hint($("word-hint"), mayNotSave);
  for (const button of [$("word-form").querySelector(".primary"), $("import")]) {
    button.disabled = Boolean(mayNotSave);
  }
  table();
}

function table() {
  const wanted = $("lexicon-search").value.trim().toLowerCase();
  const found = entries.filter((each) => `${each.word} ${each.said}`.toLowerCase().includes(wanted))
    .sort((a, b) => a.word.localeCompare(b.word));
  $("lexicon").replaceChildren(...found.map((each) => h("tr", {},
    h("td", {}, h("strong", {}, each.word)),
    h("td", {}, each.said),
    h("td", {}, each.language ? languageName(each.language) : t("allLanguages")),
    h("td", {},
      iconButton("play", t("sampleOf", { name: each.word }), () => hear(
        each.said.startsWith("/") ? `[${each.word}](${each.said})` : each.said)),
      h("button.small", {
        type: "button",
        onclick: () => {
          chosen = undefined;
          fill(each.word, each);
          shown("");
          $("word-language").value = each.language;
          $("word-form").scrollIntoView({ block: "nearest" });
          $("said").focus();
        },
      }, t("edit")),
      mayNotSave ? null : h("button.small", {
        type: "button", "aria-label": t("remove", { name: each.word }),
        title: t("remove", { name: each.word }), onclick: () => remove(each),
      }, "✕")))));
  $("lexicon-empty").hidden = entries.length > 0;
}

async function save() {
  const word = $("word").value.trim();
  const said = byPhonemes() ? `/${$("said").value.trim()}/` : $("said").value.trim();
  const text = [word, said.replace(/\s+/g, " "), $("word-language").value].join("\t").trimEnd();
  await writing(() => ask("v1/lexicon", { method: "POST", body: { text }, tag }),
    t("savedWord", { word }));
}

async function remove({ word, language }) {
  const query = new URLSearchParams({ word, language });
  await writing(() => ask(`v1/lexicon?${query}`, { method: "DELETE", tag }), t("removed"));
}

async function importFile() {
  const [file] = $("import-file").files;
  if (!file) return;
  const text = await file.text();
  $("import-file").value = "";
  await writing(() => ask("v1/lexicon", { method: "POST", body: { text }, tag }), t("imported"));
}

async function writing(work, done) {
  try {
    await work();
    await lexicon();
    read();
    toast(done);
  } catch (error) {
    if (error.status === 412) await lexicon();
    hint($("word-hint"), explained(error), true);
  }
}
