import type { ItemFacts } from "./application-facts.ts";
import type { ApplicationForm } from "./pre-check.ts";

/** The checked items that each field of the form is judged by. */
const ITEMS_OF_FIELD: Readonly<Record<keyof ApplicationForm, readonly string[]>> = {
  kbli: ["nib"],
  service: ["code"],
  numberKind: ["code"],
  code: ["code"],
  purpose: ["code", "letter"],
  letterFileId: ["letter"],
  declaration: ["declaration"],
};

/** True when a correction would change a field whose every item an officer has accepted: those stay as they were read. */
export function changesAcceptedField(
  items: readonly ItemFacts[],
  forms: { readonly before: ApplicationForm; readonly after: ApplicationForm },
): boolean {
  const isAccepted = (key: string) => items.some((item) => item.key === key && item.verdict === "accepted");
  const fields = Object.keys(ITEMS_OF_FIELD) as (keyof ApplicationForm)[];
  return fields.some(
    (field) => forms.before[field] !== forms.after[field] && ITEMS_OF_FIELD[field].every((key) => isAccepted(key)),
  );
}
