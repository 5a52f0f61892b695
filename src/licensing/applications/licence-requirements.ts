import type { Result } from "../../kernel/index.ts";
import type { Rulebook } from "../../regulation/index.ts";
import type { FileFacts } from "../requirements/file-facts.shared.ts";
import type { PreCheckFinding } from "../requirements/finding.shared.ts";
import type { LicenceForm, PartKey } from "../requirements/form.shared.ts";
import type { StatedFacts } from "../requirements/slot.shared.ts";

/** A clause, and whether it was read there. */
export interface Citation {
  readonly id: string;
  readonly clause: string;
  readonly standing: string;
}

/** One requirement as it applies to one case. */
export interface AskedItem {
  /** E.g. "D07". */
  readonly key: string;
  readonly kind: "form" | "file" | "declaration" | "record";
  readonly parts: readonly PartKey[];
  readonly slots: readonly string[];
  readonly rule: Citation;
  /** Version of its template; null where there is none. */
  readonly template: string | null;
}

/** A file on its slot, as the pre-check looks at it. */
export interface CheckedDocument {
  readonly slot: string;
  readonly sha256: string;
  readonly stated: StatedFacts;
  /** Null while it is being read. */
  readonly facts: FileFacts | null;
}

/** What is known of the company of a case. */
export interface CaseCompany {
  readonly name: string;
  readonly nib: string | null;
  readonly npwp: string;
  readonly isGovernment: boolean;
  readonly kbli: readonly string[];
  readonly codes: readonly { readonly code: string; readonly decree: string | null }[];
  /** Whether a licence of its own is on record. */
  readonly hasLicence: boolean;
}

/** Everything a case says now. */
export interface CaseContent {
  readonly caseId: string;
  readonly form: LicenceForm;
  readonly documents: readonly CheckedDocument[];
  readonly company: CaseCompany;
  /** Local date. */
  readonly today: string;
  readonly rulebook: Rulebook;
}

/** What the rules ask of a licence application. */
export interface LicenceRequirements {
  /** The requirements of a case, in the order of the list. */
  asked(content: Omit<CaseContent, "documents">): readonly AskedItem[];
  /** Every finding of the pre-check. */
  preCheck(content: CaseContent): readonly PreCheckFinding[];
  /** A part in its shape, or the paths of the fields that are not. */
  parsePart(key: PartKey, value: unknown): Result<unknown, readonly string[]>;
  /** Where a rule or a requirement is written; null for an id that is neither. */
  cite(rulebook: Rulebook, id: string): Citation | null;
}
