import { ok, type Result, refuse, unreachable } from "../../kernel/index.ts";
import type { ApplicationState, CommandName } from "./application-words.ts";

/** One thing an officer checks in an application. */
export interface ItemFacts {
  readonly key: string;
  readonly verdict: "open" | "accepted" | "returned";
}

/** What must be known to decide on a command. */
export interface ApplicationFacts {
  readonly state: ApplicationState;
  readonly isPaused: boolean;
  readonly organisationId: string;
  readonly isOrganisationVerified: boolean;
  /** True while OSS keeps the NIB frozen or revoked. */
  readonly isNibBlocked: boolean;
  /** True while the draft's code is held by its company. */
  readonly isHoldOpen: boolean;
  /** Faults the pre-check finds now. */
  readonly findings: number;
  readonly items: readonly ItemFacts[];
  readonly checkerId: string | null;
  readonly proposerId: string | null;
  readonly proposedOutcome: Outcome | null;
}

/** Who commands: organisations he acts for, and what he may do in the numbering team. */
export interface ActingPerson {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayCheck: boolean;
  readonly mayPropose: boolean;
  readonly mayDecide: boolean;
}

/** How a case ends. */
export type Outcome = "approve" | "reject";

/** What someone asks to be done with an application. */
export type ApplicationCommand =
  | { readonly command: "submit" | "withdraw" | "take" | "resume" | "finish-check" | "resubmit" }
  | {
      readonly command: "check-item";
      readonly key: string;
      readonly verdict: "accepted" | "returned";
      readonly note: string;
      readonly remedy: string;
    }
  | { readonly command: "return"; readonly note: string }
  | { readonly command: "pause" | "send-back"; readonly reason: string }
  | { readonly command: "propose" | "decide"; readonly outcome: Outcome; readonly reason: string };

/** Why a command is refused. */
export type ApplicationRefusal =
  | "command-not-now"
  | "not-your-case"
  | "four-eyes"
  | "conflict-of-interest"
  | "promise-paused"
  | "organisation-not-verified"
  | "nib-not-in-force"
  | "findings-open"
  | "hold-ended"
  | "items-open"
  | "item-unknown"
  | "no-item-returned"
  | "items-returned"
  | "reason-missing"
  | "remedy-missing";

/** What is to be written when a command is accepted. */
export interface ApplicationDecision {
  readonly state: ApplicationState;
  /** What happens to the ministry's promise. */
  readonly promise: "started" | "paused" | "resumed" | "restarted" | "fulfilled" | "withdrawn" | null;
  /** What happens to the access code. */
  readonly code: "in-process" | "free" | "activate" | null;
  readonly becomes: "checker" | "proposer" | "decider" | null;
  readonly outcome: Outcome | null;
  readonly item: {
    readonly key: string;
    readonly verdict: "accepted" | "returned";
    readonly note: string;
    readonly remedy: string;
  } | null;
  readonly reopenReturnedItems: boolean;
  readonly note: string | null;
}

type Side = "applicant" | "checker" | "proposer" | "decider";

/** From which states a command is possible, and who gives it. */
const RULES: Readonly<
  Record<CommandName, { readonly from: readonly ApplicationState[]; readonly by: readonly Side[] }>
> = {
  submit: { from: ["draft"], by: ["applicant"] },
  withdraw: { from: ["draft", "submitted", "checking", "returned", "checked", "proposed"], by: ["applicant"] },
  take: { from: ["submitted"], by: ["checker"] },
  "check-item": { from: ["checking"], by: ["checker"] },
  return: { from: ["checking"], by: ["checker"] },
  pause: { from: ["checking"], by: ["checker"] },
  resume: { from: ["checking"], by: ["checker"] },
  "finish-check": { from: ["checking"], by: ["checker"] },
  resubmit: { from: ["returned"], by: ["applicant"] },
  propose: { from: ["checked"], by: ["proposer"] },
  "send-back": { from: ["checked", "proposed"], by: ["proposer", "decider"] },
  decide: { from: ["proposed"], by: ["decider"] },
};

/** Decides on a command; pure, so that a case can be read and replayed without its database. */
export function decideApplication(
  facts: ApplicationFacts,
  command: ApplicationCommand,
  person: ActingPerson,
): Result<ApplicationDecision, ApplicationRefusal> {
  const refusal = permissionRefusal(facts, command.command, person);
  if (refusal !== undefined) return refuse(refusal);
  return carryOut(facts, command);
}

/** The commands this person could give now; a form may still be incomplete. */
export function possibleCommands(facts: ApplicationFacts, person: ActingPerson): readonly CommandName[] {
  return (Object.keys(RULES) as CommandName[]).filter(
    (name) => permissionRefusal(facts, name, person) === undefined && isUseful(facts, name),
  );
}

function isUseful(facts: ApplicationFacts, name: CommandName): boolean {
  if (name === "resume") return facts.isPaused;
  if (name === "pause") return !facts.isPaused;
  return true;
}

function permissionRefusal(
  facts: ApplicationFacts,
  name: CommandName,
  person: ActingPerson,
): ApplicationRefusal | undefined {
  const rule = RULES[name];
  const sides = rule.by.filter((side) => isOnSide(facts, side, person));
  if (sides.length === 0) return "not-your-case";
  if (!rule.from.includes(facts.state)) return "command-not-now";
  if (facts.isPaused && name !== "resume" && name !== "withdraw") return "promise-paused";
  if (sides.includes("applicant")) return undefined;
  if (person.organisationIds.has(facts.organisationId)) return "conflict-of-interest";
  return fourEyesRefusal(facts, { name, person });
}

function isOnSide(facts: ApplicationFacts, side: Side, person: ActingPerson): boolean {
  if (side === "applicant") return person.organisationIds.has(facts.organisationId);
  if (side === "checker") return person.mayCheck;
  if (side === "proposer") return person.mayPropose && facts.state !== "proposed";
  return person.mayDecide && facts.state === "proposed";
}

/** One person checks, another proposes, a third decides; a taken case is checked by whoever took it. */
function fourEyesRefusal(
  facts: ApplicationFacts,
  asked: { readonly name: CommandName; readonly person: ActingPerson },
): ApplicationRefusal | undefined {
  const { personId } = asked.person;
  const { by } = RULES[asked.name];
  if (by.includes("checker")) {
    return facts.checkerId === null || facts.checkerId === personId ? undefined : "not-your-case";
  }
  if (personId === facts.checkerId) return "four-eyes";
  const decides = facts.state === "proposed";
  return decides && personId === facts.proposerId ? "four-eyes" : undefined;
}

const UNCHANGED = {
  promise: null,
  code: null,
  becomes: null,
  outcome: null,
  item: null,
  reopenReturnedItems: false,
  note: null,
} as const;

type Decided = Result<ApplicationDecision, ApplicationRefusal>;

function carryOut(facts: ApplicationFacts, command: ApplicationCommand): Decided {
  switch (command.command) {
    case "submit":
      return submit(facts);
    case "withdraw":
      return withdraw(facts);
    case "take":
      return ok({ ...UNCHANGED, state: "checking", becomes: "checker" });
    case "check-item":
      return checkItem(facts, command);
    case "return":
      return returnForCorrection(facts, command.note);
    case "pause":
      return withReason(command.reason, { ...UNCHANGED, state: facts.state, promise: "paused" });
    case "resume":
      return facts.isPaused ? ok({ ...UNCHANGED, state: facts.state, promise: "resumed" }) : refuse("command-not-now");
    case "finish-check":
      return facts.items.some((item) => item.verdict === "open")
        ? refuse("items-open")
        : ok({ ...UNCHANGED, state: "checked" });
    case "resubmit":
      if (facts.isNibBlocked) return refuse("nib-not-in-force");
      return facts.findings > 0
        ? refuse("findings-open")
        : ok({ ...UNCHANGED, state: "checking", promise: "restarted", reopenReturnedItems: true });
    case "propose":
      return propose(facts, command);
    case "send-back":
      return withReason(command.reason, { ...UNCHANGED, state: facts.state === "proposed" ? "checked" : "checking" });
    case "decide":
      return decideOutcome(facts, command);
    default:
      return unreachable(command);
  }
}

function submit(facts: ApplicationFacts): Decided {
  if (!facts.isOrganisationVerified) return refuse("organisation-not-verified");
  if (facts.isNibBlocked) return refuse("nib-not-in-force");
  if (!facts.isHoldOpen) return refuse("hold-ended");
  if (facts.findings > 0) return refuse("findings-open");
  return ok({ ...UNCHANGED, state: "submitted", promise: "started", code: "in-process" });
}

/** A withdrawn draft keeps its code until the countdown ends; a withdrawn application frees it. */
function withdraw(facts: ApplicationFacts): Decided {
  const isDraft = facts.state === "draft";
  return ok({ ...UNCHANGED, state: "withdrawn", promise: isDraft ? null : "withdrawn", code: isDraft ? null : "free" });
}

function checkItem(facts: ApplicationFacts, command: ApplicationCommand & { readonly command: "check-item" }): Decided {
  const item = facts.items.find((known) => known.key === command.key);
  if (item === undefined) return refuse("item-unknown");
  const { key, verdict, note, remedy } = command;
  if (verdict === "returned" && note.trim() === "") return refuse("reason-missing");
  if (verdict === "returned" && remedy.trim() === "") return refuse("remedy-missing");
  return ok({ ...UNCHANGED, state: facts.state, item: { key, verdict, note, remedy } });
}

/** All findings go back in one round, so every item must have been looked at. */
function returnForCorrection(facts: ApplicationFacts, note: string): Decided {
  if (facts.items.some((item) => item.verdict === "open")) return refuse("items-open");
  if (!facts.items.some((item) => item.verdict === "returned")) return refuse("no-item-returned");
  return ok({ ...UNCHANGED, state: "returned", promise: "paused", note });
}

function propose(facts: ApplicationFacts, command: { readonly outcome: Outcome; readonly reason: string }): Decided {
  const returned = facts.items.some((item) => item.verdict === "returned");
  if (command.outcome === "approve" && returned) return refuse("items-returned");
  if (command.outcome === "reject" && command.reason.trim() === "") return refuse("reason-missing");
  const { outcome, reason } = command;
  return ok({ ...UNCHANGED, state: "proposed", becomes: "proposer", outcome, note: reason });
}

/** The signatory may decide against the proposal, but says why. */
function decideOutcome(
  facts: ApplicationFacts,
  command: { readonly outcome: Outcome; readonly reason: string },
): Decided {
  const { outcome, reason } = command;
  const needsReason = outcome === "reject" || outcome !== facts.proposedOutcome;
  if (needsReason && reason.trim() === "") return refuse("reason-missing");
  const approved = outcome === "approve";
  if (approved && facts.items.some((item) => item.verdict !== "accepted")) return refuse("items-returned");
  const state = approved ? "approved" : "rejected";
  return ok({
    ...UNCHANGED,
    state,
    promise: "fulfilled",
    code: approved ? "activate" : "free",
    becomes: "decider",
    outcome,
    note: reason,
  });
}

function withReason(reason: string, decision: ApplicationDecision): Decided {
  return reason.trim() === "" ? refuse("reason-missing") : ok({ ...decision, note: reason });
}
