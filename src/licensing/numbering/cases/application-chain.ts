import type { ActingPerson, ApplicationFacts, ApplicationRefusal } from "./application-facts.ts";
import type { ApplicationKind } from "./application-kind.ts";
import type { ApplicationState, CommandName } from "./application-words.ts";

/** The side on which a person gives a command. */
type Side = "applicant" | "assigner" | "checker" | "endorser" | "proposer" | "decider";

/** The states in which a command is possible, by side. */
type ChainRule = Readonly<Partial<Record<Side, readonly ApplicationState[]>>>;

/** The chain: applicant, assigned officer, sub-coordinator, coordinator, signatory. */
const CHAIN: Readonly<Record<CommandName, ChainRule>> = {
  submit: { applicant: ["draft"] },
  withdraw: { applicant: ["draft", "submitted", "checking", "returned", "checked", "endorsed", "proposed"] },
  assign: { assigner: ["submitted", "checking", "returned"] },
  unassign: { assigner: ["checking"], checker: ["checking"] },
  take: { checker: ["submitted"] },
  "check-item": { checker: ["checking"] },
  return: { checker: ["checking"] },
  pause: { checker: ["checking"] },
  resume: { checker: ["checking"] },
  "finish-check": { checker: ["checking"] },
  resubmit: { applicant: ["returned"] },
  endorse: { endorser: ["checked"] },
  propose: { proposer: ["endorsed"] },
  "send-back": { endorser: ["checked"], proposer: ["endorsed"], decider: ["proposed"] },
  decide: { decider: ["proposed"] },
  answer: { applicant: ["submitted", "checking"] },
  annul: { assigner: ["submitted", "checking", "checked", "endorsed", "proposed"] },
};

const OF_A_REVOCATION: readonly CommandName[] = ["answer", "annul"];
const OF_AN_APPLICANT: readonly CommandName[] = ["submit", "withdraw", "return", "resubmit", "pause", "resume"];

/** A revocation has no applicant: the holder answers, and only officers end it. */
function isForKind(kind: ApplicationKind, name: CommandName): boolean {
  return !(kind === "revocation" ? OF_AN_APPLICANT : OF_A_REVOCATION).includes(name);
}

/** Commands permitted while the processing time is paused: the officer may be replaced, and the applicant may withdraw. */
const WHILE_PAUSED: readonly CommandName[] = ["resume", "withdraw", "assign"];

/** Why this person may not give this command now; undefined if they may. */
export function chainRefusal(
  facts: ApplicationFacts,
  name: CommandName,
  person: ActingPerson,
): ApplicationRefusal | undefined {
  const sides = (Object.keys(CHAIN[name]) as Side[]).filter((side) => isOnSide(facts, side, person));
  if (sides.length === 0) return "not-your-case";
  if (!isForKind(facts.kind, name)) return "command-not-now";
  const now = sides.filter((side) => CHAIN[name][side]?.includes(facts.state));
  if (now.length === 0) return "command-not-now";
  if (facts.isPaused && !WHILE_PAUSED.includes(name)) return "promise-paused";
  if (now.includes("applicant")) return undefined;
  if (person.organisationIds.has(facts.organisationId)) return "conflict-of-interest";
  const refusals = now.map((side) => fourEyesRefusal(facts, side, person.personId));
  return refusals.includes(undefined) ? undefined : refusals[0];
}

function isOnSide(facts: ApplicationFacts, side: Side, person: ActingPerson): boolean {
  const may: Readonly<Record<Side, boolean>> = {
    applicant: person.organisationIds.has(facts.organisationId),
    assigner: person.mayAssign,
    checker: person.mayCheck,
    endorser: person.mayEndorse,
    proposer: person.mayPropose,
    decider: person.mayDecide,
  };
  return may[side];
}

/** Four-eyes principle: check, endorsement, proposal and decision need four different people; the officer who took a case checks it. */
function fourEyesRefusal(facts: ApplicationFacts, side: Side, personId: string): ApplicationRefusal | undefined {
  if (side === "applicant" || side === "assigner") return undefined;
  if (side === "checker") {
    if (facts.checkerId !== null) return facts.checkerId === personId ? undefined : "not-your-case";
    return [facts.endorserId, facts.proposerId].includes(personId) ? "four-eyes" : undefined;
  }
  return earlierOfficers(facts, side).includes(personId) ? "four-eyes" : undefined;
}

function earlierOfficers(
  facts: ApplicationFacts,
  side: "endorser" | "proposer" | "decider",
): readonly (string | null)[] {
  const checkers = [facts.checkerId, ...facts.items.map(({ checkedBy }) => checkedBy ?? null)];
  if (side === "endorser") return checkers;
  if (side === "proposer") return [...checkers, facts.endorserId];
  return [...checkers, facts.endorserId, facts.proposerId];
}

/** Why the case may not be assigned to an officer; undefined if it may. */
export function assigneeRefusal(facts: ApplicationFacts): ApplicationRefusal | undefined {
  const { assignee } = facts;
  if (assignee === null || !assignee.mayCheck) return "assignee-unfit";
  if (assignee.organisationIds.has(facts.organisationId)) return "assignee-conflict";
  if ([facts.endorserId, facts.proposerId].includes(assignee.personId)) return "four-eyes";
  return assignee.personId === facts.checkerId ? "assignee-same" : undefined;
}
