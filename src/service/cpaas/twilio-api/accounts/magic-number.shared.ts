/** A magic number: the field that it applies to, its last digits, and its error in Twilio's API and here; null for accepted. */
export interface MagicAnswer {
  readonly as: "callTo" | "callFrom" | "messageTo" | "messageFrom";
  readonly ending: number;
  /** Undefined if the magic number does not exist there. */
  readonly fields?: number | null;
  readonly here?: number | null;
}

/** Every magic number, with Twilio's errors and the errors of real requests here. */
export const MAGIC_ANSWERS = [
  { as: "callTo", ending: 1, fields: 21_217, here: 21_211 },
  { as: "callTo", ending: 2, fields: 21_214 },
  { as: "callTo", ending: 3, fields: 21_215 },
  { as: "callTo", ending: 4, fields: 21_216, here: 21_216 },
  { as: "callTo", ending: 5, here: 20_429 },
  { as: "callTo", ending: 6, fields: null, here: null },
  { as: "callFrom", ending: 1, fields: 21_212, here: 21_212 },
  { as: "callFrom", ending: 6, fields: null, here: null },
  { as: "messageTo", ending: 1, fields: 21_211, here: 21_211 },
  { as: "messageTo", ending: 2, fields: 21_612, here: 21_612 },
  { as: "messageTo", ending: 3, fields: 21_408, here: 21_408 },
  { as: "messageTo", ending: 4, fields: 21_610, here: 21_610 },
  { as: "messageTo", ending: 5, here: 20_429 },
  { as: "messageTo", ending: 6, fields: null, here: null },
  { as: "messageTo", ending: 9, fields: 21_614 },
  { as: "messageFrom", ending: 1, fields: 21_212, here: 21_212 },
  { as: "messageFrom", ending: 6, fields: null, here: null },
  { as: "messageFrom", ending: 7, fields: 21_606, here: 21_606 },
  { as: "messageFrom", ending: 8, fields: 21_611, here: 20_503 },
] as const satisfies readonly MagicAnswer[];

const BEGINNINGS = { fields: "+150055500", here: "+6281055500" } as const;
const ENDING_DIGITS = 2;

/** Writes a magic number. */
export function magicNumber(ending: number, of: keyof typeof BEGINNINGS): string {
  return `${BEGINNINGS[of]}${String(ending).padStart(ENDING_DIGITS, "0")}`;
}
