import type { RevocationGround } from "../codes/revocation-ground.ts";
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

/** Why a decree is to be changed: the holder's name or address, or the rule that it rests on. */
export const CHANGE_GROUNDS = ["identity", "rule"] as const;

/** A decree from before Sambung, as its holder names it; empty while he has not. */
export interface EarlierDecree {
  readonly number: string;
  /** Local date as `YYYY-MM-DD`, or empty. */
  readonly date: string;
  readonly fileId: string | null;
}

/** What a holder's name and address are. */
export interface HolderValues {
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
}

/** What a holder fills in for a change of his decree. */
export interface ChangeForm {
  readonly ground: (typeof CHANGE_GROUNDS)[number];
  /** What the decree says now, kept from the beginning of the case. */
  readonly before: { readonly name: string; readonly address: string };
  readonly after: HolderValues;
  readonly licenceBeforeFileId: string | null;
  readonly licenceAfterFileId: string | null;
  /** The new rule, where the rule changed. */
  readonly citation: string;
  readonly earlier: EarlierDecree;
}

/** What a holder fills in to give a code back. */
export interface ReturnForm {
  readonly reason: string;
  readonly earlier: EarlierDecree;
}

/** What an officer and then the holder say about a code that is to be revoked. */
export interface RevocationForm {
  readonly ground: RevocationGround;
  readonly statement: string;
  readonly evidenceFileId: string | null;
  /** The last local date on which the holder may answer. */
  readonly answerDue: string;
  readonly answer: { readonly text: string; readonly fileId: string | null; readonly at: string } | null;
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
  /** The service that a holder's Nomor Baru begins beside the services of its codes; empty in every other application. */
  readonly newService: string;
  /** The licence is asked for a holder's Nomor Baru too, the rest for a Nomor Tambahan only. */
  readonly basis: (typeof BASES)[number];
  readonly basisFileId: string | null;
  readonly userName: string;
  readonly userLetterFileId: string | null;
  readonly usageReport: readonly UsageRow[];
  /** Each of the following belongs to one kind and is null in every other. */
  readonly change: ChangeForm | null;
  readonly return: ReturnForm | null;
  readonly revocation: RevocationForm | null;
}

/** A code that a body holds, with the decree that gave it; null where no decree is on record. */
export interface HeldCode {
  readonly code: string;
  readonly decree: string | null;
  /** Who uses it and how far, where an earlier decree was recorded with it. */
  readonly endUser?: string | null;
  readonly usage?: UsageStatus | null;
}

/** The form a draft begins with: what is known already is filled in. */
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

/** A stored form with every field; forms from before a field existed lack it. */
export function completeForm(stored: Partial<ApplicationForm>): ApplicationForm {
  return { ...beginForm({ kbli: "", code: "", ownService: null, heldCodes: [] }), ...stored };
}

/** The files that a form about a code already held names. */
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
