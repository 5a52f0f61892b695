import { officeDate } from "../../../../regulation/index.ts";
import type { MessageCategory } from "../delivery/gateway-port.ts";
import { nextPromotionalMs, type PromotionHours, type Zone } from "./promotion-hours.shared.ts";

/** State of a sender id's registration with a carrier; `none` without a registration. */
export type RegistrationState = "none" | "draft" | "submitted" | "approved" | "rejected" | "suspended";

/** Facts that decide whether a message may be sent now. */
export interface SendingFacts {
  readonly category: MessageCategory;
  readonly nowMs: number;
  /** Earliest sending time, as requested. */
  readonly sendAtMs: number;
  readonly validUntilMs: number;
  /** Null when the recipient's time zone is unknown: the hour must then be permitted in every zone. */
  readonly zone: Zone | null;
  /** Whether the sender id is the call centre's own and not ended, and the call centre is open. */
  readonly isSenderOpen: boolean;
  readonly registration: RegistrationState;
  /** Last day of the registration (WIB); null without one. */
  readonly registeredUntil: string | null;
  /** Whether it is similar to a protected name without a proof of ownership on record. */
  readonly isLookAlike: boolean;
  readonly isOptedOut: boolean;
  readonly isBarred: boolean;
  /** Until when the prefix rate limit permits no more messages of the call centre; null when it does. */
  readonly fullUntilMs: number | null;
  /** Whether it was accepted already: it then waits for the rate limit, where a new one is refused. */
  readonly isTaken: boolean;
  /** Whether the call centre requires approved templates for promotional messages, and this one has none. */
  readonly isTemplateOwed: boolean;
}

/** Reasons for which a message may never be sent. */
export type UnlawfulReason =
  | "sender-unknown"
  | "sender-look-alike"
  | "sender-not-approved"
  | "prefix-blocked"
  | "recipient-opted-out"
  | "outside-hours"
  | "prefix-too-fast"
  | "template-required";

/** The message may be sent, has to wait, or may not be sent. */
export type SendingVerdict =
  | { readonly verdict: "send" }
  | { readonly verdict: "wait"; readonly untilMs: number }
  | { readonly verdict: "refuse"; readonly why: UnlawfulReason };

const refused = (why: UnlawfulReason): SendingVerdict => ({ verdict: "refuse", why });

/**
 * Whether a message may be sent by one carrier. The only such decision: made when a message is accepted and again, with the facts of that moment, when it is
 * claimed by a gateway, so that no sequence of events and no route bypasses it.
 */
export function judgeSending(facts: SendingFacts, rules: PromotionHours): SendingVerdict {
  if (!facts.isSenderOpen) return refused("sender-unknown");
  if (facts.isLookAlike) return refused("sender-look-alike");
  if (!isApproved(facts)) return refused("sender-not-approved");
  if (facts.isBarred) return refused("prefix-blocked");
  if (facts.isOptedOut) return refused("recipient-opted-out");
  const { fullUntilMs, isTaken, validUntilMs } = facts;
  // Messages accepted before the call centre made this setting are still sent.
  if (facts.isTemplateOwed && !isTaken && facts.category === "promotional") return refused("template-required");
  if (fullUntilMs !== null && (!isTaken || fullUntilMs >= validUntilMs)) return refused("prefix-too-fast");
  const wishedMs = Math.max(facts.nowMs, facts.sendAtMs, fullUntilMs ?? facts.nowMs);
  const permittedMs = facts.category === "promotional" ? nextPromotionalMs(wishedMs, facts.zone, rules) : wishedMs;
  if (permittedMs === undefined || permittedMs >= validUntilMs) return refused("outside-hours");
  return permittedMs > facts.nowMs ? { verdict: "wait", untilMs: permittedMs } : { verdict: "send" };
}

/** Whether a registration is valid at a moment. */
export function isApproved({
  registration,
  registeredUntil,
  nowMs,
}: Pick<SendingFacts, "registration" | "registeredUntil" | "nowMs">): boolean {
  return registration === "approved" && (registeredUntil === null || registeredUntil >= officeDate(nowMs));
}
