import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import type { RecordingChange } from "../calls/api-operations.ts";
import {
  type RecordingDependencies,
  recordingPage,
  recordingQuery,
  recordingSchema,
  recordingView,
  removed,
} from "../recordings/recording.routes.ts";
import { findRecording, listRecordings } from "../recordings/recording-resource.store.ts";
import type { RecordingResource } from "../recordings/recording-resource.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { pageSchema } from "../rest/rest-page.ts";
import { missingParameter, type RestRefusal } from "../rest/rest-refusal.ts";
import { callerOf, forScope, refuseRest } from "../rest/rest-server.routes.ts";
import { type ConferenceDependencies, conferenceOf, refusalOf } from "./conference.routes.ts";
import { listParticipants } from "./conference-resource.store.ts";

const tags = ["conferences"];
const params = z.object({ AccountSid: z.string(), Sid: z.string() });
const oneParams = params.extend({ RecordingSid: z.string() });
const consumes = ["application/x-www-form-urlencoded"];
const LIST = "/Accounts/:AccountSid/Conferences/:Sid/Recordings.json";
const ONE = "/Accounts/:AccountSid/Conferences/:Sid/Recordings/:RecordingSid.json";
/** The active recording, in Twilio's API. */
const CURRENT = "Twilio.CURRENT";

const changeForm = z.strictObject({
  Status: z.enum(["paused", "in-progress", "stopped"]).optional(),
  // Paused sections are silence in the recording.
  PauseBehavior: z.literal("silence").optional(),
});

type Dependencies = ConferenceDependencies & RecordingDependencies;

/** Recording change of each status. */
const CHANGES: Readonly<Record<NonNullable<z.infer<typeof changeForm>["Status"]>, RecordingChange>> = {
  paused: "pause",
  "in-progress": "go-on",
  stopped: "end",
};

/** Twilio-compatible routes of conference recordings: list, fetch, update and delete. */
export function addConferenceRecordingRoutes(rest: Http, dependencies: Dependencies): void {
  addReading(rest, dependencies);
  addChanging(rest, dependencies);
}

function addReading(rest: Http, dependencies: Dependencies): void {
  const config = forScope("recordings.read");
  rest.get(
    LIST,
    {
      config,
      schema: {
        tags,
        summary: "Recordings of a conference, newest first",
        params,
        querystring: recordingQuery,
        response: { 200: pageSchema.extend({ recordings: z.array(recordingSchema) }), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const id = idOfSid("conference", request.params.Sid);
      const isKnown = id !== null && (await isThere(dependencies, request, id));
      if (!isKnown) return refuseRest(dependencies, reply, { code: 20404 });
      return recordingPage(dependencies, { request, reply, query: request.query }, { conferenceId: id });
    },
  );
  rest.get(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "A recording of a conference",
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

/** Tests whether a conference exists, or is purged but has left a recording. */
async function isThere(dependencies: Dependencies, request: FastifyRequest, conferenceId: string): Promise<boolean> {
  if ((await conferenceOf(dependencies, request)) !== undefined) return true;
  const { tenantId } = callerOf(request);
  const [left] = await inTenant(dependencies.kit.db, tenantId, (trx) =>
    listRecordings(trx, { conferenceId, limit: 1 }),
  );
  return left !== undefined;
}

function addChanging(rest: Http, dependencies: Dependencies): void {
  const config = forScope("recordings.write");
  rest.post(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "Have a recording of a conference stand still, go on, or end",
        params: oneParams,
        body: changeForm,
        consumes,
        response: { 200: recordingSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await recordingOf(dependencies, request);
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { tenantId } = callerOf(request);
      const { Status: status } = request.body;
      if (status === undefined) return refuseRest(dependencies, reply, missingParameter("Status"));
      const changed = await changeRecording(dependencies, { tenantId, found }, CHANGES[status]);
      if (!changed.ok) return refuseRest(dependencies, reply, changed.refusal);
      return { ...recordingView(dependencies, found, tenantId), status };
    },
  );
  rest.delete(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "Take a recording of a conference away for ever",
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

/** The recording named in the request, within the named conference; undefined if there is none, or for another call centre. */
async function recordingOf({ kit }: Dependencies, request: FastifyRequest): Promise<RecordingResource | undefined> {
  const { Sid, RecordingSid } = request.params as z.infer<typeof oneParams>;
  const [conferenceId, id] = [idOfSid("conference", Sid), idOfSid("recording", RecordingSid)];
  if (conferenceId === null || (id === null && RecordingSid !== CURRENT)) return undefined;
  return inTenant(kit.db, callerOf(request).tenantId, async (trx) => {
    if (id === null) {
      const [newest] = await listRecordings(trx, { conferenceId, limit: 1 });
      return newest?.state === "recording" ? newest : undefined;
    }
    const found = await findRecording(trx, id);
    return found?.conferenceId === conferenceId ? found : undefined;
  });
}

/** Pauses, resumes or ends a conference recording. */
export async function changeRecording(
  dependencies: ConferenceDependencies,
  { tenantId, found }: { readonly tenantId: string; readonly found: RecordingResource },
  wanted: RecordingChange,
): Promise<Result<null, RestRefusal>> {
  const { id: recordingId, conferenceId, state } = found;
  if (conferenceId === null || state !== "recording") return refuse({ code: 21220 });
  const [first] = await inTenant(dependencies.kit.db, tenantId, (trx) =>
    listParticipants(trx, { conferenceId, limit: 1 }),
  );
  if (first === undefined) return refuse({ code: 21220 });
  const conference = { act: "record", conferenceId, recordingId, change: wanted } as const;
  const refusal = refusalOf(await dependencies.actOnConference({ tenantId, callId: first.id, conference }));
  return refusal === undefined ? ok(null) : refuse(refusal);
}
