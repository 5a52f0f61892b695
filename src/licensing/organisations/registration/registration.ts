import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { OssRecord } from "../oss/oss-record.ts";
import type { RegistrationRefusalCode, RegistrationRefusals } from "../refusals.ts";
import { type AcceptedForm, judgeForm, type SubmissionFacts } from "./judge-form.ts";
import type { OrganisationKind, RegistrationState } from "./registration-words.shared.ts";

/** A correction that a verifier requests: the form field, the defect and the remedy, for the applicant. */
export interface ReturnReason {
  readonly field: string;
  readonly text: string;
  /** Empty if the text is sufficient. */
  readonly remedy: string;
}

/** The changes to store when a step is accepted. */
export interface RegistrationDecision {
  readonly state: RegistrationState;
  /** The normalised values of the form; null if no form was sent. */
  readonly form: AcceptedForm | null;
  readonly reasons: readonly ReturnReason[];
  /** The event of the processing time. */
  readonly promise: "started" | "paused" | "restarted" | "fulfilled";
}

/** The facts of a stored registration. */
export interface RegistrationFacts {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly state: RegistrationState;
  readonly createdBy: string | null;
  /** The NIB of an imported operator: a claim must name that NIB. */
  readonly claimedNib?: string | null;
}

/** The acting person and their organisations. */
export interface RegistrationActor {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
}

/** A notice to the verifier about the data from OSS. */
export type VerifierNotice =
  | "notice-kbli-risk"
  | "notice-npwp-not-at-oss"
  | "notice-place-unknown"
  | "notice-not-confirmed";

type Decided = Result<RegistrationDecision, RegistrationRefusals>;

/** Submits a registration and starts its processing time. */
export function submitRegistration(facts: SubmissionFacts): Decided {
  return decideForm(facts, { ownId: null, promise: "started" });
}

/** Resubmits a returned registration; the NIB may be corrected too, the kind may not. */
export function resubmitRegistration(
  facts: SubmissionFacts,
  asked: { readonly registration: RegistrationFacts; readonly actor: RegistrationActor },
): Decided {
  const { registration, actor } = asked;
  if (!actor.organisationIds.has(registration.id)) return refuseOne("no-such-organisation");
  if (registration.state !== "returned") return refuseOne("not-returned");
  if (registration.kind !== facts.kind) return refuse([{ code: "kind-fixed", path: "kind" }]);
  const { claimedNib = null } = registration;
  if (claimedNib !== null && facts.record?.nib !== claimedNib) return refuse([{ code: "nib-fixed", path: "nib" }]);
  return decideForm(facts, { ownId: registration.id, promise: "restarted" });
}

/** A verifier accepts. A verifier may not decide on a company they belong to or have registered. */
export function acceptRegistration(registration: RegistrationFacts, actor: RegistrationActor): Decided {
  const against = againstDecision(registration, actor);
  if (against !== null) return refuseOne(against);
  return ok({ state: "verified", form: null, reasons: [], promise: "fulfilled" });
}

/** A verifier returns the registration with reasons; until it is resubmitted, the applicant must act. */
export function returnRegistration(
  registration: RegistrationFacts,
  asked: { readonly actor: RegistrationActor; readonly reasons: readonly ReturnReason[] },
): Decided {
  const against = againstDecision(registration, asked.actor);
  if (against !== null) return refuseOne(against);
  const reasons = asked.reasons
    .map(({ field, text, remedy }) => ({ field, text: text.trim(), remedy: remedy.trim() }))
    .filter(({ text }) => text !== "");
  if (reasons.length === 0) return refuse([{ code: "reasons-missing", path: "reasons" }]);
  return ok({ state: "returned", form: null, reasons, promise: "paused" });
}

/** Notices to the verifier about the stored record; none for a body that OSS does not know. */
export function noticesFor(
  kept: { readonly record: OssRecord | null; readonly source: "oss" | "stated" },
  requiredKbli: string,
): readonly VerifierNotice[] {
  const { record, source } = kept;
  if (record === null) return [];
  const activity = record.activities.find(({ code }) => code === requiredKbli);
  const checks: readonly (readonly [VerifierNotice, boolean])[] = [
    ["notice-not-confirmed", source === "stated"],
    ["notice-kbli-risk", activity !== undefined && activity.risk !== "high"],
    ["notice-npwp-not-at-oss", source === "oss" && record.npwp === ""],
    ["notice-place-unknown", record.city === "" || record.province === ""],
  ];
  return checks.filter(([, isSo]) => isSo).map(([notice]) => notice);
}

function decideForm(
  facts: SubmissionFacts,
  asked: { readonly ownId: string | null; readonly promise: "started" | "restarted" },
): Decided {
  const form = judgeForm(facts, asked.ownId);
  if (!form.ok) return form;
  return ok({ state: "submitted", form: form.value, reasons: [], promise: asked.promise });
}

function againstDecision(registration: RegistrationFacts, actor: RegistrationActor): RegistrationRefusalCode | null {
  const isOwn = actor.organisationIds.has(registration.id) || registration.createdBy === actor.personId;
  if (isOwn) return "own-organisation";
  return registration.state === "submitted" ? null : "already-decided";
}

function refuseOne(code: RegistrationRefusalCode): { readonly ok: false; readonly refusal: RegistrationRefusals } {
  return refuse([{ code, path: null }]);
}
