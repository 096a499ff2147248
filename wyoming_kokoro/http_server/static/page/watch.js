// Watch: how the server is doing.

import { askJson, explained, hasKey } from "./api.js";
import { $, h } from "./dom.js";
import { has, languageName, number, seconds, t, timeOfDay } from "./i18n.js";

const EVERY_MS = 2000;
const SVG = "http://www.w3.org/2000/svg";
const MINUTES = 60;

let timer;

export function showWatch() {
  clearTimeout(timer);
  if ($("watch").hidden) return;
  if (!document.hidden) refresh();
  timer = setTimeout(showWatch, EVERY_MS);
}

export function startWatch() {
  document.addEventListener("visibilitychange", showWatch);
}

async function refresh() {
  if (!hasKey()) return $("tiles").replaceChildren(h("p.quiet", {}, t("saving.enter_key")));
  let status;
  try {
    status = (await askJson("v1/status")).data;
  } catch (error) {
    return $("tiles").replaceChildren(h("p.hint.bad", {}, explained(error)));
  }
  tiles(status);
  plot($("plot-first"), status, (minute) => minute.first_audio_seconds, (v) => seconds(v, 2), 0.2);
  plot($("plot-load"), status, (minute) => minute.load, (v) => `${number(v * 100)} %`, 1, true);
  speaking(status);
  errors(status);
  machine(status);
}

export function stateOf({ ready, models }) {
  if (!ready) return "loading";
  return models.some((model) => model.loaded) || !models.length ? "ready" : "asleep";
}

function tiles(status) {
  const firsts = status.minutes.map((m) => m.first_audio_seconds).filter((v) => v !== null);
  firsts.sort((a, b) => a - b);
  const total = (name) => status.minutes.reduce((sum, minute) => sum + minute[name], 0);
  const tile = (name, value) => h("div.tile", {}, h("span.quiet", {}, name), h("strong", {}, value));
  $("tiles").replaceChildren(
    tile(t("state"), t(`state.${stateOf(status)}`)),
    tile(t("firstAudio"), firsts.length ? seconds(firsts[firsts.length >> 1]) : "–"),
    tile(t("utterances"), number(total("utterances"))),
    tile(t("spoken"), `${number(total("audio_seconds") / 60, 1)} min`),
    tile(t("memory"), `${number(status.memory_bytes / 2 ** 20)} MB`));
}

function draw(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A small plot of the last hour, `least` high at least; it is also said in words. */
function plot(place, status, value, format, least, bars = false) {
  const width = place.clientWidth || 400;
  const [left, bottom, top, height] = [46, 112, 8, 130];
  const points = status.minutes.map((minute) => [minute.at, value(minute)])
    .filter(([, v]) => v !== null);
  const most = Math.max(least, ...points.map(([, v]) => v));
  const last = points.at(-1)?.[1];
  const words = points.length
    ? t("plotSays", { most: format(Math.max(...points.map(([, v]) => v))), last: format(last) })
    : t("nothingYet");
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words });
  for (const share of [0, 0.5, 1]) {
    const y = bottom - share * (bottom - top);
    svg.append(draw("line", { x1: left, x2: width, y1: y, y2: y }),
      draw("text", { x: left - 8, y: y + 4, "text-anchor": "end" }, format(most * share)));
  }
  const step = (width - left) / MINUTES;
  for (const [minutes, anchor] of [[MINUTES, "start"], [30, "middle"], [0, "end"]]) {
    const text = minutes ? t("minutesAgo", { n: minutes }) : t("now");
    svg.append(draw("text", { x: width - minutes * step, y: height - 2, "text-anchor": anchor }, text));
  }
  for (const [at, v] of points) {
    const x = width - ((status.now - at) / 60) * step;
    const y = bottom - v / most * (bottom - top);
    if (x < left) continue;
    svg.append(bars
      ? draw("rect", { x: x, y, width: Math.max(2, step - 1.5), height: Math.max(1, bottom - y), rx: 1.5 })
      : draw("circle", { cx: Math.min(width - 3, x + step / 2), cy: y, r: 3 }));
  }
  place.replaceChildren(svg);
}

function speaking({ speaking: list, now, waiting }) {
  $("speaking").replaceChildren(...list.map((each) => h("li", {},
    h("span.grow", {}, each.voice,
      h("small", {}, `${protocol(each.protocol)} · ${languageName(each.language)}`)),
    h("span.quiet", {}, seconds(now - each.asked_at, 0)))));
  if (waiting) $("speaking").append(h("li.quiet", {}, t("waiting", { n: waiting })));
  if (!list.length && !waiting) $("speaking").append(h("li.quiet", {}, t("silence")));
}

const protocol = (name) => ({ wyoming: "Wyoming", http: "HTTP" })[name] ?? name;

function errors({ errors: list }) {
  $("errors").replaceChildren(...list.slice().reverse().map((each) => h("li", {},
    h("span.grow", {}, has(`error.${each.code}`) ? t(`error.${each.code}`) : each.code,
      h("small", {}, protocol(each.protocol))),
    h("time.quiet", {}, timeOfDay(each.at)))));
  if (!list.length) $("errors").append(h("li.quiet", {}, t("noErrors")));
}

function machine(status) {
  const rows = [[t("version"), status.version], [t("voices"), number(status.voices)]];
  for (const model of status.models) {
    const parts = [model.device.toUpperCase(), model.loaded && model.precision,
      model.instructions, model.loaded ? t("loaded") : t("asleep")];
    rows.push([model.name, parts.filter(Boolean).join(" · ")]);
    if (model.load_seconds) rows.push([t("loadTime"), seconds(model.load_seconds, 1)]);
  }
  rows.push([t("uptime"), uptime(status.uptime_seconds)]);
  $("machine").replaceChildren(...rows.flatMap(([name, value]) =>
    [h("dt", {}, name), h("dd", {}, value)]));
}

function uptime(total) {
  const [days, hours, minutes] = [total / 86400, total / 3600 % 24, total / 60 % 60].map(Math.floor);
  return [days && `${days} d`, (days || hours) && `${hours} h`, `${minutes} min`]
    .filter(Boolean).join(" ");
}
