import { CALL_CENTRE_NUMBER_KIND, CALL_CENTRE_SERVICE } from "./application-words.ts";

/** How far a code that is already held is in use. */
export const USAGE_STATUSES = ["in-use", "being-prepared", "not-in-use"] as const;

/** One of `USAGE_STATUSES`. */
export type UsageStatus = (typeof USAGE_STATUSES)[number];

/** What a Nomor Tambahan rests on: a number decree already held, or a licence. */
export const BASES = ["", "decree", "licence"] as const;

/** One row of the usage report, for one code already held; incomplete rows are kept as they are typed. */
export interface UsageRow {
  readonly code: string;
  readonly decree: string;
  /** The client whose calls the code carries. */
  readonly endUser: string;
  readonly service: string;
  /** Local date as `YYYY-MM-DD`, or empty. */
  readonly activatedOn: string;
  readonly status: UsageStatus | "";
  /** Operators from whose networks the code can be called. */
  readonly originatingOperators: string;
  /** Digits, or empty. */
  readonly monthlyCalls: string;
  readonly evidence: string;
}

/** What an applicant fills in. */
export interface ApplicationForm {
  readonly kbli: string;
  readonly service: string;
  readonly numberKind: string;
  /** Empty while the draft has no code. */
  readonly code: string;
  readonly purpose: string;
  readonly letterFileId: string | null;
  readonly declaration: boolean;
  /** Whether the legal basis of a government body gives it the service itself; null where that is not asked. */
  readonly ownService: boolean | null;
  /** The rest is asked for a Nomor Tambahan. */
  readonly basis: (typeof BASES)[number];
  readonly basisFileId: string | null;
  readonly userName: string;
  readonly userLetterFileId: string | null;
  readonly usageReport: readonly UsageRow[];
}

/** A code that a body holds, with the decree that gave it; null where the decree is from before Sambung. */
export interface HeldCode {
  readonly code: string;
  readonly decree: string | null;
}

/** The form a draft begins with: what is known already is filled in. */
export function beginForm(known: {
  readonly kbli: string;
  readonly code: string;
  readonly ownService: boolean | null;
  readonly heldCodes: readonly HeldCode[];
}): ApplicationForm {
  return {
    kbli: known.kbli,
    service: CALL_CENTRE_SERVICE,
    numberKind: CALL_CENTRE_NUMBER_KIND,
    code: known.code,
    purpose: "",
    letterFileId: null,
    declaration: false,
    ownService: known.ownService,
    basis: "",
    basisFileId: null,
    userName: "",
    userLetterFileId: null,
    usageReport: known.heldCodes.map(({ code, decree }) => ({ ...EMPTY_ROW, code, decree: decree ?? "" })),
  };
}

const EMPTY_ROW: UsageRow = {
  code: "",
  decree: "",
  endUser: "",
  service: "",
  activatedOn: "",
  status: "",
  originatingOperators: "",
  monthlyCalls: "",
  evidence: "",
};

/** A stored form with every field; forms from before a field existed lack it. */
export function completeForm(stored: Partial<ApplicationForm>): ApplicationForm {
  return { ...beginForm({ kbli: "", code: "", ownService: null, heldCodes: [] }), ...stored };
}
