/** Types of the HTTP API's responses, as the screens use them. Instants are ISO strings, dates are YYYY-MM-DD. */

import type { Standing } from "../../../src/regulation/standing.shared.ts";
import type { paths } from "../generated/api.d.ts";
import type {
  ApplicationForm,
  ApplicationKind,
  ApplicationState,
  CaseEvent,
  HolderValues,
  NumberRequestKind,
  RuleReference,
} from "./application-types.ts";
import type { DisputeSides, LetterFacts } from "./claim-types.ts";
import type { HeldLicence, ImportedFacts } from "./imported-types.ts";
import type { Installation } from "./installation.ts";
import type {
  NibLookup,
  OssRecord,
  PersonInCharge,
  Remark,
  ReturnReason,
  SimilarRegistration,
} from "./registration-types.ts";

export type {
  ApplicationForm,
  ApplicationKind,
  ApplicationState,
  CaseEvent,
  ChangeForm,
  EarlierDecree,
  Finding,
  HolderValues,
  NumberRequestKind,
  Operator,
  RevocationForm,
  RuleReference,
  UsageRow,
} from "./application-types.ts";
export type { Dispute, DocumentView, Letter, LetterFacts, OwnDispute } from "./claim-types.ts";
export type { NibLookup, OssRecord, PersonInCharge, ReturnReason } from "./registration-types.ts";

/** The roles of users; labels are in the `roles` messages. */
export type Role =
  | "applicant-owner"
  | "applicant-staff"
  | "consultant"
  | "account-verifier"
  | "front-desk"
  | "evaluator"
  | "sub-coordinator"
  | "coordinator"
  | "director"
  | "test-team"
  | "administrator"
  | "operator-administrator"
  | "operator-supervisor"
  | "operator-agent"
  | "content-reader";

/** A team of the ministry. */
export type Team = "numbering" | "licensing" | "tests";

/** One role of one user, in a team or in an organisation. */
export interface Membership {
  readonly id: string;
  readonly role: Role;
  readonly team: Team | null;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly acting: "plh" | "plt" | null;
  readonly actingForName: string | null;
  readonly lastDay: string | null;
}

/** The state of a session's second factor: officers' roles apply only after it is given. */
export type SecondFactorState = "not-needed" | "to-enrol" | "to-give" | "given";

/** The current session: user, permissions and memberships. */
export interface Session {
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly locale: string;
    readonly isDemo: boolean;
    readonly isEmailConfirmed: boolean;
  } | null;
  readonly memberships: Membership[];
  readonly permissions: string[];
  readonly secondFactor: SecondFactorState;
  readonly installation: Installation;
}

export type { Standing };

/** One page of a longer list; `total` counts all items, or up to 10,001 where `hasMore` indicates a next page. */
export interface Listing<T> {
  readonly total: number;
  readonly hasMore?: boolean;
  readonly items: T[];
}

/** A rule in force. */
export interface Rule {
  readonly id: string;
  readonly group: string;
  readonly value: unknown;
  readonly unit: string | null;
  readonly clause: string | null;
  readonly source: string;
  readonly sourceTitle: string | null;
  readonly standing: Standing;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** One year's working-day calendar. */
export interface Calendar {
  readonly year: number;
  readonly decree: string;
  readonly standing: Standing;
  readonly holidays: {
    readonly date: string;
    readonly kind: "national" | "joint-leave";
    readonly name?: string | { readonly id: string; readonly en: string };
  }[];
}

/** All rules in force on a date. */
export interface RulesAnswer {
  readonly asOf: string;
  readonly version: string;
  readonly rules: Rule[];
  readonly calendars: Calendar[];
}

/** The life cycle of an access code. */
export type CodeState =
  | "idle"
  | "held"
  | "in-process"
  | "evaluation"
  | "active"
  | "quarantine"
  | "reserved"
  | "blocked";

/** One pattern of the numbering plan with its counts. */
export interface Pattern {
  readonly id: string;
  readonly label: string;
  readonly digits: number;
  readonly total: number;
  readonly counts: Readonly<Record<CodeState, number>>;
}

/** One access code of the inventory. */
export interface Code {
  readonly code: string;
  readonly display: string;
  readonly pattern: string;
  readonly state: CodeState;
  readonly since: string | null;
  readonly holder: string | null;
  readonly heldUntil: string | null;
  readonly quarantinedUntil?: string | null;
  readonly why: { readonly code: string; readonly message: string; readonly rule: RuleReference | null } | null;
  readonly version: number;
  readonly takeable?: boolean;
}

/** A held code, reserved for a company until `heldUntil`. */
export interface Hold {
  readonly id: string;
  readonly code: string;
  readonly display?: string;
  readonly heldUntil: string;
}

/** A file stored by the server. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly type: string;
}

/** The purpose of an uploaded file. */
export type UploadPurpose = paths["/api/files"]["post"]["parameters"]["query"]["purpose"];

/** A date due by the ministry, in working days. */
export interface PromiseView {
  readonly workingDays: number;
  readonly usedDays: number;
  readonly dueDate: string | null;
  readonly provisional: boolean;
  readonly state: "running" | "paused" | "stopped" | "kept" | "late";
  readonly holder: "ministry" | "applicant";
  readonly startedAt: string | null;
}

/** The legal basis of a government body. */
export type LegalBasis = NonNullable<RegistrationBody["legalBasis"]>;

/** The state of a company's registration. */
export type OrganisationState = "submitted" | "returned" | "verified";

/** A reason for returning a registration, with the rule behind it. */
export interface ReturnedReason extends ReturnReason {
  readonly rule: RuleReference | null;
}

/** A company as returned to its own users and to its verifier. */
export interface Organisation {
  readonly id: string;
  readonly kind: "business" | "government";
  readonly name: string;
  /** Null for a government body. */
  readonly nib: string | null;
  readonly recordSource: "oss" | "stated";
  readonly legalBasis: LegalBasis | null;
  readonly nibFileId: string | null;
  readonly legalBasisFileId: string | null;
  readonly assignmentFileId: string | null;
  readonly npwp: string;
  readonly state: OrganisationState;
  readonly version: number;
  readonly returnedReasons?: ReturnedReason[] | null;
  readonly promise?: PromiseView | null;
  readonly submittedAt?: string | null;
  readonly phone?: string | null;
  readonly personInCharge?: PersonInCharge | null;
  readonly deedFileId?: string | null;
  readonly address?: string | null;
  readonly city?: string | null;
  readonly province?: string | null;
  readonly companyKind?: string | null;
  readonly nibStatus?: string | null;
  readonly kbli?: NibLookup["kbli"] | null;
  readonly oss?: OssRecord | null;
  readonly notices?: Remark[];
  readonly mayDecide?: boolean;
  readonly lookAlikes?: SimilarRegistration[];
  readonly codes?: { readonly code: string; readonly state: string }[];
  readonly authority?: LetterFacts | null;
  readonly disputeId?: string | null;
  readonly imported?: ImportedFacts | null;
}

/** The body that registers or corrects an organisation. */
export type RegistrationBody = paths["/api/organisations"]["post"]["requestBody"]["content"]["application/json"];

/** The kind of application for an applicant, and why; or why the applicant may not apply. */
export interface KindProposal {
  readonly isGovernment: boolean;
  readonly refusal: { readonly code: string; readonly message: string; readonly rule: RuleReference | null } | null;
  readonly fitting: NumberRequestKind;
  readonly rule: RuleReference | null;
  readonly workingDays: Readonly<Record<NumberRequestKind, number>>;
  readonly codes: { readonly code: string; readonly display: string; readonly decree: string | null }[];
  readonly openApplicationId: string | null;
  readonly openNewRule: RuleReference | null;
  readonly newServiceRule: RuleReference | null;
  readonly services: string[];
}

/** One item of an officer's check. */
export interface CheckItem {
  readonly key: string;
  readonly verdict: "open" | "accepted" | "returned";
  readonly note: string | null;
  readonly remedy: string | null;
  readonly rule: RuleReference | null;
}

/** A row of a list of applications. */
export interface ApplicationRow {
  readonly id: string;
  readonly version: number;
  readonly number: string | null;
  readonly kind: ApplicationKind;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly nib: string | null;
  readonly code: string;
  readonly display: string;
  readonly state: ApplicationState;
  readonly submittedAt: string | null;
  readonly promise: PromiseView | null;
  readonly assignee: string | null;
}

/** An application with all its data. */
export interface Application {
  readonly id: string;
  readonly number: string | null;
  readonly version: number;
  readonly state: ApplicationState;
  readonly kind: ApplicationKind;
  readonly organisation: {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly nib: string | null;
    readonly npwp: string;
    readonly address: string | null;
    readonly legalBasis: {
      readonly kind: string;
      readonly number: string;
      readonly year: number;
      readonly subject: string;
    } | null;
    readonly legalBasisFileId: string | null;
  };
  readonly form: ApplicationForm;
  readonly letter: { readonly id: string; readonly name: string; readonly bytes: number } | null;
  readonly basisFile: { readonly id: string; readonly name: string; readonly bytes: number } | null;
  readonly userLetter: { readonly id: string; readonly name: string; readonly bytes: number } | null;
  /** The documents attached to a case about a held code. */
  readonly papers: { readonly id: string; readonly name: string; readonly bytes: number }[];
  readonly heldServices: string[] | null;
  readonly decreeInForce: { readonly id: string; readonly number: string; readonly decidedOn: string } | null;
  readonly atOss: HolderValues | null;
  readonly licences: readonly HeldLicence[];
  readonly proposedOutcome: "approve" | "reject" | null;
  readonly receipts: { readonly fileId: string; readonly round: number; readonly at: string }[];
  /** The deadline for correcting a returned application, and the rule that sets it. */
  readonly repairUntil: string | null;
  readonly repairRule: RuleReference | null;
  /** Why the reader could not sign a decree for this case today; null when they could, and before a proposal. */
  readonly mandateRefusal: "mandate-missing" | "mandate-other-signer" | null;
  readonly items: CheckItem[];
  readonly promise: PromiseView | null;
  readonly events: CaseEvent[];
  readonly decree: { readonly id: string; readonly number: string; readonly state: string } | null;
  readonly hold: Hold | null;
  readonly commands: string[];
  readonly ruleVersion: string;
}

/** The state of a decree between decision and publication. */
export type IssuingState = "decided" | "rendered" | "signed" | "published";

/** A row of the list of decrees. */
export interface DecreeRow {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  /** Null for a decree that is not about an access code. */
  readonly code: string | null;
  readonly organisationName: string;
  readonly state: IssuingState;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly decidedAt: string;
  readonly publishedAt: string | null;
}

/** An e-mail in the local mailbox of a demonstration. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly createdAt: string;
  readonly state: string;
}

/** A message to the signed-in user. */
export interface Notice {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly createdAt: string;
}

/** A user as returned to the administrator. */
export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isDemo: boolean;
  readonly disabledAt: string | null;
  readonly memberships: Membership[];
}

/** An entry of the audit trail; `seal` is its position in the sealed chain, null until it is sealed. */
export interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly actorName: string | null;
  readonly role: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly seal: number | null;
}

/** A dispute with the data for the verifier's decision. */
export interface DisputeDetail extends DisputeSides {
  readonly registration: Organisation;
}
