import type { RestRefusal } from "../twilio-api/index.ts";

/** Error codes of the native API. */
export type ProgramRefusal =
  | "api-key-missing"
  | "api-key-unknown"
  | "api-key-scope"
  | "idempotency-key-unfit"
  | "request-differs"
  | "too-many-requests"
  | "try-again-shortly"
  | "invalid-input"
  | "no-such-call"
  | "no-such-voice-application"
  | "hook-address-unfit"
  | "document-unfit"
  | "call-target-one"
  | "call-number-unfit"
  | "call-number-for-people"
  | "call-from-unknown"
  | "call-orders-waiting"
  | "call-stands-otherwise"
  | "application-limit"
  | "application-leads-numbers"
  | "no-such-number"
  | "no-such-queue"
  | "queue-name-taken"
  | "queue-limit"
  | "queue-day-limit"
  | "queue-waits"
  | "queue-used"
  | "nobody-waits-so"
  | "no-such-recording"
  | "recording-goes-on"
  | "recording-lost"
  | "recording-stands-otherwise"
  | "range-not-there"
  | "no-such-conference"
  | "conference-stands-otherwise"
  | "nobody-takes-part-so"
  | "nothing-to-change"
  | "coached-unknown"
  | "usage-days-unfit";

/** HTTP status of each error code; a missing entry is a compile error. */
export const PROGRAM_STATUS: Readonly<Record<ProgramRefusal, 400 | 401 | 403 | 404 | 409 | 410 | 416 | 429 | 503>> = {
  "api-key-missing": 401,
  "api-key-unknown": 401,
  "api-key-scope": 403,
  "idempotency-key-unfit": 400,
  "request-differs": 409,
  "too-many-requests": 429,
  "try-again-shortly": 503,
  "invalid-input": 400,
  "no-such-call": 404,
  "no-such-voice-application": 404,
  "hook-address-unfit": 400,
  "document-unfit": 400,
  "call-target-one": 400,
  "call-number-unfit": 400,
  "call-number-for-people": 403,
  "call-from-unknown": 400,
  "call-orders-waiting": 429,
  "call-stands-otherwise": 409,
  "application-limit": 409,
  "application-leads-numbers": 409,
  "no-such-number": 404,
  "no-such-queue": 404,
  "queue-name-taken": 409,
  "queue-limit": 409,
  "queue-day-limit": 409,
  "queue-waits": 409,
  "queue-used": 409,
  "nobody-waits-so": 404,
  "no-such-recording": 404,
  "recording-goes-on": 409,
  "recording-lost": 410,
  "recording-stands-otherwise": 409,
  "range-not-there": 416,
  "no-such-conference": 404,
  "conference-stands-otherwise": 409,
  "nobody-takes-part-so": 404,
  "nothing-to-change": 400,
  "coached-unknown": 400,
  "usage-days-unfit": 400,
};

/** An error response for an API client. */
export interface Refused {
  readonly code: ProgramRefusal;
  /** The request field that the error concerns. */
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Retry-After in seconds, for 429 and 503. */
  readonly retryAfterS?: number;
}

/** Maps refusals of the shared API operations to errors of the native API; the caller supplies the error for a missing resource. */
const OF_CODE: Readonly<Partial<Record<RestRefusal["code"], Refused>>> = {
  20429: { code: "call-orders-waiting" },
  20503: { code: "try-again-shortly" },
  21201: { code: "call-target-one", field: "to" },
  21205: { code: "hook-address-unfit" },
  21210: { code: "call-from-unknown", field: "from" },
  21211: { code: "call-number-unfit", field: "to" },
  21212: { code: "call-from-unknown", field: "from" },
  21213: { code: "call-from-unknown", field: "from" },
  21216: { code: "call-number-for-people", field: "to" },
  21218: { code: "no-such-voice-application", field: "instructions.applicationId" },
  21220: { code: "call-stands-otherwise" },
  88002: { code: "request-differs" },
};

/** Field names of the native API, by the names in the shared API operations. */
const FIELDS: Readonly<Record<string, string>> = {
  Url: "instructions.url",
  FallbackUrl: "instructions.fallbackUrl",
  Twiml: "instructions.document",
  StatusCallback: "statusCallback.url",
  RecordingStatusCallback: "recordingCallback.url",
  ConferenceStatusCallback: "conferenceCallback.url",
  ConferenceRecordingStatusCallback: "conferenceRecordingCallback.url",
  WaitUrl: "waitUrl",
  HoldUrl: "holdUrl",
  AnnounceUrl: "announceUrl",
  CallSidToCoach: "coachesCallId",
};

/** Maps a refused operation to an error; `missing` is the error for a missing resource, `own` overrides single codes. */
export function refusedBy(
  { code, params, retryAfterS }: RestRefusal,
  missing: ProgramRefusal,
  own: Readonly<Partial<Record<RestRefusal["code"], ProgramRefusal>>> = {},
): Refused {
  if (code === 20404) return { code: missing };
  const [name = ""] = String(params?.["name"] ?? "").split(",");
  // The Twilio-compatible API has one error number for invalid URLs and invalid documents.
  const said = code === 21205 && name === "Twiml" ? "document-unfit" : own[code];
  const known: Refused = said === undefined ? (OF_CODE[code] ?? { code: "invalid-input" }) : { code: said };
  const field = FIELDS[name];
  return {
    ...known,
    ...(field === undefined ? {} : { field }),
    ...(retryAfterS === undefined ? {} : { retryAfterS }),
  };
}
