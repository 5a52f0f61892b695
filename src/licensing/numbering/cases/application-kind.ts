import type { PromisedAct } from "../../../regulation/index.ts";
import type { CodeDecreeKind } from "../../issuing/index.ts";

/** The kinds of application by which a body asks for a code: Nomor Baru and Nomor Tambahan. */
export const CODE_REQUEST_KINDS = ["new", "additional"] as const;

/** One of `CODE_REQUEST_KINDS`. */
export type CodeRequestKind = (typeof CODE_REQUEST_KINDS)[number];

/** The kinds by which a holder asks something about a code he holds. */
export const HOLDER_KINDS = ["change", "return"] as const;

/** One of `HOLDER_KINDS`. */
export type HolderKind = (typeof HOLDER_KINDS)[number];

/** Every kind of case; a revocation is opened by an officer. */
export const APPLICATION_KINDS = [...CODE_REQUEST_KINDS, ...HOLDER_KINDS, "revocation"] as const;

/** One of `APPLICATION_KINDS`. */
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

/** What happens to the access code of an application; null leaves it as it is. */
export type CodeEffect = "in-process" | "free" | "activate" | "rename" | "return" | "revoke" | null;

/** One thing an officer checks, with the rule it rests on. */
export interface CheckItemRule {
  readonly key: string;
  readonly ruleId: string;
}

/** What differs from kind to kind; the chain of people and states is the same for all. */
export interface KindRule {
  /** The act whose promise runs; null where nobody applied, so that nobody was promised anything. */
  readonly act: PromisedAct | null;
  /** The kind of decree that an approval issues. */
  readonly decree: CodeDecreeKind;
  /** What the applicant must have when he sends: a free code that is held for him, or an active code of his own. */
  readonly restsOn: "held-code" | "own-code";
  /** Whether OSS must not keep the NIB frozen or revoked; a code may be given back with any NIB. */
  readonly needsNib: boolean;
  readonly items: readonly CheckItemRule[];
  /** What becomes of the code when the application is submitted, approved, or ends without approval. */
  readonly code: { readonly submitted: CodeEffect; readonly approved: CodeEffect; readonly ended: CodeEffect };
}

const TAKES_A_FREE_CODE = {
  restsOn: "held-code",
  needsNib: true,
  code: { submitted: "in-process", approved: "activate", ended: "free" },
} as const;

/** What a case about an active code does to it: nothing before its approval, and nothing without one. */
function aboutAnOwnCode(approved: CodeEffect) {
  return { restsOn: "own-code", code: { submitted: null, approved, ended: null } } as const;
}

/** What is checked of a government body in place of the NIB. */
const LEGAL_BASIS: CheckItemRule = { key: "legal-basis", ruleId: "government-own-service" };

/** What is checked of a holder that begins a new service: the service itself, and the licence in place of the NPWP. */
const NEW_SERVICE: CheckItemRule = { key: "new-service", ruleId: "new-number-new-service" };
const OPERATOR_LICENCE: CheckItemRule = { key: "basis", ruleId: "new-number-operator-documents" };

/** The items an officer checks, by the kind of application and applicant and by whether a holder begins a new service. */
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

/** The kinds as data. */
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
