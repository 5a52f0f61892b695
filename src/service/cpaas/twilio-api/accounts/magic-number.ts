import type { RestCode } from "../rest/rest-refusal.ts";
import { MAGIC_ANSWERS, type MagicAnswer, magicNumber } from "./magic-number.shared.ts";

const SEPARATORS = /[\s.()-]/g;

/** What is asked for with the test token. */
export interface SandboxRequest {
  readonly kind: "call" | "message";
  readonly to: string;
  readonly from: string;
  /** Whether `from` is the call centre's own. */
  readonly isOwn: boolean;
}

type Answer = RestCode | null | undefined;

/** A number with its country, as magic ones are compared. */
function plain(number: string): string {
  const digits = number.replaceAll(SEPARATORS, "").replace(/^0/, "62");
  return digits.startsWith("+") ? digits : `+${digits}`;
}

/** What a number is answered by; undefined for one that means nothing there. */
function answerTo(as: MagicAnswer["as"], number: string): Answer {
  const wanted = plain(number);
  for (const { as: own, ending, ...row } of MAGIC_ANSWERS) {
    if (own !== as) continue;
    if ("fields" in row && magicNumber(ending, "fields") === wanted) return row.fields;
    if ("here" in row && magicNumber(ending, "here") === wanted) return row.here;
  }
  return undefined;
}

/** How the sandbox refuses; null where it does as if it took it. */
export function sandboxRefusal({ kind, to, from, isOwn }: SandboxRequest): RestCode | null {
  const sender = answerTo(kind === "call" ? "callFrom" : "messageFrom", from);
  // Another sender is one that the account has not.
  if (sender === undefined && !isOwn) return kind === "call" ? 21210 : 21606;
  return sender ?? answerTo(kind === "call" ? "callTo" : "messageTo", to) ?? null;
}

const ALL = new Set(
  MAGIC_ANSWERS.flatMap(({ ending }) => [magicNumber(ending, "fields"), magicNumber(ending, "here")]),
);

/** Whether a number means something to the test token. */
export function isMagic(number: string): boolean {
  return ALL.has(plain(number));
}
