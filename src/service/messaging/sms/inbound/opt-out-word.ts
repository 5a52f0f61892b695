/** The effect of an opt-out keyword. */
export type OptOutAct = "opt-out" | "opt-out-of-all" | "opt-in";

/** Opt-out whatever follows: UNREG TOKO, STOP PLEASE. */
const STOP = new Set(["STOP", "BERHENTI", "UNREG", "UNSUBSCRIBE"]);
/** Also an ordinary word, so an opt-out only with at most one more word. */
const LEAVE = "KELUAR";
const START = new Set(["START", "MULAI"]);
const ALL = new Set(["ALL", "SEMUA"]);

/** Parses opt-outs and opt-ins: an opt-out by its first word, an opt-in only when the text has nothing else. */
export function optOutActOf(text: string): OptOutAct | undefined {
  const [first = "", second = "", ...rest] = text.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (STOP.has(first) || (first === LEAVE && rest.length === 0)) return ALL.has(second) ? "opt-out-of-all" : "opt-out";
  return START.has(first) && second === "" ? "opt-in" : undefined;
}
