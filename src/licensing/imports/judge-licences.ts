import type { CellFault } from "./fault.ts";
import type { ImportContext, KnownLicence } from "./import-context.ts";
import type { ReadLine } from "./parse-spreadsheet.ts";
import type { CommitmentLine, LicenceLine } from "./read-line.ts";
import type { Neighbours, Verdict } from "./verdict.ts";

/** The context in which a sheet is validated. */
export interface Judging {
  readonly importContext: ImportContext;
  readonly near: Neighbours;
}

/** No call centre was licensed and no access code assigned before this day. */
const EARLIEST = "1990-01-01";
/** Maximum increment of one year in E1: 30,000 simultaneous calls. */
const E1_MAX = 1_000;

/** Faults of a row's operator. */
export function operatorFaults(
  nib: string,
  { near, known }: { readonly near: Neighbours; readonly known: ReadonlySet<string> },
): readonly CellFault[] {
  if (near.operators.has(nib)) return [];
  if (near.badOperators.has(nib)) return [{ column: "nib", code: "operator-line-bad", found: nib }];
  return known.has(nib) ? [] : [{ column: "nib", code: "operator-unknown", found: nib }];
}

/** Faults of a decision's date. */
export function dayFaults(column: string, day: string, today: string): readonly CellFault[] {
  if (day > today) return [{ column, code: "date-in-future", found: day, other: today }];
  return day < EARLIEST ? [{ column, code: "date-too-early", found: day, other: EARLIEST }] : [];
}

/** Validates the sheet of licences. */
export function judgeLicences(
  lines: readonly ReadLine<LicenceLine>[],
  { importContext, near }: Judging,
): readonly Verdict[] {
  const known = new Set(importContext.operators.map(({ nib }) => nib));
  const licences = new Map(importContext.licences.map((one) => [one.number, one]));
  const kblis = new Set(importContext.kblis);
  const rowOf = new Map<string, number>();
  return lines.map(({ row, line }): Verdict => {
    const there = licences.get(line.number);
    const earlier = rowOf.get(line.number);
    const faults: CellFault[] = [
      ...operatorFaults(line.nib, { near, known }),
      ...dayFaults("tanggal_izin", line.grantedOn, importContext.today),
    ];
    if (earlier !== undefined) {
      faults.push({ column: "nomor_izin", code: "licence-twice", found: line.number, other: String(earlier) });
    }
    if (there !== undefined && there.nib !== line.nib) {
      faults.push({ column: "nomor_izin", code: "licence-of-another", found: line.number, other: there.nib ?? "–" });
    }
    if (!kblis.has(line.kbli)) {
      faults.push({ column: "kbli", code: "kbli-other", found: line.kbli, other: importContext.kblis.join(", ") });
    }
    if (earlier === undefined) rowOf.set(line.number, row);
    if (faults.length > 0) return { row, item: null, faults };
    return {
      row,
      item: { kind: "licence", action: actionOn(there, line), row, line, found: there?.version ?? null },
      faults,
    };
  });
}

function actionOn(there: KnownLicence | undefined, line: LicenceLine): "create" | "change" | "leave" {
  if (there === undefined) return "create";
  const kept = ["grantedOn", "kbli", "service", "standing"] as const;
  return kept.every((name) => there[name] === line[name]) ? "leave" : "change";
}

/** Validates the sheet of five-year commitments. */
export function judgeCommitments(
  lines: readonly ReadLine<CommitmentLine>[],
  { importContext, near }: Judging,
): readonly Verdict[] {
  const licences = new Map(importContext.licences.map((one) => [one.number, one]));
  const rowOf = new Map<string, number>();
  return lines.map(({ row, line }): Verdict => {
    const there = licences.get(line.number);
    const earlier = rowOf.get(line.number);
    const faults: CellFault[] = [...licenceFaults(line.number, { near, isKnown: there !== undefined })];
    if (earlier !== undefined) {
      faults.push({ column: "nomor_izin", code: "commitment-twice", found: line.number, other: String(earlier) });
    }
    faults.push(...incrementFaults(line));
    rowOf.set(line.number, earlier ?? row);
    if (faults.length > 0) return { row, item: null, faults };
    const before = there?.commitment ?? null;
    const action = before === null ? "create" : isSame(before, line) ? "leave" : "change";
    return { row, item: { kind: "commitment", action, row, line, found: there?.version ?? null }, faults };
  });
}

function licenceFaults(
  number: string,
  { near, isKnown }: { readonly near: Neighbours; readonly isKnown: boolean },
): readonly CellFault[] {
  if (near.licences.has(number)) return [];
  if (near.badLicences.has(number)) return [{ column: "nomor_izin", code: "licence-line-bad", found: number }];
  return isKnown ? [] : [{ column: "nomor_izin", code: "licence-unknown", found: number }];
}

function incrementFaults({ increments }: CommitmentLine): readonly CellFault[] {
  return increments.flatMap((e1, index): readonly CellFault[] => {
    const column = `e1_tahun_${index + 1}`;
    if (index === 0 && e1 < 1) return [{ column, code: "e1-first-year", found: String(e1) }];
    return e1 > E1_MAX ? [{ column, code: "e1-too-many", found: String(e1), other: String(E1_MAX) }] : [];
  });
}

function isSame(left: NonNullable<KnownLicence["commitment"]>, right: CommitmentLine): boolean {
  return left.startYear === right.startYear && left.increments.join() === right.increments.join();
}
