import type { ItemFacts } from "./application-facts.ts";
import type { ApplicationForm } from "./application-form.ts";

/** The checked items that each field of the form is judged by. */
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

/** Items that a record outside the form decides, or a statement that can only be made again: no field shows their correction. */
const CORRECTED_OUTSIDE: readonly string[] = ["nib", "npwp", "legal-basis", "declaration"];

/** The fields that show the correction of an item; none where it is corrected outside the form. */
export function fieldsOfItem(key: string): readonly (keyof ApplicationForm)[] {
  if (CORRECTED_OUTSIDE.includes(key)) return [];
  const fields = Object.keys(ITEMS_OF_FIELD) as (keyof ApplicationForm)[];
  return fields.filter((field) => ITEMS_OF_FIELD[field].includes(key));
}

/** True when a correction would change a field whose every item an officer has accepted: those stay as they were read. */
export function changesAcceptedField(
  items: readonly ItemFacts[],
  forms: { readonly before: ApplicationForm; readonly after: ApplicationForm },
): boolean {
  const fields = Object.keys(ITEMS_OF_FIELD) as (keyof ApplicationForm)[];
  return fields.some((field) => isChanged(forms, field) && isAccepted(items, field));
}

/** A field is judged by those of its items that this kind of application has. */
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
