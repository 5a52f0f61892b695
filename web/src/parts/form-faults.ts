/** From the faults of a form to the lines of the error summary. */
import type { FieldErrors, FieldValues } from "react-hook-form";
import type { SummaryLine } from "./fields.tsx";

interface FaultLeaf {
  readonly message?: unknown;
}

function collect(errors: object, prefix: string): readonly SummaryLine[] {
  return Object.entries(errors).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value !== "object" || value === null) return [];
    const { message } = value as FaultLeaf;
    const field = `${prefix}${key}`;
    return typeof message === "string" ? [{ field, message }] : collect(value, `${field}.`);
  });
}

/** One line per faulty field; nested fields are named with dots, as their controls are. */
export function summaryLines<T extends FieldValues>(errors: FieldErrors<T>): readonly SummaryLine[] {
  return collect(errors, "").filter((line) => !line.field.startsWith("root"));
}
