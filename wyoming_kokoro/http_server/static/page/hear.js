// Hear: choose a voice, say something with it, take it elsewhere.

import { behindIngress } from "./api.js";
import { $, copyText, debounced, h, iconButton, memory, toast } from "./dom.js";
import { languageName, number, t } from "./i18n.js";
import { Player } from "./player.js";
import { loudspeaker, Take } from "./take.js";
import { byLanguage, sample, voiceOf, voices } from "./voices.js";

export let voice = memory.get("voice", "");

let player;
let sampling;
let kind = "curl";

export function startHear() {
  player = new Player($("player"), (busy) => {
    show(busy);
    if (!busy) endSample();
  });
  $("text").value = memory.get("text", "");
  $("text").oninput = debounced(() => {
    memory.set("text", $("text").value);
    snippet();
  }, 200);
  $("text").onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) speakOrStop();
  };
  $("speak").onclick = speakOrStop;
  for (const id of ["speed", "volume"]) {
    $(id).oninput = () => {
      $(id).nextElementSibling.textContent = number(Number($(id).value), 2);
      snippet();
    };
    $(id).oninput();
  }
  $("voice-search").oninput = list;
  $("voice-picker").open = !matchMedia("(max-width: 56rem)").matches;
  document.addEventListener("voices", () => {
    if (!voiceOf(voice)) choose((byLanguage()[0]?.[1] ?? voices)[0]?.id ?? "");
    list();
    choose(voice);
  });
  kinds();
  $("copy").onclick = async () => {
    await copyText($("snippet").textContent);
    toast(t("copied"));
  };
}

function request() {
  const body = { input: $("text").value, voice };
  const speed = Number($("speed").value);
  const volume = Number($("volume").value);
  if (speed !== 1) body.speed = speed;
  if (volume !== 1) body.volume_multiplier = volume;
  return body;
}

function speakOrStop() {
  if (player.busy) return player.stop();
  if (!$("text").value.trim()) return $("text").focus();
  loudspeaker();
  player.play(new Take(request()));
}

function show(busy) {
  const [icon, text] = $("speak").children;
  const stops = busy && !sampling;
  icon.className = `icon ${stops ? "stop" : "play"}`;
  text.textContent = stops ? t("stop") : t("speak");
}

function choose(id) {
  const old = voiceOf(voice);
  const chosen = voiceOf(id);
  voice = id;
  memory.set("voice", id);
  $("voice-now").textContent = chosen ? chosen.name : "";
  const text = $("text");
  const isSample = !text.value.trim() || (old && text.value === sample(old.language));
  if (chosen && isSample) text.value = sample(chosen.language);
  snippet();
  document.dispatchEvent(new Event("voice"));
}

function list() {
  const wanted = $("voice-search").value.trim().toLowerCase();
  const fits = (each) => [each.id, each.name, each.gender, each.language,
    languageName(each.language)].join(" ").toLowerCase().includes(wanted);
  const groups = byLanguage(voices.filter(fits)).map(([tag, found]) => h("div", {
    role: "group", "aria-label": languageName(tag),
  }, h("h3", {}, languageName(tag)), ...found.map(row)));
  $("voice-list").replaceChildren(...groups);
  if (!groups.length) $("voice-list").append(h("p.quiet", {}, t("nothingFound")));
}

function row(each) {
  const play = iconButton("play", t("sampleOf", { name: each.name }), () => hearSample(each, play),
    "button");
  const best = each.recommended ? h("span.best", { title: t("recommended") }, "★") : null;
  const gender = t(`gender.${each.gender}`);
  return h("div.voice", {}, h("label", {}, h("input", {
    type: "radio", name: "voice", value: each.id, checked: each.id === voice,
    onchange: () => choose(each.id),
  }), h("span", {}, each.name), h("span", {}, gender), best), play);
}

function hearSample(each, button) {
  const same = sampling === button;
  endSample();
  player.stop();
  if (same) return;
  loudspeaker();
  sampling = button;
  button.classList.add("on");
  button.firstChild.className = "icon stop";
  player.play(new Take({ input: sample(each.language), voice: each.id }));
  show(true);
}

function endSample() {
  if (!sampling) return;
  sampling.classList.remove("on");
  sampling.firstChild.className = "icon play";
  sampling = undefined;
}

const KINDS = { curl: "curl", python: "Python", home: "Home Assistant" };

function kinds() {
  $("snippet-kinds").className = "switch";
  $("snippet-kinds").replaceChildren(...Object.entries(KINDS).map(([name, text]) =>
    h("label", {}, h("input", {
      type: "radio", name: "kind", value: name, checked: name === kind,
      onchange: () => {
        kind = name;
        snippet();
      },
    }), h("span", {}, text))));
}

function snippet() {
  const body = request();
  const server = behindIngress ? "http://homeassistant.local:8880"
    : new URL(".", document.baseURI).href.replace(/\/$/, "");
  $("snippet").textContent = { curl, python, home }[kind](body, server);
}

function curl(body, server) {
  const json = JSON.stringify(body).replaceAll("'", "'\\''");
  const key = document.documentElement.dataset.key === "needed" || behindIngress
    ? "\n  -H 'Authorization: Bearer YOUR-KEY' \\" : "";
  return `curl ${server}/v1/audio/speech \\${key}
  -H 'Content-Type: application/json' \\
  -d '${json}' \\
  -o speech.mp3`;
}

function python(body, server) {
  const { input, volume_multiplier: volume, speed } = body;
  const more = [speed && `\n    speed=${speed},`,
    volume && `\n    extra_body={"volume_multiplier": ${volume}},`].filter(Boolean).join("");
  return `from openai import OpenAI

client = OpenAI(base_url="${server}/v1", api_key="YOUR-KEY")
with client.audio.speech.with_streaming_response.create(
    model="kokoro",
    voice=${JSON.stringify(body.voice)},
    input=${JSON.stringify(input)},${more}
) as speech:
    speech.stream_to_file("speech.mp3")`;
}

function home(body) {
  const message = body.input.includes("\n") ? JSON.stringify(body.input) : yaml(body.input);
  const speaker = body.speed && [["slow", 0.8], ["fast", 1.25]].find(([, s]) => s === body.speed);
  return `action: tts.speak
target:
  entity_id: tts.kokoro
data:
  media_player_entity_id: media_player.living_room
  message: ${message}
  options:
    voice: ${body.voice}${speaker ? `\n    speaker: ${speaker[0]}` : ""}`;
}

const yaml = (text) => /^[\p{L}][^:#]*$/u.test(text) ? text : JSON.stringify(text);
