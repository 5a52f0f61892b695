import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { auditEntry, ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { readRange } from "./audio-range.ts";
import { noteDownload, noteListening, type PlayableRecording, playableRecording } from "./listening.store.ts";
import { openRecordingSound, type RecordingSound } from "./recording-sound.effects.ts";

/** Refusals of playing a recording. */
const RECORDING_REFUSALS = {
  "no-such-recording": "not-found",
  "recording-goes-on": "conflict",
  "recording-lost": "gone",
  "recording-deleted": "gone",
} as const satisfies RefusalTable;

type RecordingRefusal = keyof typeof RECORDING_REFUSALS;

/** The folder and the key of recordings. */
export interface RecordingStorage {
  readonly folder: string;
  readonly key: Buffer;
}

const schema = {
  tags: ["recordings"],
  params: z.object({ id: z.uuid() }),
  response: {
    200: z.any(),
    206: z.any(),
    400: problemSchema,
    401: problemSchema,
    403: problemSchema,
    404: problemSchema,
    409: problemSchema,
    410: problemSchema,
    416: problemSchema,
  },
};
// Compression does not reduce audio, and a range must consist of the bytes of the whole file.
const shared = { exposeHeadRoute: false, compress: false, config: { access: "recording.listen" } } as const;

/** Routes of playback and download of recordings, by Range. Each access is in the tenant's list and in the audit log before its first byte is sent. */
export function addRecordingRoutes(app: Http, kit: Kit, doors: RecordingStorage): void {
  app.get(
    "/api/service/recordings/:id/audio",
    { ...shared, schema: { ...schema, summary: "The sound of a recording, to be played" } },
    (request, reply) => sendSound(request, reply, { kit, doors, what: "listened" }),
  );
  app.get(
    "/api/service/recordings/:id/download",
    { ...shared, schema: { ...schema, summary: "The sound of a recording, as a file" } },
    (request, reply) => sendSound(request, reply, { kit, doors, what: "downloaded" }),
  );
}

interface Sending {
  readonly kit: Kit;
  readonly doors: RecordingStorage;
  readonly what: "listened" | "downloaded";
}

async function sendSound(
  request: FastifyRequest,
  reply: FastifyReply,
  { kit, doors, what }: Sending,
): Promise<FastifyReply> {
  const { id } = request.params as { readonly id: string };
  const tenantId = tenantOfCaller(request.caller, "recording.listen");
  const recording = await inTenant(kit.db, tenantId, (trx) => playableRecording(trx, id));
  const sound = await soundOf(doors, recording);
  if (!sound.ok) return sendRefusal(kit, reply, RECORDING_REFUSALS, sound.refusal);
  const { bytes } = sound.value;
  const tag = `"${id}-${bytes}"`;
  const condition = request.headers["if-range"];
  const range = readRange(condition === undefined || condition === tag ? request.headers.range : undefined, bytes);
  reply.headers({ "cache-control": "no-store", "accept-ranges": "bytes", etag: tag });
  if (range.kind === "not-there") {
    await sound.value.close();
    reply.header("content-range", `bytes */${bytes}`);
    return sendProblem(reply, kit.texts, 416, { code: "range-not-there" });
  }
  await noteOpening(request, { kit, recordingId: id, what }).catch(async (error: unknown) => {
    await sound.value.close();
    throw error;
  });
  const { from, to } = range.kind === "whole" ? { from: 0, to: bytes } : range;
  if (range.kind === "part") reply.code(206).header("content-range", `bytes ${from}-${to - 1}/${bytes}`);
  const disposition = what === "downloaded" ? "attachment" : "inline";
  return reply
    .type("audio/wav")
    .header("content-length", to - from)
    .header("content-disposition", `${disposition}; filename="rekaman-${id}.wav"`)
    .send(sound.value.read(from, to));
}

async function soundOf(
  doors: RecordingStorage,
  recording: PlayableRecording | undefined,
): Promise<Result<RecordingSound, RecordingRefusal>> {
  if (recording === undefined) return refuse("no-such-recording");
  if (recording.state === "recording") return refuse("recording-goes-on");
  if (recording.state === "deleted") return refuse("recording-deleted");
  if (recording.state === "lost" || recording.segments.length === 0) return refuse("recording-lost");
  const sound = await openRecordingSound({ ...doors, recording });
  return sound === undefined ? refuse("recording-lost") : ok(sound);
}

async function noteOpening(
  request: FastifyRequest,
  opened: {
    readonly kit: Kit;
    readonly recordingId: string;
    readonly what: Sending["what"];
  },
): Promise<void> {
  const { kit, recordingId, what } = opened;
  const requestContext = requestContextOf(request, "recording.listen");
  const { tenantId, personId } = requestContext;
  const at = new Date(kit.clock.nowMs());
  const opening = { id: kit.ids.next(), recordingId, tenantId, personId, at };
  await inTenant(kit.db, tenantId, async (trx) => {
    if (what === "listened" && !(await noteListening(trx, opening))) return;
    if (what === "downloaded") await noteDownload(trx, opening);
    const action = { action: `recording.${what}`, subjectKind: "recording", subjectId: recordingId, detail: {} };
    await recordAudit(trx, kit, auditEntry(requestContext, action));
  });
}
