import type { LicenceForm } from "../requirements/index.ts";

/** What a template is filled in from beforehand: the case as it stands. */
export interface TemplateFacts {
  readonly caseId: string;
  /** E.g. "IZN-2026112500001"; null before submission. */
  readonly number: string | null;
  /** Local date on which it is downloaded. */
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
  /** Access codes with the number of their decrees. */
  readonly codes: readonly { readonly code: string; readonly decree: string | null }[];
  readonly form: LicenceForm;
  readonly linesPerE1: number;
  /** Percent of the investment that must be at a bank. */
  readonly bankFundsPercent: number;
}
