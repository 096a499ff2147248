// Mix: make a voice of others, compare two, save one.

import { ask, askJson, explained, hasKey } from "./api.js";
import { $, h, hint, iconButton, memory, toast } from "./dom.js";
import { languageName, number, t } from "./i18n.js";
import { Player } from "./player.js";
import { loudspeaker, Take } from "./take.js";
import { languages, loadVoices, sample, voiceOf, voiceOptions, voices } from "./voices.js";

const MOST_TERMS = 8;
const COMPARE_KEY = "x";
const SLOTS = ["a", "b"];

let player;
let slot = "a";
let mixes = memory.get("mixes", {
  a: { terms: [["af_heart", 60], ["af_bella", 40]], speed: 1, volume: 1 },
  b: { terms: [["af_heart", 100]], speed: 1, volume: 1 },
});
const takes = {};
let tag = "*";
let mayNotSave = "";

export function startMix() {
  player = new Player($("mix-player"), (busy) => {
    const [icon, text] = $("mix-speak").children;
    icon.className = `icon ${busy ? "stop" : "play"}`;
    text.textContent = busy ? t("stop") : t("speak");
  });
  $("mix-text").value = sample("en");
  $("mix-speak").onclick = () => {
    if (player.busy) return player.stop();
    loudspeaker();
    player.play(takeOf(slot));
    prepareOther();
  };
  $("add-term").onclick = () => {
    const used = mixes[slot].terms.map(([id]) => id);
    const free = voices.find((voice) => !used.includes(voice.id) && !isPreset(voice.id));
    mixes[slot].terms.push([free.id, 50]);
    changed();
    terms();
  };
  for (const name of ["speed", "volume"]) {
    $(`mix-${name}`).oninput = () => {
      mixes[slot][name] = Number($(`mix-${name}`).value);
      changed();
    };
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("textarea, input:not([type=range], [type=radio]), select");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key.toLowerCase() === COMPARE_KEY && plain && !typing && !$("mix").hidden) compare();
  });
  $("preset-label").oninput = () => {
    if (!$("preset-id").dataset.own) $("preset-id").value = idOf($("preset-label").value);
  };
  $("preset-id").oninput = () => { $("preset-id").dataset.own = $("preset-id").value ? "1" : ""; };
  $("preset-form").onsubmit = (event) => {
    event.preventDefault();
    save();
  };
  document.addEventListener("voices", () => {
    terms();
    $("preset-language").replaceChildren(h("option", { value: "" }, t("ofFirstVoice")),
      ...languages().map((each) => h("option", { value: each }, languageName(each))));
  });
  document.addEventListener("key", showMix);
}

export async function showMix() {
  slots();
  terms();
  if (!hasKey()) {
    hint($("preset-hint"), t("saving.enter_key"));
    return;
  }
  try {
    await presets();
  } catch (error) {
    hint($("preset-hint"), explained(error), true);
  }
}

const isPreset = (id) => presetNames.includes(id);
let presetNames = [];

function slots() {
  $("slots").replaceChildren(...SLOTS.map((name) => h("label", {}, h("input", {
    type: "radio", name: "slot", value: name, checked: name === slot,
    onchange: () => change(name),
  }), h("span", {}, name.toUpperCase()))));
  const [before, after] = t("compareHint", { key: "\u0000" }).split("\u0000");
  $("mix-hint").replaceChildren(before, h("kbd", {}, "X"), after ?? "");
}

function terms() {
  const mix = mixes[slot];
  $("terms").replaceChildren(...mix.terms.map((term, i) => {
    const weight = h("output", {}, share(mix, term));
    const name = voiceOf(term[0])?.name ?? term[0];
    return h("li", {},
      h("select", {
        "aria-label": t("voice"),
        onchange: (event) => {
          term[0] = event.target.value;
          changed();
          terms();
        },
      }, ...voiceOptions(term[0])),
      h("input", {
        type: "range", min: 0, max: 100, value: term[1], "aria-label": t("shareOf", { name }),
        oninput: (event) => {
          term[1] = Number(event.target.value);
          changed();
          const shown = $("terms").querySelectorAll("output");
          mix.terms.forEach((each, number) => { shown[number].textContent = share(mix, each); });
        },
      }),
      weight,
      mix.terms.length > 1 ? h("button.small", {
        type: "button", "aria-label": t("remove", { name }), title: t("remove", { name }),
        onclick: () => {
          mix.terms.splice(i, 1);
          changed();
          terms();
        },
      }, "✕") : h("span"));
  }));
  $("add-term").disabled = mix.terms.length >= MOST_TERMS;
  for (const name of ["speed", "volume"]) $(`mix-${name}`).value = mix[name];
  changed();
}

function share(mix, term) {
  const sum = mix.terms.reduce((total, [, weight]) => total + weight, 0);
  return `${number(sum ? term[1] / sum * 100 : 0)} %`;
}

function changed() {
  for (const name of ["speed", "volume"]) {
    $(`mix-${name}`).nextElementSibling.textContent = number(mixes[slot][name], 2);
  }
  $("blend").textContent = blendOf(mixes[slot]);
  memory.set("mixes", mixes);
}

function blendOf({ terms: list }) {
  const heard = list.filter(([, weight]) => weight > 0);
  const used = heard.length ? heard : [[list[0][0], 1]];
  return used.length === 1 ? used[0][0] : used.map(([id, weight]) => `${id}(${weight})`).join("+");
}

function takeOf(name) {
  const mix = mixes[name];
  const body = { input: $("mix-text").value || sample("en"), voice: blendOf(mix) };
  if (mix.speed !== 1) body.speed = mix.speed;
  if (mix.volume !== 1) body.volume_multiplier = mix.volume;
  const known = takes[name];
  const same = known && JSON.stringify(known.body) === JSON.stringify(body);
  if (!same || ["broken", "stopped"].includes(known.state)) takes[name] = new Take(body);
  return takes[name];
}

/** Have the other one ready before it is asked for. */
async function prepareOther() {
  const now = takes[slot];
  if (await now.whole === "whole" && takes[slot] === now) takeOf(slot === "a" ? "b" : "a");
}

function change(name) {
  slot = name;
  slots();
  terms();
}

/** The other one, from the word on that is being said. */
function compare() {
  const now = player.take;
  const word = now && player.busy ? now.wordAt(player.playback.position) : 0;
  change(slot === "a" ? "b" : "a");
  loudspeaker();
  const take = takeOf(slot);
  player.play(take, take.words[word]?.start_time ?? 0);
  prepareOther();
}

const idOf = (label) => label.normalize("NFKD").replace(/[^\w ]/g, "").trim().toLowerCase()
  .replace(/\s+/g, "_").replace(/^(?=\d)/, "voice_");

async function presets() {
  const { data, tag: now } = await askJson("v1/presets");
  tag = now;
  mayNotSave = data.saving === "yes" ? "" : t(`saving.${data.saving}`);
  presetNames = data.presets.map((preset) => preset.name);
  hint($("preset-hint"), mayNotSave);
  $("preset-form").querySelector(".primary").disabled = Boolean(mayNotSave);
  $("presets").replaceChildren(...data.presets.map((preset) => {
    const name = preset.label ?? preset.name;
    return h("li", {},
      iconButton("play", t("sampleOf", { name }), () => {
        loudspeaker();
        player.play(new Take({ input: $("mix-text").value, voice: preset.name }));
      }),
      h("span.grow", {}, name, h("small", {}, preset.blend)),
      h("button.small", { type: "button", onclick: () => edit(preset) }, t("edit")),
      mayNotSave ? null : h("button.small", {
        type: "button", "aria-label": t("remove", { name }), title: t("remove", { name }),
        onclick: () => remove(preset),
      }, "✕"));
  }));
  if (!data.presets.length) $("presets").append(h("li.quiet", {}, t("noPresets")));
}

function edit(preset) {
  const list = [...preset.blend.matchAll(/(\w+)(?:\(([\d.]+)\))?/g)]
    .map(([, id, weight]) => [id, Number(weight ?? 1)]);
  const most = Math.max(...list.map(([, weight]) => weight));
  mixes[slot] = {
    terms: list.map(([id, weight]) => [id, Math.round(weight / most * 100)]),
    speed: preset.speed, volume: 1,
  };
  $("preset-label").value = preset.label ?? preset.name;
  $("preset-id").value = preset.name;
  $("preset-id").dataset.own = "1";
  $("preset-language").value = preset.language ?? "";
  terms();
}

async function save() {
  const id = $("preset-id").value.trim();
  const body = { blend: blendOf(mixes[slot]), label: $("preset-label").value.trim() };
  if (mixes[slot].speed !== 1) body.speed = mixes[slot].speed;
  if ($("preset-language").value) body.language = $("preset-language").value;
  await writing(() => ask(`v1/presets/${encodeURIComponent(id)}`, { method: "PUT", body, tag }),
    t("savedVoice", { name: body.label }));
}

async function remove(preset) {
  if (!confirm(t("removeSure", { name: preset.label ?? preset.name }))) return;
  await writing(() => ask(`v1/presets/${encodeURIComponent(preset.name)}`,
    { method: "DELETE", tag }), t("removed"));
}

async function writing(work, done) {
  try {
    await work();
    await Promise.all([presets(), loadVoices()]);
    toast(done);
  } catch (error) {
    // Another tab was first: show what there is now, and keep what was entered.
    if (error.status === 412) await presets();
    hint($("preset-hint"), explained(error), true);
  }
}
