import type { LicenseStatus } from "../../protocols/oss/index.ts";
import type { LicenceState } from "../applications/index.ts";
import type { ApplicationState } from "../numbering/index.ts";

/** What a case may have become, in numbering's words; a pause and its end are told to OSS too. */
export type ReportableState = ApplicationState | "paused" | "resumed";

/**
 * The status that OSS is told for each state of a numbering case, by OSS's names. The contract lists the statuses; which
 * one fits a state of ours is our reading of them. A draft is nobody's business yet.
 */
const STATUS_OF: Readonly<Record<ReportableState, LicenseStatus | null>> = {
  draft: null,
  submitted: "requirements-sent",
  checking: "validating",
  paused: "confirmation-asked",
  resumed: "confirmation-given",
  returned: "correction-asked",
  checked: "validating",
  endorsed: "validating",
  proposed: "validating",
  approved: "approved",
  rejected: "rejected",
  withdrawn: "rejected",
  lapsed: "rejected",
};

/** What a licence application may have become; its hand-in is complete at once, because what is missing stops it. */
export type ReportableLicenceState = LicenceState | "complete" | "corrected" | "paused" | "resumed" | "deemed";

/** The status that OSS is told for each state of a licence application: our reading of the contract, as above. */
const STATUS_OF_LICENCE: Readonly<Record<ReportableLicenceState, LicenseStatus | null>> = {
  draft: null,
  submitted: "requirements-sent",
  complete: "documents-complete",
  checking: "validating",
  paused: "confirmation-asked",
  resumed: "confirmation-given",
  returned: "correction-asked",
  corrected: "correction-given",
  checked: "validating",
  endorsed: "validating",
  // The documents are verified; what follows is the test, which OSS is told of later.
  verified: "documents-complete",
  rejected: "rejected",
  withdrawn: "rejected",
  lapsed: "rejected",
  deemed: "deemed-approved",
};

/** What becomes of a test, and of the licence that rests on it, as OSS is told under the licence application. */
const STATUS_OF_TEST: Readonly<Record<"scheduled" | "running" | "certified" | "failed", LicenseStatus | null>> = {
  scheduled: "inspecting",
  running: "inspecting",
  certified: "requirements-verified",
  // The company asks again; OSS has no word for a test that did not go well.
  failed: null,
};

/** What becomes of a licence once OSS has issued it. Its revocation is not in the list of statuses. */
const STATUS_OF_RECORD: Readonly<Record<"active" | "suspended" | "resumed" | "revoked", LicenseStatus | null>> = {
  active: "approved",
  suspended: "suspended",
  resumed: "approved",
  revoked: null,
};

/** The status of each state by the kind of what changed. */
const BY_KIND: Readonly<Record<string, Readonly<Record<string, LicenseStatus | null>>>> = {
  licence: STATUS_OF_LICENCE,
  test: STATUS_OF_TEST,
  "licence-record": STATUS_OF_RECORD,
};

/**
 * The status to report for a change, or null when OSS has nothing new to hear: the same status twice in a row would tell
 * nothing, and could not be told apart from one that was lost on the way. `previous` is the last status reported.
 */
export function statusToReport(
  { kind, state }: { readonly kind: string; readonly state: string },
  previous: LicenseStatus | null,
): LicenseStatus | null {
  const states = BY_KIND[kind];
  const status = states === undefined ? statusOfNumber(state, previous) : statusIn(states, state);
  if (previous === null && (state === "withdrawn" || status === null)) return null;
  return status === previous ? null : status;
}

function statusIn(states: Readonly<Record<string, LicenseStatus | null>>, state: string): LicenseStatus | null {
  return Object.hasOwn(states, state) ? (states[state] ?? null) : null;
}

function statusOfNumber(state: string, previous: LicenseStatus | null): LicenseStatus | null {
  const plain = isReportable(state) ? STATUS_OF[state] : null;
  return state === "checking" && previous === "correction-asked" ? "correction-given" : plain;
}

function isReportable(state: string): state is ReportableState {
  return Object.hasOwn(STATUS_OF, state);
}
