import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type ActingRules, daysBetween, nextOfficeDate, officeDate, officeDayStartMs } from "../../regulation/index.ts";
import { type Acting, type ActingHolding, isOfficerRole, isTeamFit, type Role } from "./roles.ts";

/** The offices that can be delegated for a period. */
export const DELEGABLE_ROLES = ["sub-coordinator", "coordinator", "director"] as const satisfies readonly Role[];

/** One of `DELEGABLE_ROLES`. */
export type DelegableRole = (typeof DELEGABLE_ROLES)[number];

/** The offices for which a role may appoint acting officers, besides its own. */
const SUBORDINATE: Readonly<Record<string, readonly DelegableRole[]>> = {
  administrator: DELEGABLE_ROLES,
  director: ["sub-coordinator", "coordinator"],
  coordinator: ["sub-coordinator"],
};

/** An office: a role, its team if the role has teams, and its holder (null if vacant). */
export interface Office {
  readonly role: DelegableRole;
  readonly team: string | null;
  readonly forPersonId: string | null;
}

/** A requested delegation of an office. Days are local dates, both included. */
export interface DelegationForm extends Office {
  readonly acting: Acting;
  readonly personId: string;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** The facts about a person for a delegation; only memberships in force now. */
export interface OfficerFacts {
  readonly personId: string;
  readonly isDisabled: boolean;
  readonly memberships: readonly ActingHolding[];
}

/** The facts of the decision. */
export interface DelegationFacts {
  readonly namer: OfficerFacts;
  /** Undefined if the person is unknown. */
  readonly officer: OfficerFacts | undefined;
  readonly holder: OfficerFacts | undefined;
  readonly rules: ActingRules;
}

/** Why an acting officer is not appointed. */
export type DelegationRefusal =
  | "acting-not-permitted"
  | "acting-names-himself"
  | "acting-for-himself"
  | "acting-not-an-officer"
  | "acting-office-held-already"
  | "acting-holder-missing"
  | "acting-holder-not-in-office"
  | "acting-days-order"
  | "acting-begins-in-the-past"
  | "acting-begins-too-late"
  | "acting-too-long"
  | "role-team-unfit";

/** The period of the acting role: half-open instants in milliseconds. */
export interface DelegationPeriod {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whether `namer` may appoint an acting officer for an office; an acting officer may not delegate further. */
export function mayDelegate(namer: OfficerFacts, office: Office): boolean {
  return namer.memberships.some(({ role, team, acting }) => {
    if (acting !== null) return false;
    const isOwn = namer.personId === office.forPersonId && role === office.role && team === office.team;
    if (isOwn && (role === "coordinator" || role === "director")) return true;
    const isInReach = team === null || team === office.team;
    return isInReach && (SUBORDINATE[role]?.includes(office.role) ?? false);
  });
}

/** Decides on a delegation at `nowMs`. The database checks for overlaps. */
export function decideDelegation(
  form: DelegationForm,
  facts: DelegationFacts,
  nowMs: number,
): Result<DelegationPeriod, DelegationRefusal> {
  if (!isTeamFit(form.role, form.team)) return refuse("role-team-unfit");
  if (!mayDelegate(facts.namer, form)) return refuse("acting-not-permitted");
  if (form.personId === facts.namer.personId) return refuse("acting-names-himself");
  return personRefusal(form, facts) ?? periodOf(form, facts.rules, nowMs);
}

function personRefusal(form: DelegationForm, facts: DelegationFacts): Result<never, DelegationRefusal> | undefined {
  const { officer, holder } = facts;
  if (form.personId === form.forPersonId) return refuse("acting-for-himself");
  if (officer === undefined || officer.isDisabled || !officer.memberships.some(isOwnOffice)) {
    return refuse("acting-not-an-officer");
  }
  const holds = (person: OfficerFacts) =>
    person.memberships.some(({ role, team, acting }) => acting === null && role === form.role && team === form.team);
  if (holds(officer)) return refuse("acting-office-held-already");
  if (form.acting === "plh" && form.forPersonId === null) return refuse("acting-holder-missing");
  if (form.forPersonId === null) return undefined;
  // A Plt. may be appointed for an office whose last holder has left it.
  if (holder === undefined || (form.acting === "plh" && !holds(holder))) return refuse("acting-holder-not-in-office");
  return undefined;
}

function isOwnOffice({ role, acting }: ActingHolding): boolean {
  return acting === null && isOfficerRole(role);
}

function periodOf(
  { acting, firstDay, lastDay }: DelegationForm,
  rules: ActingRules,
  nowMs: number,
): Result<DelegationPeriod, DelegationRefusal> {
  const today = officeDate(nowMs);
  if (lastDay < firstDay) return refuse("acting-days-order");
  if (firstDay < today) return refuse("acting-begins-in-the-past");
  if (daysBetween(today, firstDay) - 1 > rules.aheadDaysMax) return refuse("acting-begins-too-late");
  if (daysBetween(firstDay, lastDay) > rules.daysMax[acting]) return refuse("acting-too-long");
  return ok({ fromMs: officeDayStartMs(firstDay), toMs: officeDayStartMs(nextOfficeDate(lastDay)) });
}
