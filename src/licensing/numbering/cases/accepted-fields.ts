import type { ItemFacts } from "./application-facts.ts";
import type { ApplicationForm } from "./application-form.ts";

/** The checked items that depend on each field of the form. */
const ITEMS_OF_FIELD: Readonly<Record<keyof ApplicationForm, readonly string[]>> = {
  kbli: ["nib", "legal-basis"],
  service: ["code"],
  numberKind: ["code"],
  code: ["code"],
  purpose: ["code", "letter"],
  letterFileId: ["letter"],
  declaration: ["declaration"],
  ownService: ["legal-basis"],
  newService: ["new-service"],
  basis: ["basis"],
  basisFileId: ["basis"],
  userName: ["user-letter"],
  userLetterFileId: ["user-letter"],
  usageReport: ["usage-report"],
  change: ["decree", "licences", "new-values"],
  return: ["decree", "reason"],
  revocation: ["ground"],
};

/** Items decided by a record outside the form, or a declaration that can only be repeated: no field shows their correction. */
const CORRECTED_OUTSIDE: readonly string[] = ["nib", "npwp", "legal-basis", "declaration"];

/** The fields that show the correction of an item; none if it is corrected outside the form. */
export function fieldsOfItem(key: string): readonly (keyof ApplicationForm)[] {
  if (CORRECTED_OUTSIDE.includes(key)) return [];
  const fields = Object.keys(ITEMS_OF_FIELD) as (keyof ApplicationForm)[];
  return fields.filter((field) => ITEMS_OF_FIELD[field].includes(key));
}

/** True if a correction would change a field of which every item is accepted: accepted fields are locked. */
export function changesAcceptedField(
  items: readonly ItemFacts[],
  forms: { readonly before: ApplicationForm; readonly after: ApplicationForm },
): boolean {
  const fields = Object.keys(ITEMS_OF_FIELD) as (keyof ApplicationForm)[];
  return fields.some((field) => isChanged(forms, field) && isAccepted(items, field));
}

/** Only the items of this kind of application count for a field. */
function isAccepted(items: readonly ItemFacts[], field: keyof ApplicationForm): boolean {
  const judged = items.filter(({ key }) => ITEMS_OF_FIELD[field].includes(key));
  return judged.length > 0 && judged.every(({ verdict }) => verdict === "accepted");
}

function isChanged(
  { before, after }: { readonly before: ApplicationForm; readonly after: ApplicationForm },
  field: keyof ApplicationForm,
): boolean {
  return JSON.stringify(before[field]) !== JSON.stringify(after[field]);
}
