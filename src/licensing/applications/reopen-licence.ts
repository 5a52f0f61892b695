import type { PromiseEvent } from "../promises/index.ts";
import type { ItemChange } from "./decide-licence.ts";
import type { LicenceItemFacts } from "./licence-facts.ts";

/** The changes of a rejected application whose objection was granted. */
export interface LicenceReopening {
  readonly state: "submitted";
  /** The case is unassigned: the evaluation begins when an officer takes it. */
  readonly assigneeId: null;
  readonly promise: PromiseEvent;
  /** The items count as reopened in this round, so that an officer may add findings. */
  readonly items: readonly ItemChange[];
  readonly findings: { readonly to: "answered" };
}

/**
 * A granted objection returns the application to evaluation: same case, same round, the processing time restarts.
 * Returned items are judged again, with the objection as the answer; accepted items stay accepted while their content
 * is unchanged.
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
