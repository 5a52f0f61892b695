import type { LicenseStatus } from "../../protocols/oss/index.ts";
import type { LicenceState } from "../applications/index.ts";
import type { ApplicationState } from "../numbering/index.ts";

/** The reportable states of a case; a pause and its end are reported to OSS too. */
export type ReportableState = ApplicationState | "paused" | "resumed";

/**
 * The reported status for each state of a numbering case, by its OSS name. The contract lists the statuses; the mapping
 * is this project's interpretation. A draft is not reported.
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

/** The reportable states of a licence application; a submission is complete at once, because missing content blocks it. */
export type ReportableLicenceState = LicenceState | "complete" | "corrected" | "paused" | "resumed" | "deemed";

/** The reported status for each state of a licence application: this project's interpretation of the contract, as above. */
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
  // The documents are verified; the test that follows is reported later.
  verified: "documents-complete",
  rejected: "rejected",
  withdrawn: "rejected",
  lapsed: "rejected",
  deemed: "deemed-approved",
};

/** The reported status for each state of a test, under its licence application. */
const STATUS_OF_TEST: Readonly<Record<"scheduled" | "running" | "certified" | "failed", LicenseStatus | null>> = {
  scheduled: "inspecting",
  running: "inspecting",
  certified: "requirements-verified",
  // The company requests another test; OSS has no status for a failed test.
  failed: null,
};

/** The reported status for each state of a licence that OSS issued. The list of statuses has none for a revocation. */
const STATUS_OF_RECORD: Readonly<Record<"active" | "suspended" | "resumed" | "revoked", LicenseStatus | null>> = {
  active: "approved",
  suspended: "suspended",
  resumed: "approved",
  revoked: null,
};

/** The statuses by kind of change. */
const BY_KIND: Readonly<Record<string, Readonly<Record<string, LicenseStatus | null>>>> = {
  licence: STATUS_OF_LICENCE,
  test: STATUS_OF_TEST,
  "licence-record": STATUS_OF_RECORD,
};

/**
 * The status to report for a change, or null if it equals the previous one: a repeated status carries no information,
 * and could not be distinguished from one that was lost. `previous` is the last reported status.
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
