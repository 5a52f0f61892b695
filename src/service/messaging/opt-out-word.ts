/** What a word that a recipient sent asks for. */
export type OptOutAct = "opt-out" | "opt-out-of-all" | "opt-in";

const STOP = new Set(["STOP", "BERHENTI", "UNREG", "UNSUBSCRIBE", "KELUAR"]);
const START = new Set(["START", "MULAI"]);
const ALL = new Set(["ALL", "SEMUA"]);

/** Reads a message of one or two words that asks for no more messages, or for messages again; undefined for any other. */
export function optOutActOf(text: string): OptOutAct | undefined {
  const [first = "", second, ...rest] = text
    .trim()
    .toUpperCase()
    .replaceAll(/[.!"']/g, "")
    .split(/\s+/);
  if (rest.length > 0) return undefined;
  if (STOP.has(first)) return second === undefined ? "opt-out" : ALL.has(second) ? "opt-out-of-all" : undefined;
  return START.has(first) && second === undefined ? "opt-in" : undefined;
}
