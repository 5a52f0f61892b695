import type { CarrierReceipt, PartAnswer, PartState, RefusalClass } from "../delivery/gateway-port.ts";

/** Final states. */
export const FINAL_STATES = ["delivered", "undeliverable", "expired", "rejected", "unknown", "cancelled"] as const;

/** One of `FINAL_STATES`. */
export type FinalState = (typeof FINAL_STATES)[number];

/** True for a state that never changes. */
export function isFinal(state: string): state is FinalState {
  return (FINAL_STATES as readonly string[]).includes(state);
}

/** The final state of a message is the worst of its segments, in this order. */
const WORST_FIRST: readonly FinalState[] = [
  "undeliverable",
  "rejected",
  "expired",
  "cancelled",
  "unknown",
  "delivered",
];

/** State of a message from its segments: final when all of them are. */
export function foldParts(states: readonly PartState[]): FinalState | "open" {
  if (states.length === 0 || states.some((state) => !isFinal(state))) return "open";
  return WORST_FIRST.find((state) => states.includes(state)) ?? "unknown";
}

/** Displayed state of a message that is not final: that of its least advanced segment. */
export function openStateOf(states: readonly PartState[]): PartState {
  const fold = foldParts(states);
  if (fold !== "open") return fold;
  return (["waiting", "leased", "sent"] as const).find((state) => states.includes(state)) ?? "waiting";
}

/** The final state that a receipt means; undefined when the segment is still in transit. */
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
  // Deleted by the carrier: not delivered.
  deleted: "undeliverable",
  unknown: "unknown",
};

/** Limit of attempts of one segment. */
export const ATTEMPTS_MAX = 12;

/** Limit of attempts without a response: each of them may have been delivered. */
export const UNANSWERED_MAX = 3;

/** The next step of a segment after its answer. */
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

/** Pause of a segment by refusal class: doubled with each attempt, up to `most`. */
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

/** The next step of a segment after `attempts` attempts (this one included). `elsewhere` is true when another carrier serves it. */
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
    /** Earlier attempts without a response. */
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
  // A sender id that no carrier knows is not retried for days.
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

/** Characters of a carrier's id that are stored. */
const ID_MAX = 80;

/**
 * Normalises a carrier's message id for comparison: text unchanged, decimal and hexadecimal digits as one number without leading zeros. Empty when it is
 * unreadable.
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
