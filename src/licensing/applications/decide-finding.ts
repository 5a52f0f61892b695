import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { LicenceFacts, LicencePerson, LicenceRefusal } from "./licence-facts.ts";

/** The effect of a decision on one draft finding. */
export interface FindingDecision {
  /** "again": the same defect as an earlier finding that was answered but not corrected. */
  readonly kind: "add" | "again" | "rewrite" | "drop";
  /** The draft to rewrite or drop, or the finding to repeat; null for a new one. */
  readonly id: string | null;
  /** Why it is made late; published with it. */
  readonly lateReason: string | null;
}

/** The content of a finding that a decision depends on. */
export interface FindingWords {
  readonly id: string | null;
  readonly requirement: string;
  readonly rule: string;
  readonly note: string;
  readonly remedy: string;
  readonly lateReason: string | null;
}

/**
 * Whether a finding may be saved as a draft. An item that is accepted, or unchanged since it was last judged, gets no
 * new finding, because the applicant has received all findings; a coordinator may permit a late one with a published
 * reason.
 */
export function keepFinding(
  facts: LicenceFacts,
  words: FindingWords,
  person: LicencePerson,
): Result<FindingDecision, LicenceRefusal> {
  const item = facts.items.find(({ requirement }) => requirement === words.requirement);
  if (item === undefined) return refuse("item-unknown");
  if (!facts.rules.has(words.rule)) return refuse("rule-unknown");
  if (words.note.trim() === "") return refuse("reason-missing");
  if (words.remedy.trim() === "") return refuse("remedy-missing");
  const known = facts.findings.find(({ id }) => id === words.id);
  if (words.id !== null && known?.requirement !== words.requirement) return refuse("licence-finding-unknown");
  const lateReason = (person.mayDecide ? words.lateReason?.trim() : undefined) || null;
  if (known?.state === "draft") return ok({ kind: "rewrite", id: known.id, lateReason });
  if (known?.state === "answered" && item.verdict !== "accepted")
    return ok({ kind: "again", id: known.id, lateReason: null });
  if (known !== undefined) return refuse("licence-finding-unknown");
  if (item.verdict !== "accepted" && (item.isChanged || item.isReopened)) {
    return person.personId === facts.assigneeId || lateReason === null
      ? ok({ kind: "add", id: null, lateReason: null })
      : ok({ kind: "add", id: null, lateReason });
  }
  if (lateReason !== null) return ok({ kind: "add", id: null, lateReason });
  return refuse(item.verdict === "accepted" ? "licence-item-locked" : "licence-item-unchanged");
}
