import type { TestFacts, TestPerson, TestRefusal } from "./test-facts.ts";
import { TEST_COMMANDS, type TestCommandName, type TestState } from "./test-words.shared.ts";

/** The side on which a person gives a command. */
type Side = "applicant" | "arranger" | "tester" | "preparer" | "endorser" | "proposer" | "signer";

/** The states in which a command is possible, by side. */
type ChainRule = Readonly<Partial<Record<Side, readonly TestState[]>>>;

const UNTIL_BEGUN: readonly TestState[] = ["requested", "date-proposed", "confirmed", "scheduled"];
const PREPARING: readonly TestState[] = ["running", "handed-in", "reported", "passed"];
const PASSED: readonly TestState[] = ["passed"];

/** The chain: the company requests, the coordinator schedules, the team tests, both sign, and four people issue the SKLO. */
const CHAIN: Readonly<Record<TestCommandName, ChainRule>> = {
  withdraw: { applicant: UNTIL_BEGUN },
  "grant-self-test": { arranger: ["requested"] },
  "refuse-self-test": { arranger: ["requested"] },
  "confirm-date": { arranger: ["requested"] },
  "propose-date": { arranger: ["requested", "date-proposed"] },
  "accept-date": { applicant: ["date-proposed"] },
  "wish-date": { applicant: ["requested", "date-proposed"] },
  "name-team": { arranger: ["confirmed", "scheduled", "running", "handed-in"] },
  "declare-interest": { tester: ["scheduled", "running", "handed-in"] },
  move: { arranger: ["confirmed", "scheduled"] },
  begin: { tester: ["scheduled", "handed-in"] },
  "record-no-show": { tester: ["scheduled"] },
  "hand-in": { applicant: ["scheduled"] },
  "order-field-check": { arranger: ["handed-in"] },
  "draw-report": { tester: ["running", "handed-in"] },
  reopen: { tester: ["reported"] },
  "sign-report": { applicant: ["reported"], tester: ["reported"] },
  "refuse-report": { applicant: ["reported"], tester: ["reported"] },
  "prepare-sklo": { preparer: PREPARING },
  "endorse-sklo": { endorser: PASSED },
  "propose-sklo": { proposer: PASSED },
  "send-sklo-back": { endorser: PASSED, proposer: PASSED, signer: PASSED },
  "sign-sklo": { signer: PASSED },
};

/** The stages of the SKLO at which a command on it is possible. */
const STAGES: Readonly<Partial<Record<TestCommandName, readonly TestFacts["skloStage"][]>>> = {
  "prepare-sklo": ["none", "prepared"],
  "endorse-sklo": ["prepared"],
  "propose-sklo": ["endorsed"],
  "send-sklo-back": ["prepared", "endorsed", "proposed"],
  "sign-sklo": ["proposed"],
};

/** Commands of one of the two methods only. */
const METHOD_OF: Readonly<Partial<Record<TestCommandName, TestFacts["method"]>>> = {
  "record-no-show": "site",
  "hand-in": "self",
  "order-field-check": "self",
};

/** Why this person may not give this command now; undefined if they may. */
export function chainRefusal(facts: TestFacts, name: TestCommandName, person: TestPerson): TestRefusal | undefined {
  const sides = (Object.keys(CHAIN[name]) as Side[]).filter((side) => isOnSide(facts, side, person));
  if (sides.length === 0) return "not-your-case";
  const now = sides.filter((side) => CHAIN[name][side]?.includes(facts.state));
  if (now.length === 0 || !isFitting(facts, name)) return "command-not-now";
  if (now.includes("applicant")) return undefined;
  return officerRefusal(facts, name, { person, sides: now });
}

function isFitting(facts: TestFacts, name: TestCommandName): boolean {
  const method = METHOD_OF[name];
  const stages = STAGES[name];
  if (method !== undefined && method !== facts.method) return false;
  if (name === "begin" && facts.state === "handed-in" && facts.fieldCheckDate === null) return false;
  if (name === "begin" && facts.state === "scheduled" && facts.method === "self") return false;
  // A self-test with an ordered on-site check is not evaluated before that check.
  if (name === "draw-report" && facts.state === "handed-in" && facts.fieldCheckDate !== null) return false;
  return stages === undefined || stages.includes(facts.skloStage);
}

function officerRefusal(
  facts: TestFacts,
  name: TestCommandName,
  { person, sides }: { readonly person: TestPerson; readonly sides: readonly Side[] },
): TestRefusal | undefined {
  if (person.organisationIds.has(facts.organisationId)) return "conflict-of-interest";
  if (name === "declare-interest") return undefined;
  if (facts.interest === "declared") return "conflict-of-interest";
  // A tester must first declare the absence of an interest.
  if (sides.includes("tester") && facts.interest === "undeclared") return "interest-undeclared";
  const refusals = sides.map((side) => fourEyesRefusal(facts, side, person.personId));
  return refusals.includes(undefined) ? undefined : refusals[0];
}

function isOnSide(facts: TestFacts, side: Side, person: TestPerson): boolean {
  const may: Readonly<Record<Side, boolean>> = {
    applicant: person.organisationIds.has(facts.organisationId),
    arranger: person.mayArrange,
    tester: person.mayTest && facts.teamIds.includes(person.personId),
    preparer: person.mayPrepare,
    endorser: person.mayEndorse,
    proposer: person.mayPropose,
    signer: person.maySign,
  };
  return may[side];
}

/** Four-eyes principle: a person takes part in one step only, and a tester neither endorses, proposes nor signs. */
function fourEyesRefusal(facts: TestFacts, side: Side, personId: string): TestRefusal | undefined {
  const { teamIds, skloPreparedBy: prepared, skloEndorsedBy: endorsed, skloProposedBy: proposed } = facts;
  const earlier: Readonly<Record<Side, readonly (string | null)[]>> = {
    applicant: [],
    arranger: [],
    tester: [],
    preparer: [],
    endorser: [...teamIds, prepared],
    proposer: [...teamIds, prepared, endorsed],
    signer: [...teamIds, prepared, endorsed, proposed],
  };
  return earlier[side].includes(personId) ? "four-eyes" : undefined;
}

/** The commands that this person could give now; their content may still be refused. */
export function possibleCommands(facts: TestFacts, person: TestPerson): readonly TestCommandName[] {
  return TEST_COMMANDS.filter((name) => chainRefusal(facts, name, person) === undefined && isUseful(facts, name));
}

function isUseful(facts: TestFacts, name: TestCommandName): boolean {
  if (name === "grant-self-test" || name === "refuse-self-test") return facts.isMethodOpen;
  if (name === "confirm-date" || name === "propose-date") return !facts.isMethodOpen;
  if (name === "declare-interest") return facts.interest !== "declared";
  if (name === "reopen") return facts.signed.applicant === null && facts.signed.ministry === null;
  return true;
}
