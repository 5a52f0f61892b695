import { ok, type Result, refuse, unreachable } from "../../../kernel/index.ts";
import { assigneeRefusal, chainRefusal } from "./application-chain.ts";
import type { ActingPerson, ApplicationFacts, ApplicationRefusal, ItemFacts, Outcome } from "./application-facts.ts";
import { type CodeEffect, KIND_RULES } from "./application-kind.ts";
import { type ApplicationState, COMMAND_NAMES, type CommandName } from "./application-words.ts";

/** A command on an application. */
export type ApplicationCommand =
  | { readonly command: "submit" | "withdraw" | "unassign" | "take" | "resume" | "finish-check" | "resubmit" }
  | { readonly command: "assign"; readonly personId: string }
  | {
      readonly command: "check-item";
      readonly key: string;
      readonly verdict: "accepted" | "returned";
      readonly note: string;
      readonly remedy: string;
    }
  | { readonly command: "return" | "endorse"; readonly note: string }
  | { readonly command: "pause" | "send-back"; readonly reason: string }
  | { readonly command: "propose" | "decide"; readonly outcome: Outcome; readonly reason: string }
  | { readonly command: "answer"; readonly text: string; readonly fileId: string | null }
  | { readonly command: "annul"; readonly reason: string };

/** The changes to store when a command is accepted. */
export interface ApplicationDecision {
  readonly state: ApplicationState;
  /** The event of the processing time. */
  readonly promise: "started" | "paused" | "resumed" | "restarted" | "fulfilled" | "withdrawn" | null;
  /** The effect on the access code. */
  readonly code: CodeEffect;
  /** The new officers of the steps; a step left out does not change. */
  readonly hands: StepOfficers;
  /** The new proposal; undefined leaves it unchanged. */
  readonly proposedOutcome?: Outcome | null;
  readonly outcome: Outcome | null;
  readonly item: {
    readonly key: string;
    readonly verdict: "accepted" | "returned";
    readonly note: string;
    readonly remedy: string;
  } | null;
  readonly reopenReturnedItems: boolean;
  /** The answer of the holder whose code is under revocation. */
  readonly answer?: { readonly text: string; readonly fileId: string | null };
  readonly note: string | null;
}

/** The officers of the four steps, as far as a decision changes them. */
export interface StepOfficers {
  readonly checkerId?: string | null;
  readonly endorserId?: string | null;
  readonly proposerId?: string | null;
  readonly deciderId?: string;
}

/** Decides on a command; pure, so that a case can be replayed without a database. */
export function decideApplication(
  facts: ApplicationFacts,
  command: ApplicationCommand,
  person: ActingPerson,
): Result<ApplicationDecision, ApplicationRefusal> {
  const refusal = chainRefusal(facts, command.command, person);
  if (refusal !== undefined) return refuse(refusal);
  return carryOut(facts, command, person.personId);
}

/** The commands that this person could give now, even if the form is still incomplete. */
export function possibleCommands(facts: ApplicationFacts, person: ActingPerson): readonly CommandName[] {
  return COMMAND_NAMES.filter((name) => chainRefusal(facts, name, person) === undefined && isUseful(facts, name));
}

function isUseful(facts: ApplicationFacts, name: CommandName): boolean {
  if (name === "resume") return facts.isPaused;
  if (name === "pause") return !facts.isPaused;
  return true;
}

const UNCHANGED = {
  promise: null,
  code: null,
  hands: {},
  outcome: null,
  item: null,
  reopenReturnedItems: false,
  note: null,
} as const;

type Decided = Result<ApplicationDecision, ApplicationRefusal>;

function carryOut(facts: ApplicationFacts, command: ApplicationCommand, personId: string): Decided {
  switch (command.command) {
    case "submit":
      return submit(facts);
    case "withdraw":
      return withdraw(facts);
    case "assign":
      return assign(facts);
    case "unassign":
      return ok({ ...UNCHANGED, state: "submitted", hands: { checkerId: null } });
    case "take":
      return ok({ ...UNCHANGED, state: "checking", hands: { checkerId: personId } });
    case "check-item":
      return checkItem(facts, command);
    case "return":
      return returnForCorrection(facts, command.note);
    case "pause":
      return withReason(command.reason, { ...UNCHANGED, state: facts.state, promise: "paused" });
    case "resume":
      return facts.isPaused ? ok({ ...UNCHANGED, state: facts.state, promise: "resumed" }) : refuse("command-not-now");
    case "finish-check":
      return finishCheck(facts);
    case "resubmit":
      return resubmit(facts);
    case "endorse":
      return ok({ ...UNCHANGED, state: "endorsed", hands: { endorserId: personId }, note: command.note });
    case "propose":
      return propose(facts, command, personId);
    case "send-back":
      return sendBack(facts, command.reason);
    case "decide":
      return decideOutcome(facts, command, personId);
    case "answer":
      return answer(facts, command);
    case "annul":
      return withReason(command.reason, { ...UNCHANGED, state: "withdrawn" });
    default:
      return unreachable(command);
  }
}

function submit(facts: ApplicationFacts): Decided {
  if (!facts.isOrganisationVerified) return refuse("organisation-not-verified");
  if (isNibMissing(facts)) return refuse("nib-not-in-force");
  const missing = codeRefusal(facts);
  if (missing !== undefined) return refuse(missing);
  if (facts.findings > 0) return refuse("findings-open");
  const code = KIND_RULES[facts.kind].code.submitted;
  return ok({ ...UNCHANGED, state: "submitted", promise: "started", code });
}

/** The processing time restarts with a correction. A correction that changes none of the returned items in the form is refused. */
function resubmit(facts: ApplicationFacts): Decided {
  if (isNibMissing(facts)) return refuse("nib-not-in-force");
  if (facts.findings > 0) return refuse("findings-open");
  if (unchangedItems(facts.items).length > 0) return refuse("correction-unchanged");
  return ok({ ...UNCHANGED, state: "checking", promise: "restarted", reopenReturnedItems: true });
}

/** The returned items in the form, if none of them was changed; else none. */
export function unchangedItems(items: readonly ItemFacts[]): readonly string[] {
  const returned = items.filter(({ verdict }) => verdict === "returned");
  if (returned.some(({ isCorrected }) => isCorrected === true)) return [];
  return returned.filter(({ isCorrected }) => isCorrected === false).map(({ key }) => key);
}

function isNibMissing(facts: ApplicationFacts): boolean {
  return facts.isNibBlocked && KIND_RULES[facts.kind].needsNib;
}

/** Why the code of an application is not usable for it. */
function codeRefusal(facts: ApplicationFacts): ApplicationRefusal | undefined {
  if (KIND_RULES[facts.kind].restsOn === "held-code") return facts.isHoldOpen ? undefined : "hold-ended";
  if (!facts.isCodeTheirs) return "code-not-theirs";
  return facts.hasOtherCase ? "code-has-open-case" : undefined;
}

/** The check of a revocation ends only after the holder has answered or the answer period is over. */
function finishCheck(facts: ApplicationFacts): Decided {
  if (facts.answer === "awaited") return refuse("answer-period-open");
  if (facts.items.some((item) => item.verdict === "open")) return refuse("items-open");
  return ok({ ...UNCHANGED, state: "checked" });
}

/** The holder may replace the answer until the answer period is over. */
function answer(facts: ApplicationFacts, command: ApplicationCommand & { readonly command: "answer" }): Decided {
  if (facts.answer === "over") return refuse("answer-period-over");
  const { text, fileId } = command;
  if (text.trim() === "") return refuse("answer-missing");
  return ok({ ...UNCHANGED, state: facts.state, answer: { text: text.trim(), fileId } });
}

/** A withdrawn draft keeps its hold until it expires; a withdrawn application frees its code. */
function withdraw(facts: ApplicationFacts): Decided {
  const isDraft = facts.state === "draft";
  const code = isDraft ? null : KIND_RULES[facts.kind].code.ended;
  return ok({ ...UNCHANGED, state: "withdrawn", promise: isDraft ? null : "withdrawn", code });
}

/** Assignment starts the check of a submitted case; in other states it only changes the officer. */
function assign(facts: ApplicationFacts): Decided {
  const refusal = assigneeRefusal(facts);
  if (refusal !== undefined) return refuse(refusal);
  const state = facts.state === "submitted" ? "checking" : facts.state;
  return ok({ ...UNCHANGED, state, hands: { checkerId: facts.assignee?.personId ?? null } });
}

function checkItem(facts: ApplicationFacts, command: ApplicationCommand & { readonly command: "check-item" }): Decided {
  const item = facts.items.find((known) => known.key === command.key);
  if (item === undefined) return refuse("item-unknown");
  const { key, verdict, note, remedy } = command;
  if (verdict === "returned" && note.trim() === "") return refuse("reason-missing");
  if (verdict === "returned" && remedy.trim() === "") return refuse("remedy-missing");
  return ok({ ...UNCHANGED, state: facts.state, item: { key, verdict, note, remedy } });
}

/** All findings are returned in one round, so every item must have been checked. */
function returnForCorrection(facts: ApplicationFacts, note: string): Decided {
  if (facts.items.some((item) => item.verdict === "open")) return refuse("items-open");
  if (!facts.items.some((item) => item.verdict === "returned")) return refuse("no-item-returned");
  return ok({ ...UNCHANGED, state: "returned", promise: "paused", note });
}

/** A step back clears the officer whose step brought the case to its present state. */
function sendBack(facts: ApplicationFacts, reason: string): Decided {
  if (facts.state === "proposed")
    return withReason(reason, { ...UNCHANGED, state: "endorsed", hands: { proposerId: null }, proposedOutcome: null });
  if (facts.state === "endorsed")
    return withReason(reason, { ...UNCHANGED, state: "checked", hands: { endorserId: null } });
  return withReason(reason, { ...UNCHANGED, state: "checking" });
}

interface Verdict {
  readonly outcome: Outcome;
  readonly reason: string;
}

function propose(facts: ApplicationFacts, { outcome, reason }: Verdict, personId: string): Decided {
  const returned = facts.items.some((item) => item.verdict === "returned");
  if (outcome === "approve" && returned) return refuse("items-returned");
  if (outcome === "reject" && reason.trim() === "") return refuse("reason-missing");
  const hands = { proposerId: personId };
  return ok({ ...UNCHANGED, state: "proposed", hands, proposedOutcome: outcome, outcome, note: reason });
}

/** The signatory may decide against the proposal, with a reason. */
function decideOutcome(facts: ApplicationFacts, { outcome, reason }: Verdict, personId: string): Decided {
  const needsReason = outcome === "reject" || outcome !== facts.proposedOutcome;
  if (needsReason && reason.trim() === "") return refuse("reason-missing");
  const approved = outcome === "approve";
  if (approved && facts.mandateRefusal !== null) return refuse(facts.mandateRefusal);
  if (approved && facts.answer === "awaited") return refuse("answer-period-open");
  if (approved && facts.items.some((item) => item.verdict !== "accepted")) return refuse("items-returned");
  const { code, act } = KIND_RULES[facts.kind];
  return ok({
    ...UNCHANGED,
    state: approved ? "approved" : "rejected",
    promise: act === null ? null : "fulfilled",
    code: approved ? code.approved : code.ended,
    hands: { deciderId: personId },
    outcome,
    note: reason,
  });
}

function withReason(reason: string, decision: ApplicationDecision): Decided {
  return reason.trim() === "" ? refuse("reason-missing") : ok({ ...decision, note: reason });
}
