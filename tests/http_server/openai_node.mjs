// Asks a running server through OpenAI's own package for Node: node openai_node.mjs URL. Prints what came back as JSON.
import { createRequire } from "node:module";

// Unlike import, require looks into NODE_PATH, so that the package may be installed anywhere.
const OpenAI = createRequire(import.meta.url)("openai");
const client = new OpenAI({ baseURL: `${process.argv[2]}/v1`, apiKey: "unused", maxRetries: 0 });
const request = { model: "gpt-4o-mini-tts", voice: "alloy", input: "The lights are on. The door is closed." };
const report = { bytes: {}, errors: {} };

for (const response_format of ["mp3", "opus", "aac", "flac", "wav", "pcm"]) {
  const reply = await client.audio.speech.create({ ...request, response_format });
  report.bytes[response_format] = (await reply.arrayBuffer()).byteLength;
}

const events = await client.audio.speech.create({ ...request, response_format: "pcm", stream_format: "sse" });
const lines = (await events.text()).split("\n").filter((line) => line.startsWith("data: "));
const parsed = lines.map((line) => JSON.parse(line.slice(6)));
report.done = parsed.pop();
report.eventBytes = parsed.reduce((sum, event) => sum + Buffer.from(event.audio, "base64").length, 0);

report.models = [];
for await (const model of client.models.list()) report.models.push(model.id);

const wrong = { speed: { speed: 9 }, model: { model: "tts-9" }, busy: { input: "BUSY" }, failing: { input: "FAIL" } };
for (const [name, change] of Object.entries(wrong)) {
  try {
    await client.audio.speech.create({ ...request, ...change });
  } catch (error) {
    report.errors[name] = [error.constructor.name, error.status, error.code];
  }
}

try {
  const reply = await client.audio.speech.create({ ...request, input: "Well begun. FAIL", response_format: "pcm" });
  await reply.arrayBuffer();
  report.midway = "taken for complete";
} catch {
  report.midway = "noticed";
}
console.log(JSON.stringify(report));
