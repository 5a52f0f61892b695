import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { forPrograms, type Http, programProblems } from "../../../platform/http/index.ts";
import { readRange } from "../../telephony/recordings/index.ts";
import type { RecordingResource } from "../twilio-api/index.ts";
import { nativeRequestContext } from "./application.routes.ts";
import { cutList, pageByIdQuery } from "./list-place.ts";
import { instantOf, rangeOf } from "./moment.ts";
import { refusedBy } from "./program-refusal.ts";
import { apiClientOf, missing, type ProgramDependencies, refuseProgram } from "./program-server.routes.ts";

const tags = ["recordings"];
const params = z.object({ id: z.uuid() });
const [read, write] = [forPrograms("recordings.read"), forPrograms("recordings.write")];
const instant = z.iso.datetime({ offset: true }).optional();
const ONE = "/api/v1/recordings/:id";
const SECOND_MS = 1_000;

const recordingSchema = z
  .object({
    id: z.uuid(),
    callId: z.uuid().describe("Call of the recording; for a conference, the call that started it."),
    conferenceId: z.uuid().nullable(),
    kind: z
      .enum(["talk", "message", "conference"])
      .describe("Recording of a call, voicemail of the caller, or recording of a conference."),
    state: z
      .enum(["recording", "paused", "kept", "lost"])
      .describe("In progress, paused, available, or without audible content."),
    seconds: z.number().nullable(),
    beganAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Recording" });

const recordingsQuery = z.strictObject({
  callId: z.uuid().optional(),
  conferenceId: z.uuid().optional(),
  beganFrom: instant.describe("Only those that started at or after this time."),
  beganUntil: instant.describe("Only those that started before this time."),
  ...pageByIdQuery,
});

const wav = {
  description: "WAV file",
  content: { "audio/wav": { schema: z.string().meta({ format: "binary" }) } },
} as const;

const recordingsSchema = z
  .object({ items: z.array(recordingSchema), next: z.string().nullable() })
  .meta({ id: "Recordings" });

/** Recording routes: list, fetch, download the audio, and delete. */
export function addProgramRecordings(api: Http, dependencies: ProgramDependencies): void {
  addReading(api, dependencies);
  addSound(api, dependencies);
  addRemoving(api, dependencies);
  addSteering(api, dependencies);
}

function addReading(api: Http, dependencies: ProgramDependencies): void {
  const { recordings } = dependencies.operations;
  const { config, security } = read;
  api.get(
    "/api/v1/recordings",
    {
      config,
      schema: {
        operationId: "listRecordings",
        tags,
        security,
        querystring: recordingsQuery,
        summary: "Recordings that were not taken away, newest first",
        response: { 200: recordingsSchema, ...programProblems() },
      },
    },
    async (request) => {
      const { callId, conferenceId, beganFrom, beganUntil, after, limit } = request.query;
      const filter = { callId, conferenceId, ...rangeOf(beganFrom, beganUntil), after, limit: limit + 1 };
      const found = await recordings.list(apiClientOf(request).tenantId, filter);
      const { items, next } = cutList(found, limit, ({ id }) => id);
      return { items: items.map(recordingView), next };
    },
  );
  api.get(
    ONE,
    {
      config,
      schema: {
        operationId: "fetchRecording",
        tags,
        security,
        summary: "A recording",
        params,
        response: { 200: recordingSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const found = await recordings.find(apiClientOf(request).tenantId, request.params.id);
      return found === undefined ? missing(dependencies, reply, "no-such-recording") : recordingView(found);
    },
  );
}

/** Audio as WAV: stereo with the caller on the left, or one channel for a conference. The response is not compressed. */
function addSound(api: Http, dependencies: ProgramDependencies): void {
  const { config, security } = read;
  api.get(
    "/api/v1/recordings/:id/sound",
    {
      exposeHeadRoute: false,
      compress: false as const,
      config,
      schema: {
        operationId: "fetchRecordingSound",
        tags,
        security,
        params,
        summary: "The sound of a recording, whole or a range of its bytes",
        description:
          "A WAV file with two channels: the caller on the left, the other party on the right; one channel for a conference or voicemail. Each request is logged. `Range: bytes=0-65535` requests a part (206).",
        response: { 200: wav, 206: wav, ...programProblems(404, 409, 410, 416) },
      },
    },
    async (request, reply) => sendSound(request, reply, dependencies),
  );
}

async function sendSound(
  request: FastifyRequest,
  reply: FastifyReply,
  dependencies: ProgramDependencies,
): Promise<FastifyReply> {
  const { id: recordingId } = request.params as { readonly id: string };
  const { recordings } = dependencies.operations;
  const sound = await recordings.openSound({ ...nativeRequestContext(request), recordingId });
  if (sound === undefined) {
    const found = await recordings.find(apiClientOf(request).tenantId, recordingId);
    if (found === undefined) return missing(dependencies, reply, "no-such-recording");
    return refuseProgram(dependencies, reply, {
      code: found.state === "recording" ? "recording-goes-on" : "recording-lost",
    });
  }
  const { bytes } = sound;
  const tag = `"${recordingId}-${bytes}"`;
  const condition = request.headers["if-range"];
  const range = readRange(condition === undefined || condition === tag ? request.headers.range : undefined, bytes);
  reply.headers({ "cache-control": "no-store", "accept-ranges": "bytes", etag: tag });
  if (range.kind === "not-there") {
    await sound.close();
    return refuseProgram(dependencies, reply.header("content-range", `bytes */${bytes}`), { code: "range-not-there" });
  }
  const { from, to } = range.kind === "whole" ? { from: 0, to: bytes } : range;
  if (range.kind === "part") reply.code(206).header("content-range", `bytes ${from}-${to - 1}/${bytes}`);
  return reply
    .type("audio/wav")
    .header("content-length", to - from)
    .send(sound.read(from, to));
}

function addRemoving(api: Http, dependencies: ProgramDependencies): void {
  api.delete(
    ONE,
    {
      config: write.config,
      schema: {
        operationId: "removeRecording",
        tags,
        security: write.security,
        params,
        summary: "Take a recording away for ever",
        response: { 204: z.null(), ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const done = await dependencies.operations.recordings.remove({
        ...nativeRequestContext(request),
        recordingId: request.params.id,
      });
      return done.ok ? reply.code(204).send(null) : refuseProgram(dependencies, reply, { code: done.refusal });
    },
  );
}

const STEERING = {
  pause: { operationId: "pauseRecording", change: "pause", summary: "Have a recording of a conference stand still" },
  resume: { operationId: "resumeRecording", change: "go-on", summary: "Have a recording that stands still go on" },
  end: { operationId: "endRecording", change: "end", summary: "End a recording of a conference, which goes on itself" },
} as const;

function addSteering(api: Http, dependencies: ProgramDependencies): void {
  const { recordings } = dependencies.operations;
  for (const [path, { change, ...named }] of Object.entries(STEERING)) {
    api.post(
      `${ONE}/${path}`,
      {
        config: write.config,
        schema: {
          ...named,
          tags,
          security: write.security,
          params,
          description:
            "The response is sent once a telephone switch has accepted the request, with the recording as it was before. Other recordings cannot be controlled (409).",
          response: { 200: recordingSchema, ...programProblems(404, 409) },
        },
      },
      async (request, reply) => {
        const { tenantId } = apiClientOf(request);
        const found = await recordings.find(tenantId, request.params.id);
        if (found === undefined) return missing(dependencies, reply, "no-such-recording");
        const changed = await recordings.change(tenantId, found, change);
        if (changed.ok) return recordingView(found);
        const says = { 21220: "recording-stands-otherwise" } as const;
        return refuseProgram(dependencies, reply, refusedBy(changed.refusal, "no-such-recording", says));
      },
    );
  }
}

type View = z.infer<typeof recordingSchema>;

function stateOf({ state, isPaused }: RecordingResource): View["state"] {
  if (state === "recording") return isPaused ? "paused" : "recording";
  return state === "kept" ? "kept" : "lost";
}

function kindOf({ conferenceId, isMessage }: RecordingResource): View["kind"] {
  if (conferenceId !== null) return "conference";
  return isMessage ? "message" : "talk";
}

function recordingView(recording: RecordingResource): View {
  const { id, callId, conferenceId, durationMs, beganAt, endedAt } = recording;
  return {
    id,
    callId,
    conferenceId,
    kind: kindOf(recording),
    state: stateOf(recording),
    seconds: durationMs === null ? null : Math.round(durationMs / SECOND_MS),
    beganAt: instantOf(beganAt.getTime()),
    endedAt: endedAt === null ? null : instantOf(endedAt.getTime()),
  };
}
