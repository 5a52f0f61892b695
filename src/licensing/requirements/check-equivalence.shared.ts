import { type CheckFrame, type FieldFault, inPart, isEmpty, when } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";
import type { EquivalenceRow, LicenceForm } from "./form.shared.ts";
import type { LicenceRules } from "./licence-rules.shared.ts";
import { type CompanyFacts, isMet, requirementFacts } from "./required.shared.ts";
import { slotOfRow } from "./slot.shared.ts";

/** The PBX functions whose provision this application must prove, in the order of the list. */
export function functionsOf(form: LicenceForm, company: CompanyFacts, { functions }: LicenceRules): readonly string[] {
  const facts = requirementFacts(form, company);
  return functions.filter(({ when: condition }) => isMet(condition, facts)).map(({ key }) => key);
}

/** Checks the equivalence table: every function once, with its provider and its evidence, as text or file. */
export function checkEquivalence(frame: CheckFrame): readonly PreCheckFinding[] {
  const { rows } = frame.form.equivalence;
  const asked = functionsOf(frame.form, frame.company, frame.rules);
  const filled = new Set(frame.slots.map(({ slot }) => slot));
  const missing = asked.filter((name) => !rows.some((row) => row.function === name));
  return inPart(frame, "equivalence", [
    ...missing.map(
      (name): FieldFault => ({
        code: "function-missing",
        field: "rows",
        params: { function: name },
        rule: "pbx-functions",
      }),
    ),
    ...rows.flatMap((row, index) => [
      ...emptyIn(row, { index, hasFile: filled.has(slotOfRow("evidence", row.id)) }),
      ...when(rows.findIndex((other) => other.function === row.function) < index, {
        code: "function-twice",
        level: "warns",
        rowId: row.id,
        field: `rows.${index}.function`,
        params: { function: row.function },
      }),
    ]),
  ]);
}

function emptyIn(
  row: EquivalenceRow,
  { index, hasFile }: { readonly index: number; readonly hasFile: boolean },
): readonly FieldFault[] {
  const fields = (["function", "providedBy"] as const).filter((field) => isEmpty(row[field]));
  const named = isEmpty(row.evidence) && !hasFile ? [...fields, "evidence" as const] : fields;
  return named.map((field) => ({ code: "field-missing", rowId: row.id, field: `rows.${index}.${field}` }));
}
