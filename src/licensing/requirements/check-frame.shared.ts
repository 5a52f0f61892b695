import type { FileFacts } from "./file-facts.shared.ts";
import type { FindingLevel, Place, PreCheckFinding } from "./finding.shared.ts";
import type { FindingCode } from "./finding-codes.shared.ts";
import type { LicenceForm, PartKey } from "./form.shared.ts";
import type { LicenceRules } from "./licence-rules.shared.ts";
import type { ApplicableRequirement, CompanyFacts } from "./required.shared.ts";
import type { StatedFacts } from "./slot.shared.ts";

/** A file in its slot. */
export interface FilledSlot {
  readonly slot: string;
  /** Null until the file has been read. */
  readonly facts: FileFacts | null;
  readonly stated: StatedFacts;
}

/** The input of the pre-check: content and rules. */
export interface PreCheckInput {
  /** Null if no file can belong to another case. */
  readonly caseId: string | null;
  readonly form: LicenceForm;
  readonly company: CompanyFacts;
  readonly slots: readonly FilledSlot[];
  readonly rules: LicenceRules;
  /** Local date. */
  readonly today: string;
}

/** The input of one check. */
export interface CheckFrame extends PreCheckInput {
  readonly asked: readonly ApplicableRequirement[];
}

/** A finding at one field, before its requirement is known. */
export interface FieldFault {
  readonly code: FindingCode;
  readonly level?: FindingLevel;
  readonly rowId?: string;
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Id of a rule; defaults to the requirement. */
  readonly rule?: string;
}

/** Whether the part is required; checks of other parts are not run. */
export function isPartRequired({ asked }: CheckFrame, part: PartKey): boolean {
  return asked.some(({ parts }) => parts.includes(part));
}

/** Converts faults of a part to findings of its requirement. */
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

/** The place of a file. */
export function atSlot(slot: string, more: Partial<Place> = {}): Place {
  return { part: null, slot, rowId: null, field: null, page: null, ...more };
}

/** Empty fields of a row, each as a fault at its path. */
export function emptyFields<Row extends { readonly id: string }>(
  row: Row,
  { path, fields }: { readonly path: string; readonly fields: readonly (keyof Row & string)[] },
): readonly FieldFault[] {
  return fields
    .filter((field) => isEmpty(row[field]))
    .map((field) => ({ code: "field-missing", rowId: row.id, field: `${path}.${field}` }));
}

/** Empty: null, blank text or an empty list. */
export function isEmpty(value: unknown): boolean {
  return (
    value === null || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0)
  );
}

/** The fault if the condition holds. */
export function when(isFault: boolean, fault: FieldFault): readonly FieldFault[] {
  return isFault ? [fault] : [];
}
