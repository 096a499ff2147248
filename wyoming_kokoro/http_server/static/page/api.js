// Talking to the server: always by relative addresses, so that it may stand anywhere.

import { $, memory } from "./dom.js";
import { t, has } from "./i18n.js";

export const needsKey = document.documentElement.dataset.key === "needed";
export const behindIngress = document.documentElement.dataset.ingress === "yes";

let key = memory.get("key", "") || sessionKey();

function sessionKey() {
  try {
    return sessionStorage.getItem("kokoro.key") ?? "";
  } catch {
    return "";
  }
}

export class Refused extends Error {
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.param = error.param;
  }
}

/** What went wrong, in words for people. */
export function explained(error) {
  if (error instanceof Refused) {
    if (error.code && has(`error.${error.code}`)) return t(`error.${error.code}`);
    return error.message;
  }
  return t("error.gone");
}

/**
 * A reply that is well; the person is asked for a key where it is wanted, unless this is `quiet`.
 * Raises `Refused`.
 */
export async function ask(path, { method = "GET", body, tag, signal, quiet } = {}) {
  for (;;) {
    const headers = {};
    if (key) headers.Authorization = `Bearer ${key}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (tag) headers["If-Match"] = tag;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const reply = await fetch(path, { method, headers, body: text, signal, cache: "no-store" });
    if (reply.ok) return reply;
    if (reply.status === 401 && !quiet && await askForKey(key !== "")) continue;
    let error = { message: reply.statusText || String(reply.status) };
    try {
      error = (await reply.json()).error;
    } catch {
      // Not ours: a proxy between has answered.
    }
    throw new Refused(reply.status, error);
  }
}

export async function askJson(path, options) {
  const reply = await ask(path, options);
  return { data: await reply.json(), tag: reply.headers.get("ETag") ?? "*" };
}

let asking;

/** Have the person enter the key; whether there is one to try. */
export function askForKey(wrong) {
  asking ??= new Promise((resolve) => {
    const dialog = $("key-dialog");
    $("key").value = key;
    $("key-keep").checked = Boolean(memory.get("key", ""));
    $("key-wrong").hidden = !wrong;
    dialog.returnValue = "cancel";
    dialog.showModal();
    dialog.onclose = () => {
      asking = undefined;
      const given = dialog.returnValue === "ok";
      if (given) keep($("key").value.trim(), $("key-keep").checked);
      resolve(given && key !== "");
    };
  });
  return asking;
}

function keep(value, always) {
  key = value;
  memory.set("key", always ? value : "");
  try {
    sessionStorage.setItem("kokoro.key", value);
  } catch {
    // Then it lasts until the page is left.
  }
  document.dispatchEvent(new Event("key"));
}

/** Whether the person may see what is behind the key. */
export const hasKey = () => !needsKey || key !== "";

/** Speech as it comes: `audio(Float32Array)` and `words([{word, start_time, end_time}])`. */
export async function stream(body, { signal, first, audio, words }) {
  const reply = await ask("v1/audio/speech", {
    method: "POST",
    signal,
    body: { ...body, response_format: "pcm", stream_format: "sse", return_timestamps: true },
  });
  let complete = false;
  for await (const event of events(reply.body, first)) {
    if (event.type === "speech.audio.delta") audio(samples(event.audio));
    else if (event.type === "speech.audio.timestamps") words(event.words);
    else if (event.type === "speech.audio.done") complete = true;
    else if (event.type === "error") throw new Refused(reply.status, event.error);
  }
  if (!complete) throw new TypeError("the speech ended early");
}

async function* events(body, first) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    first?.();
    first = undefined;
    rest += decoder.decode(value, { stream: true });
    const parts = rest.split("\n\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part.slice(part.indexOf("{")));
  }
}

function samples(base64) {
  const text = atob(base64);
  const out = new Float32Array(text.length >> 1);
  for (let i = 0; i < out.length; i++) {
    const value = text.charCodeAt(2 * i) | text.charCodeAt(2 * i + 1) << 8;
    out[i] = (value << 16 >> 16) / 32768;
  }
  return out;
}
