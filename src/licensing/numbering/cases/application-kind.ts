import type { PromisedAct } from "../../../regulation/index.ts";
import type { CodeDecreeKind } from "../../issuing/index.ts";

/** The kinds of application for a code: Nomor Baru and Nomor Tambahan. */
export const CODE_REQUEST_KINDS = ["new", "additional"] as const;

/** One of `CODE_REQUEST_KINDS`. */
export type CodeRequestKind = (typeof CODE_REQUEST_KINDS)[number];

/** The kinds of application about a code that the applicant holds. */
export const HOLDER_KINDS = ["change", "return"] as const;

/** One of `HOLDER_KINDS`. */
export type HolderKind = (typeof HOLDER_KINDS)[number];

/** Every kind of case; an officer opens a revocation. */
export const APPLICATION_KINDS = [...CODE_REQUEST_KINDS, ...HOLDER_KINDS, "revocation"] as const;

/** One of `APPLICATION_KINDS`. */
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

/** The effect on the access code of an application; null for none. */
export type CodeEffect = "in-process" | "free" | "activate" | "rename" | "return" | "revoke" | null;

/** An item that an officer checks, with the rule it is based on. */
export interface CheckItemRule {
  readonly key: string;
  readonly ruleId: string;
}

/** The differences between the kinds; the chain of officers and states is the same for all. */
export interface KindRule {
  /** The act whose processing time runs; null if there is no applicant, so no processing time applies. */
  readonly act: PromisedAct | null;
  /** The kind of decree that an approval issues. */
  readonly decree: CodeDecreeKind;
  /** The applicant's requirement at submission: a held free code, or an active code assigned to them. */
  readonly restsOn: "held-code" | "own-code";
  /** Whether the NIB must not be frozen or revoked at OSS; a code may be returned with any NIB. */
  readonly needsNib: boolean;
  readonly items: readonly CheckItemRule[];
  /** Effect on the code when the application is submitted, approved, or ended without approval. */
  readonly code: { readonly submitted: CodeEffect; readonly approved: CodeEffect; readonly ended: CodeEffect };
}

const TAKES_A_FREE_CODE = {
  restsOn: "held-code",
  needsNib: true,
  code: { submitted: "in-process", approved: "activate", ended: "free" },
} as const;

/** A case about an active code changes the code on approval only. */
function aboutAnOwnCode(approved: CodeEffect) {
  return { restsOn: "own-code", code: { submitted: null, approved, ended: null } } as const;
}

/** The item of a government body that replaces the NIB. */
const LEGAL_BASIS: CheckItemRule = { key: "legal-basis", ruleId: "government-own-service" };

/** The items of a code holder that begins a new service: the service itself, and the licence in place of the NPWP. */
const NEW_SERVICE: CheckItemRule = { key: "new-service", ruleId: "new-number-new-service" };
const OPERATOR_LICENCE: CheckItemRule = { key: "basis", ruleId: "new-number-operator-documents" };

/** The items to check, by kind of application, kind of applicant, and whether a code holder begins a new service. */
export function checkItemsOf(
  kind: ApplicationKind,
  by: { readonly isGovernment: boolean; readonly isForNewService: boolean },
): readonly CheckItemRule[] {
  const { items } = KIND_RULES[kind];
  const { isGovernment, isForNewService } = by;
  const ofBody = isGovernment ? items.map((item) => (item.key === "nib" ? LEGAL_BASIS : item)) : items;
  if (!isForNewService) return ofBody;
  const ofHolder = isGovernment ? ofBody : ofBody.map((item) => (item.key === "npwp" ? OPERATOR_LICENCE : item));
  return [NEW_SERVICE, ...ofHolder];
}

/** The rules of each kind. */
export const KIND_RULES: Readonly<Record<ApplicationKind, KindRule>> = {
  new: {
    act: "number-new",
    decree: "assignment",
    ...TAKES_A_FREE_CODE,
    items: [
      { key: "nib", ruleId: "service-kbli" },
      { key: "npwp", ruleId: "npwp-formats" },
      { key: "letter", ruleId: "number-new-documents" },
      { key: "declaration", ruleId: "number-new-documents" },
      { key: "code", ruleId: "prefix-conflict-check" },
    ],
  },
  additional: {
    act: "number-additional",
    decree: "assignment",
    ...TAKES_A_FREE_CODE,
    items: [
      { key: "nib", ruleId: "service-kbli" },
      { key: "basis", ruleId: "additional-documents" },
      { key: "usage-report", ruleId: "usage-report-template" },
      { key: "user-letter", ruleId: "additional-documents" },
      { key: "declaration", ruleId: "number-declaration" },
      { key: "code", ruleId: "prefix-conflict-check" },
    ],
  },
  change: {
    act: "number-change",
    decree: "change",
    needsNib: true,
    ...aboutAnOwnCode("rename"),
    items: [
      { key: "nib", ruleId: "service-kbli" },
      { key: "decree", ruleId: "change-documents" },
      { key: "licences", ruleId: "change-documents" },
      { key: "new-values", ruleId: "change-documents" },
      { key: "declaration", ruleId: "number-declaration" },
    ],
  },
  return: {
    act: "number-return",
    decree: "return",
    needsNib: false,
    ...aboutAnOwnCode("return"),
    items: [
      { key: "decree", ruleId: "return-documents" },
      { key: "reason", ruleId: "return-documents" },
      { key: "declaration", ruleId: "number-declaration" },
    ],
  },
  revocation: {
    act: null,
    decree: "revocation",
    needsNib: false,
    ...aboutAnOwnCode("revoke"),
    items: [
      { key: "ground", ruleId: "unused-revocable-months" },
      { key: "evidence", ruleId: "unused-revocable-months" },
      { key: "answer", ruleId: "revocation-answer-days" },
    ],
  },
};
