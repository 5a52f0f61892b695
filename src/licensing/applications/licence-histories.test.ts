import { describe, expect, it } from "vitest";
import { type Chance, openChance } from "../../../testkit/chance.ts";
import {
  type OracleAct,
  type OraclePerson,
  oracleCommands,
  oracleDueDate,
  oracleHolder,
  oracleItem,
  oracleState,
} from "../../../testkit/licence-oracle.ts";
import { cases, isLongRun, runSeed } from "../../../testkit/run-seed.ts";
import { unreachable } from "../../kernel/index.ts";
import { type PromiseEvent, withEvent } from "../promises/index.ts";
import { readLicencePromise, restartsLeft } from "./deadlines/licence-promise.ts";
import { decideLicence, type LicenceCommand, type LicenceDecision } from "./decide-licence.ts";
import { possibleCommands } from "./licence-chain.ts";
import type { LicenceFacts, LicencePerson } from "./licence-facts.ts";
import { LICENCE_COMMANDS, type LicenceState } from "./licence-words.ts";
import { reopenLicence } from "./reopen-licence.ts";

const HISTORIES = cases({ short: 1_500, long: 10_000 });
const PER_TEST = 500;
/** Minimum count per command: the rarest one occurs once in 50 histories on average, so a quarter of that holds for every seed. */
const GIVEN_MIN = HISTORIES / 200;
/** Each run plays its own histories. */
const FIRST_SEED = runSeed * HISTORIES;
const STEPS_MAX = 44;
/** The due date is computed after each processing-time event, and after this share of all others. */
const DATES_READ = 0.2;
const COMPANY = "company";
const REQUIREMENTS = ["D01", "D05", "D12"] as const;
/** Monday 2 March 2026, 09:00 in Jakarta; the long holiday of that month is ahead. */
const BEGAN_MS = Date.parse("2026-03-02T09:00:00+07:00");
const RESTARTS_MAX = restartsLeft({
  ruleVersion: "2026.11",
  createdAt: new Date(BEGAN_MS),
  promiseEvents: [],
});
const HOUR_MS = 3_600_000;

const PEOPLE: readonly [OraclePerson, ...OraclePerson[]] = [
  { id: "owner", may: "", isApplicant: true },
  { id: "evaluator", may: "C", isApplicant: false },
  { id: "second-evaluator", may: "C", isApplicant: false },
  { id: "sub-coordinator", may: "E", isApplicant: false },
  { id: "coordinator", may: "AD", isApplicant: false },
  { id: "second-coordinator", may: "AD", isApplicant: false },
  // In a small office one person holds several roles; the four-eyes principle must still hold.
  { id: "evaluator-and-sub", may: "CE", isApplicant: false },
  { id: "sub-and-coordinator", may: "AED", isApplicant: false },
  { id: "reader", may: "", isApplicant: false },
];
/** The person who grants an objection has no other part in a case. */
const READER: OraclePerson = { id: "director", may: "", isApplicant: false };
const OBJECTION_GRANTED = 0.3;

const personOf = ({ id, may, isApplicant }: OraclePerson): LicencePerson => ({
  personId: id,
  organisationIds: new Set(isApplicant ? [COMPANY] : []),
  mayAssign: may.includes("A"),
  mayCheck: may.includes("C"),
  mayEndorse: may.includes("E"),
  mayDecide: may.includes("D"),
});

/** A case in memory: exactly the fields of a decision that the database stores. */
class MemoryCase {
  state: LicenceState = "draft";
  paused = false;
  round = 0;
  assigneeId: string | null = null;
  checkedBy: string[] = [];
  endorsedBy: string[] = [];
  interests = new Map<string, boolean>();
  promiseEvents: readonly PromiseEvent[] = [];
  bytes = new Map<string, string>(REQUIREMENTS.map((key) => [key, ""]));
  items = new Map<
    string,
    {
      verdict: "open" | "accepted" | "returned";
      digest: string | null;
      reopened: number | null;
      untold: string | null;
    }
  >();
  rounds: Map<string, string>[] = [];
  findings: { id: string; requirement: string; state: "draft" | "sent" | "answered" | "settled" }[] = [];
  written = 0;
  readonly ruleVersion = "2026.11";
  readonly createdAt = new Date(BEGAN_MS);

  facts(who: OraclePerson, command?: LicenceCommand): LicenceFacts {
    const earlier = this.rounds[this.state === "returned" ? this.round : this.round - 1];
    const assignee = command?.command === "assign" ? PEOPLE.find(({ id }) => id === command.personId) : undefined;
    const interest = this.interests.get(who.id);
    return {
      state: this.state,
      isPaused: this.paused,
      round: this.round,
      organisationId: COMPANY,
      isOrganisationVerified: true,
      isNibBlocked: false,
      isServiceInNib: true,
      hasCode: true,
      blocking: 0,
      items: [...this.items].map(([requirement, { verdict, digest, reopened, untold }]) => ({
        requirement,
        verdict,
        isLocked: verdict === "accepted" && digest === this.bytes.get(requirement),
        isChanged: earlier === undefined || earlier.get(requirement) !== this.bytes.get(requirement),
        isReopened: reopened === this.round,
        acceptedUntold: verdict === "accepted" ? untold : null,
      })),
      findings: this.findings,
      assigneeId: this.assigneeId,
      checkedBy: this.checkedBy,
      endorsedBy: this.endorsedBy,
      interest: interest === undefined ? "undeclared" : interest ? "declared" : "none",
      restartsLeft: RESTARTS_MAX - this.promiseEvents.filter(({ type }) => type === "restarted").length,
      rules: new Set(REQUIREMENTS),
      mandateRefusal: null,
      assignee:
        assignee === undefined
          ? null
          : {
              personId: assignee.id,
              organisationIds: personOf(assignee).organisationIds,
              mayCheck: assignee.may.includes("C"),
              hasInterest: this.interests.get(assignee.id) === true,
            },
    };
  }

  write(decision: LicenceDecision, command: LicenceCommand, who: OraclePerson): void {
    if (decision.isNewRound) {
      this.round = this.rounds.length;
      this.rounds.push(new Map(this.bytes));
      for (const key of REQUIREMENTS)
        if (!this.items.has(key)) this.items.set(key, { verdict: "open", digest: null, reopened: null, untold: null });
    }
    this.state = decision.state;
    this.paused = decision.isPaused;
    if (decision.promise !== null) this.promiseEvents = withEvent(this.promiseEvents, decision.promise);
    if (decision.assigneeId !== undefined) this.assigneeId = decision.assigneeId;
    if (decision.hand === "checked") this.checkedBy.push(who.id);
    if (decision.hand === "endorsed") this.endorsedBy.push(who.id);
    for (const { requirement, verdict } of decision.items) {
      const digest = verdict === "accepted" ? (this.bytes.get(requirement) ?? null) : null;
      const reopened = command.command === "reopen-item" ? this.round : (this.items.get(requirement)?.reopened ?? null);
      const untold = verdict === "accepted" ? who.id : null;
      this.items.set(requirement, { verdict, digest, reopened, untold });
    }
    if (TOLD_BY.includes(command.command)) this.tell();
    if (command.command === "declare-interest") this.interests.set(who.id, command.hasInterest);
    this.writeFindings(decision, command);
  }

  /** Reopens the case after a granted objection. */
  reopen(nowMs: number): void {
    const items = this.facts(PEOPLE[0]).items;
    const { state, assigneeId, promise, items: reopened, findings } = reopenLicence(items, nowMs);
    this.state = state;
    this.assigneeId = assigneeId;
    this.promiseEvents = withEvent(this.promiseEvents, promise);
    for (const { requirement, verdict } of reopened)
      this.items.set(requirement, { verdict, digest: null, reopened: this.round, untold: null });
    this.tell();
    for (const one of this.findings) if (one.state === "sent") one.state = findings.to;
  }

  /** Marks all acceptances as published to the applicant. */
  private tell(): void {
    for (const [key, item] of this.items) this.items.set(key, { ...item, untold: null });
  }

  private nextFinding(): string {
    this.written += 1;
    return `f${this.written}`;
  }

  private writeFindings({ finding, findings }: LicenceDecision, command: LicenceCommand): void {
    if (finding?.kind === "drop") this.findings = this.findings.filter(({ id }) => id !== finding.id);
    if (finding?.kind === "add" && command.command === "keep-finding")
      this.findings.push({
        id: this.nextFinding(),
        requirement: command.requirement,
        state: "draft",
      });
    for (const one of this.findings) {
      if (findings?.to === "sent" && one.state === "draft") one.state = "sent";
      if (findings?.to === "answered" && one.state === "sent") one.state = "answered";
      if (findings?.to === "unsettled" && one.requirement === findings.requirement && one.state === "settled")
        one.state = "answered";
      if (findings?.to === "settled" && one.requirement === findings.requirement && one.state !== "draft")
        one.state = "settled";
    }
  }
}

/** Commands that publish the verdict on every requirement to the applicant. */
const TOLD_BY: readonly string[] = ["reopen-item", "return", "resubmit", "verify", "reject"];

const PLACE = { part: null, slot: null, rowId: null, field: null, page: null, spot: null };

/** Commands that may be attempted out of turn. */
const SOMEHOW = ["take", "verify", "return", "endorse"] as const;

/** Commands that advance a case are chosen more often than those that delay it, so that every end state is reached. */
const OFTEN: Readonly<Record<string, number>> = {
  "accept-item": 8,
  "finish-check": 4,
  endorse: 6,
  verify: 3,
  take: 3,
  resume: 4,
};
const SELDOM: Readonly<Record<string, number>> = {
  "undo-acceptance": 0.5,
  withdraw: 0.04,
  unassign: 0.2,
  assign: 0.3,
  "send-back": 0.4,
  "declare-interest": 0.5,
};

/** A random command, more often sensible than not. */
function someCommand(chance: Chance, known: MemoryCase, who: OraclePerson): LicenceCommand {
  const possible = possibleCommands(known.facts(who), personOf(who)).flatMap((name) =>
    chance.next() < (SELDOM[name] ?? 1) ? Array<typeof name>(OFTEN[name] ?? 1).fill(name) : [],
  );
  const [first, ...rest] = possible;
  const name = first !== undefined && chance.next() < 0.95 ? chance.pick([first, ...rest]) : chance.pick(SOMEHOW);
  const requirement = chance.pick(REQUIREMENTS);
  switch (name) {
    case "assign":
      return { command: name, personId: chance.pick(PEOPLE).id };
    case "declare-interest":
      return { command: name, hasInterest: chance.next() < 0.04, note: "ipar" };
    case "accept-item":
    case "undo-acceptance":
      return { command: name, requirement };
    case "reopen-item":
      return { command: name, requirement, reason: "sebab" };
    case "keep-finding": {
      const lateReason = chance.next() < 0.5 ? "baru diketahui" : null;
      return {
        command: name,
        id: null,
        requirement,
        place: PLACE,
        rule: requirement,
        note: "x",
        remedy: "y",
        lateReason,
      };
    }
    case "drop-finding":
      return { command: name, id: known.findings.find(({ state }) => state === "draft")?.id ?? "none" };
    case "record-fact":
      return { command: name, requirement, slot: null, source: "s", result: "confirmed", note: "" };
    case "return":
    case "endorse":
      return { command: name, note: "" };
    case "pause":
    case "resume":
      return { command: name, requirement, rule: requirement, reason: "tanya" };
    case "send-back":
    case "verify":
    case "reject":
      return { command: name, reason: "sebab" };
    case "submit":
    case "resubmit":
    case "withdraw":
    case "take":
    case "unassign":
    case "finish-check":
      return { command: name };
    default:
      return unreachable(name);
  }
}

/** Whether the oracle permits this command with its content. */
function oracleAllows(
  log: readonly OracleAct[],
  who: OraclePerson,
  command: LicenceCommand,
  known: MemoryCase,
): boolean {
  if (!oracleCommands(log, who).has(command.command)) return false;
  const items = REQUIREMENTS.map((key) => oracleItem(log, key));
  const item = "requirement" in command ? oracleItem(log, command.requirement) : undefined;
  const { command: name } = command;
  if (name === "assign") return mayBeGiven(log, command.personId);
  if (name === "accept-item") return item?.verdict !== "accepted" && item?.drafts.length === 0;
  if (name === "undo-acceptance") return item?.verdict === "accepted" && item.untold === who.id;
  if (name === "reopen-item") return item?.verdict === "accepted";
  if (name === "keep-finding") {
    if (item?.verdict !== "accepted" && item?.isStale === false) return true;
    return who.may.includes("D") && command.lateReason !== null;
  }
  if (name === "drop-finding") return known.findings.some(({ id, state }) => id === command.id && state === "draft");
  if (name === "resubmit") return items.some(({ isEdited }) => isEdited);
  if (name === "verify") return items.every(({ verdict }) => verdict === "accepted");
  const isJudged = items.every(({ verdict }) => verdict !== "open");
  if (name === "finish-check") return isJudged;
  if (name !== "return") return true;
  const corrections = log.filter((act) => act.name === "resubmit").length;
  return isJudged && items.some(({ drafts }) => drafts.length > 0) && corrections < 3;
}

/** Whether a case may be assigned to a person: an evaluator who did not endorse it and has no interest. */
function mayBeGiven(log: readonly OracleAct[], personId: string): boolean {
  const to = PEOPLE.find(({ id }) => id === personId);
  const acts = log.filter(({ who }) => who.id === personId);
  const isShutOut = acts.some(
    ({ name, isYes }) => name === "endorse" || (name === "declare-interest" && isYes === true),
  );
  return (to?.may.includes("C") ?? false) && !isShutOut && oracleHolder(log) !== personId;
}

/** The subject of a command in the oracle's terms. */
function aboutOf(command: LicenceCommand, known: MemoryCase): string | undefined {
  if (command.command === "assign") return command.personId;
  if (command.command === "keep-finding") return `${command.requirement}#${known.findings.at(-1)?.id}`;
  return "requirement" in command ? command.requirement : undefined;
}

/** Plays one history and returns the first difference. */
function play(
  seed: number,
  reached: Set<LicenceState>,
): { readonly difference: string | null; readonly log: readonly OracleAct[] } {
  const chance = openChance(seed);
  const known = new MemoryCase();
  const log: OracleAct[] = [];
  let nowMs = BEGAN_MS;
  const told = (what: string, ours: unknown, theirs: unknown) =>
    `seed ${seed} step ${log.length}: ${what}: decided ${JSON.stringify(ours)}, oracle ${JSON.stringify(theirs)}; ${log.map(({ name, who, on }) => `${who.id}:${name}${on === undefined ? "" : `(${on})`}`).join(" ")}`;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    nowMs += Math.floor(chance.next() * 20 * HOUR_MS);
    if (known.state === "rejected" && chance.next() < OBJECTION_GRANTED) {
      known.reopen(nowMs);
      log.push({ who: READER, name: "objection-granted", atMs: nowMs });
      const [due, read] = [oracleDueDate(log, nowMs), readLicencePromise(known, nowMs)?.dueDate ?? null];
      if (known.state !== oracleState(log) || due !== read) return { difference: told("reopened", read, due), log };
    }
    edit(chance, known, { log, nowMs });
    const who = someone(chance, known);
    const ours = [...possibleCommands(known.facts(who), personOf(who))].toSorted();
    const theirs = [...oracleCommands(log, who)].filter((name) => name !== "resume" || known.paused).toSorted();
    if (ours.join() !== theirs.join()) return { difference: told(`commands of ${who.id}`, ours, theirs), log };
    const command = someCommand(chance, known, who);
    const dropped = command.command === "drop-finding" ? known.findings.find(({ id }) => id === command.id) : undefined;
    const allowed = oracleAllows(log, who, command, known);
    const decided = decideLicence(known.facts(who, command), command, personOf(who), nowMs);
    if (decided.ok !== allowed) return { difference: told(JSON.stringify(command), decided, allowed), log };
    if (!decided.ok) continue;
    known.write(decided.value, command, who);
    reached.add(known.state);
    const about = dropped === undefined ? aboutOf(command, known) : `${dropped.requirement}#${dropped.id}`;
    const isYes = command.command === "declare-interest" ? { isYes: command.hasInterest } : {};
    log.push({ who, name: command.command, atMs: nowMs, ...(about === undefined ? {} : { on: about }), ...isYes });
    const state = oracleState(log);
    if (known.state !== state) return { difference: told("state", known.state, state), log };
    if (decided.value.promise === null && chance.next() > DATES_READ) continue;
    const due = oracleDueDate(log, nowMs);
    const read = readLicencePromise(known, nowMs)?.dueDate ?? null;
    if (read !== due) return { difference: told("due date", read, due), log };
  }
  return { difference: null, log };
}

/** Commands that do not advance a case. */
const BESIDE: readonly string[] = ["declare-interest", "withdraw", "assign", "unassign"];

/** A random person, usually one who can give a command that advances the case. */
function someone(chance: Chance, known: MemoryCase): OraclePerson {
  let who = chance.pick(PEOPLE);
  for (let tries = 0; tries < 3; tries += 1) {
    const can = possibleCommands(known.facts(who), personOf(who)).some((name) => !BESIDE.includes(name));
    if (can) return who;
    who = chance.pick(PEOPLE);
  }
  return who;
}

/** The applicant edits from time to time, where permitted; earlier content may be restored. */
function edit(
  chance: Chance,
  known: MemoryCase,
  { log, nowMs }: { readonly log: OracleAct[]; readonly nowMs: number },
): void {
  if (known.state !== "draft" && known.state !== "returned") return;
  const key = chance.pick(REQUIREMENTS);
  if (known.state === "returned" && oracleItem(log, key).isLocked) return;
  const bytes = chance.pick(["a", "b", "c"]);
  known.bytes.set(key, bytes);
  log.push({ who: PEOPLE[0], name: "edit", atMs: nowMs, on: `${key}=${bytes}` });
}

describe("random histories of a licence application", () => {
  const ends = new Map<string, number>();
  const given = new Map<string, number>();
  const reached = new Set<LicenceState>();

  it.each(Array.from({ length: HISTORIES / PER_TEST }, (_none, nth) => FIRST_SEED + nth * PER_TEST))(
    "stand where an oracle that knows only what was done says, in state, promised day and permitted commands (from %i)",
    (first) => {
      for (let seed = first + 1; seed <= first + PER_TEST; seed += 1) {
        const { difference, log } = play(seed, reached);
        expect(difference).toBeNull();
        const state = oracleState(log);
        ends.set(state, (ends.get(state) ?? 0) + 1);
        for (const { name } of log) given.set(name, (given.get(name) ?? 0) + 1);
      }
    },
  );

  it("have reached every state but the draft they all begin in, and given every command, or they would prove little", () => {
    expect([...ends.values()].reduce((sum, count) => sum + count, 0)).toBe(HISTORIES);
    const states = ["checked", "checking", "endorsed", "rejected", "returned", "submitted", "verified", "withdrawn"];
    expect([...reached].toSorted()).toEqual(states);
    // Few histories end as returned: one in 200.
    if (isLongRun) expect([...ends.keys()].toSorted()).toEqual(states);
    expect([...given].filter(([, count]) => count < GIVEN_MIN)).toEqual([]);
    // Plus two events that are no commands: an edit by the applicant, and a granted objection.
    expect(given.size).toBe(LICENCE_COMMANDS.length + 2);
  });
});
