import type { FindingState } from "../licence-facts.ts";
import type { LicenceState } from "../licence-words.ts";

/** The side of the reader of a case. */
export type Reader = "applicant" | "ministry";

/** The facts that determine what the applicant may see of a case. */
export interface CaseProgress {
  readonly state: LicenceState;
  readonly round: number;
}

/** States in which officers still write findings: the applicant receives all of them at once. */
const BEING_JUDGED: readonly LicenceState[] = ["submitted", "checking", "checked", "endorsed"];

type Verdict = "open" | "accepted" | "returned";

/** A verdict with its visibility facts. */
export interface JudgedItem {
  readonly verdict: Verdict;
  /** The last published verdict. */
  readonly publishedVerdict: Verdict;
  /** The content still equals the accepted one. */
  readonly isLocked: boolean;
}

/** A verdict as visible to a reader. */
export interface SeenItem {
  readonly verdict: Verdict;
  readonly isLocked: boolean;
}

/** The verdict that a reader may see: for the applicant, the last published one. */
export function itemSeenBy(reader: Reader, { state }: CaseProgress, item: JudgedItem): SeenItem {
  const { verdict, publishedVerdict, isLocked } = item;
  if (reader === "ministry") return { verdict, isLocked };
  // The content cannot change while it is judged, so an earlier accepted item is still as accepted.
  const isAsAccepted = isLocked || BEING_JUDGED.includes(state);
  return { verdict: publishedVerdict, isLocked: publishedVerdict === "accepted" && isAsAccepted };
}

interface SeenFinding {
  readonly state: FindingState;
  readonly settledRound: number | null;
}

/** The findings that a reader may see: the applicant sees no drafts, and sees findings settled in this round as answered until the round ends. */
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
