import type { RestCode } from "./rest-refusal.ts";

/** Numbers that mean something to the test token only: those that the field made usual, and the same endings with the country's prefix. */
const MAGIC = /^\+?(?:(150055500)|6281055500)(\d{2})$/;
const SEPARATORS = /[\s.()-]/g;

/** Where a magic number stands: of the field's own or of those of the country, and its ending. */
interface Magic {
  readonly isFields: boolean;
  readonly ending: number;
}

/** What an ending is answered by, with the field's numbers and with those that a real request is answered by here. */
type Answers = Readonly<Record<number, readonly [fields: RestCode | null, here: RestCode | null]>>;

const CALL_TO: Answers = {
  1: [21217, 21211],
  2: [21214, null],
  3: [21215, null],
  4: [21216, 21216],
  5: [null, 20429],
};
const CALL_FROM: Answers = { 1: [21212, 21212], 6: [null, null] };
const MESSAGE_TO: Answers = {
  1: [21211, 21211],
  2: [21612, 21612],
  3: [21408, 21408],
  4: [21610, 21610],
  5: [null, 20429],
  9: [21614, null],
};
const MESSAGE_FROM: Answers = { 1: [21212, 21212], 6: [null, null], 7: [21606, 21606], 8: [21611, 20503] };

function magicOf(number: string): Magic | null {
  const [, fields, ending] = MAGIC.exec(number.replaceAll(SEPARATORS, "").replace(/^0(?=81055500)/, "62")) ?? [];
  return ending === undefined ? null : { isFields: fields !== undefined, ending: Number(ending) };
}

function answerOf(answers: Answers, magic: Magic): RestCode | null | undefined {
  const found = answers[magic.ending];
  return found === undefined ? undefined : found[magic.isFields ? 0 : 1];
}

/** What is asked for with the test token. */
export interface SandboxWish {
  readonly kind: "call" | "message";
  readonly to: string;
  readonly from: string;
  /** Whether `from` is the call centre's own. */
  readonly isOwn: boolean;
}

/** How the sandbox refuses; null where it does as if it took it. `To` is judged first, as programs that test refusals leave `From` valid. */
export function sandboxRefusal({ kind, to, from, isOwn }: SandboxWish): RestCode | null {
  const [sender, recipient] = [magicOf(from), magicOf(to)];
  const senders = kind === "call" ? CALL_FROM : MESSAGE_FROM;
  const refused = sender === null ? undefined : answerOf(senders, sender);
  // Another sender is one that the account has not.
  if (refused === undefined && !isOwn) return kind === "call" ? 21210 : 21606;
  if (refused !== undefined && refused !== null) return refused;
  if (recipient === null) return null;
  return answerOf(kind === "call" ? CALL_TO : MESSAGE_TO, recipient) ?? null;
}

/** Whether a number means something to the test token. */
export function isMagic(number: string): boolean {
  return magicOf(number) !== null;
}
