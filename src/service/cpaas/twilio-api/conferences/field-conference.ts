import { z } from "zod";
import { sidOf } from "../../../flows/call-documents/index.ts";
import type { CallStatus } from "../calls/field-call.ts";
import type { MomentRange } from "../rest/moment-range.ts";
import { rfc2822 } from "../rest/rest-answer.ts";

/** Conference statuses of Twilio's API. */
export const CONFERENCE_STATUSES = ["init", "in-progress", "completed"] as const;

/** One of `CONFERENCE_STATUSES`. */
export type ConferenceStatus = (typeof CONFERENCE_STATUSES)[number];

/** A stored conference. */
export interface ConferenceResource {
  readonly id: string;
  readonly name: string;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly endedWhy: string | null;
  /** Time of creation, the sort key of the list. */
  readonly atMs: number;
}

/** A participant call of a conference, or a call ordered into it. */
export interface ParticipantResource {
  /** Id of the call. */
  readonly id: string;
  readonly conferenceId: string;
  readonly label: string | null;
  readonly isMuted: boolean;
  readonly isHeld: boolean;
  readonly starts: boolean;
  readonly ends: boolean;
  readonly coachedCallId: string | null;
  readonly createdAtMs: number;
  readonly joinedAtMs: number | null;
}

/** Filter of the list of conferences, newest first. */
export interface ConferenceFilter {
  readonly id?: string;
  readonly name?: string | undefined;
  readonly status?: ConferenceStatus | undefined;
  readonly created?: MomentRange;
  readonly updated?: MomentRange;
  readonly after?: { readonly atMs: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** Filter of the list of participants, in the order in which they joined. */
export interface ParticipantFilter {
  readonly conferenceId: string;
  readonly isMuted?: boolean | undefined;
  readonly isHeld?: boolean | undefined;
  readonly isCoaching?: boolean | undefined;
  /** Cursor: the call after which the page starts. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const text = z.string();

/** A conference in Twilio's shape. */
export const conferenceSchema = z.object({
  sid: text,
  account_sid: text,
  api_version: text,
  friendly_name: text,
  region: text,
  status: z.enum(CONFERENCE_STATUSES),
  date_created: text,
  date_updated: text,
  reason_conference_ended: text.nullable(),
  call_sid_ending_conference: z.null(),
  uri: text,
  subresource_uris: z.record(text, text),
});

/** Participant statuses of Twilio's API. */
const PARTICIPANT_STATUSES = ["queued", "connecting", "ringing", "connected", "complete", "failed"] as const;

/** A participant in Twilio's shape. */
export const participantSchema = z.object({
  account_sid: text,
  call_sid: text,
  conference_sid: text,
  label: text.nullable(),
  call_sid_to_coach: text.nullable(),
  coaching: z.boolean(),
  muted: z.boolean(),
  hold: z.boolean(),
  start_conference_on_enter: z.boolean(),
  end_conference_on_exit: z.boolean(),
  status: z.enum(PARTICIPANT_STATUSES),
  queue_time: text,
  date_created: text,
  date_updated: text,
  uri: text,
});

/** End reasons of a conference in Twilio's API, and an own reason for a crashed switch. */
const REASONS: Readonly<Record<string, string>> = {
  "ended-by-program": "conference-ended-via-api",
  "ended-by-exit": "participant-with-end-conference-on-exit-left",
  "last-left": "last-participant-left",
  "nobody-came": "last-participant-left",
  "system-restart": "system-restart",
};

/** Twilio's end reason of a conference; null without an equivalent. */
export function endedReason(why: string): string | null {
  return REASONS[why] ?? null;
}

/** Twilio's status of a conference. */
export function conferenceStatus({ startedAtMs, endedAtMs }: ConferenceResource): ConferenceStatus {
  if (endedAtMs !== null) return "completed";
  return startedAtMs === null ? "init" : "in-progress";
}

/** Maps a conference to Twilio's shape. */
export function conferenceView(
  conference: ConferenceResource,
  { tenantId, prefix }: { readonly tenantId: string; readonly prefix: string },
): z.infer<typeof conferenceSchema> {
  const { id, name, atMs, startedAtMs, endedAtMs, endedWhy } = conference;
  const [sid, owner] = [sidOf("conference", id), sidOf("account", tenantId)];
  const path = `${prefix}/Accounts/${owner}/Conferences/${sid}`;
  return {
    sid,
    account_sid: owner,
    api_version: "2010-04-01",
    friendly_name: name,
    region: "id1",
    status: conferenceStatus(conference),
    date_created: rfc2822(atMs),
    date_updated: rfc2822(endedAtMs ?? startedAtMs ?? atMs),
    reason_conference_ended: endedWhy === null ? null : endedReason(endedWhy),
    call_sid_ending_conference: null,
    uri: `${path}.json`,
    subresource_uris: { participants: `${path}/Participants.json`, recordings: `${path}/Recordings.json` },
  };
}

const STATUS_OF: Readonly<Record<CallStatus, (typeof PARTICIPANT_STATUSES)[number]>> = {
  queued: "queued",
  ringing: "ringing",
  "in-progress": "connecting",
  completed: "complete",
  canceled: "failed",
  failed: "failed",
  busy: "failed",
  "no-answer": "failed",
};

/** Twilio's status of a participant; `call` is the status of the call until the participant joins. */
export function participantStatus(
  { joinedAtMs }: Pick<ParticipantResource, "joinedAtMs">,
  call: CallStatus | null,
): (typeof PARTICIPANT_STATUSES)[number] {
  if (joinedAtMs !== null) return "connected";
  return call === null ? "failed" : STATUS_OF[call];
}

/** Maps a participant to Twilio's shape; `call` is the status of the call until the participant joins. */
export function participantView(
  participant: ParticipantResource,
  own: { readonly tenantId: string; readonly prefix: string; readonly call: CallStatus | null },
): z.infer<typeof participantSchema> {
  const { id, conferenceId, label, isMuted, isHeld, starts, ends, coachedCallId, createdAtMs, joinedAtMs } =
    participant;
  const owner = sidOf("account", own.tenantId);
  const [callSid, conferenceSid] = [sidOf("call", id), sidOf("conference", conferenceId)];
  const status = participantStatus(participant, own.call);
  return {
    account_sid: owner,
    call_sid: callSid,
    conference_sid: conferenceSid,
    label,
    status,
    queue_time: "0",
    call_sid_to_coach: coachedCallId === null ? null : sidOf("call", coachedCallId),
    coaching: coachedCallId !== null,
    muted: isMuted,
    hold: isHeld,
    start_conference_on_enter: starts,
    end_conference_on_exit: ends,
    date_created: rfc2822(createdAtMs),
    date_updated: rfc2822(joinedAtMs ?? createdAtMs),
    uri: `${own.prefix}/Accounts/${owner}/Conferences/${conferenceSid}/Participants/${callSid}.json`,
  };
}
