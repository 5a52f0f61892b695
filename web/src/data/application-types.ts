/** Types of numbering applications and their forms, as returned by the HTTP API. */
import type { Standing } from "../../../src/regulation/standing.shared.ts";

/** One row of the usage report, for a code that the applicant already holds. */
export interface UsageRow {
  readonly code: string;
  readonly decree: string;
  readonly endUser: string;
  readonly service: string;
  readonly activatedOn: string;
  readonly status: "in-use" | "being-prepared" | "not-in-use" | "";
  readonly originatingOperators: string;
  readonly monthlyCalls: string;
  readonly evidence: string;
}

/** An operator that holds active codes. */
export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly codes: number;
}

/** The form of a numbering application. */
export interface ApplicationForm {
  readonly kbli: string;
  readonly service: string;
  readonly numberKind: string;
  readonly code: string;
  readonly purpose: string;
  readonly letterFileId: string | null;
  readonly declaration: boolean;
  readonly ownService: boolean | null;
  readonly newService: string;
  readonly basis: "" | "decree" | "licence";
  readonly basisFileId: string | null;
  readonly userName: string;
  readonly userLetterFileId: string | null;
  readonly usageReport: UsageRow[];
  readonly change: ChangeForm | null;
  readonly return: ReturnForm | null;
  readonly revocation: RevocationForm | null;
}

/** Name and address of a code holder. */
export interface HolderValues {
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
}

/** A decree issued before Sambung was introduced. */
export interface EarlierDecree {
  readonly number: string;
  readonly date: string;
  readonly fileId: string | null;
}

/** The form of a request to change an assignment. */
export interface ChangeForm {
  readonly ground: "identity" | "rule";
  readonly before: { readonly name: string; readonly address: string };
  readonly after: HolderValues;
  readonly licenceBeforeFileId: string | null;
  readonly licenceAfterFileId: string | null;
  readonly citation: string;
  readonly earlier: EarlierDecree;
}

/** The form of a request to return a code. */
export interface ReturnForm {
  readonly reason: string;
  readonly earlier: EarlierDecree;
}

/** The grounds for revoking a code. */
export type RevocationGround = "unused" | "licence-lost" | "breach" | "nib";

/** The form of a revocation: statements of the officer and of the holder. */
export interface RevocationForm {
  readonly ground: RevocationGround;
  readonly statement: string;
  readonly evidenceFileId: string | null;
  readonly answerDue: string;
  readonly answer: { readonly text: string; readonly fileId: string | null; readonly at: string } | null;
}

/** One event in the history of a case. */
export interface CaseEvent {
  readonly at: string;
  readonly actorName: string | null;
  readonly role: string | null;
  readonly type: string;
  readonly note: string | null;
}

/** The state of a numbering application. */
export type ApplicationState =
  | "draft"
  | "submitted"
  | "checking"
  | "returned"
  | "checked"
  | "endorsed"
  | "proposed"
  | "approved"
  | "rejected"
  | "withdrawn"
  | "lapsed";

/** Nomor Baru (new number) or Nomor Tambahan (additional number). */
export type NumberRequestKind = "new" | "additional";

/** Every kind of case; the last three concern a code that has a holder. */
export type ApplicationKind = NumberRequestKind | "change" | "return" | "revocation";

/** An error found by the check before submission. */
export interface Finding {
  readonly place: string;
  readonly code: string;
  /** The held code whose row of the usage report contains the error. */
  readonly accessCode: string | null;
  readonly message: string;
  readonly remedy: string | null;
  readonly rule: RuleReference | null;
}

/** A rule as cited in an explanation. */
export interface RuleReference {
  readonly id: string;
  readonly clause: string;
  readonly standing: Standing;
}
