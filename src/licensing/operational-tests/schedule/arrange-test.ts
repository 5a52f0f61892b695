import { ok, refuse } from "../../../kernel/index.ts";
import { type CommandOf, type Decided, unchanged } from "../test-decision.ts";
import type { TeamCandidate, TestFacts, TestRefusal } from "../test-facts.ts";
import { dayRefusal } from "./test-days.ts";

/** Why a person cannot be in the team of a test; undefined if they can. An officer who judged its documents does not test it. */
function candidateRefusal(facts: TestFacts, candidate: TeamCandidate | null): TestRefusal | undefined {
  if (candidate === null || !candidate.mayTest) return "test-member-unfit";
  const isJudge = facts.documentJudges.includes(candidate.personId);
  if (isJudge || candidate.interest === "declared" || candidate.organisationIds.has(facts.organisationId))
    return "test-member-conflict";
  return candidate.isBusy ? "test-member-busy" : undefined;
}

/** Names or changes the team of an agreed day; the company is notified of day, place, people and items. */
export function nameTeam(facts: TestFacts, command: CommandOf<"name-team">): Decided {
  const { state, method, testDay, candidates, mandateRefusal, fieldCheckDate } = facts;
  const { memberIds, leadId, startsAt, place, serviceCentre, transmission, toPrepare } = command;
  if ((state === "confirmed" || state === "scheduled") && testDay.daysAhead < 0) return refuse("test-day-past");
  if (!memberIds.includes(leadId)) return refuse("test-lead-not-in-team");
  for (const candidate of candidates) {
    const refusal = candidateRefusal(facts, candidate);
    if (refusal !== undefined) return refuse(refusal);
  }
  const isOnSite = method === "site" || fieldCheckDate !== null;
  if (isOnSite && mandateRefusal !== null) return refuse(mandateRefusal);
  const day = fieldCheckDate ?? (method === "site" ? testDay.date : null);
  return ok({
    ...unchanged(facts),
    state: state === "confirmed" ? "scheduled" : state,
    team: { memberIds: [...new Set(memberIds)], leadId, day },
    details: { startsAt, place, serviceCentre, transmission, toPrepare },
    notice: state === "confirmed" ? "scheduled" : "team-changed",
  });
}

/** Moves an agreed test to another day: the team stays if all members are free, and must be named again otherwise. */
export function moveTest(facts: TestFacts, reason: string): Decided {
  const { state, method, askedDay, testDay, candidates, rules, teamIds, leadId, mandateRefusal } = facts;
  if (askedDay === null || askedDay.date === testDay.date) return refuse("test-day-same");
  const needsTeam = method === "site";
  const refusal = dayRefusal(askedDay, { ...rules, needsTeam });
  if (refusal !== undefined) return refuse(refusal);
  const same = {
    ...unchanged(facts),
    testDate: askedDay.date,
    booking: needsTeam ? ({ day: askedDay.date } as const) : ("keep" as const),
    note: reason,
  };
  if (state === "confirmed" || leadId === null) return ok({ ...same, state: "confirmed" });
  if (!needsTeam) return ok({ ...same, notice: "moved" });
  const isFree = candidates.every((one) => one !== null && !one.isBusy);
  if (!isFree) return ok({ ...same, state: "confirmed", team: "release", notice: "moved" });
  if (mandateRefusal !== null) return refuse(mandateRefusal);
  return ok({ ...same, team: { memberIds: teamIds, leadId, day: askedDay.date }, notice: "moved" });
}

/** Orders an on-site check of a self-test: books a team's day; the evaluation's processing time is paused until it begins. */
export function orderFieldCheck(facts: TestFacts, reason: string): Decided {
  const { askedDay, candidates, teamIds, leadId, mandateRefusal, fieldCheckDate } = facts;
  if (askedDay === null || askedDay.date === fieldCheckDate) return refuse("test-day-same");
  const refusal = dayRefusal(askedDay, { daysAheadMin: 1, needsTeam: true });
  if (refusal !== undefined) return refuse(refusal);
  if (leadId === null) return refuse("test-member-unfit");
  if (candidates.some((one) => one === null || one.isBusy)) return refuse("test-member-busy");
  if (mandateRefusal !== null) return refuse(mandateRefusal);
  return ok({
    ...unchanged(facts),
    fieldCheckDate: askedDay.date,
    booking: { day: askedDay.date },
    team: { memberIds: teamIds, leadId, day: askedDay.date },
    evaluation: fieldCheckDate === null ? ["paused"] : [],
    notice: "field-check",
    note: reason,
  });
}
