import type { PromiseEvent } from "../promises/index.ts";
import type { ItemChange } from "./decide-licence.ts";
import type { LicenceItemFacts } from "./licence-facts.ts";

/** What becomes of a rejected application whose objection was granted. */
export interface LicenceReopening {
  readonly state: "submitted";
  /** Nobody has it: the evaluation begins with whoever takes it. */
  readonly assigneeId: null;
  readonly promise: PromiseEvent;
  /** They count as reopened in this round, so that an officer may find in them what he finds. */
  readonly items: readonly ItemChange[];
  readonly findings: { readonly to: "answered" };
}

/**
 * A granted objection brings the application back to evaluation: same case, same round, the days counted anew. What was
 * returned is judged again, the objection being the answer; what was accepted stays accepted while its bytes stay.
 */
export function reopenLicence(items: readonly LicenceItemFacts[], nowMs: number): LicenceReopening {
  return {
    state: "submitted",
    assigneeId: null,
    promise: { type: "reopened", atMs: nowMs },
    items: items
      .filter(({ verdict, isLocked }) => verdict !== "accepted" || !isLocked)
      .map(({ requirement }) => ({ requirement, verdict: "open" })),
    findings: { to: "answered" },
  };
}
