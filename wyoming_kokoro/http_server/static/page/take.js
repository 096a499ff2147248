// A take: what one request has brought so far, and the playing of it.

import { stream } from "./api.js";

export const RATE = 24_000;
const PEAKS_PER_SECOND = 50;
const LEAD_S = 0.03;

/** Speech of one request, growing. Tells of news with "grown" and of its end with "ended". */
export class Take extends EventTarget {
  constructor(body) {
    super();
    this.body = body;
    this.length = 0;
    this.words = [];
    this.peaks = [];
    this.state = "asked";
    this.askedAt = performance.now();
    this.firstByteAt = undefined;
    this.soundAt = undefined;
    this.error = undefined;
    this.samples = new Float32Array(RATE * 20);
    this.abort = new AbortController();
    this.whole = this.fetch();
  }

  get seconds() {
    return this.length / RATE;
  }

  /** How long it will be, about, in seconds. */
  get expected() {
    if (this.state !== "asked" && this.state !== "coming") return this.seconds;
    const speed = this.body.speed ?? 1;
    return Math.max(this.seconds, this.body.input.length * 0.065 / speed);
  }

  async fetch() {
    try {
      await stream(this.body, {
        signal: this.abort.signal,
        first: () => {
          this.firstByteAt = performance.now();
          this.state = "coming";
        },
        audio: (samples) => this.add(samples),
        words: (words) => {
          this.words.push(...words);
          this.dispatchEvent(new Event("grown"));
        },
      });
      this.state = "whole";
    } catch (error) {
      this.state = this.abort.signal.aborted ? "stopped" : "broken";
      if (this.state === "broken") this.error = error;
    }
    this.dispatchEvent(new Event("ended"));
    return this.state;
  }

  add(samples) {
    if (this.length + samples.length > this.samples.length) {
      const more = new Float32Array(Math.max(this.samples.length * 2, this.length + samples.length));
      more.set(this.samples.subarray(0, this.length));
      this.samples = more;
    }
    this.samples.set(samples, this.length);
    this.length += samples.length;
    const step = RATE / PEAKS_PER_SECOND;
    for (let end = (this.peaks.length + 1) * step; end <= this.length; end += step) {
      let peak = 0;
      for (let i = end - step; i < end; i += 2) peak = Math.max(peak, Math.abs(this.samples[i]));
      this.peaks.push(peak);
    }
    this.dispatchEvent(new Event("grown"));
  }

  stop() {
    this.abort.abort();
  }

  /** The number of the word that is said at a time, −1 before the first. */
  wordAt(time) {
    let found = -1;
    for (let i = 0; i < this.words.length && this.words[i].start_time <= time; i++) found = i;
    return found;
  }
}

let context;

/** The way to the loudspeaker; made while a button is pressed, as browsers want it. */
export function loudspeaker() {
  context ??= new AudioContext({ sampleRate: RATE, latencyHint: "interactive" });
  if (context.state !== "running") context.resume();
  return context;
}

/**
 * Plays a take while it comes: pieces of it are scheduled one behind the other, to the sample.
 * (An AudioWorklet would do it too, but only on pages over HTTPS, which few homes have.)
 */
export class Playback {
  constructor(onchange) {
    this.onchange = onchange;
    this.take = undefined;
    this.playing = false;
    this.nodes = new Set();
    this.place = 0;
    this.grown = () => this.schedule();
  }

  load(take) {
    this.pause();
    this.take?.removeEventListener("grown", this.grown);
    this.take?.removeEventListener("ended", this.grown);
    this.take = take;
    this.place = 0;
    take?.addEventListener("grown", this.grown);
    take?.addEventListener("ended", this.grown);
  }

  /** Where it is, in seconds. */
  get position() {
    if (!this.playing || !this.started) return this.place;
    const heard = this.place + (context.currentTime - this.startAt);
    return Math.max(this.place, Math.min(heard, this.scheduled / RATE));
  }

  play(from = this.position) {
    loudspeaker();
    this.halt();
    this.place = this.take.seconds && from >= this.take.seconds - 0.02 && this.over ? 0 : from;
    this.scheduled = Math.round(this.place * RATE);
    this.started = false;
    this.playing = true;
    this.schedule();
    this.onchange();
  }

  pause() {
    if (!this.playing) return;
    this.place = this.position;
    this.playing = false;
    this.halt();
    this.onchange();
  }

  seek(time) {
    const to = Math.max(0, Math.min(time, this.take.seconds));
    if (this.playing) this.play(to);
    else this.place = to;
    this.onchange();
  }

  /** Whether nothing more will come. */
  get over() {
    return ["whole", "stopped", "broken"].includes(this.take?.state);
  }

  halt() {
    for (const node of this.nodes) {
      node.onended = null;
      node.stop();
    }
    this.nodes.clear();
  }

  schedule() {
    const { take } = this;
    if (this.playing && context.state !== "running") {
      // It has just been made, or there is nothing to be heard with.
      context.addEventListener("statechange", () => this.schedule(), { once: true });
      return;
    }
    if (this.playing && take.length > this.scheduled) {
      const now = context.currentTime;
      const due = this.started ? this.startAt + this.scheduled / RATE - this.place : -1;
      let when = due;
      if (due < now) { // the first piece, or one that comes too late to join the last
        this.place = this.scheduled / RATE;
        this.startAt = when = now + LEAD_S;
        this.started = true;
        const wait = LEAD_S + (context.outputLatency || context.baseLatency || 0);
        if (take.soundAt === undefined) {
          take.soundAt = performance.now() + wait * 1000;
          performance.mark("first sound", { startTime: take.soundAt });
        }
      }
      const piece = take.samples.subarray(this.scheduled, take.length);
      const buffer = context.createBuffer(1, piece.length, RATE);
      buffer.copyToChannel(piece, 0);
      const node = context.createBufferSource();
      node.buffer = buffer;
      node.connect(context.destination);
      node.onended = () => {
        this.nodes.delete(node);
        this.finish();
      };
      node.start(when);
      this.nodes.add(node);
      this.scheduled = take.length;
    }
    this.finish();
    this.onchange();
  }

  finish() {
    if (this.playing && this.over && !this.nodes.size && this.scheduled >= this.take.length) {
      this.playing = false;
      this.place = this.take.seconds;
      this.onchange();
    }
  }
}
