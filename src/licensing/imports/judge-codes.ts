import { type CodeState, parseAccessCode, prefixesOf } from "../numbering/index.ts";
import type { CellFault, FaultCode } from "./fault.ts";
import type { KnownCode } from "./import-context.ts";
import { dayFaults, type Judging, operatorFaults } from "./judge-licences.ts";
import type { ReadLine } from "./parse-spreadsheet.ts";
import type { CodeLine } from "./read-line.ts";
import type { Verdict } from "./verdict.ts";

/** The fault of a code that is neither free nor held by its operator. */
const NOT_FREE: Readonly<Record<Exclude<CodeState, "idle" | "active">, FaultCode>> = {
  held: "code-claimed",
  "in-process": "code-claimed",
  evaluation: "code-claimed",
  quarantine: "code-in-quarantine",
  reserved: "code-kept",
  blocked: "code-kept",
};

const REFUSALS = {
  "code-malformed": "code-malformed",
  "code-reserved": "code-emergency",
  "code-not-in-plan": "code-not-in-plan",
  "prefix-conflict": "code-conflict",
} as const satisfies Readonly<Record<string, FaultCode>>;

/** Validates the sheet of codes. */
export function judgeCodes(lines: readonly ReadLine<CodeLine>[], judging: Judging): readonly Verdict[] {
  const look = buildCodeIndex(judging);
  const seen = { rowOfCode: new Map<string, number>(), rowOfDecree: new Map<string, number>() };
  return lines.map(({ row, line }): Verdict => {
    const parsed = parseAccessCode(line.code, judging.importContext.plan);
    const code: string = parsed.ok ? parsed.value : "";
    const there = look.codes.get(code);
    const faults: CellFault[] = [
      ...operatorFaults(line.nib, { near: judging.near, known: look.operators }),
      ...dayFaults("tanggal_sk", line.decidedOn, judging.importContext.today),
      ...(parsed.ok ? codeFaults({ ...line, code }, { there, look }) : [refusalFault(line.code, parsed.refusal)]),
      ...decreeFaults({ ...line, code }, { there, look, row, rowOfDecree: seen.rowOfDecree }),
    ];
    const twice = seen.rowOfCode.get(code);
    if (code !== "" && twice !== undefined) {
      faults.push({ column: "kode", code: "code-twice", found: line.code, other: String(twice) });
    }
    if (line.usage === "in-use" && line.endUser === "") {
      faults.push({ column: "pengguna_akhir", code: "end-user-missing", found: "" });
    }
    if (code !== "" && twice === undefined) {
      seen.rowOfCode.set(code, row);
      look.take(code);
    }
    if (faults.length > 0) return { row, item: null, faults };
    const isOpen = look.licensed.has(line.nib);
    const item = { kind: "code", action: actionOn(there, line), row, line: { ...line, code } } as const;
    return { row, item: { ...item, mode: isOpen ? "open" : "off", found: there?.version ?? null }, faults };
  });
}

function buildCodeIndex({ importContext, near }: Judging) {
  const taken = new Map<string, string>();
  const begins = new Map<string, string>();
  const take = (code: string): void => {
    taken.set(code, code);
    for (const prefix of prefixesOf(code)) begins.set(prefix, code);
  };
  for (const code of importContext.taken) take(code);
  return {
    take,
    /** A taken code that is a prefix of this one, or has it as a prefix. */
    conflictOf: (code: string): string | undefined =>
      begins.get(code) ?? prefixesOf(code).find((prefix) => taken.has(prefix)),
    operators: new Set(importContext.operators.map(({ nib }) => nib)),
    codes: new Map(importContext.codes.map((one) => [one.code, one])),
    decrees: new Map(importContext.decrees.map(({ number, code }) => [number, code])),
    licensed: new Set([
      ...near.newlyLicensed,
      ...importContext.operators.filter(({ hasActiveLicence }) => hasActiveLicence).map(({ nib }) => nib),
    ]),
  };
}

type CodeIndex = ReturnType<typeof buildCodeIndex>;

function refusalFault(
  found: string,
  refusal: Extract<ReturnType<typeof parseAccessCode>, { readonly ok: false }>["refusal"],
): CellFault {
  const other = refusal.code === "prefix-conflict" ? refusal.other : "";
  return { column: "kode", code: REFUSALS[refusal.code], found, other };
}

function codeFaults(
  line: CodeLine,
  { there, look }: { readonly there: KnownCode | undefined; readonly look: CodeIndex },
): readonly CellFault[] {
  const at = (code: FaultCode, other = ""): readonly CellFault[] => [{ column: "kode", code, found: line.code, other }];
  const conflict = look.conflictOf(line.code);
  if (conflict !== undefined) return at("code-conflict", conflict);
  // The plan has the code, the inventory does not: it was added to the plan after the last start.
  if (there === undefined) return at("code-not-in-plan");
  if (there.state === "idle") return [];
  if (there.state !== "active") return at(NOT_FREE[there.state]);
  if (there.holderNib !== line.nib) return at("code-of-another");
  if (there.decree === null || there.decree.number !== line.decreeNumber) {
    return at("code-by-other-decree", there.decree?.number ?? "–");
  }
  return [];
}

function decreeFaults(
  line: CodeLine,
  {
    there,
    look,
    row,
    rowOfDecree,
  }: {
    readonly there: KnownCode | undefined;
    readonly look: CodeIndex;
    readonly row: number;
    readonly rowOfDecree: Map<string, number>;
  },
): readonly CellFault[] {
  const number = line.decreeNumber;
  const twice = rowOfDecree.get(number);
  if (twice !== undefined) return [{ column: "nomor_sk", code: "decree-twice", found: number, other: String(twice) }];
  rowOfDecree.set(number, row);
  const other = look.decrees.get(number);
  if (other === undefined || there?.decree?.number === number) return [];
  return [{ column: "nomor_sk", code: "decree-known", found: number, other }];
}

function actionOn(there: KnownCode | undefined, line: CodeLine): "create" | "change" | "leave" {
  const decree = there?.state === "active" ? there.decree : null;
  if (decree === null || decree === undefined) return "create";
  const kept = ["decidedOn", "endUser", "usage"] as const;
  return kept.every((name) => decree[name] === line[name]) ? "leave" : "change";
}
