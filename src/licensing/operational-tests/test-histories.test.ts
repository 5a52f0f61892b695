import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../../testkit/run-seed.ts";
import { observedItem, testFacts } from "../../../testkit/test-facts.ts";
import {
  createRequestedTest,
  isDayOff,
  isFull,
  type OracleStep,
  type OracleTest,
  oracleDo,
  oracleMay,
  PERSONAS,
  type Persona,
} from "../../../testkit/test-oracle.ts";
import { foldPromise, type PromiseEvent } from "../promises/index.ts";
import { decideTest } from "./decide-test.ts";
import type { TestItemState } from "./evidence/answers.ts";
import { possibleCommands } from "./test-chain.ts";
import type { TestCommand, TestDecision } from "./test-decision.ts";
import type { DayFacts, TestFacts, TestPerson } from "./test-facts.ts";
import { SKLO_STAGES, TEST_COMMANDS, type TestCommandName } from "./test-words.shared.ts";

const HISTORIES = cases({ short: 2_500, long: 10_000 });
const STEPS_MAX = 50;
const COMPANY = "company";
const [DIGEST, STALE] = ["b".repeat(64), "d".repeat(64)];

const person = (personId: Persona, may: Partial<TestPerson>): TestPerson => ({
  personId,
  organisationIds: new Set(),
  mayArrange: false,
  mayTest: false,
  mayPrepare: false,
  mayEndorse: false,
  mayPropose: false,
  maySign: false,
  ...may,
});
const EVALUATOR = { mayTest: true, mayPrepare: true };
const COORDINATOR = { mayArrange: true, mayPropose: true };
const PEOPLE: Readonly<Record<Persona, TestPerson>> = {
  owner: person("owner", { organisationIds: new Set([COMPANY]) }),
  insider: person("insider", { ...EVALUATOR, organisationIds: new Set([COMPANY]) }),
  arranger: person("arranger", COORDINATOR),
  proposer: person("proposer", { ...COORDINATOR, maySign: true }),
  lead: person("lead", { ...EVALUATOR, mayEndorse: true, mayPropose: true, maySign: true }),
  member: person("member", { mayTest: true }),
  preparer: person("preparer", { ...EVALUATOR, mayEndorse: true }),
  endorser: person("endorser", { mayEndorse: true, mayPropose: true }),
  director: person("director", { maySign: true }),
};

/** A test in the state that the program's decisions have produced. */
interface Kept {
  readonly facts: TestFacts;
  readonly declared: Readonly<Partial<Record<Persona, "none" | "declared">>>;
  /** The processing-time events of evaluation and SKLO. */
  readonly evaluation: readonly PromiseEvent[];
  readonly sklo: readonly PromiseEvent[];
}

const nameOf = (day: number) => `day ${String(day).padStart(5, "0")}`;
const numberOf = (name: string) => Number(name.slice(4));
const dayFacts = (day: number, today: number): DayFacts => ({
  date: nameOf(day),
  daysAhead: day - today,
  closed: isDayOff(day) ? "weekend" : null,
  freeTeams: isFull(day) ? 0 : 1,
});

/** The command of a step, in API format. */
function commandOf(step: OracleStep, today: number): TestCommand {
  const date = nameOf(today + step.ahead);
  const reason = "Alasan.";
  const digest = step.stale ? STALE : DIGEST;
  const name = step.name as TestCommandName;
  const personId = step.forOwner ? "owner" : null;
  const proof = { kind: "one-time-code", code: "123456", personId };
  const said: Readonly<Partial<Record<TestCommandName, object>>> = {
    "wish-date": { date },
    "propose-date": { date, reason },
    move: { date, reason },
    "order-field-check": { date, reason },
    "name-team": {
      memberIds: ["lead", "member"],
      leadId: "lead",
      startsAt: null,
      place: "Depok",
      serviceCentre: "Depok",
      transmission: "SIP",
      toPrepare: "",
    },
    "declare-interest": { hasInterest: step.yes, note: reason },
    "hand-in": { taskLetterFileId: "f1", resultFileId: "f2" },
    "draw-report": { answersDigest: digest, note: "" },
    "sign-report": { reportDigest: digest, remarks: "", proof },
    "refuse-report": { reportDigest: digest, remarks: reason, personId },
    "prepare-sklo": { factsDigest: digest, note: "" },
    "endorse-sklo": { factsDigest: digest, note: "" },
    "propose-sklo": { factsDigest: digest, note: "" },
    "sign-sklo": { factsDigest: digest, code: "123456" },
  };
  return { command: name, ...(said[name] ?? { reason }) } as TestCommand;
}

const ITEM = observedItem("a");
const standingOf = (found: OracleStep["found"]): readonly TestItemState[] => [
  {
    item: "a",
    heads: ["x"],
    counts: null,
    isConflict: found === "conflict",
    outcome: found === "pass" || found === "open" ? found : "fail",
    isToConfirm: found === "unconfirmed",
  },
];

/** The facts passed to the program for a command. */
function told({ facts, declared }: Kept, step: OracleStep, today: number): TestFacts {
  const candidate = (personId: Persona) => ({
    personId,
    organisationIds: new Set<string>(),
    mayTest: true,
    isBusy: step.busy,
    interest: declared[personId] ?? ("undeclared" as const),
  });
  const asksPeople = step.name === "name-team" || step.name === "move" || step.name === "order-field-check";
  const people: readonly Persona[] = step.name === "name-team" ? ["lead", "member"] : (facts.teamIds as Persona[]);
  return {
    ...facts,
    today: nameOf(today),
    testDay: dayFacts(numberOf(facts.testDay.date), today),
    askedDay: dayFacts(today + step.ahead, today),
    candidates: asksPeople ? people.map(candidate) : [],
    interest: declared[step.who] ?? "undeclared",
    standing: standingOf(step.found),
    proof: step.proof === "none" ? "missing" : step.proof,
    mandateRefusal: step.noMandate ? "mandate-missing" : null,
    isNibBlocked: step.nibBlocked,
  };
}

/** The test after a decision, as the store would hold it. */
function after(kept: Kept, step: OracleStep, decision: TestDecision): Kept {
  const { facts, declared } = kept;
  const events = (types: readonly PromiseEvent["type"][]) => types.map((type): PromiseEvent => ({ type, atMs: 0 }));
  const { team, report, signature, skloHands } = decision;
  const taken =
    team === "keep"
      ? {}
      : team === "release"
        ? { teamIds: [], leadId: null }
        : { teamIds: team.memberIds, leadId: team.leadId };
  const takenBack = { reportDigest: null, verdict: null };
  const drawn =
    report === null ? {} : report === "take-back" ? takenBack : { reportDigest: DIGEST, verdict: report.verdict };
  return {
    facts: {
      ...facts,
      state: decision.state,
      method: decision.method,
      skloStage: decision.skloStage,
      isMethodOpen: facts.isMethodOpen && decision.methodAnswer === null,
      testDay: { ...facts.testDay, date: decision.testDate },
      fieldCheckDate: decision.fieldCheckDate,
      ...taken,
      ...drawn,
      ...(signature === null ? {} : { signed: { ...facts.signed, [signature.side]: signature.kind } }),
      ...("prepared" in skloHands ? { skloPreparedBy: skloHands.prepared ?? null } : {}),
      ...("endorsed" in skloHands ? { skloEndorsedBy: skloHands.endorsed ?? null } : {}),
      ...("proposed" in skloHands ? { skloProposedBy: skloHands.proposed ?? null } : {}),
    },
    evaluation: [...kept.evaluation, ...events(decision.evaluation)],
    sklo: [...kept.sklo, ...events(decision.sklo)],
    declared: step.name === "declare-interest" ? { ...declared, [step.who]: step.yes ? "declared" : "none" } : declared,
  };
}

const step: fc.Arbitrary<OracleStep & { readonly days: number; readonly willing: boolean; readonly pick: number }> =
  fc.record({
    who: fc.constantFrom(...PERSONAS),
    name: fc.constantFrom(...TEST_COMMANDS),
    ahead: fc.integer({ min: 0, max: 14 }),
    yes: fc.boolean(),
    proof: fc.constantFrom("fits", "fits", "fits", "wrong", "none"),
    stale: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    found: fc.constantFrom("pass", "pass", "pass", "fail", "open", "conflict", "unconfirmed"),
    forOwner: fc.boolean(),
    noMandate: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    nibBlocked: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    busy: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 0),
    days: fc.constantFrom(0, 0, 0, 0, 1, 4, 9),
    willing: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 1),
    pick: fc.nat(1_000),
  });

/** Commands that advance a test towards its end. */
const AHEAD: readonly string[] = [
  ...["grant-self-test", "confirm-date", "accept-date", "name-team", "declare-interest", "begin", "hand-in"],
  ...["draw-report", "sign-report", "prepare-sklo", "endorse-sklo", "propose-sklo", "sign-sklo"],
];

/** A command that was given once need not be repeated. */
function isAhead(oracle: OracleTest, who: Persona, name: string): boolean {
  if (name === "declare-interest") return oracle.declared[who] === undefined;
  if (name === "name-team") return oracle.lead === null;
  if (name === "prepare-sklo") return oracle.stage === 0;
  return AHEAD.includes(name);
}

/** Most steps are permitted ones, so that histories reach late states; the oracle determines which. */
function directed(
  oracle: OracleTest,
  one: OracleStep & { readonly willing: boolean; readonly pick: number },
): OracleStep {
  if (!one.willing) return one;
  const open = PERSONAS.flatMap((who) =>
    TEST_COMMANDS.filter((name) => oracleMay(oracle, who, name)).map((name) => ({ who, name })),
  );
  const ahead = open.filter(({ who, name }) => isAhead(oracle, who, name));
  const useful = one.pick % 10 < 8 && ahead.length > 0 ? ahead : open;
  const chosen = useful[Math.floor(one.pick / 10) % Math.max(1, useful.length)];
  return chosen === undefined ? one : { ...one, ...chosen, yes: one.yes && one.pick % 13 === 0 };
}

describe("random histories of operational tests", () => {
  it(`go as the oracle says, ${HISTORIES} times: state, method, stage of the SKLO, and who may do what`, () => {
    const ends = new Map<string, number>();
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { minLength: 20, maxLength: STEPS_MAX }), (wantsSelf, steps) => {
        const oracle = createRequestedTest({ wantsSelf });
        let kept: Kept = {
          facts: testFacts({
            isMethodOpen: wantsSelf,
            testDay: dayFacts(8, 0),
            items: [ITEM],
            answersDigest: DIGEST,
            skloDigest: DIGEST,
            reportDigest: null,
            verdict: null,
            organisationId: COMPANY,
          }),
          declared: {},
          evaluation: [],
          sklo: [],
        };
        for (const each of steps) {
          oracle.today += each.days;
          const one = directed(oracle, each);
          const facts = told(kept, one, oracle.today);
          const decided = decideTest(facts, commandOf(one, oracle.today), PEOPLE[one.who]);
          const isDone = oracleDo(oracle, one);
          expect([one, decided.ok || decided.refusal]).toEqual([one, isDone || (decided.ok ? false : decided.refusal)]);
          if (decided.ok) kept = after(kept, one, decided.value);
          for (const events of [kept.evaluation, kept.sklo])
            expect([one.name, events.length === 0 || foldPromise(events, { restartsMax: 0 }).ok]).toEqual([
              one.name,
              true,
            ]);
          const seen = kept.facts;
          expect([seen.state, seen.method, seen.skloStage, numberOf(seen.testDay.date)]).toEqual([
            oracle.state,
            oracle.self ? "self" : "site",
            SKLO_STAGES[oracle.stage],
            oracle.day,
          ]);
          // One random person per step: over so many histories every person is checked in every state.
          const who = PERSONAS[each.pick % PERSONAS.length] ?? "owner";
          const program = possibleCommands(told(kept, { ...one, who }, oracle.today), PEOPLE[who]).join();
          const due = TEST_COMMANDS.filter((name) => oracleMay(oracle, who, name)).join();
          if (program !== due) expect([who, program]).toEqual([who, due]);
        }
        ends.set(oracle.state, (ends.get(oracle.state) ?? 0) + 1);
      }),
      { numRuns: HISTORIES },
    );
    // Histories must reach the late states. The rarest of these ends occurs once in 100 histories on average.
    for (const state of ["certified", "failed", "passed", "missed", "withdrawn"])
      expect([state, (ends.get(state) ?? 0) > HISTORIES / 500]).toEqual([state, true]);
  }, 300_000);
});
