import { numberSid, sidOf } from "../../../flows/call-documents/index.ts";
import type { CallDirection, CallOutcome } from "../../../telephony/cdr/index.ts";
import { e164Of } from "../../../telephony/dial-plan/index.ts";
import { rfc2822 } from "../rest/rest-answer.ts";

/** Call statuses of Twilio's API. */
export const CALL_STATUSES = [
  ...(["queued", "ringing", "in-progress", "canceled", "completed", "failed", "busy", "no-answer"] as const),
] as const;

/** One of `CALL_STATUSES`. */
export type CallStatus = (typeof CALL_STATUSES)[number];

/** A call in any state (ordered, active or ended) for Twilio's API. Instants in milliseconds since 1970. */
export interface CallResource {
  readonly id: string;
  /** Sort key of the list: the time of the order if there is one. */
  readonly atMs: number;
  readonly direction: CallDirection;
  /** Time of the API order; null for calls without an order, or once the order is purged. */
  readonly orderedAtMs: number | null;
  readonly from: string;
  readonly to: string;
  readonly code: string | null;
  readonly status: CallStatus;
  readonly beganAtMs: number | null;
  readonly endedAtMs: number | null;
  /** Null while the call is active. */
  readonly talkMs: number | null;
  readonly chargeRupiah: number | null;
  /** Reason of the end, or why no switch started the call; null while the call is pending or active. */
  readonly end: string | null;
}

/** Filter of the list of calls, newest first. */
export interface CallListFilter {
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly status?: CallStatus | undefined;
  readonly begun?: { readonly fromMs?: number; readonly untilMs?: number };
  readonly ended?: { readonly fromMs?: number; readonly untilMs?: number };
  /** Cursor of the page. */
  readonly after?: { readonly atMs: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** Twilio's statuses of unanswered calls; an answered call is `completed`. */
const STATUS_OF: Readonly<Record<CallOutcome, CallStatus>> = {
  answered: "completed",
  abandoned: "completed",
  voicemail: "completed",
  automated: "completed",
  cancelled: "canceled",
  "no-answer": "no-answer",
  busy: "busy",
  "no-phone": "failed",
  declined: "failed",
  "unknown-number": "failed",
  "number-off": "failed",
  "not-a-test-line": "failed",
  "channels-full": "failed",
  "spending-limit": "failed",
  "far-end-failed": "failed",
  "media-lost": "failed",
  "storage-away": "failed",
  fault: "failed",
  "system-restart": "failed",
};

/** Twilio's status of an ended call. */
export function endedStatus(outcome: CallOutcome, { isAnswered }: { readonly isAnswered: boolean }): CallStatus {
  return isAnswered ? "completed" : STATUS_OF[outcome];
}

/** Outcomes of unanswered calls with a status. */
export function outcomesOf(status: CallStatus): readonly CallOutcome[] {
  return (Object.keys(STATUS_OF) as CallOutcome[]).filter((outcome) => STATUS_OF[outcome] === status);
}

const SECOND_MS = 1_000;

/** Maps a call to Twilio's shape. */
export function callView(
  call: CallResource,
  { tenantId, prefix }: { readonly tenantId: string; readonly prefix: string },
) {
  const [sid, account] = [sidOf("call", call.id), sidOf("account", tenantId)];
  const moment = (ms: number | null) => (ms === null ? null : rfc2822(ms));
  const direction = directionOf(call);
  const [from, to] = [e164Of(call.from), e164Of(call.to)];
  const path = `${prefix}/Accounts/${account}/Calls/${sid}`;
  return {
    sid,
    account_sid: account,
    api_version: "2010-04-01",
    parent_call_sid: null,
    group_sid: null,
    trunk_sid: null,
    from,
    from_formatted: from,
    to,
    to_formatted: to,
    direction,
    status: call.status,
    phone_number_sid: call.code === null ? null : numberSid(call.code),
    date_created: rfc2822(call.atMs),
    date_updated: rfc2822(call.endedAtMs ?? call.beganAtMs ?? call.atMs),
    start_time: moment(call.beganAtMs),
    end_time: moment(call.endedAtMs),
    duration: call.talkMs === null ? null : String(Math.round(call.talkMs / SECOND_MS)),
    price: call.chargeRupiah === null ? null : String(-call.chargeRupiah),
    price_unit: "IDR",
    answered_by: null,
    annotation: null,
    forwarded_from: null,
    caller_name: null,
    queue_time: "0",
    uri: `${path}.json`,
    subresource_uris: { recordings: `${path}/Recordings.json`, events: `${path}/Events.json` },
  };
}

function directionOf({ direction, orderedAtMs }: CallResource): "inbound" | "outbound-api" | "outbound-dial" {
  if (direction === "inbound") return "inbound";
  return orderedAtMs !== null ? "outbound-api" : "outbound-dial";
}
