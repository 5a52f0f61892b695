/** What a magic number means: to whom it is a `To` or `From`, its ending, and its answer of the field and here; null for taken. */
export interface MagicAnswer {
  readonly as: "callTo" | "callFrom" | "messageTo" | "messageFrom";
  readonly ending: number;
  /** Left out where there is no such number. */
  readonly fields?: number | null;
  readonly here?: number | null;
}

/** Every magic number, with the field's answers and with those that a real request gets here. */
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

/** A magic number as it is written. */
export function magicNumber(ending: number, of: keyof typeof BEGINNINGS): string {
  return `${BEGINNINGS[of]}${String(ending).padStart(ENDING_DIGITS, "0")}`;
}
