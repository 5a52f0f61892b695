import type { NumberingPlan } from "../../regulation/index.ts";
import type { CodeState } from "../numbering/index.ts";
import type { ReadFiles } from "./parse-spreadsheet.ts";
import type { CodeUsage, ImportedLicenceState } from "./read-line.ts";

/** An organisation with a NIB. */
export interface KnownOperator {
  readonly id: string;
  readonly nib: string;
  readonly npwp: string;
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly email: string;
  readonly version: number;
  /** Imported and unclaimed: only such an organisation may be changed by another import. */
  readonly isUnclaimed: boolean;
  readonly hasActiveLicence: boolean;
}

/** A recorded licence. */
export interface KnownLicence {
  readonly id: string;
  readonly number: string;
  readonly nib: string | null;
  readonly grantedOn: string;
  readonly kbli: string;
  readonly service: string;
  readonly standing: ImportedLicenceState;
  readonly version: number;
  readonly commitment: { readonly startYear: number; readonly increments: readonly number[] } | null;
}

/** The decree of a code, if it was imported. */
export interface KnownDecree {
  readonly id: string;
  readonly number: string;
  readonly decidedOn: string;
  readonly endUser: string;
  readonly usage: CodeUsage;
  readonly version: number;
}

/** The present state of a code. */
export interface KnownCode {
  readonly code: string;
  readonly state: CodeState;
  readonly holderNib: string | null;
  readonly version: number;
  readonly decree: KnownDecree | null;
}

/** The stored facts about everything that an import names. Plain values, so that they can be passed to a subprocess. */
export interface ImportContext {
  /** Local date. */
  readonly today: string;
  /** Every KBLI code that means the service's activity today. */
  readonly kblis: readonly string[];
  readonly plan: NumberingPlan;
  readonly operators: readonly KnownOperator[];
  /** Organisations by NPWP; null if one has no NIB. */
  readonly npwps: readonly { readonly npwp: string; readonly nib: string | null }[];
  readonly licences: readonly KnownLicence[];
  readonly codes: readonly KnownCode[];
  /** Every code that is not free. */
  readonly taken: readonly string[];
  /** Decrees that have one of the numbers. */
  readonly decrees: readonly { readonly number: string; readonly code: string }[];
}

/** The keys to look up before an import can be validated. */
export interface Needs {
  readonly nibs: readonly string[];
  readonly npwps: readonly string[];
  readonly licenceNumbers: readonly string[];
  readonly codes: readonly string[];
  readonly decreeNumbers: readonly string[];
}

/** Collects the keys in the files. */
export function needsOf({ sheets }: ReadFiles): Needs {
  const nibs = new Set<string>();
  const npwps = new Set<string>();
  const licenceNumbers = new Set<string>();
  const codes = new Set<string>();
  const decreeNumbers = new Set<string>();
  for (const { lines } of sheets) {
    for (const { line } of lines) {
      if ("nib" in line) nibs.add(line.nib);
      if ("npwp" in line) npwps.add(line.npwp);
      if ("number" in line) licenceNumbers.add(line.number);
      if ("code" in line) {
        codes.add(plainCode(line.code));
        decreeNumbers.add(line.decreeNumber);
      }
    }
  }
  return {
    nibs: [...nibs],
    npwps: [...npwps],
    licenceNumbers: [...licenceNumbers],
    codes: [...codes],
    decreeNumbers: [...decreeNumbers],
  };
}

/** A code without separators. */
function plainCode(text: string): string {
  return text.replaceAll(/[\s.-]/gu, "");
}
