import { OUTBOX_ATTEMPTS_MAX } from "../outbox/index.ts";

/** Delivery status of a mail: `deferred` is retried automatically, `failed` is final. */
export const MAIL_STATES = ["queued", "in-mailbox", "deferred", "sent", "failed"] as const;

/** One of `MAIL_STATES`. */
export type MailState = (typeof MAIL_STATES)[number];

/** Response of a mail server, or a connection error, as far as known. */
export interface DeliveryFailure {
  /** The reply code of RFC 5321 §4.2; undefined when no server responded. */
  readonly responseCode: number | undefined;
  /** The command that was refused. */
  readonly command: string | undefined;
}

/** Commands whose refusal concerns this mail; any other 5xx concerns this installation and can be corrected (a password, a limit). */
const ABOUT_THE_MAIL = new Set(["RCPT TO", "DATA"]);

/**
 * Status of a mail after a failed attempt (the first is 1). RFC 5321 §4.2.1: 4yz is retried, 5yz is not. A server that is
 * unreachable, slow or disconnects says nothing about the mail, so the mail is retried up to a limit.
 */
export function afterFailure(failure: DeliveryFailure, attempt: number): "deferred" | "failed" {
  const isRefused = (failure.responseCode ?? 0) >= 500 && ABOUT_THE_MAIL.has(failure.command ?? "");
  return isRefused || attempt >= OUTBOX_ATTEMPTS_MAX ? "failed" : "deferred";
}
