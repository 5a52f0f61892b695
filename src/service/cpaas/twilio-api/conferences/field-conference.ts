import { z } from "zod";
import { sidOf } from "../../../flows/call-documents/index.ts";
import type { CallStatus } from "../calls/field-call.ts";
import type { MomentRange } from "../rest/moment-range.ts";
import { rfc2822 } from "../rest/rest-answer.ts";

/** How a conference stands, in the field's words. */
export const CONFERENCE_STATUSES = ["init", "in-progress", "completed"] as const;

/** One of `CONFERENCE_STATUSES`. */
export type ConferenceStatus = (typeof CONFERENCE_STATUSES)[number];

/** A conference as it is kept. */
export interface ConferenceResource {
  readonly id: string;
  readonly name: string;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly endedWhy: string | null;
  /** When it was begun, by which the list is ordered. */
  readonly atMs: number;
}

/** A call that takes part in a conference, or was ordered to. */
export interface ParticipantResource {
  /** The call's. */
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

/** Which conferences are asked for, newest first. */
export interface ConferenceFilter {
  readonly id?: string;
  readonly name?: string | undefined;
  readonly status?: ConferenceStatus | undefined;
  readonly created?: MomentRange;
  readonly updated?: MomentRange;
  readonly after?: { readonly atMs: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** Which of those who take part are asked for, in the order in which they came. */
export interface ParticipantFilter {
  readonly conferenceId: string;
  readonly isMuted?: boolean | undefined;
  readonly isHeld?: boolean | undefined;
  readonly isCoaching?: boolean | undefined;
  /** Those behind this call. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const text = z.string();

/** A conference as the field writes it. */
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

/** How somebody who takes part stands, in the field's words. */
const PARTICIPANT_STATUSES = ["queued", "connecting", "ringing", "connected", "complete", "failed"] as const;

/** Somebody who takes part, as the field writes him. */
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

/** Why a conference is over: the field's words, and one of our own for a switch that died. */
const REASONS: Readonly<Record<string, string>> = {
  "ended-by-program": "conference-ended-via-api",
  "ended-by-exit": "participant-with-end-conference-on-exit-left",
  "last-left": "last-participant-left",
  "nobody-came": "last-participant-left",
  "system-restart": "system-restart",
};

/** Why a conference is over, in the field's words; null where they have none for it. */
export function endedReason(why: string): string | null {
  return REASONS[why] ?? null;
}

/** How a conference stands. */
export function conferenceStatus({ startedAtMs, endedAtMs }: ConferenceResource): ConferenceStatus {
  if (endedAtMs !== null) return "completed";
  return startedAtMs === null ? "init" : "in-progress";
}

/** Writes a conference. */
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

/** How somebody stands who takes part; `call` says how his call stands while he is on his way. */
export function participantStatus(
  { joinedAtMs }: Pick<ParticipantResource, "joinedAtMs">,
  call: CallStatus | null,
): (typeof PARTICIPANT_STATUSES)[number] {
  if (joinedAtMs !== null) return "connected";
  return call === null ? "failed" : STATUS_OF[call];
}

/** Writes somebody who takes part; `call` says how his call stands while he is on his way. */
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
