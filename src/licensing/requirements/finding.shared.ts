import type { PartKey } from "./form.shared.ts";

/** The place of a finding. `field` is a path in the part, e.g. "rows.2.city"; `spot` is on a page of the file. */
export interface Place {
  readonly part: PartKey | null;
  readonly slot: string | null;
  readonly rowId: string | null;
  readonly field: string | null;
  readonly page: number | null;
}

/** blocks: cannot be submitted. warns: should be reviewed. not-checked: only a person can decide. */
export type FindingLevel = "blocks" | "warns" | "not-checked";

/** One finding of the pre-check; message and remedy are texts under `licence.finding.{code}` in the locales. */
export interface PreCheckFinding {
  readonly code: string;
  readonly level: FindingLevel;
  /** The requirement it belongs to, e.g. "D01". */
  readonly requirement: string;
  readonly place: Place;
  readonly params: Readonly<Record<string, string | number>>;
  /** Id of the rule or key of the requirement behind it; its clause is looked up by the reader. */
  readonly rule: string;
}
