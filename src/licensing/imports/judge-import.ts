import { type Fault, shortened } from "./fault.ts";
import type { ImportContext } from "./import-context.ts";
import { judgeCodes } from "./judge-codes.ts";
import { judgeCommitments, judgeLicences } from "./judge-licences.ts";
import { judgeOperators } from "./judge-operators.ts";
import type { ParsedSpreadsheet, ReadFiles } from "./parse-spreadsheet.ts";
import type { PlanItem } from "./plan.ts";
import type { SpreadsheetKind } from "./sheets.ts";
import type { Neighbours, Verdict } from "./verdict.ts";

/** The effects of an import, and all its faults. */
export interface Judgement {
  readonly items: readonly PlanItem[];
  readonly faults: readonly Fault[];
}

const ORDER: readonly SpreadsheetKind[] = ["operators", "licences", "commitments", "codes"];

/** Validates the files with the stored facts: all sheets, every row by itself. */
export function judgeImport(read: ReadFiles, importContext: ImportContext): Judgement {
  const operators = judgeOperators(linesOf(read, "operators"), importContext);
  const goodOf = (verdicts: readonly Verdict[]) => verdicts.filter(({ item }) => item !== null);
  const badOperators = new Set([...badKeysOf(read, "operators"), ...badIn(operators, read, "operators")]);
  const base = {
    operators: new Set(goodOf(operators).flatMap(({ item }) => (item?.kind === "operator" ? [item.line.nib] : []))),
    badOperators,
    newlyLicensed: new Set<string>(),
    licences: new Set<string>(),
    badLicences: new Set<string>(),
  };
  const licences = judgeLicences(linesOf(read, "licences"), { importContext, near: base });
  const near: Neighbours = {
    ...base,
    licences: new Set(goodOf(licences).flatMap(({ item }) => (item?.kind === "licence" ? [item.line.number] : []))),
    badLicences: new Set([...badKeysOf(read, "licences"), ...badIn(licences, read, "licences")]),
    newlyLicensed: new Set(
      licences.flatMap(({ item }) =>
        item?.kind === "licence" && item.line.standing === "active" ? [item.line.nib] : [],
      ),
    ),
  };
  const verdicts: Readonly<Record<SpreadsheetKind, readonly Verdict[]>> = {
    operators,
    licences,
    commitments: judgeCommitments(linesOf(read, "commitments"), { importContext, near }),
    codes: judgeCodes(linesOf(read, "codes"), { importContext, near }),
  };
  const items = ORDER.flatMap((sheet) => verdicts[sheet].flatMap(({ item }) => (item === null ? [] : [item])));
  return { items, faults: [...read.faults, ...ORDER.flatMap((sheet) => faultsOf(read, sheet, verdicts[sheet]))] };
}

function findSpreadsheet<Sheet extends SpreadsheetKind>(
  read: ReadFiles,
  sheet: Sheet,
): ParsedSpreadsheet<Sheet> | undefined {
  return read.sheets.find((one) => one.sheet === sheet) as ParsedSpreadsheet<Sheet> | undefined;
}

function linesOf<Sheet extends SpreadsheetKind>(read: ReadFiles, sheet: Sheet): ParsedSpreadsheet<Sheet>["lines"] {
  return findSpreadsheet(read, sheet)?.lines ?? [];
}

function badKeysOf(read: ReadFiles, sheet: SpreadsheetKind): ReadonlySet<string> {
  return findSpreadsheet(read, sheet)?.badKeys ?? new Set();
}

/** The keys of readable rows that are invalid. */
function badIn(verdicts: readonly Verdict[], read: ReadFiles, sheet: "operators" | "licences"): readonly string[] {
  const rows = new Set(verdicts.filter(({ item }) => item === null).map(({ row }) => row));
  return linesOf(read, sheet).flatMap(({ row, line }) => {
    if (!rows.has(row)) return [];
    return ["number" in line ? line.number : line.nib];
  });
}

function faultsOf(read: ReadFiles, sheet: SpreadsheetKind, verdicts: readonly Verdict[]): readonly Fault[] {
  const file = findSpreadsheet(read, sheet)?.file ?? "";
  return verdicts.flatMap(({ row, faults }) =>
    faults.map(({ column, code, found, other = "" }) => ({
      file,
      sheet,
      row,
      column,
      code,
      found: shortened(found),
      other: shortened(other),
    })),
  );
}
