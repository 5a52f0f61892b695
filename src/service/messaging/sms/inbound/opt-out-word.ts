/** What a word that a recipient sent asks for. */
export type OptOutAct = "opt-out" | "opt-out-of-all" | "opt-in";

/** Whatever follows them: UNREG TOKO, STOP PLEASE. */
const STOP = new Set(["STOP", "BERHENTI", "UNREG", "UNSUBSCRIBE"]);
/** An ordinary word too: with one more word at the most. */
const LEAVE = "KELUAR";
const START = new Set(["START", "MULAI"]);
const ALL = new Set(["ALL", "SEMUA"]);

/** Reads what a recipient wrote: no more messages when that is its first word, messages again when nothing else is in it. */
export function optOutActOf(text: string): OptOutAct | undefined {
  const [first = "", second = "", ...rest] = text.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (STOP.has(first) || (first === LEAVE && rest.length === 0)) return ALL.has(second) ? "opt-out-of-all" : "opt-out";
  return START.has(first) && second === "" ? "opt-in" : undefined;
}
