import type { SendingVerdict } from "./lawful-sending.ts";

/** A part, and how the first one of its message stands. */
export interface PartBehind {
  readonly messageId: string;
  readonly sequence: number;
  /** Whether the first part was in hand once: nothing holds the others then. */
  readonly isBegun: boolean;
  readonly firstState: string | null;
  readonly firstDueMs: number;
}

/** A first part that another claim may have in hand just now is looked at again so soon. */
const SOON_MS = 250;

/**
 * The verdict over a part as far as the first part of its message lets it go, so that messages go whole or not at all: it goes with a first
 * part that is due beside it (`firsts`), waits for one that is due later, and is over with one that never went.
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
