// A take on the screen: waveform, words, times, downloads.

import { ask, explained } from "./api.js";
import { h, iconButton, keepFile, toast } from "./dom.js";
import { seconds, t } from "./i18n.js";
import { Playback } from "./take.js";

const FORMATS = ["mp3", "opus", "aac", "flac", "wav", "pcm", "srt", "vtt"];
const KEY_STEP_S = 1;

export class Player {
  /** `onstate(busy)` hears whether something is asked for or played. */
  constructor(place, onstate = () => {}) {
    this.onstate = onstate;
    this.playback = new Playback(() => this.follow());
    this.canvas = h("canvas");
    this.wave = h("div.wave", {
      role: "slider", tabIndex: 0, "aria-label": t("place"), "aria-valuemin": 0,
    }, this.canvas);
    this.toggle = iconButton("play", t("play"), () => this.playOrPause());
    this.clock = h("span");
    this.first = h("span");
    this.message = h("p.hint", { role: "status", hidden: true });
    this.words = h("p.words", { tabIndex: -1 });
    this.menu = h("details.menu", {}, h("summary", {}, t("download")),
      h("div", {}, ...FORMATS.map((format) =>
        h("button.small", { type: "button", onclick: () => this.download(format) }, format))));
    place.classList.add("player");
    place.append(this.wave,
      h("div.times", {}, this.toggle, this.clock, this.first, h("span.grow"), this.menu),
      this.message, this.words);
    this.wave.addEventListener("pointerdown", (event) => this.drag(event));
    this.wave.addEventListener("keydown", (event) => this.keyed(event));
    new ResizeObserver(() => this.draw()).observe(this.wave);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    document.addEventListener("click", (event) => {
      if (!this.menu.contains(event.target)) this.menu.open = false;
    });
    this.changed();
  }

  get take() {
    return this.playback.take;
  }

  get busy() {
    return this.playback.playing;
  }

  /** Show a take and play it from a time on. */
  play(take, from = 0) {
    if (this.take !== take) {
      this.playback.load(take);
      this.words.replaceChildren();
      this.shown = 0;
      this.cursor = 0;
      take.addEventListener("grown", () => this.follow());
      take.addEventListener("ended", () => this.follow());
    }
    this.playback.play(from);
    this.follow();
  }

  playOrPause() {
    if (!this.take) return;
    if (this.playback.playing) this.playback.pause();
    else this.playback.play();
    this.follow();
  }

  stop() {
    this.take?.stop();
    this.playback.pause();
  }

  /** Show what is new with the next picture, and with each one while it plays. */
  follow() {
    this.following ??= requestAnimationFrame(() => {
      this.following = undefined;
      this.changed();
      if (this.playback.playing) this.follow();
    });
  }

  changed() {
    const { take, playback } = this;
    const { playing } = playback;
    if (playing !== this.was) {
      this.was = playing;
      this.toggle.firstChild.className = `icon ${playing ? "pause" : "play"}`;
      const name = playing ? t("pause") : t("play");
      this.toggle.setAttribute("aria-label", name);
      this.toggle.title = name;
      this.onstate(playing);
    }
    this.toggle.disabled = !take;
    this.menu.hidden = !take;
    this.wave.setAttribute("aria-disabled", String(!take));
    const at = playback.position;
    this.wave.setAttribute("aria-valuemax", (take?.seconds ?? 0).toFixed(1));
    this.wave.setAttribute("aria-valuenow", at.toFixed(1));
    this.wave.setAttribute("aria-valuetext", seconds(at, 1));
    this.clock.textContent = take ? `${seconds(at, 1)} / ${seconds(take.seconds, 1)}` : "";
    this.first.replaceChildren();
    if (take?.soundAt && take.firstByteAt) {
      const text = t("firstSound", { time: "\u0000" }).split("\u0000");
      this.first.append(text[0], h("b", {}, seconds((take.soundAt - take.askedAt) / 1000)), text[1]);
    }
    this.say();
    this.light(at);
    this.draw();
  }

  say() {
    const { take } = this;
    let text = "";
    if (take?.state === "asked") {
      const long = performance.now() - take.askedAt > 1500;
      text = long ? t("waking") : t("preparing");
      setTimeout(() => take.state === "asked" && take === this.take && this.say(), 500);
    } else if (take?.state === "broken") {
      text = take.length ? `${explained(take.error)} ${t("whatCame")}` : explained(take.error);
    }
    if (this.message.textContent !== text) this.message.textContent = text;
    this.message.hidden = !text;
    this.message.classList.toggle("bad", take?.state === "broken");
  }

  light(at) {
    const { take } = this;
    if (!take) return;
    for (; this.shown < take.words.length; this.shown++) {
      const word = take.words[this.shown];
      const found = take.body.input.indexOf(word.word, this.cursor);
      if (found >= 0 && found - this.cursor < 80) {
        this.words.append(take.body.input.slice(this.cursor, found));
        this.cursor = found + word.word.length;
      } else {
        this.words.append(" ");
      }
      const time = word.start_time;
      this.words.append(h("span", { onclick: () => this.go(time) }, word.word));
    }
    if (take.state === "whole" && this.cursor) {
      this.words.append(take.body.input.slice(this.cursor));
      this.cursor = 0;
    }
    const now = this.playback.playing || at > 0 ? take.wordAt(at + 0.02) : -1;
    const spans = this.words.children;
    if (now === this.lit && spans.length === this.litOf) return;
    for (let i = 0; i < spans.length; i++) {
      spans[i].className = i === now ? "now" : i < now ? "said" : "";
    }
    const span = spans[now];
    if (span && this.playback.playing && this.words.scrollHeight > this.words.clientHeight) {
      this.words.scrollTop = span.offsetTop - this.words.offsetTop - this.words.clientHeight / 2;
    }
    this.lit = now;
    this.litOf = spans.length;
  }

  go(time) {
    this.playback.seek(time);
    if (!this.playback.playing) this.playback.play(time);
    this.follow();
  }

  drag(event) {
    if (!this.take) return;
    const to = (e) => {
      const box = this.wave.getBoundingClientRect();
      this.playback.seek((e.clientX - box.left) / box.width * this.take.expected);
    };
    to(event);
    this.wave.setPointerCapture(event.pointerId);
    this.wave.onpointermove = to;
    this.wave.onpointerup = () => { this.wave.onpointermove = null; };
  }

  keyed(event) {
    if (!this.take) return;
    const at = this.playback.position;
    const steps = {
      ArrowLeft: at - KEY_STEP_S, ArrowRight: at + KEY_STEP_S, ArrowDown: at - KEY_STEP_S,
      ArrowUp: at + KEY_STEP_S, Home: 0, End: this.take.seconds,
    };
    if (event.key === " " || event.key === "Enter") this.playOrPause();
    else if (event.key in steps) this.playback.seek(steps[event.key]);
    else return;
    event.preventDefault();
  }

  draw() {
    const { canvas, take } = this;
    const scale = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.wave;
    if (!width) return;
    if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
    if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
    const pen = canvas.getContext("2d");
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name);
    const middle = height / 2;
    const bars = Math.floor(width / 4);
    const total = take?.expected || 1;
    const at = this.playback.position;
    for (let i = 0; i < bars; i++) {
      const time = i / bars * total;
      const peak = take ? this.peak(time, (i + 1) / bars * total) : undefined;
      pen.fillStyle = colour(take && time < at ? "--accent" : "--wave");
      const tall = peak === undefined ? 2 : Math.max(2, Math.min(1, peak * 1.5) * (height - 14));
      pen.beginPath();
      pen.roundRect(i * 4 + 1, middle - tall / 2, 2, tall, 1);
      pen.fill();
    }
  }

  peak(from, to) {
    const first = Math.floor(from * 50);
    if (first >= this.take.peaks.length) return undefined;
    let found = 0;
    for (let i = first; i < Math.max(first + 1, to * 50); i++) {
      found = Math.max(found, this.take.peaks[i] ?? 0);
    }
    return found;
  }

  async download(format) {
    this.menu.open = false;
    toast(t("preparing"));
    const isText = format === "srt" || format === "vtt";
    try {
      const reply = await ask(isText ? "dev/captioned_speech" : "v1/audio/speech", {
        method: "POST",
        body: { ...this.take.body, response_format: format, stream: isText },
      });
      keepFile(`speech.${format}`, await reply.blob());
    } catch (error) {
      toast(explained(error));
    }
  }
}
