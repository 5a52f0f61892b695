import type { LicenceFacts } from "../src/licensing/applications/index.ts";

/** The facts of a submitted licence application without an assignee; `change` overrides some. */
export function licenceFacts(change: Partial<LicenceFacts> = {}): LicenceFacts {
  return {
    state: "submitted",
    isPaused: false,
    round: 0,
    organisationId: "company",
    isOrganisationVerified: true,
    isNibBlocked: false,
    isServiceInNib: true,
    hasCode: true,
    blocking: 0,
    items: [],
    findings: [],
    assigneeId: null,
    checkedBy: [],
    endorsedBy: [],
    interest: "none",
    restartsLeft: 3,
    rules: new Set(),
    mandateRefusal: null,
    assignee: null,
    ...change,
  };
}
