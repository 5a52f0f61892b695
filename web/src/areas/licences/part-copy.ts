/**
 * The copy of a part that somebody types in: which of the server's versions it rests on, and what is not there yet.
 * Nothing typed is ever replaced by what somebody else saved; where both changed, it is a conflict that a person settles.
 */
import { isSame } from "./at-path.ts";

/** A part as the server has it. */
export interface Held<Value> {
  readonly version: number;
  readonly value: Value;
}

/** What is typed, and what it rests on. */
export interface Copy<Value> {
  readonly typed: Value;
  /** What the server had when typing began; its value is not known any more after a reload on an older version. */
  readonly base: { readonly version: number; readonly value: Value | null };
  /** What went out last and has no answer yet. */
  readonly sent: Value | null;
}

/** What this browser kept of a part when it was left. */
export interface Mirror<Value> {
  readonly version: number;
  readonly value: Value;
}

/** Opens a part, with what this browser kept of it. */
export function openCopy<Value>(held: Held<Value>, mirror: Mirror<Value> | null): Copy<Value> {
  if (mirror === null || isSame(mirror.value, held.value)) return { typed: held.value, base: held, sent: null };
  const base = mirror.version === held.version ? held : { version: mirror.version, value: null };
  return { typed: mirror.value, base, sent: null };
}

/** Whether something is typed that the server has not. */
export function isUnsaved<Value>({ typed, base }: Copy<Value>): boolean {
  return base.value === null || !isSame(typed, base.value);
}

/** Whether the server has something else by now than what the typing rests on. */
export function isConflict<Value>(copy: Copy<Value>, held: Held<Value>): boolean {
  return held.version > copy.base.version && copy.sent === null && isUnsaved(copy) && !isSame(copy.typed, held.value);
}

/** Hears what the server has: taken over where nothing is typed, recognised where it is what was typed or sent. */
export function hear<Value>(copy: Copy<Value>, held: Held<Value>, lastSent: Value | null): Copy<Value> {
  if (held.version <= copy.base.version || copy.sent !== null) return copy;
  if (!isUnsaved(copy) || isSame(copy.typed, held.value)) return { typed: held.value, base: held, sent: null };
  if (lastSent !== null && isSame(lastSent, held.value)) return { ...copy, base: held };
  return copy;
}

/** What is typed goes out. */
export function sending<Value>(copy: Copy<Value>): Copy<Value> {
  return { ...copy, sent: copy.typed };
}

/** The server has what was sent, as this version. */
export function saved<Value>(copy: Copy<Value>, version: number): Copy<Value> {
  return copy.sent === null ? copy : { ...copy, base: { version, value: copy.sent }, sent: null };
}

/** What was sent did not arrive, or was not taken. */
export function failed<Value>(copy: Copy<Value>): Copy<Value> {
  return { ...copy, sent: null };
}

/** Ends a conflict: what is typed stays and rests on theirs from now on, or theirs is taken. */
export function settled<Value>(copy: Copy<Value>, held: Held<Value>, choice: "mine" | "theirs"): Copy<Value> {
  const typed = choice === "mine" ? copy.typed : held.value;
  return { typed, base: held, sent: null };
}
