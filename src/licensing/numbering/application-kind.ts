import type { PromisedAct } from "../../regulation/index.ts";
import type { DecreeKind } from "../issuing/index.ts";

/** The kinds of application that can be made: Nomor Baru and Nomor Tambahan. */
export const APPLICATION_KINDS = ["new", "additional"] as const;

/** One of `APPLICATION_KINDS`. */
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

/** What happens to the access code of an application; null leaves it as it is. */
export type CodeEffect = "in-process" | "free" | "activate" | null;

/** One thing an officer checks, with the rule it rests on. */
export interface CheckItemRule {
  readonly key: string;
  readonly ruleId: string;
}

/** What differs from kind to kind; the chain of people and states is the same for all. */
export interface KindRule {
  /** The act whose promise runs. */
  readonly act: PromisedAct;
  /** The kind of decree that an approval issues. */
  readonly decree: DecreeKind;
  readonly items: readonly CheckItemRule[];
  /** What becomes of the code when the application is submitted, approved, or ends without approval. */
  readonly code: { readonly submitted: CodeEffect; readonly approved: CodeEffect; readonly ended: CodeEffect };
}

const TAKES_A_FREE_CODE = { submitted: "in-process", approved: "activate", ended: "free" } as const;

/** What is checked of a government body in place of the NIB. */
const LEGAL_BASIS: CheckItemRule = { key: "legal-basis", ruleId: "government-own-service" };

/** The items an officer checks in an application of this kind, by whether a business or a government body applies. */
export function checkItemsOf(kind: ApplicationKind, organisationKind: string): readonly CheckItemRule[] {
  const { items } = KIND_RULES[kind];
  return organisationKind === "government" ? items.map((item) => (item.key === "nib" ? LEGAL_BASIS : item)) : items;
}

/** The kinds as data. */
export const KIND_RULES: Readonly<Record<ApplicationKind, KindRule>> = {
  new: {
    act: "number-new",
    decree: "assignment",
    code: TAKES_A_FREE_CODE,
    items: [
      { key: "nib", ruleId: "service-kbli" },
      { key: "npwp", ruleId: "npwp-formats" },
      { key: "letter", ruleId: "service-standards" },
      { key: "declaration", ruleId: "service-standards" },
      { key: "code", ruleId: "prefix-conflict-check" },
    ],
  },
  additional: {
    act: "number-additional",
    decree: "assignment",
    code: TAKES_A_FREE_CODE,
    items: [
      { key: "nib", ruleId: "service-kbli" },
      { key: "basis", ruleId: "additional-documents" },
      { key: "usage-report", ruleId: "usage-report-template" },
      { key: "user-letter", ruleId: "additional-documents" },
      { key: "declaration", ruleId: "service-standards" },
      { key: "code", ruleId: "prefix-conflict-check" },
    ],
  },
};
