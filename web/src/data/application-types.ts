/** What an applicant fills in, as the HTTP API answers with it. */
import type { Standing } from "../../../src/regulation/standing.shared.ts";

/** One row of the usage report, for a code already held. */
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

/** What an applicant fills in. */
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

/** Name and address of a holder. */
export interface HolderValues {
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
}

/** A decree from before Sambung. */
export interface EarlierDecree {
  readonly number: string;
  readonly date: string;
  readonly fileId: string | null;
}

/** What a holder asks to be changed. */
export interface ChangeForm {
  readonly ground: "identity" | "rule";
  readonly before: { readonly name: string; readonly address: string };
  readonly after: HolderValues;
  readonly licenceBeforeFileId: string | null;
  readonly licenceAfterFileId: string | null;
  readonly citation: string;
  readonly earlier: EarlierDecree;
}

/** Why a holder gives a code back. */
export interface ReturnForm {
  readonly reason: string;
  readonly earlier: EarlierDecree;
}

/** Why a code may be taken away. */
export type RevocationGround = "unused" | "licence-lost" | "breach" | "nib";

/** What an officer and the holder say about a code that is to be revoked. */
export interface RevocationForm {
  readonly ground: RevocationGround;
  readonly statement: string;
  readonly evidenceFileId: string | null;
  readonly answerDue: string;
  readonly answer: { readonly text: string; readonly fileId: string | null; readonly at: string } | null;
}

/** One thing that happened to a case. */
export interface CaseEvent {
  readonly at: string;
  readonly actorName: string | null;
  readonly role: string | null;
  readonly type: string;
  readonly note: string | null;
}

/** Where a numbering application stands. */
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

/** Nomor Baru, or Nomor Tambahan. */
export type NumberRequestKind = "new" | "additional";

/** Every kind of case; the last three are about a code that is held. */
export type ApplicationKind = NumberRequestKind | "change" | "return" | "revocation";

/** A fault named before submitting. */
export interface Finding {
  readonly place: string;
  readonly code: string;
  /** The code already held whose row of the usage report has the fault. */
  readonly accessCode: string | null;
  readonly message: string;
  readonly remedy: string | null;
  readonly rule: RuleReference | null;
}

/** A rule as an explanation carries it. */
export interface RuleReference {
  readonly id: string;
  readonly clause: string;
  readonly standing: Standing;
}
