import { type Brand, ok, type Result, refuse } from "../../kernel/index.ts";

/** A tax number (NPWP) in its present form: 16 digits as text. */
export type Npwp = Brand<string, "Npwp">;

const NPWP_TEXT_MAX = 40;
const OLD_FORM = /^\d{15}$/;
const NEW_FORM = /^\d{16}$/;
const ONLY_ZEROS = /^0+$/;

/**
 * Reads an NPWP in the old form of 15 digits, masked "99.999.999.9-999.999" or bare, or in the new form of 16.
 * The old number of a company becomes the new one by a leading zero (PMK 112/2022).
 * All zeros is a placeholder of some systems, not a number. Refuses with `npwp-format`.
 */
export function parseNpwp(text: string): Result<Npwp, "npwp-format"> {
  if (text.length > NPWP_TEXT_MAX) return refuse("npwp-format");
  const digits = text.replace(/[\s.-]/g, "");
  if (ONLY_ZEROS.test(digits)) return refuse("npwp-format");
  if (OLD_FORM.test(digits)) return ok(`0${digits}` as Npwp);
  return NEW_FORM.test(digits) ? ok(digits as Npwp) : refuse("npwp-format");
}

/** The old form of 15 digits that the OSS contract still declares; undefined when the number never had one (a NIK). */
export function oldFormOfNpwp(npwp: Npwp): string | undefined {
  return npwp.startsWith("0") ? npwp.slice(1) : undefined;
}

/** Groups an NPWP for reading: "0998.1234.5678.9000" for the new form. */
export function displayNpwp(npwp: Npwp): string {
  return npwp.replace(/(\d{4})(?=\d)/g, "$1.");
}
