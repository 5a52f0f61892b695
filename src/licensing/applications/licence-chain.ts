import type { LicenceFacts, LicencePerson, LicenceRefusal } from "./licence-facts.ts";
import { LICENCE_COMMANDS, type LicenceCommandName, type LicenceState } from "./licence-words.ts";

/** The side on which a person gives a command. */
type Side = "applicant" | "assigner" | "checker" | "endorser" | "decider";

/** The states in which a command is possible, by side. */
type ChainRule = Readonly<Partial<Record<Side, readonly LicenceState[]>>>;

const UNDER_REVIEW: readonly LicenceState[] = ["submitted", "checking", "returned", "checked", "endorsed"];
const CHECKING: readonly LicenceState[] = ["checking"];
const BY_CHECKER: ChainRule = { checker: CHECKING };

/** The chain: applicant, assigned evaluator, sub-coordinator, coordinator. */
const CHAIN: Readonly<Record<LicenceCommandName, ChainRule>> = {
  submit: { applicant: ["draft"] },
  withdraw: { applicant: ["draft", ...UNDER_REVIEW] },
  assign: { assigner: ["submitted", "checking", "returned"] },
  unassign: { assigner: CHECKING, checker: CHECKING },
  take: { checker: ["submitted"] },
  "declare-interest": { assigner: UNDER_REVIEW, checker: UNDER_REVIEW, endorser: UNDER_REVIEW, decider: UNDER_REVIEW },
  "accept-item": BY_CHECKER,
  "undo-acceptance": BY_CHECKER,
  "reopen-item": { decider: CHECKING },
  "keep-finding": { checker: CHECKING, decider: CHECKING },
  "drop-finding": { checker: CHECKING, decider: CHECKING },
  "record-fact": BY_CHECKER,
  return: BY_CHECKER,
  pause: BY_CHECKER,
  resume: BY_CHECKER,
  "finish-check": BY_CHECKER,
  resubmit: { applicant: ["returned"] },
  endorse: { endorser: ["checked"] },
  "send-back": { endorser: ["checked"], decider: ["endorsed"] },
  verify: { decider: ["endorsed"] },
  reject: { decider: ["endorsed"] },
};

/** Commands permitted while the processing time is paused: the officer may be replaced, and the applicant may withdraw. */
const WHILE_PAUSED: readonly LicenceCommandName[] = ["resume", "withdraw", "assign", "declare-interest"];

/** Why this person may not give this command now; undefined if they may. */
export function chainRefusal(
  facts: LicenceFacts,
  name: LicenceCommandName,
  person: LicencePerson,
): LicenceRefusal | undefined {
  const sides = (Object.keys(CHAIN[name]) as Side[]).filter((side) => isOnSide(facts, side, person));
  if (sides.length === 0) return "not-your-case";
  const now = sides.filter((side) => CHAIN[name][side]?.includes(facts.state));
  if (now.length === 0) return "command-not-now";
  if (facts.isPaused && !WHILE_PAUSED.includes(name)) return "promise-paused";
  if (now.includes("applicant")) return undefined;
  return officerRefusal(facts, name, { person, sides: now });
}

function officerRefusal(
  facts: LicenceFacts,
  name: LicenceCommandName,
  { person, sides }: { readonly person: LicencePerson; readonly sides: readonly Side[] },
): LicenceRefusal | undefined {
  if (person.organisationIds.has(facts.organisationId)) return "conflict-of-interest";
  if (name === "declare-interest") return undefined;
  if (facts.interest === "declared") return "conflict-of-interest";
  // Assigning a case involves no judgement, so no declaration of interest is needed.
  const isHandingOver = (name === "assign" || name === "unassign") && sides.includes("assigner");
  if (facts.interest === "undeclared" && !isHandingOver) return "interest-undeclared";
  const refusals = sides.map((side) => fourEyesRefusal(facts, { name, side, personId: person.personId }));
  return refusals.includes(undefined) ? undefined : refusals[0];
}

function isOnSide(facts: LicenceFacts, side: Side, person: LicencePerson): boolean {
  const may: Readonly<Record<Side, boolean>> = {
    applicant: person.organisationIds.has(facts.organisationId),
    assigner: person.mayAssign,
    checker: person.mayCheck,
    endorser: person.mayEndorse,
    decider: person.mayDecide,
  };
  return may[side];
}

/** Four-eyes principle: a checker does not endorse, and a checker or endorser does not decide; only the assigned officer works on a taken case. */
function fourEyesRefusal(
  { assigneeId, checkedBy, endorsedBy, state }: LicenceFacts,
  { side, personId, name }: { readonly side: Side; readonly personId: string; readonly name: LicenceCommandName },
): LicenceRefusal | undefined {
  if (side === "applicant" || side === "assigner") return undefined;
  if (side === "checker") {
    if (name !== "take" && assigneeId !== personId) return "not-your-case";
    return endorsedBy.includes(personId) ? "four-eyes" : undefined;
  }
  // A coordinator who intervenes in a running check makes no decision on the outcome.
  if (side === "decider" && state === "checking") return undefined;
  const earlier = side === "endorser" ? checkedBy : [...checkedBy, ...endorsedBy];
  return earlier.includes(personId) || assigneeId === personId ? "four-eyes" : undefined;
}

/** Why the case may not be assigned to an officer; undefined if it may. */
export function assigneeRefusal(facts: LicenceFacts): LicenceRefusal | undefined {
  const { assignee } = facts;
  if (assignee === null || !assignee.mayCheck) return "assignee-unfit";
  if (assignee.hasInterest || assignee.organisationIds.has(facts.organisationId)) return "assignee-conflict";
  if (facts.endorsedBy.includes(assignee.personId)) return "four-eyes";
  return assignee.personId === facts.assigneeId ? "assignee-same" : undefined;
}

/** The commands that this person could give now, even if the form is still incomplete. */
export function possibleCommands(facts: LicenceFacts, person: LicencePerson): readonly LicenceCommandName[] {
  return LICENCE_COMMANDS.filter((name) => chainRefusal(facts, name, person) === undefined && isUseful(facts, name));
}

function isUseful(facts: LicenceFacts, name: LicenceCommandName): boolean {
  if (name === "resume") return facts.isPaused;
  if (name === "pause") return !facts.isPaused;
  if (name === "declare-interest") return facts.interest !== "declared";
  return true;
}
