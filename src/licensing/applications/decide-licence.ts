import type { z } from "zod";
import { ok, type Result, refuse, unreachable } from "../../kernel/index.ts";
import type { PromiseEvent } from "../promises/index.ts";
import type { licenceCommandRequest } from "./contract.ts";
import { type FindingDecision, keepFinding } from "./decide-finding.ts";
import { assigneeRefusal, chainRefusal } from "./licence-chain.ts";
import type { LicenceFacts, LicencePerson, LicenceRefusal } from "./licence-facts.ts";
import type { LicenceState } from "./licence-words.ts";

/** A command on a licence application. */
export type LicenceCommand = z.infer<typeof licenceCommandRequest>["command"];

/** One command by its name. */
type CommandOf<Name extends LicenceCommand["command"]> = LicenceCommand extends infer Each
  ? Each extends { readonly command: infer Own }
    ? Name extends Own
      ? Each
      : never
    : never
  : never;

/** A changed verdict. */
export interface ItemChange {
  readonly requirement: string;
  readonly verdict: "open" | "accepted" | "returned";
}

/** The changes to store when a command is accepted. */
export interface LicenceDecision {
  readonly state: LicenceState;
  readonly isPaused: boolean;
  /** The event of the processing time. */
  readonly promise: PromiseEvent | null;
  /** The new officer; undefined leaves the assignment unchanged. */
  readonly assigneeId?: string | null;
  /** The step in which the person has now taken part. */
  readonly hand: "checked" | "endorsed" | "decided" | null;
  readonly items: readonly ItemChange[];
  readonly finding: FindingDecision | null;
  /** The transition of many findings: drafts are sent, sent ones answered, those of one requirement settled or unsettled. */
  readonly findings:
    | { readonly to: "sent" }
    | { readonly to: "answered" }
    | { readonly to: "settled" | "unsettled"; readonly requirement: string }
    | null;
  /** A correction was submitted: its content is stored as the next round. */
  readonly isNewRound: boolean;
  /** Visible to officers only. */
  readonly isDeskOnly: boolean;
  readonly note: string | null;
  /** The requirement concerned, and the rule behind the decision. */
  readonly about: { readonly requirement: string; readonly rule: string | null } | null;
}

/** A decision, or the refusal. */
export type Decided = Result<LicenceDecision, LicenceRefusal>;

/** Decides on a command at `nowMs`; pure, so that a case can be replayed without a database. */
export function decideLicence(
  facts: LicenceFacts,
  command: LicenceCommand,
  person: LicencePerson,
  nowMs: number,
): Decided {
  const refusal = chainRefusal(facts, command.command, person);
  return refusal === undefined ? carryOut(facts, command, { person, nowMs }) : refuse(refusal);
}

/** The person and time of a command. */
interface Commanding {
  readonly person: LicencePerson;
  readonly nowMs: number;
}

/** A decision that changes nothing yet. */
function unchanged({ state, isPaused }: LicenceFacts): LicenceDecision {
  return {
    state,
    isPaused,
    promise: null,
    hand: null,
    items: [],
    finding: null,
    findings: null,
    isNewRound: false,
    isDeskOnly: false,
    note: null,
    about: null,
  };
}

function carryOut(facts: LicenceFacts, command: LicenceCommand, by: Commanding): Decided {
  const same = unchanged(facts);
  const event = (type: PromiseEvent["type"]): PromiseEvent => ({ type, atMs: by.nowMs });
  const { personId } = by.person;
  switch (command.command) {
    case "submit":
      return (
        submissionRefusal(facts) ?? ok({ ...same, state: "submitted", promise: event("started"), isNewRound: true })
      );
    case "resubmit":
      return resubmit(facts, event("restarted"));
    case "withdraw": {
      const promise = facts.state === "draft" ? null : event("withdrawn");
      return ok({ ...same, state: "withdrawn", isPaused: false, promise });
    }
    case "assign":
      return assign(facts);
    case "unassign":
      return ok({ ...same, state: "submitted", assigneeId: null });
    case "take":
      return ok({ ...same, state: "checking", assigneeId: personId });
    case "declare-interest":
      return declareInterest(facts, command, personId);
    case "accept-item":
      return acceptItem(facts, command.requirement);
    case "undo-acceptance":
      return undoAcceptance(facts, command.requirement, personId);
    case "reopen-item":
      return reopenItem(facts, command);
    case "keep-finding":
      return keep(facts, command, by.person);
    case "drop-finding":
      return dropFinding(facts, command.id);
    case "record-fact":
      return isItem(facts, command.requirement)
        ? ok({ ...same, hand: "checked", isDeskOnly: true, about: { requirement: command.requirement, rule: null } })
        : refuse("item-unknown");
    case "return":
      return returnForCorrection(facts, command.note, event("paused"));
    case "pause":
    case "resume":
      return pauseOrResume(facts, command, event(command.command === "pause" ? "paused" : "resumed"));
    case "finish-check":
      return facts.items.some(({ verdict }) => verdict === "open")
        ? refuse("items-open")
        : ok({ ...same, state: "checked", hand: "checked" });
    case "endorse":
      return ok({ ...same, state: "endorsed", hand: "endorsed", note: command.note });
    case "send-back":
      return withReason(command.reason, { ...same, state: facts.state === "endorsed" ? "checked" : "checking" });
    case "verify":
      return verify(facts, command.reason, event("fulfilled"));
    case "reject": {
      const promise = event("fulfilled");
      return withReason(command.reason, {
        ...same,
        state: "rejected",
        promise,
        hand: "decided",
        findings: { to: "sent" },
      });
    }
    default:
      return unreachable(command);
  }
}

/** Why nothing can be submitted; the company's facts may have changed since the case began. */
function submissionRefusal(facts: LicenceFacts): Decided | undefined {
  if (!facts.isOrganisationVerified) return refuse("organisation-not-verified");
  if (facts.isNibBlocked) return refuse("nib-not-in-force");
  if (!facts.isServiceInNib) return refuse("service-not-in-nib");
  if (!facts.hasCode) return refuse("licence-code-missing");
  return facts.blocking > 0 ? refuse("licence-findings-block") : undefined;
}

/**
 * Reopens returned items, and accepted items whose content has changed. The processing time restarts with a correction
 * (OSS statuses 43 and 44), and a correction that changes nothing is refused.
 */
function resubmit(facts: LicenceFacts, promise: PromiseEvent): Decided {
  const refusal = submissionRefusal(facts);
  if (refusal !== undefined) return refusal;
  if (!facts.items.some(({ isChanged }) => isChanged)) return refuse("licence-correction-unchanged");
  const items = facts.items
    .filter(({ verdict, isLocked }) => verdict === "returned" || (verdict === "accepted" && !isLocked))
    .map(({ requirement }): ItemChange => ({ requirement, verdict: "open" }));
  // The officer may have been unassigned: then the case waits for another one.
  const state = facts.assigneeId === null ? "submitted" : "checking";
  return ok({ ...unchanged(facts), state, promise, items, findings: { to: "answered" }, isNewRound: true });
}

/** Assignment starts the evaluation of a submitted case; in other states it only changes the officer. */
function assign(facts: LicenceFacts): Decided {
  const refusal = assigneeRefusal(facts);
  if (refusal !== undefined) return refuse(refusal);
  const state = facts.state === "submitted" ? "checking" : facts.state;
  return ok({ ...unchanged(facts), state, assigneeId: facts.assignee?.personId ?? null });
}

/** An officer who declares an interest is unassigned; a declared interest cannot be retracted. */
function declareInterest(facts: LicenceFacts, command: CommandOf<"declare-interest">, personId: string): Decided {
  if (facts.interest === "declared") return refuse("interest-stands");
  if (command.hasInterest && command.note.trim() === "") return refuse("reason-missing");
  const same = { ...unchanged(facts), isDeskOnly: true, note: command.note };
  if (!command.hasInterest || facts.assigneeId !== personId) return ok(same);
  const state = facts.state === "checking" && !facts.isPaused ? "submitted" : facts.state;
  return ok({ ...same, state, assigneeId: null });
}

function isItem(facts: LicenceFacts, requirement: string): boolean {
  return facts.items.some((item) => item.requirement === requirement);
}

/** Acceptance settles the findings of an item; an open draft contradicts it. */
function acceptItem(facts: LicenceFacts, requirement: string): Decided {
  const item = facts.items.find((known) => known.requirement === requirement);
  if (item === undefined) return refuse("item-unknown");
  if (item.isLocked) return refuse("licence-item-locked");
  if (facts.findings.some((one) => one.requirement === requirement && one.state === "draft"))
    return refuse("licence-findings-drafted");
  return ok({
    ...unchanged(facts),
    hand: "checked",
    items: [{ requirement, verdict: "accepted" }],
    findings: { to: "settled", requirement },
    isDeskOnly: true,
    about: { requirement, rule: null },
  });
}

/** The officer who accepted an item may undo it until the applicant is notified; the findings it had settled are answered again. */
function undoAcceptance(facts: LicenceFacts, requirement: string, personId: string): Decided {
  const item = facts.items.find((known) => known.requirement === requirement);
  if (item === undefined) return refuse("item-unknown");
  if (item.verdict !== "accepted") return refuse("licence-item-not-accepted");
  if (item.acceptedUntold !== personId) return refuse("licence-acceptance-stands");
  return ok({
    ...unchanged(facts),
    hand: "checked",
    items: [{ requirement, verdict: "open" }],
    findings: { to: "unsettled", requirement },
    isDeskOnly: true,
    about: { requirement, rule: null },
  });
}

/** A coordinator reopens an accepted item; the applicant reads the reason. */
function reopenItem(facts: LicenceFacts, { requirement, reason }: CommandOf<"reopen-item">): Decided {
  const item = facts.items.find((known) => known.requirement === requirement);
  if (item === undefined) return refuse("item-unknown");
  if (item.verdict !== "accepted") return refuse("licence-item-not-accepted");
  const items: readonly ItemChange[] = [{ requirement, verdict: "open" }];
  return withReason(reason, { ...unchanged(facts), items, about: { requirement, rule: null } });
}

function keep(facts: LicenceFacts, command: CommandOf<"keep-finding">, person: LicencePerson): Decided {
  const decided = keepFinding(facts, command, person);
  if (!decided.ok) return decided;
  const { requirement, rule } = command;
  return ok({
    ...unchanged(facts),
    // A coordinator who permits a late finding does not count as a checker; another officer judges its correction.
    hand: facts.assigneeId === person.personId ? "checked" : null,
    items: [{ requirement, verdict: "returned" }],
    finding: decided.value,
    isDeskOnly: true,
    about: { requirement, rule },
  });
}

/** Dropping the last draft of an item also resets its verdict. */
function dropFinding(facts: LicenceFacts, id: string): Decided {
  const found = facts.findings.find((one) => one.id === id && one.state === "draft");
  if (found === undefined) return refuse("licence-finding-unknown");
  const { requirement } = found;
  const isLast = !facts.findings.some(
    (one) => one.requirement === requirement && one.state === "draft" && one.id !== id,
  );
  const items: readonly ItemChange[] = isLast ? [{ requirement, verdict: "open" }] : [];
  const about = { requirement, rule: null };
  return ok({ ...unchanged(facts), items, finding: { kind: "drop", id, lateReason: null }, isDeskOnly: true, about });
}

/** All findings are returned in one round, so every item must have been checked. */
function returnForCorrection(facts: LicenceFacts, note: string, promise: PromiseEvent): Decided {
  if (facts.items.some(({ verdict }) => verdict === "open")) return refuse("items-open");
  if (!facts.findings.some(({ state }) => state === "draft")) return refuse("licence-no-finding");
  // A return is possible only if the correction could still be accepted (limit of restarts).
  if (facts.restartsLeft < 1) return refuse("promise-restart-limit");
  return ok({ ...unchanged(facts), state: "returned", promise, hand: "checked", findings: { to: "sent" }, note });
}

function pauseOrResume(facts: LicenceFacts, command: CommandOf<"pause">, promise: PromiseEvent): Decided {
  const { requirement, rule, reason } = command;
  const isPaused = command.command === "pause";
  if (facts.isPaused === isPaused) return refuse("command-not-now");
  if (!isItem(facts, requirement)) return refuse("item-unknown");
  if (!facts.rules.has(rule)) return refuse("rule-unknown");
  return withReason(reason, { ...unchanged(facts), isPaused, promise, hand: "checked", about: { requirement, rule } });
}

/** Verified documents lead to the commitment decree, so a mandate to sign it must exist. */
function verify(facts: LicenceFacts, reason: string, promise: PromiseEvent): Decided {
  if (facts.items.some(({ verdict }) => verdict !== "accepted")) return refuse("items-returned");
  if (facts.mandateRefusal !== null) return refuse(facts.mandateRefusal);
  const note = reason.trim() === "" ? null : reason;
  return ok({ ...unchanged(facts), state: "verified", promise, hand: "decided", note });
}

function withReason(reason: string, decision: LicenceDecision): Decided {
  return reason.trim() === "" ? refuse("reason-missing") : ok({ ...decision, note: reason });
}
