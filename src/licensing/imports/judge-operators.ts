import type { CellFault } from "./fault.ts";
import type { ImportContext, KnownOperator } from "./import-context.ts";
import type { ReadLine } from "./parse-spreadsheet.ts";
import type { OperatorLine } from "./read-line.ts";
import type { Verdict } from "./verdict.ts";

/** Validates the sheet of operators. */
export function judgeOperators(
  lines: readonly ReadLine<OperatorLine>[],
  importContext: ImportContext,
): readonly Verdict[] {
  const known = new Map(importContext.operators.map((one) => [one.nib, one]));
  const owners = new Map(importContext.npwps.map(({ npwp, nib }) => [npwp, nib]));
  const rowOfNib = new Map<string, number>();
  const rowOfNpwp = new Map<string, number>();
  return lines.map(({ row, line }): Verdict => {
    const { nib, npwp } = line;
    const there = known.get(nib);
    const owner = owners.get(npwp);
    const faults: CellFault[] = [];
    const sameNib = rowOfNib.get(nib);
    const sameNpwp = rowOfNpwp.get(npwp);
    if (sameNib !== undefined) {
      faults.push({ column: "nib", code: "operator-twice", found: nib, other: String(sameNib) });
    } else if (sameNpwp !== undefined) {
      faults.push({ column: "npwp", code: "npwp-twice", found: npwp, other: String(sameNpwp) });
    }
    if (owner !== undefined && owner !== nib) {
      faults.push({ column: "npwp", code: "npwp-of-another", found: npwp, other: owner ?? "–" });
    }
    if (there !== undefined && !there.isUnclaimed && there.npwp !== npwp) {
      faults.push({ column: "npwp", code: "npwp-differs", found: npwp, other: there.npwp });
    }
    if (sameNib === undefined) rowOfNib.set(nib, row);
    if (sameNpwp === undefined) rowOfNpwp.set(npwp, row);
    if (faults.length > 0) return { row, item: null, faults };
    return {
      row,
      item: { kind: "operator", action: actionOn(there, line), row, line, found: there?.version ?? null },
      faults,
    };
  });
}

const COMPARED_FIELDS = ["npwp", "name", "companyKind", "address", "city", "province", "email"] as const;

/** A claimed organisation is left as its members and the verifier have settled it. */
function actionOn(there: KnownOperator | undefined, line: OperatorLine): "create" | "change" | "leave" {
  if (there === undefined) return "create";
  if (!there.isUnclaimed) return "leave";
  return COMPARED_FIELDS.every((name) => there[name] === line[name]) ? "leave" : "change";
}
