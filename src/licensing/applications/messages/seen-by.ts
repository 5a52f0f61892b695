import type { FindingState } from "../licence-facts.ts";
import type { LicenceState } from "../licence-words.ts";

/** On whose side somebody reads a case. */
export type Reader = "applicant" | "ministry";

/** Where a case stands, as far as what the applicant may know of it goes. */
export interface CaseProgress {
  readonly state: LicenceState;
  readonly round: number;
}

/** States in which officers are still writing what they have to say: the applicant is told all of it at once. */
const BEING_JUDGED: readonly LicenceState[] = ["submitted", "checking", "checked", "endorsed"];

type Verdict = "open" | "accepted" | "returned";

/** A verdict with what is known of it. */
export interface JudgedItem {
  readonly verdict: Verdict;
  /** As the applicant was told it last. */
  readonly publishedVerdict: Verdict;
  /** Its bytes are still those that were accepted. */
  readonly isLocked: boolean;
}

/** A verdict as somebody sees it. */
export interface SeenItem {
  readonly verdict: Verdict;
  readonly isLocked: boolean;
}

/** A verdict as a reader may see it: the applicant as he was told it last. */
export function itemSeenBy(reader: Reader, { state }: CaseProgress, item: JudgedItem): SeenItem {
  const { verdict, publishedVerdict, isLocked } = item;
  if (reader === "ministry") return { verdict, isLocked };
  // Nothing can be changed while it is judged, so what was accepted before is still what it was.
  const isAsAccepted = isLocked || BEING_JUDGED.includes(state);
  return { verdict: publishedVerdict, isLocked: publishedVerdict === "accepted" && isAsAccepted };
}

interface SeenFinding {
  readonly state: FindingState;
  readonly settledRound: number | null;
}

/**
 * Findings as a reader may see them: to the applicant a draft does not exist, and what was settled in this round is
 * answered until the round is over.
 */
export function findingsSeenBy<Finding extends SeenFinding>(
  reader: Reader,
  { state, round }: CaseProgress,
  findings: readonly Finding[],
): readonly Finding[] {
  if (reader === "ministry") return findings;
  const sent = findings.filter((finding) => finding.state !== "draft");
  if (!BEING_JUDGED.includes(state)) return sent;
  return sent.map((finding) => (finding.settledRound === round ? { ...finding, state: "answered" } : finding));
}
