import { randomInt, timingSafeEqual } from "node:crypto";

const PAGE_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const PAGE_LENGTH = 10;
const CODES = 100_000_000;
const CODE_LENGTH = 8;

/** A new address of a call centre's page: letters and digits that are not easily confused. */
export function newPage(): string {
  return Array.from({ length: PAGE_LENGTH }, () => PAGE_LETTERS[randomInt(PAGE_LETTERS.length)]).join("");
}

/** A new code of a ticket: eight digits. */
export function newCode(): string {
  return String(randomInt(CODES)).padStart(CODE_LENGTH, "0");
}

/** Compares two codes in constant time. */
export function isSameCode(left: string, right: string): boolean {
  const [a, b] = [left, right].map((code) => Buffer.from(code.padEnd(CODE_LENGTH).slice(0, CODE_LENGTH)));
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
