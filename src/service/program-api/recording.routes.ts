import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { forPrograms, type Http, programProblems } from "../../platform/http/index.ts";
import type { KeptRecording } from "../cpaas-api/index.ts";
import { readRange } from "../recordings/index.ts";
import { askingOf } from "./application.routes.ts";
import { cutList, pageByIdQuery } from "./list-place.ts";
import { instantOf, rangeOf } from "./moment.ts";
import { missing, type ProgramDoors, programAsking, refuseProgram } from "./program-server.routes.ts";

const tags = ["recordings"];
const params = z.object({ id: z.uuid() });
const [read, write] = [forPrograms("recordings.read"), forPrograms("recordings.write")];
const instant = z.iso.datetime({ offset: true }).optional();
const ONE = "/api/v1/recordings/:id";
const SECOND_MS = 1_000;

const recordingWire = z
  .object({
    id: z.uuid(),
    callId: z.uuid(),
    kind: z.enum(["talk", "message"]).describe("Of people who talk, or left by the caller as a message."),
    state: z
      .enum(["recording", "kept", "lost"])
      .describe("It goes on, can be heard, or came to nothing that can be heard."),
    seconds: z.number().nullable(),
    beganAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Recording" });

const recordingsQuery = z.strictObject({
  callId: z.uuid().optional(),
  beganFrom: instant.describe("Those that began at that instant or later."),
  beganUntil: instant.describe("Those that began before."),
  ...pageByIdQuery,
});

const recordingsWire = z
  .object({ items: z.array(recordingWire), next: z.string().nullable() })
  .meta({ id: "Recordings" });

/** Recordings for programs: which there are, their sound, and taking one away. */
export function addProgramRecordings(api: Http, doors: ProgramDoors): void {
  addReading(api, doors);
  addSound(api, doors);
  addRemoving(api, doors);
}

function addReading(api: Http, doors: ProgramDoors): void {
  const { recordings } = doors.acts;
  const { config, security } = read;
  api.get(
    "/api/v1/recordings",
    {
      config,
      schema: {
        ...{ operationId: "listRecordings", tags, security, querystring: recordingsQuery },
        summary: "Recordings that were not taken away, newest first",
        response: { 200: recordingsWire, ...programProblems() },
      },
    },
    async (request) => {
      const { callId, beganFrom, beganUntil, after, limit } = request.query;
      const filter = { callId, ...rangeOf(beganFrom, beganUntil), after, limit: limit + 1 };
      const found = await recordings.list(programAsking(request).tenantId, filter);
      const { items, next } = cutList(found, limit, ({ id }) => id);
      return { items: items.map(recordingView), next };
    },
  );
  api.get(
    ONE,
    {
      config,
      schema: {
        ...{ operationId: "fetchRecording", tags, security, summary: "A recording", params },
        response: { 200: recordingWire, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const found = await recordings.find(programAsking(request).tenantId, request.params.id);
      return found === undefined ? missing(doors, reply, "no-such-recording") : recordingView(found);
    },
  );
}

/** The sound, as a stereo WAV: the caller on the left. It is not made smaller by compressing. */
function addSound(api: Http, doors: ProgramDoors): void {
  const { config, security } = read;
  api.get(
    "/api/v1/recordings/:id/sound",
    {
      ...{ exposeHeadRoute: false, compress: false as const, config },
      schema: {
        ...{ operationId: "fetchRecordingSound", tags, security, params, produces: ["audio/wav"] },
        summary: "The sound of a recording, whole or a range of its bytes",
        description:
          "A WAV with two channels: the caller on the left, whoever talks with him on the right. It is on record that it was fetched, and each request begins anew. `Range: bytes=0-65535` asks for a part (206).",
        response: { 200: z.any(), 206: z.any(), ...programProblems(404, 416) },
      },
    },
    async (request, reply) => sendSound(request, reply, doors),
  );
}

async function sendSound(request: FastifyRequest, reply: FastifyReply, doors: ProgramDoors): Promise<FastifyReply> {
  const { id: recordingId } = request.params as { readonly id: string };
  const sound = await doors.acts.recordings.openSound({ ...askingOf(request), recordingId });
  if (sound === undefined) return missing(doors, reply, "no-such-recording");
  const { bytes } = sound;
  const tag = `"${recordingId}-${bytes}"`;
  const condition = request.headers["if-range"];
  const range = readRange(condition === undefined || condition === tag ? request.headers.range : undefined, bytes);
  reply.headers({ "cache-control": "no-store", "accept-ranges": "bytes", etag: tag });
  if (range.kind === "not-there") {
    await sound.close();
    return refuseProgram(doors, reply.header("content-range", `bytes */${bytes}`), { code: "range-not-there" });
  }
  const { from, to } = range.kind === "whole" ? { from: 0, to: bytes } : range;
  if (range.kind === "part") reply.code(206).header("content-range", `bytes ${from}-${to - 1}/${bytes}`);
  return reply
    .type("audio/wav")
    .header("content-length", to - from)
    .send(sound.read(from, to));
}

function addRemoving(api: Http, doors: ProgramDoors): void {
  api.delete(
    ONE,
    {
      config: write.config,
      schema: {
        ...{ operationId: "removeRecording", tags, security: write.security, params },
        summary: "Take a recording away for ever",
        response: { 204: z.null(), ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const done = await doors.acts.recordings.remove({ ...askingOf(request), recordingId: request.params.id });
      return done === "removed" ? reply.code(204).send(null) : refuseProgram(doors, reply, { code: done });
    },
  );
}

const stateOf = (state: string): "recording" | "kept" | "lost" =>
  state === "recording" || state === "kept" ? state : "lost";

function recordingView(recording: KeptRecording): z.infer<typeof recordingWire> {
  const { id, callId, isMessage, state, durationMs, beganAt, endedAt } = recording;
  return {
    ...{ id, callId, kind: isMessage ? "message" : "talk", state: stateOf(state) },
    seconds: durationMs === null ? null : Math.round(durationMs / SECOND_MS),
    beganAt: instantOf(beganAt.getTime()),
    endedAt: endedAt === null ? null : instantOf(endedAt.getTime()),
  };
}
