/**
 * The local copy of a part during editing: the server version that it is based on, and the unsaved changes. Another
 * user's save never replaces local input; when both changed, the user resolves the conflict.
 */
import { isSame } from "./at-path.ts";

/** A part as stored on the server. */
export interface Held<Value> {
  readonly version: number;
  readonly value: Value;
}

/** The local input and the version that it is based on. */
export interface Copy<Value> {
  readonly typed: Value;
  /** The server's value when editing started; null after a reload with a draft of an older version, whose value is unknown. */
  readonly base: { readonly version: number; readonly value: Value | null };
  /** The last value sent, while its response is pending. */
  readonly sent: Value | null;
}

/** A draft of a part stored in this browser. */
export interface Mirror<Value> {
  readonly version: number;
  readonly value: Value;
}

/** Opens a part and restores its draft, if any. */
export function openCopy<Value>(held: Held<Value>, mirror: Mirror<Value> | null): Copy<Value> {
  if (mirror === null || isSame(mirror.value, held.value)) return { typed: held.value, base: held, sent: null };
  const base = mirror.version === held.version ? held : { version: mirror.version, value: null };
  return { typed: mirror.value, base, sent: null };
}

/** Whether the local input differs from the server's value. */
export function isUnsaved<Value>({ typed, base }: Copy<Value>): boolean {
  return base.value === null || !isSame(typed, base.value);
}

/** Whether the server has a newer version that conflicts with unsaved local input. */
export function isConflict<Value>(copy: Copy<Value>, held: Held<Value>): boolean {
  return held.version > copy.base.version && copy.sent === null && isUnsaved(copy) && !isSame(copy.typed, held.value);
}

/**
 * Merges a new server version: adopts it where there is no unsaved input or the values are equal, and rebases on it
 * where it is the value last sent.
 */
export function hear<Value>(copy: Copy<Value>, held: Held<Value>, lastSent: Value | null): Copy<Value> {
  if (held.version <= copy.base.version || copy.sent !== null) return copy;
  if (!isUnsaved(copy) || isSame(copy.typed, held.value)) return { typed: held.value, base: held, sent: null };
  if (lastSent !== null && isSame(lastSent, held.value)) return { ...copy, base: held };
  return copy;
}

/** Marks the local input as sent. */
export function sending<Value>(copy: Copy<Value>): Copy<Value> {
  return { ...copy, sent: copy.typed };
}

/** Records that the server saved the sent value as this version. */
export function saved<Value>(copy: Copy<Value>, version: number): Copy<Value> {
  return copy.sent === null ? copy : { ...copy, base: { version, value: copy.sent }, sent: null };
}

/** Records that the save failed or was refused. */
export function failed<Value>(copy: Copy<Value>): Copy<Value> {
  return { ...copy, sent: null };
}

/** Resolves a conflict: keeps the local input on the newer version, or takes the server's value. */
export function settled<Value>(copy: Copy<Value>, held: Held<Value>, choice: "mine" | "theirs"): Copy<Value> {
  const typed = choice === "mine" ? copy.typed : held.value;
  return { typed, base: held, sent: null };
}
