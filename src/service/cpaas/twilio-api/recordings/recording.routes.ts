import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { encodeMp3 } from "../../../../platform/mp3/index.ts";
import { WAV_HEADER_BYTES } from "../../../../protocols/audio/index.ts";
import { idOfSid, sidOf } from "../../../flows/call-documents/index.ts";
import { readRange } from "../../../telephony/recordings/index.ts";
import type { RecordingOperations } from "../calls/api-operations.ts";
import { findCall } from "../calls/call-resource.store.ts";
import type { ViewGround } from "../hooks/hook-view.ts";
import { momentRange } from "../rest/moment-range.ts";
import { REST_PROBLEMS, rfc2822 } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import {
  callerOf,
  forScope,
  REST_PREFIX,
  type RestDependencies,
  refuseRest,
  restRequestContext,
} from "../rest/rest-server.routes.ts";
import { findRecording, listRecordings } from "./recording-resource.store.ts";
import type { RecordingListFilter, RecordingResource } from "./recording-resource.ts";

const tags = ["recordings"];
const account = z.object({ AccountSid: z.string() });
const params = account.extend({ Sid: z.string() });
const text = z.string();
const none = z.null();
const SECOND_MS = 1_000;
/** Maximum wait for an MP3 encoder slot, and Retry-After in seconds without one. */
const MP3_WAIT_MS = 10_000;
const MP3_RETRY_S = 5;

type RecordingRequest = Parameters<RecordingOperations["remove"]>[0];

/** Dependencies of the Twilio-compatible recording routes. */
export interface RecordingDependencies extends RestDependencies {
  readonly recordings: Pick<RecordingOperations, "openSound" | "remove">;
}

/** A recording in Twilio's shape. */
export const recordingSchema = z.object({
  sid: text,
  account_sid: text,
  api_version: text,
  call_sid: text,
  conference_sid: text.nullable(),
  channels: z.number(),
  date_created: text,
  date_updated: text,
  start_time: text,
  duration: text,
  status: text,
  source: text,
  price: none,
  price_unit: text,
  error_code: none,
  encryption_details: none,
  uri: text,
  media_url: text,
  subresource_uris: z.record(text, text),
});

/** Filter of the list of recordings. */
export const recordingQuery = z.strictObject({
  ...PAGE_QUERY,
  CallSid: z.string().max(40).optional(),
  ConferenceSid: z.string().max(40).optional(),
  DateCreated: text.optional(),
  "DateCreated<": text.optional(),
  "DateCreated>": text.optional(),
});

/** Number of channels of the MP3; by default the number of the recording. */
const mp3Query = z.object({
  RequestedChannels: z
    .enum(["1", "2"])
    .transform((count) => (count === "1" ? 1 : 2))
    .optional(),
});

/** Twilio-compatible recording routes: list, fetch, download the audio, and delete. */
export function addRecordingRoutes(rest: Http, dependencies: RecordingDependencies): void {
  addLists(rest, dependencies);
  addOne(rest, dependencies);
  addSound(rest, dependencies);
  addMp3(rest, dependencies);
}

function addLists(rest: Http, dependencies: RecordingDependencies): void {
  const listed = pageSchema.extend({ recordings: z.array(recordingSchema) });
  const response = { 200: listed, ...REST_PROBLEMS };
  rest.get(
    "/Accounts/:AccountSid/Recordings.json",
    {
      config: forScope("recordings.read"),
      schema: { tags, summary: "Recordings, newest first", params: account, querystring: recordingQuery, response },
    },
    async (request, reply) => {
      const { CallSid, ConferenceSid } = request.query;
      const callId = CallSid === undefined ? undefined : idOfSid("call", CallSid);
      const conferenceId = ConferenceSid === undefined ? undefined : idOfSid("conference", ConferenceSid);
      if (callId === null || conferenceId === null) return refuseRest(dependencies, reply, { code: 20404 });
      return recordingPage(dependencies, { request, reply, query: request.query }, { callId, conferenceId });
    },
  );
  rest.get(
    "/Accounts/:AccountSid/Calls/:Sid/Recordings.json",
    {
      config: forScope("recordings.read"),
      schema: { tags, summary: "Recordings of a call", params, querystring: recordingQuery, response },
    },
    async (request, reply) => {
      const callId = idOfSid("call", request.params.Sid);
      const { tenantId } = callerOf(request);
      const call =
        callId === null ? undefined : await inTenant(dependencies.kit.db, tenantId, (trx) => findCall(trx, callId));
      if (call === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      return recordingPage(dependencies, { request, reply, query: request.query }, { callId: call.id });
    },
  );
}

/** A request for a page of recordings. */
export interface RecordingListing {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly query: z.infer<typeof recordingQuery>;
}

/** A page of recordings: of a call, of a conference, or all. */
export async function recordingPage(
  dependencies: RecordingDependencies,
  { request, reply, query }: RecordingListing,
  of: Pick<RecordingListFilter, "callId" | "conferenceId">,
) {
  const range = momentRange({
    on: query.DateCreated,
    before: query["DateCreated<"],
    after: query["DateCreated>"],
  });
  if (range === undefined) return refuseRest(dependencies, reply, { code: 20001, params: { name: "DateCreated" } });
  const filter = { ...of, ...range, after: pageStart(query)?.id, limit: query.PageSize + 1 };
  const { tenantId } = callerOf(request);
  const found = await inTenant(dependencies.kit.db, tenantId, (trx) => listRecordings(trx, filter));
  const { items, page } = cutPage(found, { path: request.url.split("?")[0] ?? "", query });
  return { ...page, recordings: items.map((one) => recordingView(dependencies, one, tenantId)) };
}

function addOne(rest: Http, dependencies: RecordingDependencies): void {
  const path = "/Accounts/:AccountSid/Recordings/:Sid.json";
  rest.get(
    path,
    {
      config: forScope("recordings.read"),
      schema: { tags, summary: "A recording", params, response: { 200: recordingSchema, ...REST_PROBLEMS } },
    },
    async (request, reply) => {
      const found = await requestedRecording(dependencies, request);
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      return recordingView(dependencies, found, callerOf(request).tenantId);
    },
  );
  rest.delete(
    path,
    {
      config: forScope("recordings.write"),
      schema: { tags, summary: "Take a recording away for ever", params, response: { 204: none, ...REST_PROBLEMS } },
    },
    async (request, reply) => {
      return removed(dependencies, { request, reply }, recordingRequestOf(request)?.recordingId ?? null);
    },
  );
}

/** Deletes a recording permanently, and returns the result; null if the URL names none. */
export async function removed(
  dependencies: RecordingDependencies,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  recordingId: string | null,
): Promise<FastifyReply> {
  const done =
    recordingId === null
      ? refuse("no-such-recording")
      : await dependencies.recordings.remove({ ...restRequestContext(request), recordingId });
  if (done.ok) return reply.code(204).send(null);
  return refuseRest(dependencies, reply, { code: done.refusal === "recording-goes-on" ? 20009 : 20404 });
}

function recordingRequestOf(request: FastifyRequest): RecordingRequest | null {
  const recordingId = idOfSid("recording", (request.params as { readonly Sid: string }).Sid);
  return recordingId === null ? null : { ...restRequestContext(request), recordingId };
}

async function requestedRecording(dependencies: RecordingDependencies, request: FastifyRequest) {
  const asking = recordingRequestOf(request);
  if (asking === null) return undefined;
  return inTenant(dependencies.kit.db, asking.tenantId, (trx) => findRecording(trx, asking.recordingId));
}

const SOUND_OPTIONS = { exposeHeadRoute: false, compress: false, config: forScope("recordings.read") } as const;

/** Audio as WAV: stereo with the caller on the left, or one channel for a message or a conference. The response is not compressed. */
function addSound(rest: Http, dependencies: RecordingDependencies): void {
  const response = { 200: z.any(), 206: z.any(), ...REST_PROBLEMS };
  const schema = { tags, summary: "The sound of a recording", params, response };
  for (const path of ["/Accounts/:AccountSid/Recordings/:Sid.wav", "/Accounts/:AccountSid/Recordings/:Sid"]) {
    rest.get(path, { ...SOUND_OPTIONS, schema }, async (request, reply) => {
      const asking = recordingRequestOf(request);
      const sound = asking === null ? undefined : await dependencies.recordings.openSound(asking);
      if (asking === null || sound === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      return sendSound(dependencies, { request, reply }, { id: asking.recordingId, sound });
    });
  }
}

/** Audio as MP3, encoded while it is sent: its length is unknown in advance, so range requests are not supported. */
function addMp3(rest: Http, dependencies: RecordingDependencies): void {
  const response = { 200: z.any(), ...REST_PROBLEMS };
  const schema = { tags, summary: "The sound of a recording as MP3", params, querystring: mp3Query, response };
  rest.get("/Accounts/:AccountSid/Recordings/:Sid.mp3", { ...SOUND_OPTIONS, schema }, async (request, reply) => {
    const asking = recordingRequestOf(request);
    const found = await requestedRecording(dependencies, request);
    if (asking === null || found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
    const { RequestedChannels: channels = channelsOf(found) } = request.query;
    if (channels > channelsOf(found)) {
      return refuseRest(dependencies, reply, { code: 20001, params: { name: "RequestedChannels" } });
    }
    const encoded = await encodeMp3(async () => pcmOf(await dependencies.recordings.openSound(asking), channels), {
      holder: asking.tenantId,
      waitMs: MP3_WAIT_MS,
    });
    if (encoded.ok) {
      reply.headers({ "cache-control": "no-store", "accept-ranges": "none" });
      return reply.type("audio/mpeg").send(encoded.value);
    }
    if (encoded.refusal === "no-sound") return refuseRest(dependencies, reply, { code: 20404 });
    return refuseRest(dependencies, reply, { code: 20503, retryAfterS: MP3_RETRY_S });
  });
}

/** Samples of a recording without the WAV header. */
function pcmOf(sound: Sound | undefined, channelsWanted: 1 | 2) {
  if (sound === undefined) return undefined;
  const { bytes, channels } = sound;
  return {
    samples: sound.read(WAV_HEADER_BYTES, bytes),
    channels,
    channelsWanted: channels === 1 ? 1 : channelsWanted,
    close: () => sound.close(),
  };
}

type Sound = NonNullable<Awaited<ReturnType<RecordingOperations["openSound"]>>>;

/** Sends the audio of a recording, or the requested byte range (RFC 9110 §14). */
async function sendSound(
  dependencies: RecordingDependencies,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { id, sound }: { readonly id: string; readonly sound: Sound },
): Promise<FastifyReply> {
  const { bytes } = sound;
  const tag = `"${id}-${bytes}"`;
  const condition = request.headers["if-range"];
  const range = readRange(condition === undefined || condition === tag ? request.headers.range : undefined, bytes);
  reply.headers({ "cache-control": "no-store", "accept-ranges": "bytes", etag: tag });
  if (range.kind === "not-there") {
    await sound.close();
    return refuseRest(dependencies, reply.header("content-range", `bytes */${bytes}`), { code: 88014 });
  }
  const { from, to } = range.kind === "whole" ? { from: 0, to: bytes } : range;
  if (range.kind === "part") reply.code(206).header("content-range", `bytes ${from}-${to - 1}/${bytes}`);
  return reply
    .type("audio/wav")
    .header("content-length", to - from)
    .send(sound.read(from, to));
}

const STATUS: Readonly<Record<string, string>> = { recording: "in-progress", kept: "completed", lost: "absent" };

function statusOf({ state, isPaused }: RecordingResource): string {
  return state === "recording" && isPaused ? "paused" : (STATUS[state] ?? "absent");
}

function sourceOf({ conferenceId, isMessage, isOrdered }: RecordingResource): string {
  if (conferenceId !== null) return "Conference";
  if (isOrdered) return "StartCallRecordingAPI";
  return isMessage ? "RecordVerb" : "DialVerb";
}

/** Messages and conferences are mono; calls have one channel per party. */
function channelsOf({ conferenceId, isMessage }: RecordingResource): 1 | 2 {
  return conferenceId === null && !isMessage ? 2 : 1;
}

/** Maps a recording to Twilio's shape. */
export function recordingView(
  { kit }: RecordingDependencies,
  recording: RecordingResource,
  tenantId: string,
): z.infer<typeof recordingSchema> {
  const ground: ViewGround = { tenantId, prefix: REST_PREFIX };
  const { conferenceId } = recording;
  const [sid, owner] = [sidOf("recording", recording.id), sidOf("account", tenantId)];
  const path = `${ground.prefix}/Accounts/${owner}/Recordings/${sid}`;
  const began = rfc2822(recording.beganAt.getTime());
  return {
    sid,
    account_sid: owner,
    api_version: "2010-04-01",
    call_sid: sidOf("call", recording.callId),
    conference_sid: conferenceId === null ? null : sidOf("conference", conferenceId),
    channels: channelsOf(recording),
    date_created: began,
    start_time: began,
    date_updated: rfc2822((recording.endedAt ?? recording.beganAt).getTime()),
    duration: recording.durationMs === null ? "-1" : String(Math.round(recording.durationMs / SECOND_MS)),
    status: statusOf(recording),
    source: sourceOf(recording),
    price: null,
    price_unit: "IDR",
    error_code: null,
    encryption_details: null,
    uri: `${path}.json`,
    media_url: `${kit.publicUrl()}${path}`,
    subresource_uris: {},
  };
}
