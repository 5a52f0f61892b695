import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import { readWav, wavHeader } from "../../../protocols/audio/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { readRange } from "../recordings/index.ts";
import { promptParams, promptQuery, promptsSchema, soundParams, speechBody, wordsBody } from "./contract.ts";
import { keepPrompt, type PromptOptions, removePrompt, speakPrompt, speakWords } from "./keep-prompt.effects.ts";
import { findUpload, listUploads, type PromptKey } from "./prompt.store.ts";
import { type PromptRefusal, UPLOAD_BYTES_MAX } from "./prompt-upload.ts";
import { promptIn, SPOKEN_LANGUAGES, shippedPrompts, shippedSentences } from "./spoken.shared.ts";

const tags = ["prompts"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema, 413: problemSchema };
const reading = { access: "service.read" } as const;
const UPLOAD_RATE = { max: 30, timeWindow: 60_000 };
const SHIPPED = shippedPrompts();
const SENTENCES = new Set(shippedSentences());

/** The status of each refusal. */
const STATUS: Readonly<Record<PromptRefusal, number>> = {
  "not-wav": 415,
  "wav-format-unknown": 415,
  "wav-rate-unknown": 415,
  "wav-empty": 415,
  "mp3-unreadable": 415,
  "mp3-busy": 503,
  "prompt-missing-file": 400,
  "prompt-too-large": 413,
  "prompt-too-long": 400,
  "prompt-too-short": 400,
  "prompt-silent": 400,
  "prompt-name-reserved": 409,
  "prompt-limit": 409,
  "storage-full": 409,
  "prompt-live": 409,
  "prompt-not-kept": 503,
  "speech-not-there": 503,
  "speech-busy": 503,
  "speech-failed": 503,
  "no-such-prompt": 404,
};

/** Routes of prompts of flows: list, play, upload, delete. */
export function addPromptRoutes(app: Http, options: PromptOptions): void {
  app.get(
    "/api/service/prompts",
    { config: reading, schema: { tags, summary: "Recordings that flows may play", response: { 200: promptsSchema } } },
    async (request) => promptsPage(options, tenantOfCaller(request.caller, "service.read")),
  );
  app.get(
    "/api/service/prompts/:name/:language/audio",
    {
      // Compression does not reduce audio, and a range must consist of the bytes of the whole file.
      exposeHeadRoute: false,
      compress: false,
      config: reading,
      schema: {
        tags,
        summary: "The sound of a recording",
        params: soundParams,
        response: { 200: z.any(), 206: z.any(), ...problems, 416: problemSchema },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "service.read");
      const sound = await soundOf(options, tenantId, request.params);
      if (sound === undefined) return refuse(options, reply, "no-such-prompt");
      return sendSound(options, reply, { sound, header: request.headers.range });
    },
  );
  addUploading(app, options);
  addSpeaking(app, options);
}

function addUploading(app: Http, options: PromptOptions): void {
  app.put(
    "/api/service/prompts/:name/:language",
    {
      config: { access: "flow.manage", rateLimit: UPLOAD_RATE },
      schema: {
        tags,
        summary: "Upload a recording of one's own",
        params: promptParams,
        querystring: promptQuery,
        response: { 200: z.object({ durationMs: z.number() }), ...problems, 415: problemSchema, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const { name, language } = request.params;
      if (isReserved(request.params)) return refuse(options, reply, "prompt-name-reserved");
      if (!request.isMultipart()) return refuse(options, reply, "prompt-missing-file");
      const part = await request.file({ limits: { fileSize: UPLOAD_BYTES_MAX, files: 1 } });
      if (part === undefined) return refuse(options, reply, "prompt-missing-file");
      const bytes = await wholeOf(part.file);
      if (part.file.truncated) return refuse(options, reply, "prompt-too-large");
      const given = { name, language, words: request.query.words, bytes };
      const done = await keepPrompt(options, requestContextOf(request, "flow.manage"), given);
      return "refusal" in done ? refuse(options, reply, done.refusal) : reply.send(done);
    },
  );
  app.delete(
    "/api/service/prompts/:name/:language",
    {
      config: { access: "flow.manage" },
      schema: {
        tags,
        summary: "Take a recording away",
        params: promptParams,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await removePrompt(options, requestContextOf(request, "flow.manage"), request.params);
      return done === "removed" ? reply.code(204).send(null) : refuse(options, reply, done.refusal);
    },
  );
}

function addSpeaking(app: Http, options: PromptOptions): void {
  const config = { access: "flow.manage", rateLimit: UPLOAD_RATE } as const;
  app.post(
    "/api/service/speech",
    {
      compress: false,
      config,
      schema: {
        tags,
        summary: "Hear words as the computer speaks them",
        body: speechBody,
        response: { 200: z.any(), ...problems, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const sound = await speakWords(options, request.body);
      if (!sound.ok) return refuse(options, reply, sound.refusal);
      return reply
        .header("cache-control", "no-store")
        .type("audio/wav")
        .send(Buffer.from(wavOf(sound.value)));
    },
  );
  app.put(
    "/api/service/prompts/:name/:language/speech",
    {
      config,
      schema: {
        tags,
        summary: "Keep a recording of words as the computer speaks them",
        params: promptParams,
        body: wordsBody,
        response: { 200: z.object({ durationMs: z.number() }), ...problems, 503: problemSchema },
      },
    },
    async (request, reply) => {
      if (isReserved(request.params)) return refuse(options, reply, "prompt-name-reserved");
      const row = { ...request.params, ...request.body };
      const done = await speakPrompt(options, requestContextOf(request, "flow.manage"), row);
      return "refusal" in done ? refuse(options, reply, done.refusal) : reply.send(done);
    },
  );
}

/** Whether readings of numbers and dates use the prompt. */
function isReserved({ name, language }: PromptKey): boolean {
  return SHIPPED.has(promptIn(language, name)) && !SENTENCES.has(name);
}

async function wholeOf(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

function refuse({ kit }: PromptOptions, reply: FastifyReply, code: PromptRefusal): FastifyReply {
  return sendProblem(reply, kit.texts, STATUS[code], { code });
}

async function promptsPage(
  { kit, usesOf, speech }: PromptOptions,
  tenantId: string,
): Promise<z.infer<typeof promptsSchema>> {
  const { uploads, uses } = await inTenant(kit.db, tenantId, async (trx) => ({
    uploads: await listUploads(trx),
    uses: await usesOf(trx),
  }));
  const own = new Map(uploads.map((upload) => [promptIn(upload.language, upload.name), upload]));
  const names = [...new Set([...uploads.map(({ name }) => name).sort(), ...SENTENCES])];
  const items = names.map((name) => {
    const languages = SPOKEN_LANGUAGES.flatMap((language) => {
      const upload = own.get(promptIn(language, name));
      const words = upload?.words ?? SHIPPED.get(promptIn(language, name));
      if (words === undefined) return [];
      return [{ language, words, own: upload === undefined ? null : ownOf(upload) }];
    });
    const { liveIn = [], draftIn = [] } = uses.get(name) ?? {};
    return { name, isShipped: SENTENCES.has(name), languages, liveIn: [...liveIn], draftIn: [...draftIn] };
  });
  return { canSpeak: await speech.isThere(), items };
}

function ownOf({ durationMs, uploadedBy, uploadedAt }: Awaited<ReturnType<typeof listUploads>>[number]) {
  return { durationMs, uploadedBy, uploadedAt: instant(uploadedAt) };
}

function instant(at: Date | string): string {
  return new Date(at).toISOString();
}

/** The audio of a prompt: the tenant's own, otherwise the shipped one. Browsers receive 16-bit samples, which all of them can play. */
async function soundOf(
  { kit, folder }: PromptOptions,
  tenantId: string,
  { name, language }: PromptKey,
): Promise<Uint8Array | undefined> {
  const sha256 = await inTenant(kit.db, tenantId, (trx) => findUpload(trx, { name, language }));
  if (sha256 !== undefined) return playable(await kit.files.read(sha256));
  if (!SHIPPED.has(promptIn(language, name))) return undefined;
  return playable(await readFile(path.join(folder, language, `${name}.wav`)));
}

function playable(bytes: Uint8Array): Uint8Array {
  const read = readWav(bytes);
  return wavOf((read.ok ? read.value.channels[0] : undefined) ?? new Int16Array());
}

function wavOf(samples: Int16Array): Uint8Array {
  const header = wavHeader({ channels: 1, frames: samples.length });
  return Buffer.concat([header, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)]);
}

function sendSound(
  { kit }: PromptOptions,
  reply: FastifyReply,
  { sound, header }: { readonly sound: Uint8Array; readonly header: string | undefined },
): FastifyReply {
  const range = readRange(header, sound.length);
  reply.headers({ "cache-control": "private, no-cache", "accept-ranges": "bytes" });
  if (range.kind === "not-there") {
    reply.header("content-range", `bytes */${sound.length}`);
    return sendProblem(reply, kit.texts, 416, { code: "range-not-there" });
  }
  const { from, to } = range.kind === "whole" ? { from: 0, to: sound.length } : range;
  if (range.kind === "part") reply.code(206).header("content-range", `bytes ${from}-${to - 1}/${sound.length}`);
  return reply.type("audio/wav").send(Buffer.from(sound.subarray(from, to)));
}
