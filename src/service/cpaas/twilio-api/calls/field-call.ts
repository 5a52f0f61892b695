import { numberSid, sidOf } from "../../../flows/call-documents/index.ts";
import type { CallDirection, CallOutcome } from "../../../telephony/cdr/index.ts";
import { e164Of } from "../../../telephony/dial-plan/index.ts";
import { rfc2822 } from "../rest/rest-answer.ts";

/** How a call stands, in the field's words. */
export const CALL_STATUSES = [
  ...(["queued", "ringing", "in-progress", "canceled", "completed", "failed", "busy", "no-answer"] as const),
] as const;

/** One of `CALL_STATUSES`. */
export type CallStatus = (typeof CALL_STATUSES)[number];

/** A call as the field shows it, whether it was only ordered, goes on, or is over. Instants in milliseconds since 1970. */
export interface CallResource {
  readonly id: string;
  /** By which the list is ordered: when it was ordered, where it was. */
  readonly atMs: number;
  readonly direction: CallDirection;
  /** When a program ordered it; null for calls that nobody ordered, and where that is forgotten. */
  readonly orderedAtMs: number | null;
  readonly from: string;
  readonly to: string;
  readonly code: string | null;
  readonly status: CallStatus;
  readonly beganAtMs: number | null;
  readonly endedAtMs: number | null;
  /** Null while it goes on. */
  readonly talkMs: number | null;
  readonly chargeRupiah: number | null;
  /** How it came to its end, or why no switch began it; null while it may still come to something. */
  readonly end: string | null;
}

/** Which calls of a list are asked for, newest first. */
export interface CallListFilter {
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly status?: CallStatus | undefined;
  readonly begun?: { readonly fromMs?: number; readonly untilMs?: number };
  readonly ended?: { readonly fromMs?: number; readonly untilMs?: number };
  /** Those behind this place. */
  readonly after?: { readonly atMs: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** Why nobody talked, in the field's words; a call in which somebody did is `completed`. */
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

/** How a call that is over stands. */
export function endedStatus(outcome: CallOutcome, { isAnswered }: { readonly isAnswered: boolean }): CallStatus {
  return isAnswered ? "completed" : STATUS_OF[outcome];
}

/** The outcomes of calls in which nobody talked that stand so. */
export function outcomesOf(status: CallStatus): readonly CallOutcome[] {
  return (Object.keys(STATUS_OF) as CallOutcome[]).filter((outcome) => STATUS_OF[outcome] === status);
}

const SECOND_MS = 1_000;

/** A call as the field writes it. */
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
