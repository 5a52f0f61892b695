/**
 * An independent oracle of the permitted actions on an operational test, written from the description of the procedure and not
 * from the program: plain conditions over plain values. Days are whole numbers.
 */

/** A persona of random histories. */
export type Persona =
  | "owner"
  | "arranger"
  | "lead"
  | "member"
  | "preparer"
  | "endorser"
  | "proposer"
  | "director"
  | "insider";

/** All personas. */
export const PERSONAS: readonly Persona[] = [
  "owner",
  "arranger",
  "lead",
  "member",
  "preparer",
  "endorser",
  "proposer",
  "director",
  "insider",
];

/** A test in the oracle. */
export interface OracleTest {
  today: number;
  state: string;
  self: boolean;
  methodOpen: boolean;
  day: number;
  fieldDay: number | null;
  team: Persona[];
  lead: Persona | null;
  declared: Partial<Record<Persona, "none" | "interest">>;
  report: "fit" | "unfit" | null;
  applicantSaid: boolean;
  ministrySigned: boolean;
  stage: number;
  prepared: Persona | null;
  endorsed: Persona | null;
  proposed: Persona | null;
}

/** A command of a random history, with random conditions. */
export interface OracleStep {
  readonly who: Persona;
  readonly name: string;
  /** The day of a command, counted from today. */
  readonly ahead: number;
  readonly yes: boolean;
  readonly proof: "fits" | "wrong" | "none";
  readonly stale: boolean;
  readonly found: "pass" | "fail" | "open" | "conflict" | "unconfirmed";
  readonly forOwner: boolean;
  readonly noMandate: boolean;
  readonly nibBlocked: boolean;
  readonly busy: boolean;
}

/** Weekly days off of the random calendar. */
export const isDayOff = (day: number): boolean => day % 7 === 5 || day % 7 === 6;
/** Days on which every team is occupied. */
export const isFull = (day: number): boolean => day % 11 === 3;

/** A newly requested test. */
export function createRequestedTest(start: { readonly wantsSelf: boolean }): OracleTest {
  return {
    today: 0,
    state: "requested",
    self: false,
    methodOpen: start.wantsSelf,
    day: 8,
    fieldDay: null,
    team: [],
    lead: null,
    declared: {},
    report: null,
    applicantSaid: false,
    ministrySigned: false,
    stage: 0,
    prepared: null,
    endorsed: null,
    proposed: null,
  };
}

const isApplicant = (who: Persona) => who === "owner" || who === "insider";
const isCoordinator = (who: Persona) => who === "arranger" || who === "proposer";
const isEvaluator = (who: Persona) => who === "lead" || who === "preparer";

/** Whether a persona may give a command now, independent of its content. */
export function oracleMay(t: OracleTest, who: Persona, name: string): boolean {
  const inTeam = t.team.includes(who);
  const said = t.declared[who];
  const tests = inTeam && said === "none";
  const notBarred = said !== "interest" && who !== "insider";
  if (name === "withdraw")
    return isApplicant(who) && ["requested", "date-proposed", "confirmed", "scheduled"].includes(t.state);
  if (name === "wish-date") return isApplicant(who) && (t.state === "requested" || t.state === "date-proposed");
  if (name === "accept-date") return isApplicant(who) && t.state === "date-proposed";
  if (name === "hand-in") return isApplicant(who) && t.state === "scheduled" && t.self;
  if (name === "grant-self-test" || name === "refuse-self-test")
    return isCoordinator(who) && t.state === "requested" && t.methodOpen;
  if (name === "confirm-date") return isCoordinator(who) && t.state === "requested" && !t.methodOpen;
  if (name === "propose-date")
    return isCoordinator(who) && (t.state === "requested" || t.state === "date-proposed") && !t.methodOpen;
  if (name === "name-team")
    return isCoordinator(who) && ["confirmed", "scheduled", "running", "handed-in"].includes(t.state);
  if (name === "move") return isCoordinator(who) && (t.state === "confirmed" || t.state === "scheduled");
  if (name === "order-field-check") return isCoordinator(who) && t.state === "handed-in" && t.self;
  if (name === "declare-interest")
    return inTeam && said !== "interest" && ["scheduled", "running", "handed-in"].includes(t.state);
  if (name === "begin")
    return tests && ((t.state === "scheduled" && !t.self) || (t.state === "handed-in" && t.fieldDay !== null));
  if (name === "record-no-show") return tests && t.state === "scheduled" && !t.self;
  if (name === "draw-report")
    return tests && (t.state === "running" || (t.state === "handed-in" && t.fieldDay === null));
  if (name === "reopen") return tests && t.state === "reported" && !t.applicantSaid && !t.ministrySigned;
  if (name === "sign-report" || name === "refuse-report") return t.state === "reported" && (isApplicant(who) || tests);
  const canPrepare = ["running", "handed-in", "reported", "passed"].includes(t.state) && t.stage < 2;
  if (name === "prepare-sklo") return isEvaluator(who) && notBarred && canPrepare;
  if (t.state !== "passed") return false;
  // Several personas hold more than one office, and the lead holds all of them: the four-eyes rule matters there.
  const isFree = notBarred && !inTeam;
  const mayEndorse = ["endorser", "preparer", "lead"].includes(who) && isFree && t.prepared !== who;
  const isClean = t.prepared !== who && t.endorsed !== who;
  const mayPropose = ["arranger", "proposer", "endorser", "lead"].includes(who) && isFree && isClean;
  const maySign = ["director", "proposer", "lead"].includes(who) && isFree && isClean && t.proposed !== who;
  if (name === "endorse-sklo") return mayEndorse && t.stage === 1;
  if (name === "propose-sklo") return mayPropose && t.stage === 2;
  if (name === "sign-sklo") return maySign && t.stage === 3;
  if (name === "send-sklo-back") return (mayEndorse || mayPropose || maySign) && t.stage > 0;
  return false;
}

/** Whether a day is bookable for this test, with the minimum number of days ahead. */
function isGoodDay(t: OracleTest, day: number, ask: { readonly least: number; readonly team: boolean }): boolean {
  return day - t.today >= ask.least && !isDayOff(day) && !(ask.team && isFull(day));
}

/** Carries out a command; false, without a change, when it is refused. */
export function oracleDo(t: OracleTest, step: OracleStep): boolean {
  if (!oracleMay(t, step.who, step.name)) return false;
  return early(t, step) ?? late(t, step) ?? false;
}

/** Commands up to the day of the test; undefined for a later command. */
function early(t: OracleTest, step: OracleStep): boolean | undefined {
  const day = t.today + step.ahead;
  switch (step.name) {
    case "withdraw":
      t.state = "withdrawn";
      t.team = [];
      t.lead = null;
      return true;
    case "grant-self-test":
      t.self = true;
      t.methodOpen = false;
      return true;
    case "refuse-self-test":
      t.methodOpen = false;
      return true;
    case "confirm-date":
    case "accept-date":
      if (t.day < t.today) return false;
      t.state = "confirmed";
      return true;
    case "wish-date":
    case "propose-date":
      if (day === t.day || !isGoodDay(t, day, { least: 8, team: !t.self })) return false;
      t.state = step.name === "wish-date" ? "requested" : "date-proposed";
      t.day = day;
      return true;
    case "name-team":
      if ((t.state === "confirmed" || t.state === "scheduled") && t.day < t.today) return false;
      if (step.busy || t.declared.lead === "interest" || t.declared.member === "interest") return false;
      if ((!t.self || t.fieldDay !== null) && step.noMandate) return false;
      t.team = ["lead", "member"];
      t.lead = "lead";
      if (t.state === "confirmed") t.state = "scheduled";
      return true;
    case "move":
      if (day === t.day || !isGoodDay(t, day, { least: 8, team: !t.self })) return false;
      if (t.state === "scheduled" && !t.self && t.lead !== null) {
        if (!step.busy && step.noMandate) return false;
        if (step.busy) {
          t.state = "confirmed";
          t.team = [];
          t.lead = null;
        }
      } else if (t.lead === null) t.state = "confirmed";
      t.day = day;
      return true;
    default:
      return undefined;
  }
}

/** Commands from the day of the test on. */
function late(t: OracleTest, step: OracleStep): boolean | undefined {
  const { who } = step;
  switch (step.name) {
    case "order-field-check": {
      const day = t.today + step.ahead;
      if (day === t.fieldDay || !isGoodDay(t, day, { least: 1, team: true })) return false;
      if (t.lead === null || step.busy || step.noMandate) return false;
      t.fieldDay = day;
      return true;
    }
    case "declare-interest":
      t.declared[who] = step.yes ? "interest" : "none";
      if (!step.yes) return true;
      if (t.state === "scheduled" && !t.self) {
        t.state = "confirmed";
        t.team = [];
        t.lead = null;
        return true;
      }
      t.team = t.team.filter((one) => one !== who);
      t.lead = t.team.length === 0 ? null : t.lead === who ? (t.team[0] ?? null) : t.lead;
      return true;
    case "begin":
      if (t.state === "handed-in" ? t.today < (t.fieldDay ?? 0) : t.today < t.day) return false;
      t.state = "running";
      return true;
    case "record-no-show":
      if (t.today < t.day) return false;
      t.state = "missed";
      return true;
    case "hand-in":
      if (t.today > t.day) return false;
      t.state = "handed-in";
      return true;
    case "draw-report":
      if (step.stale || step.found === "open" || step.found === "conflict" || step.found === "unconfirmed")
        return false;
      t.state = "reported";
      t.report = step.found === "fail" ? "unfit" : "fit";
      return true;
    case "reopen":
      t.state = t.self && t.fieldDay === null ? "handed-in" : "running";
      t.report = null;
      return true;
    case "sign-report":
    case "refuse-report":
      return say(t, step);
    default:
      return certificate(t, step);
  }
}

function say(t: OracleTest, step: OracleStep): boolean {
  const forCompany = isApplicant(step.who) || step.forOwner;
  if (step.stale) return false;
  if (forCompany ? t.applicantSaid : t.ministrySigned || step.who !== t.lead) return false;
  if (step.name === "refuse-report") {
    if (!forCompany) return false;
  } else if (step.proof !== "fits") return false;
  if (forCompany) t.applicantSaid = true;
  else t.ministrySigned = true;
  if (!t.applicantSaid || !t.ministrySigned) return true;
  t.state = t.report === "fit" ? "passed" : "failed";
  if (t.state === "failed") t.stage = 0;
  return true;
}

function certificate(t: OracleTest, step: OracleStep): boolean {
  if (step.name === "send-sklo-back") {
    t.stage -= 1;
    if (t.stage === 0) t.prepared = null;
    if (t.stage === 1) t.endorsed = null;
    if (t.stage === 2) t.proposed = null;
    return true;
  }
  if (step.stale) return false;
  if (step.name === "sign-sklo") {
    if (step.nibBlocked || step.noMandate || step.proof !== "fits") return false;
    t.state = "certified";
    t.stage = 4;
    return true;
  }
  if (step.name === "prepare-sklo") [t.stage, t.prepared] = [1, step.who];
  if (step.name === "endorse-sklo") [t.stage, t.endorsed] = [2, step.who];
  if (step.name === "propose-sklo") [t.stage, t.proposed] = [3, step.who];
  return true;
}
