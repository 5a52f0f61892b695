import type { z } from "zod";
import { ok, type Result, refuse, unreachable } from "../../../kernel/index.ts";
import type { PromiseEvent } from "../../promises/index.ts";
import type { Interest } from "../licence-facts.ts";
import type { LicenceCommandName, LicenceState } from "../licence-words.ts";
import type { objectionCommandRequest } from "./objection-contract.ts";
import {
  OBJECTION_COMMANDS,
  type ObjectionAdvice,
  type ObjectionCommandName,
  type ObjectionState,
} from "./objection-words.ts";

/** A command on an objection. */
export type ObjectionCommand = z.infer<typeof objectionCommandRequest>["command"];

/** The commands on an application that are judgements: the person who gave one may not take part in an objection to its rejection. */
const JUDGES: Readonly<Record<LicenceCommandName, boolean>> = {
  submit: false,
  withdraw: false,
  assign: false,
  unassign: false,
  take: false,
  "declare-interest": false,
  "accept-item": true,
  "undo-acceptance": true,
  "reopen-item": true,
  "keep-finding": true,
  "drop-finding": true,
  "record-fact": true,
  return: true,
  pause: true,
  resume: true,
  "finish-check": true,
  resubmit: false,
  endorse: true,
  "send-back": true,
  verify: true,
  reject: true,
};

/** The names of the commands that are judgements. */
export const JUDGING_COMMANDS: readonly string[] = Object.entries(JUDGES).flatMap(([name, judges]) =>
  judges ? [name] : [],
);

/** The officer to whom an objection is to be assigned. */
export interface ObjectionAssignee {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayReview: boolean;
  readonly hasInterest: boolean;
}

/** The facts required to decide on a command. */
export interface ObjectionFacts {
  readonly state: ObjectionState;
  readonly organisationId: string;
  readonly reviewerId: string | null;
  /** All officers who have ever given an opinion on this objection. */
  readonly reviewedBy: readonly string[];
  /** All officers who have judged anything in the application since its submission, or in an earlier objection to it. */
  readonly judgedBy: readonly string[];
  /** The declaration of interest of the person who gives the command. */
  readonly interest: Interest;
  readonly assignee: ObjectionAssignee | null;
}

/** The person who gives a command: their companies and their rights on objections of the licensing team. */
export interface ObjectionPerson {
  readonly personId: string;
  readonly organisationIds: ReadonlySet<string>;
  readonly mayAssign: boolean;
  readonly mayReview: boolean;
  readonly mayDecide: boolean;
}

/** Why a command is refused. */
export type ObjectionRefusal =
  | "command-not-now"
  | "not-your-case"
  | "objection-judged"
  | "four-eyes"
  | "conflict-of-interest"
  | "interest-undeclared"
  | "interest-stands"
  | "reason-missing"
  | "assignee-unfit"
  | "assignee-conflict"
  | "assignee-judged"
  | "assignee-same";

/** The changes to store when a command is accepted. */
export interface ObjectionDecision {
  readonly state: ObjectionState;
  readonly promise: PromiseEvent | null;
  /** The new reviewer; undefined leaves the assignment unchanged. */
  readonly reviewerId?: string | null;
  readonly advice: ObjectionAdvice | null;
  /** Visible to officers only. */
  readonly isDeskOnly: boolean;
  readonly note: string | null;
}

/** A decision, or the refusal. */
export type ObjectionDecided = Result<ObjectionDecision, ObjectionRefusal>;

type Side = "applicant" | "assigner" | "reviewer" | "decider";
type Rule = Readonly<Partial<Record<Side, readonly ObjectionState[]>>>;

const OPEN: readonly ObjectionState[] = ["filed", "reviewing", "reviewed"];

/** Applicant, reviewer, decider: the states in which each may give a command. */
const CHAIN: Readonly<Record<ObjectionCommandName, Rule>> = {
  "declare-interest": { assigner: OPEN, reviewer: OPEN, decider: OPEN },
  take: { reviewer: ["filed"] },
  assign: { assigner: ["filed", "reviewing"] },
  release: { assigner: ["reviewing"], reviewer: ["reviewing"] },
  review: { reviewer: ["reviewing"] },
  "send-back": { decider: ["reviewed"] },
  grant: { decider: ["reviewed"] },
  refuse: { decider: ["reviewed"] },
  withdraw: { applicant: OPEN },
};

/** Decides on a command at `nowMs`. */
export function decideObjection(
  facts: ObjectionFacts,
  command: ObjectionCommand,
  person: ObjectionPerson,
  nowMs: number,
): ObjectionDecided {
  const refusal = objectionRefusal(facts, command.command, person);
  return refusal === undefined ? carryOut(facts, command, { personId: person.personId, nowMs }) : refuse(refusal);
}

/** The commands that this person could give now, even if their content is still incomplete. */
export function possibleObjectionCommands(
  facts: ObjectionFacts,
  person: ObjectionPerson,
): readonly ObjectionCommandName[] {
  return OBJECTION_COMMANDS.filter(
    (name) =>
      objectionRefusal(facts, name, person) === undefined &&
      !(name === "declare-interest" && facts.interest === "declared"),
  );
}

function objectionRefusal(
  facts: ObjectionFacts,
  name: ObjectionCommandName,
  person: ObjectionPerson,
): ObjectionRefusal | undefined {
  const sides = (Object.keys(CHAIN[name]) as Side[]).filter((side) => isOnSide(facts, side, person));
  if (sides.length === 0) return "not-your-case";
  const now = sides.filter((side) => CHAIN[name][side]?.includes(facts.state));
  if (now.length === 0) return "command-not-now";
  if (now.includes("applicant")) return undefined;
  if (person.organisationIds.has(facts.organisationId)) return "conflict-of-interest";
  if (name === "declare-interest") return undefined;
  return interestRefusal(facts, name, now) ?? fourEyesRefusal(facts, name, { sides: now, personId: person.personId });
}

function isOnSide({ organisationId }: ObjectionFacts, side: Side, person: ObjectionPerson): boolean {
  const may: Readonly<Record<Side, boolean>> = {
    applicant: person.organisationIds.has(organisationId),
    assigner: person.mayAssign,
    reviewer: person.mayReview,
    decider: person.mayDecide,
  };
  return may[side];
}

/** Assigning an objection involves no judgement, so no declaration of interest is needed. */
function interestRefusal(
  { interest }: ObjectionFacts,
  name: ObjectionCommandName,
  sides: readonly Side[],
): ObjectionRefusal | undefined {
  if (interest === "declared") return "conflict-of-interest";
  const isHandingOver = (name === "assign" || name === "release") && sides.includes("assigner");
  return interest === "undeclared" && !isHandingOver ? "interest-undeclared" : undefined;
}

/** Four-eyes principle: an officer who judged in the case may neither act on nor assign the objection; an adviser does not decide. */
function fourEyesRefusal(
  { judgedBy, reviewedBy, reviewerId }: ObjectionFacts,
  name: ObjectionCommandName,
  { sides, personId }: { readonly sides: readonly Side[]; readonly personId: string },
): ObjectionRefusal | undefined {
  if (judgedBy.includes(personId)) return "objection-judged";
  if (sides.includes("decider")) return reviewedBy.includes(personId) ? "four-eyes" : undefined;
  if (sides.includes("assigner") || name === "take") return undefined;
  return reviewerId === personId ? undefined : "not-your-case";
}

function carryOut(
  facts: ObjectionFacts,
  command: ObjectionCommand,
  { personId, nowMs }: { readonly personId: string; readonly nowMs: number },
): ObjectionDecided {
  const same: ObjectionDecision = { state: facts.state, promise: null, advice: null, isDeskOnly: false, note: null };
  const event = (type: PromiseEvent["type"]): PromiseEvent => ({ type, atMs: nowMs });
  switch (command.command) {
    case "declare-interest":
      return declareInterest(facts, command, { same, personId });
    case "take":
      return ok({ ...same, state: "reviewing", reviewerId: personId });
    case "assign": {
      const refusal = assigneeRefusal(facts);
      if (refusal !== undefined) return refuse(refusal);
      return ok({ ...same, state: "reviewing", reviewerId: facts.assignee?.personId ?? null });
    }
    case "release":
      return ok({ ...same, state: "filed", reviewerId: null });
    case "review":
      return withReason(command.reason, { ...same, state: "reviewed", advice: command.advice, isDeskOnly: true });
    case "send-back":
      return withReason(command.reason, { ...same, state: "reviewing", isDeskOnly: true });
    case "grant":
      return withReason(command.reason, { ...same, state: "granted", promise: event("fulfilled") });
    case "refuse":
      return withReason(command.reason, { ...same, state: "refused", promise: event("fulfilled") });
    case "withdraw":
      return ok({ ...same, state: "withdrawn", promise: event("withdrawn") });
    default:
      return unreachable(command);
  }
}

/** A reviewer who declares an interest before advising is unassigned; a declared interest cannot be retracted. */
function declareInterest(
  facts: ObjectionFacts,
  { hasInterest, note }: { readonly hasInterest: boolean; readonly note: string },
  { same, personId }: { readonly same: ObjectionDecision; readonly personId: string },
): ObjectionDecided {
  if (facts.interest === "declared") return refuse("interest-stands");
  if (hasInterest && note.trim() === "") return refuse("reason-missing");
  const declared = { ...same, isDeskOnly: true, note };
  const letsGo = hasInterest && facts.reviewerId === personId && OPEN.includes(facts.state);
  return ok(letsGo ? { ...declared, state: "filed", reviewerId: null } : declared);
}

/** Why an objection may not be assigned to an officer; undefined if it may. */
function assigneeRefusal(facts: ObjectionFacts): ObjectionRefusal | undefined {
  const { assignee, organisationId, judgedBy, reviewerId } = facts;
  if (assignee === null || !assignee.mayReview) return "assignee-unfit";
  if (assignee.hasInterest || assignee.organisationIds.has(organisationId)) return "assignee-conflict";
  if (judgedBy.includes(assignee.personId)) return "assignee-judged";
  return assignee.personId === reviewerId ? "assignee-same" : undefined;
}

function withReason(reason: string, decision: ObjectionDecision): ObjectionDecided {
  return reason.trim() === "" ? refuse("reason-missing") : ok({ ...decision, note: reason });
}

/** The facts required to file an objection. */
export interface FilingFacts {
  readonly licenceState: LicenceState;
  readonly organisationId: string;
  /** The last local day to object to the rejection. */
  readonly until: string;
  /** Local date. */
  readonly today: string;
  /** An objection to this rejection was filed before, whatever its outcome. */
  readonly isFiled: boolean;
  /** The company has created another application since. */
  readonly hasOpenCase: boolean;
}

/** Why an objection to a rejection is refused. */
export type FilingRefusal =
  | "not-your-case"
  | "command-not-now"
  | "objection-filed"
  | "objection-too-late"
  | "licence-open"
  | "reason-missing";

/** Why this person may not object now; undefined if they may. */
export function filingRefusal(
  facts: FilingFacts,
  person: Pick<ObjectionPerson, "organisationIds">,
  text: string,
): FilingRefusal | undefined {
  if (!person.organisationIds.has(facts.organisationId)) return "not-your-case";
  if (facts.licenceState !== "rejected") return "command-not-now";
  if (facts.isFiled) return "objection-filed";
  if (facts.today > facts.until) return "objection-too-late";
  if (facts.hasOpenCase) return "licence-open";
  return text.trim() === "" ? "reason-missing" : undefined;
}
