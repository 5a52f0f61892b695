import type { LicenceForm } from "../requirements/index.ts";

/** The present state of the case, for prefilling a template. */
export interface TemplateFacts {
  readonly caseId: string;
  /** E.g. "IZN-2026112500001"; null before submission. */
  readonly number: string | null;
  /** Local date of the download. */
  readonly today: string;
  readonly company: {
    readonly name: string;
    readonly nib: string | null;
    readonly npwp: string;
    readonly address: string;
    readonly city: string;
    readonly phone: string;
    readonly email: string;
    readonly directorName: string;
    readonly directorPosition: string;
  };
  /** Access codes with the numbers of their decrees. */
  readonly codes: readonly { readonly code: string; readonly decree: string | null }[];
  readonly form: LicenceForm;
  readonly linesPerE1: number;
  /** Percentage of the investment required as bank funds. */
  readonly bankFundsPercent: number;
}
