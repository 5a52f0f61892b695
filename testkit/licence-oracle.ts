/**
 * Permitted actions on a licence application, derived from the log of its actions alone: no state machine, no
 * tables of the module. A test compares it with the module's own decisions.
 */

/** A person in the oracle: letters for the permitted actions. A: assigns, C: checks, E: endorses, D: decides. */
export interface OraclePerson {
  readonly id: string;
  readonly may: string;
  /** True for the users of the applying company. */
  readonly isApplicant: boolean;
}

/** One action in the log. */
export interface OracleAct {
  readonly who: OraclePerson;
  readonly name: string;
  readonly atMs: number;
  /** The requirement concerned, or the new holder of the application. */
  readonly on?: string;
  readonly isYes?: boolean;
}

const ENDINGS = ["withdraw", "verify", "reject"];
/** Actions that reveal the verdict on every requirement to the applicant. */
const TELLING = ["reopen-item", "return", "resubmit", "verify", "reject", "objection-granted"];
const HAND_INS = ["submit", "resubmit", "objection-granted"];

/** The final action of an application; a granted objection undoes its rejection. */
function endOf(log: readonly OracleAct[]): OracleAct | undefined {
  return log
    .slice(log.findLastIndex(({ name }) => name === "objection-granted") + 1)
    .find(({ name }) => ENDINGS.includes(name));
}

/** The state of an application, in the terms of the module. */
export function oracleState(log: readonly OracleAct[]): string {
  const end = endOf(log);
  if (end !== undefined) return { withdraw: "withdrawn", verify: "verified", reject: "rejected" }[end.name] ?? "";
  if (!log.some(({ name }) => name === "submit")) return "draft";
  const [returns, answers] = [times(log, "return"), times(log, "resubmit")];
  if (returns > answers) return "returned";
  // The level of the holder: none (0), an evaluator (1), the sub-coordinator (2), the coordinator (3).
  const lastHandIn = log.findLastIndex(({ name }) => HAND_INS.includes(name));
  const later = log.slice(lastHandIn + 1);
  let rung = oracleHolder(log.slice(0, lastHandIn + 1)) === null ? 0 : 1;
  for (const [nth, { name, who, isYes }] of later.entries()) {
    const before = log.slice(0, lastHandIn + 1 + nth);
    if (name === "take" || (name === "assign" && rung === 0)) rung = 1;
    if (name === "unassign") rung = 0;
    if (
      name === "declare-interest" &&
      isYes === true &&
      rung === 1 &&
      oracleHolder(before) === who.id &&
      !oraclePaused(before)
    )
      rung = 0;
    if (name === "finish-check" || name === "endorse") rung += 1;
    if (name === "send-back") rung -= 1;
  }
  return ["submitted", "checking", "checked", "endorsed"][rung] ?? "";
}

function times(log: readonly OracleAct[], wanted: string): number {
  return log.filter(({ name }) => name === wanted).length;
}

/** The holder of the application. */
export function oracleHolder(log: readonly OracleAct[]): string | null {
  let holder: string | null = null;
  for (const { name, who, on, isYes } of log) {
    if (name === "take") holder = who.id;
    if (name === "assign") holder = on ?? null;
    if (name === "unassign" || name === "objection-granted") holder = null;
    if (name === "declare-interest" && isYes === true && holder === who.id) holder = null;
  }
  return holder;
}

/** Whether the processing time is paused because of a question. */
function oraclePaused(log: readonly OracleAct[]): boolean {
  const last = log.findLast(({ name }) => ["pause", "resume", "submit", "resubmit", ...ENDINGS].includes(name));
  return last?.name === "pause";
}

const CHECKING_ACTIONS = [
  "accept-item",
  "undo-acceptance",
  "keep-finding",
  "record-fact",
  "return",
  "pause",
  "resume",
  "finish-check",
];

/** Every officer who took part in the check while holding the application. */
function checkers(log: readonly OracleAct[]): readonly string[] {
  return log
    .filter(({ name, who }, nth) => CHECKING_ACTIONS.includes(name) && oracleHolder(log.slice(0, nth)) === who.id)
    .map(({ who }) => who.id);
}

function endorsers(log: readonly OracleAct[]): readonly string[] {
  return log.filter(({ name }) => name === "endorse").map(({ who }) => who.id);
}

/** The commands that a person may give now, independent of their content. */
export function oracleCommands(log: readonly OracleAct[], who: OraclePerson): ReadonlySet<string> {
  const state = oracleState(log);
  const may = new Set<string>();
  if (who.isApplicant) {
    if (state === "draft") may.add("submit");
    if (state === "returned") may.add("resubmit");
    if (["draft", "submitted", "checking", "returned", "checked", "endorsed"].includes(state)) may.add("withdraw");
    return may;
  }
  if (who.may === "" || !["submitted", "checking", "returned", "checked", "endorsed"].includes(state)) return may;
  const declared = log
    .filter(({ name, who: { id } }) => name === "declare-interest" && id === who.id)
    .map((act) => act.isYes);
  if (declared.includes(true)) return may;
  may.add("declare-interest");
  const isTheirs = oracleHolder(log) === who.id;
  const isPaused = oraclePaused(log);
  if (who.may.includes("A") && ["submitted", "checking", "returned"].includes(state)) may.add("assign");
  if (who.may.includes("A") && state === "checking" && !isPaused) may.add("unassign");
  if (declared.length === 0) return may;
  if (state === "checking" && isPaused) {
    if (who.may.includes("C") && isTheirs && !endorsers(log).includes(who.id)) may.add("resume");
    return may;
  }
  if (state === "submitted" && who.may.includes("C") && !endorsers(log).includes(who.id)) may.add("take");
  if (state === "checking") {
    const checks = who.may.includes("C") && isTheirs && !endorsers(log).includes(who.id);
    if (checks) {
      for (const name of [
        "accept-item",
        "undo-acceptance",
        "keep-finding",
        "drop-finding",
        "record-fact",
        "return",
        "pause",
        "finish-check",
        "unassign",
      ])
        may.add(name);
    }
    if (who.may.includes("A")) may.add("unassign");
    if (who.may.includes("D")) for (const name of ["reopen-item", "keep-finding", "drop-finding"]) may.add(name);
  }
  const seen = new Set(checkers(log));
  const hasChecked = seen.has(who.id) || isTheirs;
  if (state === "checked" && who.may.includes("E") && !hasChecked)
    for (const name of ["endorse", "send-back"]) may.add(name);
  if (state === "endorsed" && who.may.includes("D") && !hasChecked && !endorsers(log).includes(who.id))
    for (const name of ["verify", "reject", "send-back"]) may.add(name);
  return may;
}

/** Days off of 2026 on weekdays, entered by hand from the decree: month * 100 + day. */
const TYPED_OFF = [
  101, 116, 216, 217, 318, 319, 320, 323, 324, 403, 501, 514, 515, 527, 528, 601, 616, 817, 825, 1224, 1225,
];

const DAY_MS = 86_400_000;
const JAKARTA_MS = 7 * 3_600_000;

function isOff(day: number): boolean {
  const date = new Date(day * DAY_MS);
  const typed = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return [0, 6].includes(date.getUTCDay()) || TYPED_OFF.includes(typed);
}

/** The day (since 1970, in Jakarta) on which a submission at an instant counts as received. */
function handOver(atMs: number): number {
  const local = atMs + JAKARTA_MS;
  let day = Math.floor(local / DAY_MS);
  if (isOff(day) || local % DAY_MS > 15 * 3_600_000) day += 1;
  while (isOff(day)) day += 1;
  return day;
}

/** The due date, computed day by day: three working days, without the days on which the applicant had to act. */
export function oracleDueDate(log: readonly OracleAct[], nowMs: number): string | null {
  const start = log.findLastIndex(({ name }) => HAND_INS.includes(name));
  const first = log[start];
  if (first === undefined) return null;
  const away: { from: number; to: number }[] = [];
  const end = endOf(log)?.atMs ?? nowMs;
  for (const { name, atMs } of log.slice(start + 1)) {
    if (name === "pause" || name === "return") away.push({ from: handOver(atMs), to: handOver(end) });
    if (name === "resume") away.splice(-1, 1, { from: away.at(-1)?.from ?? 0, to: handOver(atMs) });
  }
  let day = handOver(first.atMs);
  let counted = 0;
  while (counted < 3) {
    day += 1;
    if (!isOff(day) && !away.some(({ from, to }) => day > from && day <= to)) counted += 1;
  }
  // A side that hands over on the last day gets that day again when the application returns.
  for (const { from, to } of away) if (from === day) day = to;
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** State of one requirement: its verdict, its draft findings, and whether a new finding is permitted. */
export interface OracleItem {
  readonly verdict: "open" | "accepted" | "returned";
  readonly drafts: readonly string[];
  /** Nothing about it differs from the previous round. */
  readonly isStale: boolean;
  readonly isLocked: boolean;
  /** It differs from the last submission. */
  readonly isEdited: boolean;
  /** Its acceptor since the applicant last received the verdicts. */
  readonly untold: string | null;
}

/** Derives one requirement from the log; an edit has `on` "requirement=bytes", a finding "requirement#id". */
export function oracleItem(log: readonly OracleAct[], requirement: string): OracleItem {
  let verdict: OracleItem["verdict"] = "open";
  let bytes = "";
  let accepted: string | null = null;
  let handedIn: string[] = [];
  let reopened = false;
  let drafts: string[] = [];
  let untold: string | null = null;
  for (const { name, who, on = "" } of log) {
    const [own, id = ""] = on.split(/[#=]/);
    const isOurs = own === requirement;
    if (name === "edit" && isOurs) bytes = id;
    if (name === "submit" || name === "resubmit") {
      handedIn = [...handedIn, bytes];
      reopened = false;
      if (verdict === "returned" || (verdict === "accepted" && accepted !== bytes)) verdict = "open";
    }
    if (TELLING.includes(name)) untold = null;
    if (name === "accept-item" && isOurs) [verdict, accepted, untold] = ["accepted", bytes, who.id];
    if (name === "undo-acceptance" && isOurs) [verdict, accepted] = ["open", null];
    if (name === "reopen-item" && isOurs) [verdict, reopened] = ["open", true];
    if (name === "keep-finding" && isOurs) [verdict, drafts] = ["returned", [...drafts, id]];
    if (name === "drop-finding" && isOurs) {
      drafts = drafts.filter((known) => known !== id);
      if (drafts.length === 0) verdict = "open";
    }
    if (name === "return" || name === "reject") drafts = [];
    if (name === "objection-granted" && !(verdict === "accepted" && accepted === bytes))
      [verdict, reopened] = ["open", true];
  }
  const isStale = handedIn.length > 1 && handedIn.at(-1) === handedIn.at(-2) && !reopened;
  const isEdited = handedIn.at(-1) !== bytes;
  return { verdict, drafts, isStale, isLocked: verdict === "accepted" && accepted === bytes, isEdited, untold };
}
