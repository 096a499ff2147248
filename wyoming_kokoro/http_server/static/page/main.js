// The page: its parts, and whether the server is there.

import { askForKey, askJson, behindIngress, hasKey, needsKey } from "./api.js";
import { $ } from "./dom.js";
import { startHear } from "./hear.js";
import { speakLanguage, t } from "./i18n.js";
import { showMix, startMix } from "./mix.js";
import { showTeach, startTeach } from "./teach.js";
import { loadVoices, voices } from "./voices.js";
import { showWatch, startWatch, stateOf } from "./watch.js";

const TABS = { hear: () => {}, mix: showMix, teach: showTeach, watch: showWatch };
const LOOK_MS = 5000;
const LOOK_AGAIN_MS = 1500;

function open(name, focus = false) {
  for (const each of Object.keys(TABS)) {
    const tab = $(`tab-${each}`);
    tab.setAttribute("aria-selected", String(each === name));
    tab.tabIndex = each === name ? 0 : -1;
    $(each).hidden = each !== name;
  }
  if (focus) $(`tab-${name}`).focus();
  history.replaceState(null, "", `#${name}`);
  TABS[name]();
}

function tabs() {
  const names = Object.keys(TABS);
  for (const name of names) $(`tab-${name}`).onclick = () => open(name);
  document.querySelector("[role=tablist]").onkeydown = (event) => {
    const at = names.findIndex((name) => $(`tab-${name}`) === document.activeElement);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    open(names.at(to % names.length), true);
  };
  $("state").onclick = () => open("watch");
  const wanted = location.hash.slice(1);
  open(wanted in TABS ? wanted : "hear");
}

let state = "";

function tell(now) {
  if (now === state) return;
  state = now;
  $("state").className = `state ${now}`;
  $("state").lastElementChild.textContent = t(`state.${now}`);
  const notice = { gone: t("gone"), loading: t("loadingNotice") }[now] ?? "";
  $("notice").textContent = notice;
  $("notice").hidden = !notice;
}

/** Look whether the server is there and can speak, now and then. */
async function look() {
  try {
    const reply = await fetch("ready", { cache: "no-store" });
    const ready = (await reply.json()).status === "ready";
    if (ready && hasKey()) tell(stateOf((await askJson("v1/status", { quiet: true })).data));
    else tell(ready ? "ready" : "loading");
    if (!voices.length) await loadVoices();
  } catch (error) {
    tell(error.status ? "ready" : "gone");
  }
  const settled = state === "ready" || state === "asleep";
  setTimeout(look, settled ? LOOK_MS : LOOK_AGAIN_MS);
}

async function start() {
  await speakLanguage();
  $("key-button").hidden = !needsKey || behindIngress;
  $("key-button").onclick = () => askForKey(false);
  startHear();
  startMix();
  startTeach();
  startWatch();
  tabs();
  await look();
  document.documentElement.dataset.started = "yes";
}

start();
