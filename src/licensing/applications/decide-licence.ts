import type { z } from "zod";
import { ok, type Result, refuse, unreachable } from "../../kernel/index.ts";
import type { PromiseEvent } from "../promises/index.ts";
import type { licenceCommandRequest } from "./contract.ts";
import { type FindingDecision, keepFinding } from "./decide-finding.ts";
import { assigneeRefusal, chainRefusal } from "./licence-chain.ts";
import type { LicenceFacts, LicencePerson, LicenceRefusal } from "./licence-facts.ts";
import type { LicenceState } from "./licence-words.ts";

/** What someone asks to be done with a licence application. */
export type LicenceCommand = z.infer<typeof licenceCommandRequest>["command"];

/** One command by its name. */
type CommandOf<Name extends LicenceCommand["command"]> = LicenceCommand extends infer Each
  ? Each extends { readonly command: infer Own }
    ? Name extends Own
      ? Each
      : never
    : never
  : never;

/** A verdict that changes. */
export interface ItemChange {
  readonly requirement: string;
  readonly verdict: "open" | "accepted" | "returned";
}

/** What is to be written when a command is accepted. */
export interface LicenceDecision {
  readonly state: LicenceState;
  readonly isPaused: boolean;
  /** What happens to the ministry's promise. */
  readonly promise: PromiseEvent | null;
  /** Whose case it is from now on; undefined leaves it as it is. */
  readonly assigneeId?: string | null;
  /** Which step the person has had a hand in by this. */
  readonly hand: "checked" | "endorsed" | "decided" | null;
  readonly items: readonly ItemChange[];
  readonly finding: FindingDecision | null;
  /** Findings that move on together: drafts are sent, sent ones answered, those of one requirement settled, or not after all. */
  readonly findings:
    | { readonly to: "sent" }
    | { readonly to: "answered" }
    | { readonly to: "settled" | "unsettled"; readonly requirement: string }
    | null;
  /** A correction was handed in: what it says is kept as the next round. */
  readonly isNewRound: boolean;
  /** Nobody but officers learns of it. */
  readonly isDeskOnly: boolean;
  readonly note: string | null;
  /** The requirement it is about, and the rule it rests on. */
  readonly about: { readonly requirement: string; readonly rule: string | null } | null;
}

/** A decision, or why there is none. */
export type Decided = Result<LicenceDecision, LicenceRefusal>;

/** Decides on a command at `nowMs`; pure, so that a case can be read and replayed without its database. */
export function decideLicence(
  facts: LicenceFacts,
  command: LicenceCommand,
  person: LicencePerson,
  nowMs: number,
): Decided {
  const refusal = chainRefusal(facts, command.command, person);
  return refusal === undefined ? carryOut(facts, command, { person, nowMs }) : refuse(refusal);
}

/** Who commands, and when. */
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

/** Why nothing can be handed in; what the company has may have changed since it began. */
function submissionRefusal(facts: LicenceFacts): Decided | undefined {
  if (!facts.isOrganisationVerified) return refuse("organisation-not-verified");
  if (facts.isNibBlocked) return refuse("nib-not-in-force");
  if (!facts.isServiceInNib) return refuse("service-not-in-nib");
  if (!facts.hasCode) return refuse("licence-code-missing");
  return facts.blocking > 0 ? refuse("licence-findings-block") : undefined;
}

/**
 * What was returned is judged again, and what was accepted only where its bytes are others now. The days are counted anew
 * for a correction (statuses 43 and 44 of OSS), and a file in which nothing differs corrects nothing.
 */
function resubmit(facts: LicenceFacts, promise: PromiseEvent): Decided {
  const refusal = submissionRefusal(facts);
  if (refusal !== undefined) return refusal;
  if (!facts.items.some(({ isChanged }) => isChanged)) return refuse("licence-correction-unchanged");
  const items = facts.items
    .filter(({ verdict, isLocked }) => verdict === "returned" || (verdict === "accepted" && !isLocked))
    .map(({ requirement }): ItemChange => ({ requirement, verdict: "open" }));
  // Whoever left in the meantime has left: without an officer the case waits for one.
  const state = facts.assigneeId === null ? "submitted" : "checking";
  return ok({ ...unchanged(facts), state, promise, items, findings: { to: "answered" }, isNewRound: true });
}

/** An unassigned case is begun by its officer; one in work or with the applicant only changes hands. */
function assign(facts: LicenceFacts): Decided {
  const refusal = assigneeRefusal(facts);
  if (refusal !== undefined) return refuse(refusal);
  const state = facts.state === "submitted" ? "checking" : facts.state;
  return ok({ ...unchanged(facts), state, assigneeId: facts.assignee?.personId ?? null });
}

/** Whoever has an interest lets go of the case; an interest is never taken back. */
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

/** What was accepted is settled; a finding that is still being written contradicts it. */
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

/** Whoever accepted something takes it back while nobody outside knows; what was settled by it is answered again. */
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

/** A coordinator comes back to what was accepted; the applicant reads why. */
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
    // A coordinator lets a finding come late; somebody else judges what is done about it.
    hand: facts.assigneeId === person.personId ? "checked" : null,
    items: [{ requirement, verdict: "returned" }],
    finding: decided.value,
    isDeskOnly: true,
    about: { requirement, rule },
  });
}

/** The last draft of an item takes its verdict along. */
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

/** All findings go back in one round, so every item must have been looked at. */
function returnForCorrection(facts: LicenceFacts, note: string, promise: PromiseEvent): Decided {
  if (facts.items.some(({ verdict }) => verdict === "open")) return refuse("items-open");
  if (!facts.findings.some(({ state }) => state === "draft")) return refuse("licence-no-finding");
  // A file is returned only while its correction could still be taken in.
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

/** Verified documents bring the commitment decree, so somebody must be able to sign it. */
function verify(facts: LicenceFacts, reason: string, promise: PromiseEvent): Decided {
  if (facts.items.some(({ verdict }) => verdict !== "accepted")) return refuse("items-returned");
  if (facts.mandateRefusal !== null) return refuse(facts.mandateRefusal);
  const note = reason.trim() === "" ? null : reason;
  return ok({ ...unchanged(facts), state: "verified", promise, hand: "decided", note });
}

function withReason(reason: string, decision: LicenceDecision): Decided {
  return reason.trim() === "" ? refuse("reason-missing") : ok({ ...decision, note: reason });
}
