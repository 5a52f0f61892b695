/** What an applicant fills in, as the HTTP API answers with it. */

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
  readonly basis: "" | "decree" | "licence";
  readonly basisFileId: string | null;
  readonly userName: string;
  readonly userLetterFileId: string | null;
  readonly usageReport: UsageRow[];
}

/** One thing that happened to a case. */
export interface CaseEvent {
  readonly at: string;
  readonly actorName: string | null;
  readonly role: string | null;
  readonly type: string;
  readonly note: string | null;
}
