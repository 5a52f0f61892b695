import { ok, type Result } from "../../kernel/index.ts";
import { parseNib, parseNpwp } from "../../protocols/oss/index.ts";
import { isMangledNumber } from "../requirements/index.ts";
import type { FaultCode } from "./fault.ts";

/** The value of a cell, or why it cannot be parsed. */
export type Cell<Value> = Result<Value, FaultCode>;

/** An unreadable cell; its fault is reported with place, rule and remedy. */
export function unread(code: FaultCode): Cell<never> {
  return { ok: false, refusal: code };
}

/** Parses digits that a spreadsheet may have corrupted. */
function unspoilt<Value>(text: string, parse: (text: string) => Cell<Value>): Cell<Value> {
  return isMangledNumber(text) ? unread("number-mangled") : parse(text);
}

/** A NIB: 13 digits. */
export function readNib(text: string): Cell<string> {
  return unspoilt(text, parseNib);
}

/** An NPWP of 15 or 16 digits, stored with 16. */
export function readNpwp(text: string): Cell<string> {
  return unspoilt(text, parseNpwp);
}

/** A decree or licence number, or any other text: white space becomes single blanks. */
export function readText(text: string): Cell<string> {
  return ok(text.replaceAll(/\s+/gu, " ").trim());
}

const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,180}\.[^\s@,;<>".]{2,}$/u;

/** An e-mail address; only its form is checked. */
export function readEmail(text: string): Cell<string> {
  return EMAIL.test(text) ? ok(text.toLowerCase()) : unread("email-format");
}

const KBLI = /^\d{5}$/u;

/** A KBLI: five digits. */
export function readKbli(text: string): Cell<string> {
  return KBLI.test(text) ? ok(text) : unread("kbli-format");
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u;
const INDONESIAN = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/u;

/** A day as `2019-05-17` or, in the notation of Indonesian spreadsheets, `17/05/2019`; the day precedes the month. */
export function readDay(text: string): Cell<string> {
  const iso = ISO.exec(text);
  const local = INDONESIAN.exec(text);
  const parts = iso === null ? [local?.[3], local?.[2], local?.[1]] : [iso[1], iso[2], iso[3]];
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  if (!isDay({ year, month, day })) return unread("date-format");
  return ok(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay({ year, month, day }: { readonly year: number; readonly month: number; readonly day: number }): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : DAYS[month - 1];
  return year >= 1000 && days !== undefined && day >= 1 && day <= days;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

const WHOLE = /^\d{1,6}$/u;

/** A whole number from 0. */
export function readWhole(text: string): Cell<number> {
  return WHOLE.test(text) ? ok(Number(text)) : unread("e1-format");
}

const YEAR = /^(?:19|20)\d{2}$/u;

/** A year of four digits, from 1900. */
export function readYear(text: string): Cell<number> {
  return YEAR.test(text) ? ok(Number(text)) : unread("year-format");
}

/** A word of a list, in either language, case ignored. */
export function wordReader<Value extends string>(
  words: Readonly<Record<string, Value>>,
  otherwise: FaultCode,
): (text: string) => Cell<Value> {
  return (text) => {
    const word = text
      .toLowerCase()
      .replaceAll(/[\s.-]+/gu, " ")
      .trim();
    const value = Object.hasOwn(words, word) ? words[word] : undefined;
    return value === undefined ? unread(otherwise) : ok(value);
  };
}
