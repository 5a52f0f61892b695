import type { SendingVerdict } from "./lawful-sending.ts";

/** A later segment, with the state of the first segment of its message. */
export interface PartBehind {
  readonly messageId: string;
  readonly sequence: number;
  /** Whether the first segment was leased once: the others are then no longer held. */
  readonly isBegun: boolean;
  readonly firstState: string | null;
  readonly firstDueMs: number;
}

/** A segment whose first segment may be locked by another claim is checked again after this time. */
const SOON_MS = 250;

/**
 * Limits the verdict on a segment by the first segment of its message, so that messages are sent as a whole or not at all: it is sent with a first segment that
 * is due in the same claim (`firsts`), waits for one that is due later, and ends with one that was never sent.
 */
export function heldByFirst(
  verdict: SendingVerdict,
  part: PartBehind,
  { firsts, nowMs }: { readonly firsts: ReadonlySet<string>; readonly nowMs: number },
): SendingVerdict {
  const isFree = part.isBegun || part.sequence === 1 || firsts.has(part.messageId);
  if (isFree || verdict.verdict === "refuse") return verdict;
  if (part.firstState !== "waiting") return { verdict: "refuse", why: "prefix-too-fast" };
  return { verdict: "wait", untilMs: Math.max(part.firstDueMs, nowMs + SOON_MS) };
}
