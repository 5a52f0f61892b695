/** Pauses before a delivery is tried again; after the last one it is given up. */
const PAUSES_S = [10, 30, 120, 600, 1_800, 3_600] as const;

/** Tries of one delivery at the most. */
export const TRIES_MAX = PAUSES_S.length + 1;

/** What a try came to: a status of the other side, or the name of what kept us from it. */
export interface TryAnswer {
  readonly status: number | null;
  readonly fault: DeliveryFault | null;
  /** The beginning of what the other side said. */
  readonly answer: string;
}

/** What kept a delivery from being heard. */
export const DELIVERY_FAULTS = [
  "unknown-name",
  "forbidden-address",
  "unreachable",
  "untrusted",
  "slow",
  "url-wrong",
  "cut-off",
  "nonsense",
  "aborted",
  "too-large",
  "busy",
  "secret-lost",
] as const;

/** One of `DELIVERY_FAULTS`. */
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];

/** Where a delivery stands after a try (the first is 1). */
export type AfterTry =
  | { readonly state: "delivered" | "failed" }
  | { readonly state: "waiting"; readonly nextTryMs: number };

/** What becomes of a delivery: heard is what was answered by 2xx; anything else is tried again, to an end. */
export function afterTry(
  { status }: Pick<TryAnswer, "status">,
  { tries, nowMs }: { tries: number; nowMs: number },
): AfterTry {
  if (status !== null && status >= 200 && status < 300) return { state: "delivered" };
  const pause = PAUSES_S[tries - 1];
  return pause === undefined ? { state: "failed" } : { state: "waiting", nextTryMs: nowMs + pause * 1_000 };
}
