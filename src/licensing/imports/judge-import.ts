import { type Fault, shortened } from "./fault.ts";
import { judgeCodes } from "./judge-codes.ts";
import { judgeCommitments, judgeLicences } from "./judge-licences.ts";
import { judgeOperators } from "./judge-operators.ts";
import type { PlanItem } from "./plan.ts";
import type { ReadFiles, ReadSheet } from "./read-sheet.ts";
import type { SheetName } from "./sheets.ts";
import type { Neighbours, Verdict } from "./verdict.ts";
import type { World } from "./world.ts";

/** What an import would do, and everything that is wrong with it. */
export interface Judgement {
  readonly items: readonly PlanItem[];
  readonly faults: readonly Fault[];
}

const ORDER: readonly SheetName[] = ["operators", "licences", "commitments", "codes"];

/** Judges what was read by what is known: the whole of it, every line told for itself. */
export function judgeImport(read: ReadFiles, world: World): Judgement {
  const operators = judgeOperators(linesOf(read, "operators"), world);
  const goodOf = (verdicts: readonly Verdict[]) => verdicts.filter(({ item }) => item !== null);
  const badOperators = new Set([...badKeysOf(read, "operators"), ...badIn(operators, read, "operators")]);
  const base = {
    operators: new Set(goodOf(operators).flatMap(({ item }) => (item?.kind === "operator" ? [item.line.nib] : []))),
    badOperators,
    newlyLicensed: new Set<string>(),
    licences: new Set<string>(),
    badLicences: new Set<string>(),
  };
  const licences = judgeLicences(linesOf(read, "licences"), { world, near: base });
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
  const verdicts: Readonly<Record<SheetName, readonly Verdict[]>> = {
    operators,
    licences,
    commitments: judgeCommitments(linesOf(read, "commitments"), { world, near }),
    codes: judgeCodes(linesOf(read, "codes"), { world, near }),
  };
  const items = ORDER.flatMap((sheet) => verdicts[sheet].flatMap(({ item }) => (item === null ? [] : [item])));
  return { items, faults: [...read.faults, ...ORDER.flatMap((sheet) => told(read, sheet, verdicts[sheet]))] };
}

function sheetIn<Sheet extends SheetName>(read: ReadFiles, sheet: Sheet): ReadSheet<Sheet> | undefined {
  return read.sheets.find((one) => one.sheet === sheet) as ReadSheet<Sheet> | undefined;
}

function linesOf<Sheet extends SheetName>(read: ReadFiles, sheet: Sheet): ReadSheet<Sheet>["lines"] {
  return sheetIn(read, sheet)?.lines ?? [];
}

function badKeysOf(read: ReadFiles, sheet: SheetName): ReadonlySet<string> {
  return sheetIn(read, sheet)?.badKeys ?? new Set();
}

/** The keys of lines that could be read but were found wrong. */
function badIn(verdicts: readonly Verdict[], read: ReadFiles, sheet: "operators" | "licences"): readonly string[] {
  const rows = new Set(verdicts.filter(({ item }) => item === null).map(({ row }) => row));
  return linesOf(read, sheet).flatMap(({ row, line }) => {
    if (!rows.has(row)) return [];
    return ["number" in line ? line.number : line.nib];
  });
}

function told(read: ReadFiles, sheet: SheetName, verdicts: readonly Verdict[]): readonly Fault[] {
  const file = sheetIn(read, sheet)?.file ?? "";
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
