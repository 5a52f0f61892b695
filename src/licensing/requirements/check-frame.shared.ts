import type { FileFacts } from "./file-facts.shared.ts";
import type { FindingLevel, Place, PreCheckFinding } from "./finding.shared.ts";
import type { FindingCode } from "./finding-codes.shared.ts";
import type { LicenceForm, PartKey } from "./form.shared.ts";
import type { LicenceRules } from "./licence-rules.shared.ts";
import type { ApplicableRequirement, CompanyFacts } from "./required.shared.ts";
import type { StatedFacts } from "./slot.shared.ts";

/** A file on its slot. */
export interface FilledSlot {
  readonly slot: string;
  /** Null while it is being read. */
  readonly facts: FileFacts | null;
  readonly stated: StatedFacts;
}

/** Everything that is checked, and by what. */
export interface PreCheckInput {
  /** Null where no file can be of another case. */
  readonly caseId: string | null;
  readonly form: LicenceForm;
  readonly company: CompanyFacts;
  readonly slots: readonly FilledSlot[];
  readonly rules: LicenceRules;
  /** Local date. */
  readonly today: string;
}

/** What a check looks at. */
export interface CheckFrame extends PreCheckInput {
  readonly asked: readonly ApplicableRequirement[];
}

/** A fault of one field, before it is known to whom it belongs. */
export interface FieldFault {
  readonly code: FindingCode;
  readonly level?: FindingLevel;
  readonly rowId?: string;
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Id of a rule; the requirement itself when there is none. */
  readonly rule?: string;
}

/** The part is asked for; the checks of a part that is not asked for are not run. */
export function isPartRequired({ asked }: CheckFrame, part: PartKey): boolean {
  return asked.some(({ parts }) => parts.includes(part));
}

/** Faults of a part as findings of the requirement that the part answers. */
export function inPart(frame: CheckFrame, part: PartKey, faults: readonly FieldFault[]): readonly PreCheckFinding[] {
  const requirement = frame.asked.find(({ parts }) => parts.includes(part))?.key ?? "";
  return faults.map((fault) => ({
    code: fault.code,
    level: fault.level ?? "blocks",
    requirement,
    place: { part, slot: null, rowId: fault.rowId ?? null, field: fault.field ?? null, page: null },
    params: fault.params ?? {},
    rule: fault.rule ?? requirement,
  }));
}

/** Where a file is. */
export function atSlot(slot: string, more: Partial<Place> = {}): Place {
  return { part: null, slot, rowId: null, field: null, page: null, ...more };
}

/** Fields of a row that are still empty, each as a fault at its path. */
export function emptyFields<Row extends { readonly id: string }>(
  row: Row,
  { path, fields }: { readonly path: string; readonly fields: readonly (keyof Row & string)[] },
): readonly FieldFault[] {
  return fields
    .filter((field) => isEmpty(row[field]))
    .map((field) => ({ code: "field-missing", rowId: row.id, field: `${path}.${field}` }));
}

/** Not filled in: nothing, or only blanks. */
export function isEmpty(value: unknown): boolean {
  return (
    value === null || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0)
  );
}

/** A fault, if the condition holds. */
export function when(isFault: boolean, fault: FieldFault): readonly FieldFault[] {
  return isFault ? [fault] : [];
}
