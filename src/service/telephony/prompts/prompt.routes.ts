import { readFile } from "node:fs/promises";
import path from "node:path";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../platform/http/index.ts";
import { readWav, wavHeader } from "../../../protocols/audio/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { readRange } from "../recordings/index.ts";
import { promptParams, promptQuery, promptsSchema, soundParams, speechBody, wordsBody } from "./contract.ts";
import { keepPrompt, type PromptOptions, removePrompt, speakPrompt, speakWords } from "./keep-prompt.effects.ts";
import { findUpload, listUploads, type PromptKey } from "./prompt.store.ts";
import { PROMPT_REFUSALS, type PromptRefusal, UPLOAD_BYTES_MAX } from "./prompt-upload.ts";
import { promptIn, SPOKEN_LANGUAGES, shippedPrompts, shippedSentences } from "./spoken.shared.ts";

const tags = ["prompts"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema, 413: problemSchema };
const PROMPT_ROUTES = { tag: "prompts", contextOf: requestContextOf, refusals: PROMPT_REFUSALS } as const;
const PROMPTS = "/api/service/prompts";
const UPLOAD_RATE = { max: 30, timeWindow: 60_000 };
const SHIPPED = shippedPrompts();
const SENTENCES = new Set(shippedSentences());

/** Routes of prompts of flows: list, play, upload, delete. */
export function addPromptRoutes(app: Http, options: PromptOptions): void {
  const { kit } = options;
  const reads = tenantRoutes(app, kit, { ...PROMPT_ROUTES, access: "service.read" });
  const commands = tenantRoutes(app, kit, { ...PROMPT_ROUTES, access: "flow.manage" });
  reads.get(PROMPTS, { summary: "Recordings that flows may play", answer: promptsSchema }, (trx) =>
    promptsPage(trx, options),
  );
  addPlaying(app, options);
  addUploading(app, options);
  commands.delete(
    `${PROMPTS}/:name/:language`,
    { summary: "Take a recording away", params: promptParams },
    ({ requestContext, params }) => removePrompt(options, requestContext, params),
  );
  addSpeaking(app, options);
  commands.put(
    `${PROMPTS}/:name/:language/speech`,
    {
      summary: "Keep a recording of words as the computer speaks them",
      params: promptParams,
      body: wordsBody,
      answer: z.object({ durationMs: z.number() }),
      config: { rateLimit: UPLOAD_RATE },
      problems: [413, 503],
    },
    async ({ requestContext, params, body }) =>
      isReserved(params)
        ? refuse("prompt-name-reserved")
        : speakPrompt(options, requestContext, { ...params, ...body }),
  );
}

/** Playback of a prompt, by Range. */
function addPlaying(app: Http, options: PromptOptions): void {
  app.get(
    `${PROMPTS}/:name/:language/audio`,
    {
      // Compression does not reduce audio, and a range must consist of the bytes of the whole file.
      exposeHeadRoute: false,
      compress: false,
      config: { access: "service.read" },
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
      if (sound === undefined) return sendRefusal(options.kit, reply, PROMPT_REFUSALS, "no-such-prompt");
      return sendSound(options, reply, { sound, header: request.headers.range });
    },
  );
}

function addUploading(app: Http, options: PromptOptions): void {
  app.put(
    `${PROMPTS}/:name/:language`,
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
      const { params, query } = request;
      const bytes = isReserved(params) ? refuse("prompt-name-reserved") : await uploadedBytes(request);
      if (!bytes.ok) return sendRefusal(options.kit, reply, PROMPT_REFUSALS, bytes.refusal);
      const upload = { ...params, words: query.words, bytes: bytes.value };
      const done = await keepPrompt(options, requestContextOf(request, "flow.manage"), upload);
      return done.ok ? done.value : sendRefusal(options.kit, reply, PROMPT_REFUSALS, done.refusal);
    },
  );
}

async function uploadedBytes(request: FastifyRequest): Promise<Result<Uint8Array, PromptRefusal>> {
  if (!request.isMultipart()) return refuse("prompt-missing-file");
  const part = await request.file({ limits: { fileSize: UPLOAD_BYTES_MAX, files: 1 } });
  if (part === undefined) return refuse("prompt-missing-file");
  const bytes = await bytesOf(part.file);
  return part.file.truncated ? refuse("prompt-too-large") : ok(bytes);
}

function addSpeaking(app: Http, options: PromptOptions): void {
  app.post(
    "/api/service/speech",
    {
      compress: false,
      config: { access: "flow.manage", rateLimit: UPLOAD_RATE },
      schema: {
        tags,
        summary: "Hear words as the computer speaks them",
        body: speechBody,
        response: { 200: z.any(), ...problems, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const sound = await speakWords(options, request.body);
      if (!sound.ok) return sendRefusal(options.kit, reply, PROMPT_REFUSALS, sound.refusal);
      return reply
        .header("cache-control", "no-store")
        .type("audio/wav")
        .send(Buffer.from(wavOf(sound.value)));
    },
  );
}

/** Whether readings of numbers and dates use the prompt. */
function isReserved({ name, language }: PromptKey): boolean {
  return SHIPPED.has(promptIn(language, name)) && !SENTENCES.has(name);
}

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

async function promptsPage(
  trx: DatabaseTransaction,
  { usesOf, speech }: PromptOptions,
): Promise<z.infer<typeof promptsSchema>> {
  const uploads = await listUploads(trx);
  const uses = await usesOf(trx);
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
