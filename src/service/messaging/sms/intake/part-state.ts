import type { CarrierReceipt, PartAnswer, PartState, RefusalClass } from "../delivery/gateway-port.ts";

/** States that never change. */
export const FINAL_STATES = ["delivered", "undeliverable", "expired", "rejected", "unknown", "cancelled"] as const;

/** One of `FINAL_STATES`. */
export type FinalState = (typeof FINAL_STATES)[number];

/** True for a state that never changes. */
export function isFinal(state: string): state is FinalState {
  return (FINAL_STATES as readonly string[]).includes(state);
}

/** The worst of its parts is what became of a message. */
const WORST_FIRST: readonly FinalState[] = [
  "undeliverable",
  "rejected",
  "expired",
  "cancelled",
  "unknown",
  "delivered",
];

/** What became of a message by its parts: final when they all are. */
export function foldParts(states: readonly PartState[]): FinalState | "open" {
  if (states.length === 0 || states.some((state) => !isFinal(state))) return "open";
  return WORST_FIRST.find((state) => states.includes(state)) ?? "unknown";
}

/** How far a message is that is not final yet, for people: the part that is furthest behind. */
export function openStateOf(states: readonly PartState[]): PartState {
  const fold = foldParts(states);
  if (fold !== "open") return fold;
  return (["waiting", "leased", "sent"] as const).find((state) => states.includes(state)) ?? "waiting";
}

/** What a receipt says of a part for good; undefined when it is on its way still. */
export function finalOf(state: CarrierReceipt["state"]): FinalState | undefined {
  return RECEIVED[state];
}

const RECEIVED: Readonly<Record<CarrierReceipt["state"], FinalState | undefined>> = {
  accepted: undefined,
  enroute: undefined,
  delivered: "delivered",
  undeliverable: "undeliverable",
  expired: "expired",
  rejected: "rejected",
  // Deleted by the carrier: nobody got it.
  deleted: "undeliverable",
  unknown: "unknown",
};

/** Tries of one part at the most. */
export const ATTEMPTS_MAX = 12;

/** Tries of one part that may remain without an answer: each of them may be on the telephone. */
export const UNANSWERED_MAX = 3;

/** What is done with a part after its answer. */
export type NextStep =
  | { readonly next: "sent"; readonly carrierMessageId: string }
  | {
      readonly next: "again";
      readonly dueMs: number;
      readonly isRefusedHere: boolean;
      readonly isUnsure: boolean;
      readonly counts: boolean;
    }
  | { readonly next: "final"; readonly state: FinalState; readonly errorCode: string };

/** How long a class of refusals makes a part wait: doubled with each attempt, up to the most. */
const PAUSES: Readonly<
  Record<RefusalClass, { readonly firstMs: number; readonly mostMs: number; readonly elsewhere: boolean } | FinalState>
> = {
  throttled: { firstMs: 1_000, mostMs: 60_000, elsewhere: false },
  full: { firstMs: 15_000, mostMs: 600_000, elsewhere: false },
  fault: { firstMs: 5_000, mostMs: 300_000, elsewhere: true },
  account: { firstMs: 30_000, mostMs: 600_000, elsewhere: true },
  sender: { firstMs: 60_000, mostMs: 600_000, elsewhere: true },
  recipient: "undeliverable",
  content: "rejected",
};

/** What an answer means for a part that was tried `attempts` times (this one counted). `elsewhere` says whether another carrier takes it. */
export function afterAnswer(
  outcome: PartAnswer["outcome"],
  {
    attempts,
    unanswered,
    nowMs,
    validUntilMs,
    hasElsewhere,
  }: {
    readonly attempts: number;
    /** How many tries before this one remained without an answer. */
    readonly unanswered: number;
    readonly nowMs: number;
    readonly validUntilMs: number;
    readonly hasElsewhere: boolean;
  },
): NextStep {
  if (outcome.kind === "accepted") return { next: "sent", carrierMessageId: outcome.carrierMessageId };
  if (outcome.kind === "not-sent") return again({ dueMs: nowMs, counts: false });
  if (outcome.kind === "unanswered") {
    return attempts >= ATTEMPTS_MAX || unanswered + 1 >= UNANSWERED_MAX
      ? final("unknown", "no-answer")
      : again({ dueMs: nowMs + backOff(2_000, 60_000, attempts), isUnsure: true });
  }
  const errorCode = `smpp-${outcome.status.toString(16).padStart(8, "0")}`;
  const pause = PAUSES[outcome.why];
  if (typeof pause === "string") return final(pause, errorCode);
  if (attempts >= ATTEMPTS_MAX) return final("rejected", errorCode);
  // A sender id that no carrier knows is not tried for days.
  if (outcome.why === "sender" && !hasElsewhere) return final("rejected", errorCode);
  const goesElsewhere = pause.elsewhere && hasElsewhere;
  const dueMs = goesElsewhere ? nowMs : nowMs + backOff(pause.firstMs, pause.mostMs, attempts);
  return dueMs >= validUntilMs ? final("expired", errorCode) : again({ dueMs, isRefusedHere: pause.elsewhere });
}

function backOff(firstMs: number, mostMs: number, attempts: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.max(0, attempts - 1));
}

const final = (state: FinalState, errorCode: string): NextStep => ({ next: "final", state, errorCode });

function again(told: {
  readonly dueMs: number;
  readonly isRefusedHere?: boolean;
  readonly isUnsure?: boolean;
  readonly counts?: boolean;
}): NextStep {
  return { next: "again", isRefusedHere: false, isUnsure: false, counts: true, ...told };
}

/** Characters of a carrier's id that are kept. */
const ID_MAX = 80;

/**
 * An id of a carrier as it is compared: text as it is, digits of either base as one number without leading zeros. Empty where nothing
 * that can be read was written.
 */
export function normalisedId(written: string, base: "text" | "decimal" | "hex"): string {
  const bare = written
    .replaceAll(/\p{Cc}/gu, "")
    .trim()
    .slice(0, ID_MAX);
  if (base === "decimal" && /^\d+$/.test(bare)) return BigInt(bare).toString(10);
  if (base === "hex" && /^[\da-f]{1,64}$/i.test(bare)) return BigInt(`0x${bare}`).toString(10);
  return bare;
}
