import { setTimeout as delay } from "node:timers/promises";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import type { CallRecordingCommand } from "../../../telephony/calls/index.ts";
import { findCall } from "../calls/call-resource.store.ts";
import { CALLBACK_FIELDS, readStatusCallbacks } from "../calls/callback-form.ts";
import { answerOf, type CallDependencies } from "../calls/change-call.effects.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { missingParameter } from "../rest/rest-refusal.ts";
import { callerOf, forScope, refuseRest } from "../rest/rest-server.routes.ts";
import { type RecordingDependencies, recordingSchema, recordingView, removed } from "./recording.routes.ts";
import { findRecording, isRecordingRefused, listRecordings } from "./recording-resource.store.ts";
import type { RecordingResource } from "./recording-resource.ts";

const tags = ["calls"];
const params = z.object({ AccountSid: z.string(), Sid: z.string() });
const oneParams = params.extend({ RecordingSid: z.string() });
const consumes = ["application/x-www-form-urlencoded"];
const LIST = "/Accounts/:AccountSid/Calls/:Sid/Recordings.json";
const ONE = "/Accounts/:AccountSid/Calls/:Sid/Recordings/:RecordingSid.json";
/** The active recording, in Twilio's API. */
const CURRENT = "Twilio.CURRENT";
/** Polls for a recording that a switch is just starting. */
const POLLS_MAX = 10;
const POLL_MS = 100;

const { RecordingStatusCallback, RecordingStatusCallbackMethod, RecordingStatusCallbackEvent } = CALLBACK_FIELDS;
const beginForm = z.strictObject({
  RecordingStatusCallback,
  RecordingStatusCallbackMethod,
  RecordingStatusCallbackEvent,
  Trim: z.enum(["trim-silence", "do-not-trim"]).optional(),
  // Each of the two parties has its own channel.
  RecordingChannels: z.literal("dual").optional(),
  RecordingTrack: z.literal("both").optional(),
});
const changeForm = z.strictObject({
  Status: z.enum(["paused", "in-progress", "stopped"]).optional(),
  // Paused sections are silence in the recording.
  PauseBehavior: z.literal("silence").optional(),
});

/** Dependencies of the call recording routes, in addition to calls and recordings. */
export interface CallRecordingDependencies extends CallDependencies, RecordingDependencies {
  /** Tests whether the call centre's storage quota permits one more recording. */
  readonly hasRoomForSound: (
    trx: DatabaseTransaction,
    wish: { readonly tenantId: string; readonly bytes: null },
  ) => Promise<boolean>;
}

type Dependencies = CallRecordingDependencies;

/** Recording command of each status. */
const RECORDING_ACTIONS: Readonly<
  Record<NonNullable<z.infer<typeof changeForm>["Status"]>, Exclude<CallRecordingCommand["act"], "begin">>
> = {
  paused: "pause",
  "in-progress": "go-on",
  stopped: "end",
};

/** Twilio-compatible routes of call recordings: start, list, fetch, update and delete. */
export function addCallRecordingRoutes(rest: Http, dependencies: Dependencies): void {
  addBeginning(rest, dependencies);
  addReading(rest, dependencies);
  addChanging(rest, dependencies);
}

function addBeginning(rest: Http, dependencies: Dependencies): void {
  const { kit } = dependencies;
  rest.post(
    LIST,
    {
      config: forScope("recordings.write"),
      schema: {
        tags,
        summary: "Record a call from here on",
        params,
        body: beginForm,
        consumes,
        response: { 201: recordingSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const callId = idOfSid("call", request.params.Sid);
      const call = callId === null ? undefined : await inTenant(kit.db, tenantId, (trx) => findCall(trx, callId));
      if (callId === null || call === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const told = readStatusCallbacks(request.body, new Set(kit.settings.hookHosts));
      if (!told.ok) return refuseRest(dependencies, reply, told.refusal);
      // The recording announcement is not played if the recording could not be stored.
      const hasRoom = await inTenant(kit.db, tenantId, (trx) =>
        dependencies.hasRoomForSound(trx, { tenantId, bytes: null }),
      );
      if (!hasRoom) return refuseRest(dependencies, reply, { code: 88012 });
      const record: CallRecordingCommand = {
        act: "begin",
        recordingId: kit.ids.next(),
        told: told.value.recording ?? null,
        isTrimmed: request.body.Trim === "trim-silence",
      };
      const refusal = answerOf(await dependencies.orderOfCall({ tenantId, callId, record }));
      if (refusal !== undefined) return refuseRest(dependencies, reply, refusal);
      const begun = await recordingBegun(dependencies, { tenantId, callId, recordingId: record.recordingId });
      if (begun === "storage-full") return refuseRest(dependencies, reply, { code: 88012 });
      if (begun === undefined) return refuseRest(dependencies, reply, { code: 20503, retryAfterS: 1 });
      return reply.code(201).send(recordingView(dependencies, begun, tenantId));
    },
  );
}

/** A recording whose command a switch has taken: it is stored before its first sample. Undefined if none started in time. */
async function recordingBegun(
  { kit }: Dependencies,
  {
    tenantId,
    callId,
    recordingId,
  }: { readonly tenantId: string; readonly callId: string; readonly recordingId: string },
): Promise<RecordingResource | "storage-full" | undefined> {
  for (let look = 0; look < POLLS_MAX; look += 1) {
    const found = await inTenant(kit.db, tenantId, async (trx) => {
      const recording = await findRecording(trx, recordingId);
      if (recording !== undefined) return recording;
      return (await isRecordingRefused(trx, { callId, recordingId })) ? ("storage-full" as const) : undefined;
    });
    if (found !== undefined) return found;
    await delay(POLL_MS);
  }
  return undefined;
}

function addReading(rest: Http, dependencies: Dependencies): void {
  rest.get(
    ONE,
    {
      config: forScope("recordings.read"),
      schema: {
        tags,
        summary: "A recording of a call",
        params: oneParams,
        response: { 200: recordingSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await recordingOf(dependencies, request);
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      return recordingView(dependencies, found, callerOf(request).tenantId);
    },
  );
}

function addChanging(rest: Http, dependencies: Dependencies): void {
  const config = forScope("recordings.write");
  rest.post(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "Have a recording of a call stand still, go on, or end",
        params: oneParams,
        body: changeForm,
        consumes,
        response: { 200: recordingSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await recordingOf(dependencies, request);
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { Status } = request.body;
      if (Status === undefined) return refuseRest(dependencies, reply, missingParameter("Status"));
      const { tenantId } = callerOf(request);
      const { id: recordingId, callId, state } = found;
      if (state !== "recording") return refuseRest(dependencies, reply, { code: 21220 });
      const record: CallRecordingCommand = { act: RECORDING_ACTIONS[Status], recordingId };
      const refusal = answerOf(await dependencies.orderOfCall({ tenantId, callId, record }));
      if (refusal !== undefined) return refuseRest(dependencies, reply, refusal);
      return { ...recordingView(dependencies, found, tenantId), status: Status };
    },
  );
  rest.delete(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "Take a recording of a call away for ever",
        params: oneParams,
        response: { 204: z.null(), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await recordingOf(dependencies, request);
      return removed(dependencies, { request, reply }, found?.id ?? null);
    },
  );
}

/** The recording named in the request, within the named call; undefined if there is none, or for another call. */
async function recordingOf({ kit }: Dependencies, request: FastifyRequest): Promise<RecordingResource | undefined> {
  const { Sid, RecordingSid } = request.params as z.infer<typeof oneParams>;
  const [callId, id] = [idOfSid("call", Sid), idOfSid("recording", RecordingSid)];
  if (callId === null || (id === null && RecordingSid !== CURRENT)) return undefined;
  return inTenant(kit.db, callerOf(request).tenantId, async (trx) => {
    if (id !== null) {
      const found = await findRecording(trx, id);
      return found?.callId === callId && found.conferenceId === null ? found : undefined;
    }
    const [newest] = await listRecordings(trx, { callId, isOfCall: true, state: "recording", limit: 1 });
    return newest;
  });
}
