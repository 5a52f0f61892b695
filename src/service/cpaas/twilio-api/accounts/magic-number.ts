import type { RestCode } from "../rest/rest-refusal.ts";
import { MAGIC_ANSWERS, type MagicAnswer, magicNumber } from "./magic-number.shared.ts";

const SEPARATORS = /[\s.()-]/g;

/** A request with the test token. */
export interface SandboxRequest {
  readonly kind: "call" | "message";
  readonly to: string;
  readonly from: string;
  /** Whether `from` belongs to the call centre. */
  readonly isOwn: boolean;
}

type Answer = RestCode | null | undefined;

/** Normalises a number to E.164 for the comparison with magic numbers. */
function plain(number: string): string {
  const digits = number.replaceAll(SEPARATORS, "").replace(/^0/, "62");
  return digits.startsWith("+") ? digits : `+${digits}`;
}

/** Result of a number; undefined for a number that is not magic in this field. */
function answerTo(as: MagicAnswer["as"], number: string): Answer {
  const wanted = plain(number);
  for (const { as: own, ending, ...row } of MAGIC_ANSWERS) {
    if (own !== as) continue;
    if ("fields" in row && magicNumber(ending, "fields") === wanted) return row.fields;
    if ("here" in row && magicNumber(ending, "here") === wanted) return row.here;
  }
  return undefined;
}

/** Error of a sandbox request; null if it would be accepted. */
export function sandboxRefusal({ kind, to, from, isOwn }: SandboxRequest): RestCode | null {
  const sender = answerTo(kind === "call" ? "callFrom" : "messageFrom", from);
  // Any other sender must belong to the account.
  if (sender === undefined && !isOwn) return kind === "call" ? 21210 : 21606;
  return sender ?? answerTo(kind === "call" ? "callTo" : "messageTo", to) ?? null;
}

const ALL = new Set(
  MAGIC_ANSWERS.flatMap(({ ending }) => [magicNumber(ending, "fields"), magicNumber(ending, "here")]),
);

/** Tests whether a number is magic. */
export function isMagic(number: string): boolean {
  return ALL.has(plain(number));
}
