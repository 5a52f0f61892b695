import type { RevocationGround } from "../codes/revocation-ground.ts";
import { CALL_CENTRE_NUMBER_KIND, CALL_CENTRE_SERVICE } from "./application-words.ts";

/** Usage status of an already held code. */
export const USAGE_STATUSES = ["in-use", "being-prepared", "not-in-use"] as const;

/** One of `USAGE_STATUSES`. */
export type UsageStatus = (typeof USAGE_STATUSES)[number];

/** The basis of a Nomor Tambahan: a numbering decree already held, or a licence. */
export const BASES = ["", "decree", "licence"] as const;

/** A row of the usage report, for one code already held; incomplete rows are stored as typed. */
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

/** The ground for the change of a decree: the holder's name or address, or the rule it is based on. */
export const CHANGE_GROUNDS = ["identity", "rule"] as const;

/** A decree issued before Sambung, as its holder names it; empty until named. */
export interface EarlierDecree {
  readonly number: string;
  /** Local date as `YYYY-MM-DD`, or empty. */
  readonly date: string;
  readonly fileId: string | null;
}

/** Name and address of a holder. */
export interface HolderValues {
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
}

/** The form for a change of a decree. */
export interface ChangeForm {
  readonly ground: (typeof CHANGE_GROUNDS)[number];
  /** The present content of the decree, stored when the case begins. */
  readonly before: { readonly name: string; readonly address: string };
  readonly after: HolderValues;
  readonly licenceBeforeFileId: string | null;
  readonly licenceAfterFileId: string | null;
  /** The new rule, if the ground is a changed rule. */
  readonly citation: string;
  readonly earlier: EarlierDecree;
}

/** The form for the return of a code. */
export interface ReturnForm {
  readonly reason: string;
  readonly earlier: EarlierDecree;
}

/** The officer's statement and the holder's answer in a revocation. */
export interface RevocationForm {
  readonly ground: RevocationGround;
  readonly statement: string;
  readonly evidenceFileId: string | null;
  /** The last local date on which the holder may answer. */
  readonly answerDue: string;
  readonly answer: { readonly text: string; readonly fileId: string | null; readonly at: string } | null;
}

/** The form of an application. */
export interface ApplicationForm {
  readonly kbli: string;
  readonly service: string;
  readonly numberKind: string;
  /** Empty while the draft has no code. */
  readonly code: string;
  readonly purpose: string;
  readonly letterFileId: string | null;
  readonly declaration: boolean;
  /** Whether the legal basis of a government body assigns the service to it; null if not applicable. */
  readonly ownService: boolean | null;
  /** The new service of a code holder's Nomor Baru; empty in every other application. */
  readonly newService: string;
  /** The licence is also required for a code holder's Nomor Baru, the rest only for a Nomor Tambahan. */
  readonly basis: (typeof BASES)[number];
  readonly basisFileId: string | null;
  readonly userName: string;
  readonly userLetterFileId: string | null;
  readonly usageReport: readonly UsageRow[];
  /** Each of the following belongs to one kind and is null in all others. */
  readonly change: ChangeForm | null;
  readonly return: ReturnForm | null;
  readonly revocation: RevocationForm | null;
}

/** A code that an organisation holds, with the decree that assigned it; null if no decree is on record. */
export interface HeldCode {
  readonly code: string;
  readonly decree: string | null;
  /** User and usage status, where an earlier decree was recorded with them. */
  readonly endUser?: string | null;
  readonly usage?: UsageStatus | null;
}

/** The initial form of a draft, prefilled with the known facts. */
export function beginForm(known: {
  readonly kbli: string;
  readonly code: string;
  readonly ownService: boolean | null;
  readonly newService?: string;
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
    newService: known.newService ?? "",
    basis: "",
    basisFileId: null,
    userName: "",
    userLetterFileId: null,
    usageReport: known.heldCodes.map(({ code, decree, endUser, usage }) => ({
      ...EMPTY_ROW,
      code,
      decree: decree ?? "",
      endUser: endUser ?? "",
      status: usage ?? "",
    })),
    change: null,
    return: null,
    revocation: null,
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

/** A stored form with every field; forms stored before a field existed lack it. */
export function completeForm(stored: Partial<ApplicationForm>): ApplicationForm {
  return { ...beginForm({ kbli: "", code: "", ownService: null, heldCodes: [] }), ...stored };
}

/** The files referenced by a form about an already held code. */
export function filesNamedIn({ change, return: giving, revocation }: ApplicationForm): readonly string[] {
  return [
    change?.earlier.fileId,
    change?.licenceBeforeFileId,
    change?.licenceAfterFileId,
    giving?.earlier.fileId,
    revocation?.evidenceFileId,
    revocation?.answer?.fileId,
  ].filter((id) => id !== null && id !== undefined);
}
