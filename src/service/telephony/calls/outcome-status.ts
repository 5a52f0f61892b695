import type { CallOutcome } from "../cdr/index.ts";

/**
 * The response to a caller that was not answered: the SIP status (RFC 3261 §21) and the Q.850 cause for exchanges (RFC 3326). A full trunk answers like an E1
 * with all channels in use: cause 34. An exceeded spending limit is refused until the end of the month: 403, and cause 21.
 */
export const STATUS_OF_OUTCOME: Readonly<Record<CallOutcome, { readonly status: number; readonly cause: number }>> = {
  answered: { status: 200, cause: 16 },
  abandoned: { status: 200, cause: 16 },
  voicemail: { status: 200, cause: 16 },
  automated: { status: 200, cause: 16 },
  cancelled: { status: 487, cause: 16 },
  "no-answer": { status: 480, cause: 19 },
  busy: { status: 486, cause: 17 },
  "no-phone": { status: 480, cause: 20 },
  declined: { status: 603, cause: 21 },
  "unknown-number": { status: 404, cause: 1 },
  "number-off": { status: 404, cause: 1 },
  "not-a-test-line": { status: 403, cause: 21 },
  "channels-full": { status: 503, cause: 34 },
  "spending-limit": { status: 403, cause: 21 },
  "far-end-failed": { status: 502, cause: 38 },
  "media-lost": { status: 500, cause: 41 },
  "storage-away": { status: 503, cause: 41 },
  fault: { status: 500, cause: 41 },
  "system-restart": { status: 503, cause: 41 },
};
