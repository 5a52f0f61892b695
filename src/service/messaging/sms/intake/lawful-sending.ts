import { officeDate } from "../../../../regulation/index.ts";
import type { MessageCategory } from "../delivery/gateway-port.ts";
import { nextPromotionalMs, type PromotionHours, type Zone } from "./promotion-hours.shared.ts";

/** How a sender id stands with a carrier; `none` when it was never brought there. */
export type RegistrationState = "none" | "draft" | "submitted" | "approved" | "rejected" | "suspended";

/** What decides whether a message may be sent, as it is at this moment. */
export interface SendingFacts {
  readonly category: MessageCategory;
  readonly nowMs: number;
  /** Not before; what the sender wished. */
  readonly sendAtMs: number;
  readonly validUntilMs: number;
  /** Null when nobody says where the recipient is: the hour must then hold in every zone. */
  readonly zone: Zone | null;
  /** Whether the sender id is the call centre's own, not ended, and the call centre open. */
  readonly isSenderOpen: boolean;
  readonly registration: RegistrationState;
  /** The last day of the registration (of WIB); null when it has none. */
  readonly registeredUntil: string | null;
  /** Whether it looks like a protected name and no proof is on record that it is its owner's. */
  readonly isLookAlike: boolean;
  readonly isOptedOut: boolean;
  readonly isBarred: boolean;
  /** Until when no more of the call centre's messages go to numbers that begin alike; null while there is room. */
  readonly fullUntilMs: number | null;
  /** Whether it was taken already: it waits for room then, where one that is handed in is refused. */
  readonly isTaken: boolean;
  /** Whether the call centre's promotion goes by approved templates alone, and this is made of none. */
  readonly isTemplateOwed: boolean;
}

/** Why nothing may be sent, now or later. */
export type UnlawfulReason =
  | "sender-unknown"
  | "sender-look-alike"
  | "sender-not-approved"
  | "prefix-blocked"
  | "recipient-opted-out"
  | "outside-hours"
  | "prefix-too-fast"
  | "template-required";

/** Whether a message may be sent, has to wait, or may not be sent at all. */
export type SendingVerdict =
  | { readonly verdict: "send" }
  | { readonly verdict: "wait"; readonly untilMs: number }
  | { readonly verdict: "refuse"; readonly why: UnlawfulReason };

const refused = (why: UnlawfulReason): SendingVerdict => ({ verdict: "refuse", why });

/**
 * Whether a message may be sent by one carrier. The only judge of it: asked when a message is taken and again, with the facts of that
 * moment, when it is handed to a gateway, so that no order of things and no way to a carrier gets round it.
 */
export function judgeSending(facts: SendingFacts, rules: PromotionHours): SendingVerdict {
  if (!facts.isSenderOpen) return refused("sender-unknown");
  if (facts.isLookAlike) return refused("sender-look-alike");
  if (!isApproved(facts)) return refused("sender-not-approved");
  if (facts.isBarred) return refused("prefix-blocked");
  if (facts.isOptedOut) return refused("recipient-opted-out");
  const { fullUntilMs, isTaken, validUntilMs } = facts;
  // What was taken before the call centre wished so goes as it was taken.
  if (facts.isTemplateOwed && !isTaken && facts.category === "promotional") return refused("template-required");
  if (fullUntilMs !== null && (!isTaken || fullUntilMs >= validUntilMs)) return refused("prefix-too-fast");
  const wishedMs = Math.max(facts.nowMs, facts.sendAtMs, fullUntilMs ?? facts.nowMs);
  const permittedMs = facts.category === "promotional" ? nextPromotionalMs(wishedMs, facts.zone, rules) : wishedMs;
  if (permittedMs === undefined || permittedMs >= validUntilMs) return refused("outside-hours");
  return permittedMs > facts.nowMs ? { verdict: "wait", untilMs: permittedMs } : { verdict: "send" };
}

/** Whether a registration is in force at a moment. */
export function isApproved({
  registration,
  registeredUntil,
  nowMs,
}: Pick<SendingFacts, "registration" | "registeredUntil" | "nowMs">): boolean {
  return registration === "approved" && (registeredUntil === null || registeredUntil >= officeDate(nowMs));
}
