import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type NibRecord, type NibStatus, type Npwp, parseNpwp } from "../../protocols/oss/index.ts";
import type { OssRecord } from "./oss-record.ts";
import type { RegistrationState } from "./registration-words.ts";

/** Why a registration or its decision is refused. */
export type RegistrationRefusalCode =
  | "nib-already-registered"
  | "nib-already-yours"
  | "nib-frozen"
  | "nib-revoked"
  | "nib-not-active"
  | "kbli-missing"
  | "npwp-format"
  | "npwp-differs"
  | "deed-missing"
  | "no-such-organisation"
  | "not-returned"
  | "already-decided"
  | "registration-changed"
  | "own-organisation"
  | "reasons-missing"
  | "registration-limit";

/** A refusal and the field it belongs to; null where it concerns the whole. */
export interface RegistrationRefusal {
  readonly code: RegistrationRefusalCode;
  readonly path: "nib" | "npwp" | "deedFileId" | "reasons" | null;
}

/** Every refusal of one attempt, so that all faults are named at once; never empty. */
export type RegistrationRefusals = readonly [RegistrationRefusal, ...RegistrationRefusal[]];

/** One thing a verifier asks to be mended: the field of the form and what is wrong, in words for the applicant. */
export interface ReturnReason {
  readonly field: string;
  readonly text: string;
}

/** What is to be written when a step is accepted. */
export interface RegistrationDecision {
  readonly state: RegistrationState;
  readonly npwp: Npwp | null;
  readonly reasons: readonly ReturnReason[];
  /** What happens to the ministry's promise. */
  readonly promise: "started" | "paused" | "restarted" | "fulfilled";
}

/** What must be known to judge a submitted form. */
export interface SubmissionFacts {
  readonly record: NibRecord;
  /** The NPWP as the applicant typed it. */
  readonly typedNpwp: string;
  /** The organisation that has this NIB already, and whether the applicant belongs to it; null if there is none. */
  readonly registeredAs: { readonly id: string; readonly isOwn: boolean } | null;
  /** A PDF of the deed that this person uploaded, or that the company has already. */
  readonly hasDeed: boolean;
  readonly requiredKbli: string;
}

/** What must be known about a registration that exists. */
export interface RegistrationFacts {
  readonly id: string;
  readonly state: RegistrationState;
  readonly createdBy: string | null;
}

/** Who acts, with the organisations he belongs to. */
export interface RegistrationActor {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
}

/** Something the verifier should look at, though it stands against nothing by itself. */
export type VerifierNotice = "notice-kbli-risk" | "notice-npwp-not-at-oss" | "notice-place-unknown";

type Decided = Result<RegistrationDecision, RegistrationRefusals>;

const STATUS_REFUSALS: Readonly<Record<NibStatus, RegistrationRefusalCode | null>> = {
  active: null,
  "may-do-business": null,
  "may-operate": null,
  "not-yet-active": "nib-not-active",
  frozen: "nib-frozen",
  revoked: "nib-revoked",
};

/** What stands against a NIB itself, before anything is filled in; null when it may go on. */
export function nibRefusal(status: NibStatus): RegistrationRefusal | null {
  const code = STATUS_REFUSALS[status];
  return code === null ? null : { code, path: "nib" };
}

/** A person registers a company: it becomes submitted and the ministry's promise begins. */
export function submitRegistration(facts: SubmissionFacts): Decided {
  return judgeForm(facts, { ownId: null, promise: "started" });
}

/** The company's people send a returned registration again; the NIB may be corrected too. */
export function resubmitRegistration(
  facts: SubmissionFacts,
  asked: { readonly registration: RegistrationFacts; readonly actor: RegistrationActor },
): Decided {
  const { registration, actor } = asked;
  if (!actor.organisationIds.has(registration.id)) return refuseOne("no-such-organisation");
  if (registration.state !== "returned") return refuseOne("not-returned");
  return judgeForm(facts, { ownId: registration.id, promise: "restarted" });
}

/** A verifier accepts. Nobody verifies a company he belongs to or has registered himself. */
export function acceptRegistration(registration: RegistrationFacts, actor: RegistrationActor): Decided {
  const against = againstDecision(registration, actor);
  if (against !== null) return refuseOne(against);
  return ok({ state: "verified", npwp: null, reasons: [], promise: "fulfilled" });
}

/** A verifier returns the registration with reasons; until it comes back the ball is with the applicant. */
export function returnRegistration(
  registration: RegistrationFacts,
  asked: { readonly actor: RegistrationActor; readonly reasons: readonly ReturnReason[] },
): Decided {
  const against = againstDecision(registration, asked.actor);
  if (against !== null) return refuseOne(against);
  const reasons = asked.reasons
    .map(({ field, text }) => ({ field, text: text.trim() }))
    .filter(({ text }) => text !== "");
  if (reasons.length === 0) return refuse([{ code: "reasons-missing", path: "reasons" }]);
  return ok({ state: "returned", npwp: null, reasons, promise: "paused" });
}

/** What the verifier should look at in the record that is kept. */
export function noticesFor(record: OssRecord, requiredKbli: string): readonly VerifierNotice[] {
  const activity = record.activities.find(({ code }) => code === requiredKbli);
  const checks: readonly (readonly [VerifierNotice, boolean])[] = [
    ["notice-kbli-risk", activity !== undefined && activity.risk !== "high"],
    ["notice-npwp-not-at-oss", record.npwp === ""],
    ["notice-place-unknown", record.city === "" || record.province === ""],
  ];
  return checks.filter(([, isSo]) => isSo).map(([notice]) => notice);
}

function judgeForm(
  facts: SubmissionFacts,
  asked: { readonly ownId: string | null; readonly promise: "started" | "restarted" },
): Decided {
  const npwp = judgeNpwp(facts);
  const [first, ...more] = [
    nibRefusal(facts.record.nibStatus),
    takenRefusal(facts, asked.ownId),
    hasActivity(facts) ? null : ({ code: "kbli-missing", path: "nib" } as const),
    npwp.ok ? null : ({ code: npwp.refusal, path: "npwp" } as const),
    facts.hasDeed ? null : ({ code: "deed-missing", path: "deedFileId" } as const),
  ].filter((refusal) => refusal !== null);
  if (first !== undefined) return refuse([first, ...more]);
  return ok({ state: "submitted", npwp: npwp.ok ? npwp.value : null, reasons: [], promise: asked.promise });
}

/** The NPWP typed must be the one OSS has; where OSS has none the verifier sees a notice instead. */
function judgeNpwp({ record, typedNpwp }: SubmissionFacts): Result<Npwp, "npwp-format" | "npwp-differs"> {
  const typed = parseNpwp(typedNpwp);
  if (!typed.ok) return typed;
  return record.npwp === null || record.npwp === typed.value ? typed : refuse("npwp-differs");
}

function takenRefusal({ registeredAs }: SubmissionFacts, ownId: string | null): RegistrationRefusal | null {
  if (registeredAs === null || registeredAs.id === ownId) return null;
  return { code: registeredAs.isOwn ? "nib-already-yours" : "nib-already-registered", path: "nib" };
}

function hasActivity({ record, requiredKbli }: SubmissionFacts): boolean {
  return record.activities.some(({ code }) => code === requiredKbli);
}

function againstDecision(registration: RegistrationFacts, actor: RegistrationActor): RegistrationRefusalCode | null {
  const isOwn = actor.organisationIds.has(registration.id) || registration.createdBy === actor.personId;
  if (isOwn) return "own-organisation";
  return registration.state === "submitted" ? null : "already-decided";
}

function refuseOne(code: RegistrationRefusalCode): { readonly ok: false; readonly refusal: RegistrationRefusals } {
  return refuse([{ code, path: null }]);
}
