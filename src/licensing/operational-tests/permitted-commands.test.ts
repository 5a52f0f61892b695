import { describe, expect, it } from "vitest";
import { testFacts } from "../../../testkit/test-facts.ts";
import { ROLE_LIST, ROLES, type Role, type Team } from "../../identity/index.ts";
import { possibleCommands } from "./test-chain.ts";
import type { TestFacts } from "./test-facts.ts";
import { testPerson } from "./test-person.ts";
import { TEST_COMMANDS, TEST_STATES, type TestState } from "./test-words.shared.ts";

const COMPANY = "company";
const PERSON = "person";

/** A person with one role, and their relation to the test. */
interface Standing {
  readonly title: string;
  readonly role: Role;
  readonly team: Team | null;
  readonly ofCompany?: boolean;
  readonly change?: Partial<TestFacts>;
}

const inTeam = { teamIds: [PERSON, "somebody-else"], leadId: PERSON } as const;
const self = { method: "self" } as const;
const stage = (skloStage: TestFacts["skloStage"], more: Partial<TestFacts> = {}) => ({ skloStage, ...more });

/** Every role in every team, and every relation to a test that changes the permitted commands. */
const STANDINGS: readonly Standing[] = [
  ...ROLE_LIST.flatMap((role): readonly Standing[] => {
    const teams: readonly (Team | null)[] = ROLES[role].teams.length === 0 ? [null] : ROLES[role].teams;
    const ofCompany = ROLES[role].side === "applicant";
    return teams.map((team) => ({ title: team === null ? role : `${role} (${team})`, role, team, ofCompany }));
  }),
  { title: "owner, self test", role: "applicant-owner", team: null, ofCompany: true, change: self },
  { title: "coordinator, self test asked for", role: "coordinator", team: "tests", change: { isMethodOpen: true } },
  { title: "coordinator, self test", role: "coordinator", team: "tests", change: self },
  { title: "test-team in the team", role: "test-team", team: "tests", change: inTeam },
  { title: "evaluator in the team", role: "evaluator", team: "tests", change: inTeam },
  { title: "evaluator in the team, self test", role: "evaluator", team: "tests", change: { ...inTeam, ...self } },
  {
    title: "evaluator in the team, field check",
    role: "evaluator",
    team: "tests",
    change: { ...inTeam, ...self, fieldCheckDate: "2026-12-07" },
  },
  {
    title: "test-team in the team who has declared nothing",
    role: "test-team",
    team: "tests",
    change: { ...inTeam, interest: "undeclared" },
  },
  {
    title: "test-team in the team with an interest",
    role: "test-team",
    team: "tests",
    change: { ...inTeam, interest: "declared" },
  },
  {
    title: "test-team in the team, one side has signed",
    role: "test-team",
    team: "tests",
    change: { ...inTeam, signed: { applicant: "signed", ministry: null } },
  },
  {
    title: "evaluator in the team, of the company itself",
    role: "evaluator",
    team: "tests",
    ofCompany: true,
    change: inTeam,
  },
  { title: "evaluator, SKLO prepared", role: "evaluator", team: "tests", change: stage("prepared") },
  { title: "sub-coordinator, SKLO prepared", role: "sub-coordinator", team: "tests", change: stage("prepared") },
  {
    title: "sub-coordinator who prepared it",
    role: "sub-coordinator",
    team: "tests",
    change: stage("prepared", { skloPreparedBy: PERSON }),
  },
  {
    title: "sub-coordinator who tested",
    role: "sub-coordinator",
    team: "tests",
    change: stage("prepared", { teamIds: [PERSON] }),
  },
  { title: "coordinator, SKLO endorsed", role: "coordinator", team: "tests", change: stage("endorsed") },
  {
    title: "coordinator who endorsed it",
    role: "coordinator",
    team: "tests",
    change: stage("endorsed", { skloEndorsedBy: PERSON }),
  },
  { title: "director, SKLO proposed", role: "director", team: null, change: stage("proposed") },
  {
    title: "director who proposed it",
    role: "director",
    team: null,
    change: stage("proposed", { skloProposedBy: PERSON }),
  },
];

function permitted(standing: Standing, state: TestState): readonly string[] {
  const { role, team, ofCompany = false, change = {} } = standing;
  const memberships = [{ role, team, organisationId: ofCompany ? COMPANY : null }];
  const memberOfBoth = ofCompany && ROLES[role].side !== "applicant";
  const owner = { role: "applicant-owner", team: null, organisationId: COMPANY } as const;
  const facts = testFacts({ state, organisationId: COMPANY, teamIds: ["somebody-else"], ...change });
  return possibleCommands(
    facts,
    testPerson({ personId: PERSON, memberships: memberOfBoth ? [...memberships, owner] : memberships }),
  );
}

/** The whole matrix as a Markdown table: the permitted commands by role and state. */
function matrix(): string {
  const rows = STANDINGS.map((standing) => {
    const cells = TEST_STATES.map((state) => permitted(standing, state).join(", "));
    return `| ${[standing.title, ...cells.map((cell) => (cell === "" ? "–" : cell))].join(" | ")} |`;
  });
  return [
    "# Who may give which command on an operational test",
    "",
    "Made by `permitted-commands.test.ts`; a change of it is a change of what people may do.",
    "",
    `| who | ${TEST_STATES.join(" | ")} |`,
    `| --- |${" --- |".repeat(TEST_STATES.length)}`,
    ...rows,
    "",
  ].join("\n");
}

describe("the matrix of role, command and state", () => {
  it("is the one that is written down", async () => {
    await expect(matrix()).toMatchFileSnapshot("permitted-commands.md");
  });

  it("gives every command to somebody, and to the applicant's side only what is the applicant's", () => {
    const given = new Set(STANDINGS.flatMap((one) => TEST_STATES.flatMap((state) => permitted(one, state))));
    expect(TEST_COMMANDS.filter((name) => !given.has(name))).toEqual([]);
    const ofApplicants = STANDINGS.filter(({ role }) => ROLES[role].side === "applicant");
    const theirs = new Set(ofApplicants.flatMap((one) => TEST_STATES.flatMap((state) => permitted(one, state))));
    expect([...theirs].toSorted()).toEqual([
      "accept-date",
      "hand-in",
      "refuse-report",
      "sign-report",
      "wish-date",
      "withdraw",
    ]);
  });

  it("leaves an ended test alone", () => {
    for (const state of ["failed", "certified", "missed", "lapsed", "withdrawn"] as const)
      for (const standing of STANDINGS)
        expect([standing.title, permitted(standing, state)]).toEqual([standing.title, []]);
  });

  it("gives nothing to teams of other cases, or to whoever only reads", () => {
    const others = STANDINGS.filter(
      ({ role, team }) => ROLES[role].side === "ministry" && role !== "director" && team !== "tests",
    );
    for (const one of others) for (const state of TEST_STATES) expect(permitted(one, state)).toEqual([]);
  });

  it("lets nobody endorse, propose or sign an SKLO before its report is closed as fit", () => {
    const early = TEST_STATES.filter((state) => state !== "passed");
    const given = STANDINGS.flatMap((one) => early.flatMap((state) => permitted(one, state)));
    for (const name of ["endorse-sklo", "propose-sklo", "sign-sklo"]) expect(given).not.toContain(name);
  });
});
