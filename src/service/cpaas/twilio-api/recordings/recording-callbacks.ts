import { sidOf } from "../../../flows/call-documents/index.ts";
import type { CallEvent, StatusCallbacks, StatusCallbackTarget } from "../../../telephony/cdr/index.ts";
import type { StatusCallbackFacts } from "../calls/status-callbacks.ts";
import type { Telling } from "../calls/telling.ts";
import { rfc2822 } from "../rest/rest-answer.ts";

/** A recording of a call that is complete or absent. */
export interface FinishedRecording {
  readonly id: string;
  readonly isKept: boolean;
  readonly durationMs: number | null;
  readonly beganAtMs: number;
  readonly endedAtMs: number;
}

/** A conference recording with callbacks. */
export interface ConferenceRecordingCallback {
  readonly id: string;
  readonly tenantId: string;
  readonly conferenceId: string;
  readonly told: StatusCallbackTarget;
  readonly isBeginTold: boolean;
  /** State: active, available, absent or deleted; a lost recording may still be found. */
  readonly state: "open" | "kept" | "absent" | "gone";
  readonly durationMs: number | null;
  readonly beganAtMs: number;
  readonly endedAtMs: number;
}

const MS_PER_S = 1_000;
const API_VERSION = "2010-04-01";

interface Wished {
  readonly address: StatusCallbackTarget;
  readonly source: "OutboundAPI" | "DialVerb" | "RecordVerb" | "StartCallRecordingAPI";
}

/** Recordings of a call with callbacks: set by the order, or by the document that recorded or dialled. */
export function wishedRecordings({
  wish,
  events,
}: Pick<StatusCallbackFacts, "wish" | "events">): ReadonlyMap<string, Wished> {
  const wished = new Map<string, Wished>();
  let ofTalks: Wished | undefined =
    wish?.recording === undefined ? undefined : { address: wish.recording, source: "OutboundAPI" };
  for (const { body } of events) {
    if (body.kind === "leg.invited") ofTalks = recordingCallbackOf(body.told, "DialVerb") ?? ofTalks;
    const own = recordedBy(body, ofTalks);
    if (own !== undefined) wished.set(own.recordingId, own.wished);
  }
  return wished;
}

function recordingCallbackOf(told: StatusCallbacks | undefined, source: Wished["source"]): Wished | undefined {
  return told?.recording === undefined ? undefined : { address: told.recording, source };
}

function recordedBy(body: CallEvent["body"], ofTalks: Wished | undefined) {
  if (body.kind === "recording.began") {
    // A recording started by an API client has its own callback; the callback for all conversations does not apply to it.
    const wished = body.byProgram === true ? recordingCallbackOf(body.told, "StartCallRecordingAPI") : ofTalks;
    return wished && { recordingId: body.recordingId, wished };
  }
  if (body.kind !== "message.began") return undefined;
  const own = recordingCallbackOf(body.told, "RecordVerb");
  return own && { recordingId: body.recordingId, wished: own };
}

/** Builds the callback of an available or absent recording; undefined if the event is not subscribed. */
export function recordingTelling(
  { callId, tenantId }: Pick<StatusCallbackFacts, "callId" | "tenantId">,
  recording: FinishedRecording,
  { wished, publicUrl }: { readonly wished: Wished; readonly publicUrl: string },
): Telling | undefined {
  const { isKept, durationMs, beganAtMs, endedAtMs } = recording;
  const { address, source } = wished;
  const status = isKept ? "completed" : "absent";
  if (!address.events.includes(status)) return undefined;
  const [account, sid] = [sidOf("account", tenantId), sidOf("recording", recording.id)];
  const fields = {
    AccountSid: account,
    CallSid: sidOf("call", callId),
    RecordingSid: sid,
    RecordingStatus: status,
    RecordingUrl: `${publicUrl}/${API_VERSION}/Accounts/${account}/Recordings/${sid}`,
    ...(isKept ? { RecordingDuration: String(Math.round((durationMs ?? 0) / MS_PER_S)) } : {}),
    RecordingChannels: source === "RecordVerb" ? "1" : "2",
    RecordingStartTime: rfc2822(beganAtMs),
    RecordingSource: source,
    RecordingTrack: "both",
    ApiVersion: API_VERSION,
    Timestamp: rfc2822(endedAtMs),
  };
  const { url, method } = address;
  return { kind: "call.recording", address: { url, method }, atMs: endedAtMs, fields };
}

/** Unsent callbacks of a conference recording, in order, and whether no callback is left. */
export function conferenceRecordingTellings(
  recording: ConferenceRecordingCallback,
  publicUrl: string,
): { readonly tellings: readonly Telling[]; readonly isOver: boolean } {
  const { state, isBeginTold, beganAtMs, endedAtMs } = recording;
  if (state === "gone") return { tellings: [], isOver: true };
  const end = ENDS[state];
  const told = [
    ...(isBeginTold ? [] : [conferenceTelling(recording, { status: "in-progress", atMs: beganAtMs, publicUrl })]),
    ...(end === null ? [] : [conferenceTelling(recording, { status: end, atMs: endedAtMs, publicUrl })]),
  ];
  const { events } = recording.told;
  const tellings = told.filter(({ fields }) => events.includes(fields.RecordingStatus ?? ""));
  return { tellings, isOver: end !== null };
}

const ENDS = { open: null, kept: "completed", absent: "absent" } as const;

function conferenceTelling(
  { id, tenantId, conferenceId, told, durationMs, beganAtMs }: ConferenceRecordingCallback,
  { status, atMs, publicUrl }: { readonly status: string; readonly atMs: number; readonly publicUrl: string },
): Telling {
  const [account, sid] = [sidOf("account", tenantId), sidOf("recording", id)];
  const fields = {
    AccountSid: account,
    ConferenceSid: sidOf("conference", conferenceId),
    RecordingSid: sid,
    RecordingStatus: status,
    RecordingUrl: `${publicUrl}/${API_VERSION}/Accounts/${account}/Recordings/${sid}`,
    ...(status === "completed" ? { RecordingDuration: String(Math.round((durationMs ?? 0) / MS_PER_S)) } : {}),
    RecordingChannels: "1",
    RecordingStartTime: rfc2822(beganAtMs),
    RecordingSource: "Conference",
    ApiVersion: API_VERSION,
    Timestamp: rfc2822(atMs),
  };
  return { kind: "conference.recording", address: { url: told.url, method: told.method }, atMs, fields };
}
