import { OUTBOX_ATTEMPTS_MAX } from "../outbox/index.ts";

/** Where a mail stands: `deferred` is tried again by itself, `failed` for good. */
export const MAIL_STATES = ["queued", "in-mailbox", "deferred", "sent", "failed"] as const;

/** One of `MAIL_STATES`. */
export type MailState = (typeof MAIL_STATES)[number];

/** What a mail server or the way to it answered, as far as it is known. */
export interface DeliveryFailure {
  /** The reply code of RFC 5321 §4.2; undefined when no server answered. */
  readonly responseCode: number | undefined;
  /** The command that was refused. */
  readonly command: string | undefined;
}

/** Commands whose refusal is about this mail; any other 5xx is about us and may be mended (a password, a limit). */
const ABOUT_THE_MAIL = new Set(["RCPT TO", "DATA"]);

/**
 * What becomes of a mail after a failed attempt (the first is 1). RFC 5321 §4.2.1: 4yz is tried again, 5yz is not. A
 * server that cannot be reached, is slow or hangs up says nothing about the mail, so that it is tried again, to an end.
 */
export function afterFailure(failure: DeliveryFailure, attempt: number): "deferred" | "failed" {
  const isRefused = (failure.responseCode ?? 0) >= 500 && ABOUT_THE_MAIL.has(failure.command ?? "");
  return isRefused || attempt >= OUTBOX_ATTEMPTS_MAX ? "failed" : "deferred";
}
