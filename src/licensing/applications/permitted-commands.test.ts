import { describe, expect, it } from "vitest";
import { licenceFacts } from "../../../testkit/licence-facts.ts";
import { ROLE_LIST, ROLES, type Role, type Team } from "../../identity/index.ts";
import { possibleCommands } from "./licence-chain.ts";
import type { Interest, LicenceFacts } from "./licence-facts.ts";
import { licencePerson } from "./licence-person.ts";
import { LICENCE_COMMANDS, LICENCE_STATES, type LicenceState } from "./licence-words.ts";

const COMPANY = "company";
const PERSON = "person";

/** A person with one role, and their relation to the case. */
interface Standing {
  readonly title: string;
  readonly role: Role;
  readonly team: Team | null;
  readonly ofCompany?: boolean;
  readonly change?: Partial<LicenceFacts>;
}

const base = (state: LicenceState): LicenceFacts =>
  licenceFacts({ state, assigneeId: state === "submitted" || state === "draft" ? null : "somebody-else" });

const interest = (said: Interest) => ({ interest: said }) as const;
const holds = { assigneeId: PERSON } as const;

/** Every role in every team, and every relation to a case that changes the permitted commands. */
const STANDINGS: readonly Standing[] = [
  ...ROLE_LIST.flatMap((role): readonly Standing[] => {
    const teams: readonly (Team | null)[] = ROLES[role].teams.length === 0 ? [null] : ROLES[role].teams;
    const ofCompany = ROLES[role].side === "applicant";
    return teams.map((team) => ({ title: team === null ? role : `${role} (${team})`, role, team, ofCompany }));
  }),
  { title: "evaluator whose case it is", role: "evaluator", team: "licensing", change: holds },
  {
    title: "evaluator whose case it is, paused",
    role: "evaluator",
    team: "licensing",
    change: { ...holds, isPaused: true },
  },
  {
    title: "evaluator who endorsed it before",
    role: "evaluator",
    team: "licensing",
    change: { ...holds, endorsedBy: [PERSON] },
  },
  {
    title: "evaluator who has declared nothing",
    role: "evaluator",
    team: "licensing",
    change: { ...holds, ...interest("undeclared") },
  },
  {
    title: "evaluator with an interest",
    role: "evaluator",
    team: "licensing",
    change: { ...holds, ...interest("declared") },
  },
  { title: "evaluator of the company itself", role: "evaluator", team: "licensing", ofCompany: true, change: holds },
  {
    title: "sub-coordinator who checked it",
    role: "sub-coordinator",
    team: "licensing",
    change: { checkedBy: [PERSON] },
  },
  {
    title: "sub-coordinator with an interest",
    role: "sub-coordinator",
    team: "licensing",
    change: interest("declared"),
  },
  { title: "coordinator who checked it", role: "coordinator", team: "licensing", change: { checkedBy: [PERSON] } },
  { title: "coordinator who endorsed it", role: "coordinator", team: "licensing", change: { endorsedBy: [PERSON] } },
  {
    title: "coordinator who has declared nothing",
    role: "coordinator",
    team: "licensing",
    change: interest("undeclared"),
  },
  { title: "coordinator with an interest", role: "coordinator", team: "licensing", change: interest("declared") },
  { title: "coordinator while it is paused", role: "coordinator", team: "licensing", change: { isPaused: true } },
];

function permitted(standing: Standing, state: LicenceState): readonly string[] {
  const { role, team, ofCompany = false, change = {} } = standing;
  const memberships = [{ role, team, organisationId: ofCompany ? COMPANY : null }];
  const isPaused = change.isPaused === true && state === "checking";
  return possibleCommands({ ...base(state), ...change, isPaused }, licencePerson({ personId: PERSON, memberships }));
}

/** The whole matrix as a Markdown table: the permitted commands by role and state. */
function matrix(): string {
  const rows = STANDINGS.map((standing) => {
    const cells = LICENCE_STATES.map((state) => permitted(standing, state).join(", "));
    return `| ${[standing.title, ...cells.map((cell) => (cell === "" ? "–" : cell))].join(" | ")} |`;
  });
  return [
    "# Who may give which command on a licence application",
    "",
    "Made by `permitted-commands.test.ts`; a change of it is a change of what people may do.",
    "",
    `| who | ${LICENCE_STATES.join(" | ")} |`,
    `| --- |${" --- |".repeat(LICENCE_STATES.length)}`,
    ...rows,
    "",
  ].join("\n");
}

describe("the matrix of role, command and state", () => {
  it("is the one that is written down", async () => {
    await expect(matrix()).toMatchFileSnapshot("permitted-commands.md");
  });

  it("gives every command to somebody, and none to the applicant's side that is the ministry's", () => {
    const given = new Set(STANDINGS.flatMap((one) => LICENCE_STATES.flatMap((state) => permitted(one, state))));
    expect(LICENCE_COMMANDS.filter((name) => !given.has(name))).toEqual([]);
    const ofApplicants = STANDINGS.filter(({ role }) => ROLES[role].side === "applicant");
    const theirs = new Set(ofApplicants.flatMap((one) => LICENCE_STATES.flatMap((state) => permitted(one, state))));
    expect([...theirs].toSorted()).toEqual(["resubmit", "submit", "withdraw"]);
  });

  it("leaves an ended case alone", () => {
    for (const state of ["verified", "rejected", "withdrawn", "lapsed"] as const)
      for (const standing of STANDINGS)
        expect([standing.title, permitted(standing, state)]).toEqual([standing.title, []]);
  });

  it("gives nothing to teams of other cases, to the director, or to whoever only reads", () => {
    const others = STANDINGS.filter(
      ({ role, team }) => ROLES[role].side === "ministry" && (team === null || team !== "licensing"),
    );
    for (const one of others) for (const state of LICENCE_STATES) expect(permitted(one, state)).toEqual([]);
  });
});
