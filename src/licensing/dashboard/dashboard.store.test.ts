import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Chance, openChance } from "../../../testkit/chance.ts";
import { copyRow, type PromiseCourse, promiseCourse } from "../../../testkit/dashboard-cases.ts";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import { submittedFor } from "../../../testkit/numbering-case.ts";
import { requestedTest } from "../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { runSeed } from "../../../testkit/run-seed.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";
import { readLicencePromise } from "../applications/index.ts";
import { promiseOf, readApplicationPromise } from "../numbering/index.ts";
import { readPromisesOfTest } from "../operational-tests/index.ts";
import { readRegistrationPromise } from "../organisations/index.ts";
import type { PromiseEvent, PromiseReading } from "../promises/index.ts";
import { type Dashboard, type DashboardFigure, FIGURE_LISTS } from "./contract.ts";
import { refreshStandings } from "./refresh-standings.effects.ts";

const COMPANIES = 16;
const CASES_EACH = 3;
const RULES = "2026.11";
const DAY_MS = 24 * 3_600_000;

let portal: TestPortal;
let director: Guest;
let officers: readonly (string | null)[];
const readings: { readonly kind: string; readonly ball: string; readonly reading: PromiseReading }[] = [];
const virtualContext = createVirtualContext({ seed: "dashboard" });

beforeAll(async () => {
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  director = await portal.officer("director");
  officers = [
    null,
    (await portal.officer("evaluator", "numbering")).id,
    (await portal.officer("evaluator", "tests")).id,
  ];
  const first = await portal.company();
  const application = await submittedFor(first, "1500600");
  const test = await requestedTest(portal, first);
  const patterns = { application: application.id, licence: test.licence.id, test: test.id };
  const chance = openChance(runSeed);
  for (let nth = 1; nth <= COMPANIES; nth += 1) {
    const company = await portal.company();
    await addRegistration(chance, company);
    for (let round = 0; round < CASES_EACH; round += 1)
      await addCases(chance, { company, patterns, nth: nth * CASES_EACH + round, isFirst: round === 0 });
  }
  await refreshStandings(portal.kit, null);
});

afterAll(() => portal.close());

/** The states of each kind of case, with the course of its processing time. */
const REGISTRATION: readonly (readonly [string, PromiseCourse])[] = [
  ["submitted", "running"],
  ["returned", "paused"],
  ["verified", "fulfilled"],
];
const NUMBERING: readonly (readonly [string, PromiseCourse])[] = [
  ["submitted", "running"],
  ["checking", "running"],
  ["checking", "paused"],
  ["returned", "paused"],
  ["endorsed", "running"],
  ["proposed", "running"],
];
const LICENCE: readonly (readonly [string, PromiseCourse])[] = [
  ["submitted", "running"],
  ["checking", "running"],
  ["checking", "paused"],
  ["returned", "paused"],
  ["endorsed", "running"],
];
const APPROVED: readonly (readonly [string, PromiseCourse])[] = [["approved", "fulfilled"]];
const VERIFIED: readonly (readonly [string, PromiseCourse])[] = [["verified", "fulfilled"]];
const ENDED: readonly (readonly [string, PromiseCourse])[] = [
  ["rejected", "fulfilled"],
  ["withdrawn", "withdrawn"],
];
const TESTS = [
  "requested",
  "date-proposed",
  "scheduled",
  "handed-in",
  "passed",
  "passed",
  "certified",
  "failed",
] as const;

function oneOf<Value>(chance: Chance, values: readonly Value[]): Value {
  const value = values[chance.below(values.length)];
  if (value === undefined) throw new Error("nothing to choose from");
  return value;
}

async function addRegistration(chance: Chance, company: GuestCompany): Promise<void> {
  const [state, course] = oneOf(chance, REGISTRATION);
  const events = promiseCourse(chance, course, virtualContext.clock.nowMs());
  const reading = readRegistrationPromise(
    { events, ruleVersion: RULES, beganMs: firstMs(events) },
    virtualContext.clock.nowMs(),
  );
  readings.push({ kind: "registration", ball: state === "submitted" ? "ministry" : "", reading });
  await portal.kit.db
    .updateTable("organisation")
    .set({
      state,
      promiseEvents: JSON.stringify(events),
      dueDate: state === "submitted" ? reading.dueDate : null,
      createdAt: new Date(firstMs(events)),
      submittedAt: new Date(firstMs(events)),
      decidedAt: state === "submitted" ? null : new Date(lastMs(events)),
    })
    .where("id", "=", company.id)
    .execute();
}

interface Place {
  readonly company: GuestCompany;
  readonly patterns: { readonly application: string; readonly licence: string; readonly test: string };
  readonly nth: number;
  /** A company has one open case of a kind at a time. */
  readonly isFirst: boolean;
}

async function addCases(chance: Chance, place: Place): Promise<void> {
  const { company, patterns, nth, isFirst } = place;
  const { db, ids, clock } = portal.kit;
  const at = (events: readonly PromiseEvent[]) => ({
    created_at: new Date(firstMs(events)),
    submitted_at: new Date(firstMs(events)),
    changed_at: new Date(lastMs(events)),
  });
  const [state, course] = oneOf(chance, isFirst ? [...NUMBERING, ...ENDED] : [...APPROVED, ...ENDED]);
  const events = promiseCourse(chance, course, clock.nowMs());
  const promised = { promiseEvents: events, ruleVersion: RULES, createdAt: new Date(firstMs(events)) };
  const asked = promiseOf({ ...promised, kind: "new", organisation: { kind: "business" } });
  const reading = readApplicationPromise(asked, clock.nowMs());
  if (reading === null) throw new Error("a promise");
  const ball = course === "running" ? "ministry" : "";
  readings.push({ kind: "numbering", ball, reading });
  await copyRow(db, {
    table: "numbering_application",
    id: patterns.application,
    changes: {
      id: ids.next(),
      number: `NOM-2026${String(nth).padStart(6, "0")}`,
      organisation_id: company.id,
      state,
      code: String(1_500_600 + nth),
      promise_events: events,
      due_date: reading.dueDate,
      ...at(events),
      checker_id: oneOf(chance, officers),
    },
  });
  await addLicence(chance, place, at);
}

async function addLicence(
  chance: Chance,
  { company, patterns, nth, isFirst }: Place,
  at: (events: readonly PromiseEvent[]) => Readonly<Record<string, Date>>,
): Promise<void> {
  const { db, ids, clock } = portal.kit;
  const [state, course] = oneOf(chance, isFirst ? [...LICENCE, ...ENDED] : [...VERIFIED, ...ENDED]);
  const events = promiseCourse(chance, course, clock.nowMs());
  const promised = { promiseEvents: events, ruleVersion: RULES, createdAt: new Date(firstMs(events)) };
  const reading = readLicencePromise(promised, clock.nowMs());
  if (reading === null) throw new Error("a promise");
  readings.push({ kind: "licence", ball: course === "running" ? "ministry" : "", reading });
  const id = ids.next();
  await copyRow(db, {
    table: "licence_application",
    id: patterns.licence,
    changes: {
      id,
      number: `IZN-2026${String(nth).padStart(6, "0")}`,
      organisation_id: company.id,
      state,
      paused: state === "checking" && course === "paused",
      promise_events: events,
      due_date: reading.dueDate,
      assignee_id: oneOf(chance, officers),
      ...at(events),
    },
  });
  if (state !== "verified") return;
  await addTest(chance, { licenceId: id, organisationId: company.id, pattern: patterns.test, nth });
}

async function addTest(
  chance: Chance,
  asked: {
    readonly licenceId: string;
    readonly organisationId: string;
    readonly pattern: string;
    readonly nth: number;
  },
): Promise<void> {
  const { db, ids, clock } = portal.kit;
  const state = oneOf(chance, TESTS);
  const nowMs = clock.nowMs();
  const isSelf = state === "handed-in";
  const evaluation = isSelf ? promiseCourse(chance, "running", nowMs) : [];
  const course = state === "certified" ? "fulfilled" : "running";
  const sklo = state === "passed" || state === "certified" ? promiseCourse(chance, course, nowMs) : [];
  const row = {
    evaluationEvents: evaluation,
    skloEvents: sklo,
    method: isSelf ? ("self" as const) : ("site" as const),
    ruleVersion: RULES,
    createdAt: new Date(nowMs - 40 * DAY_MS),
  };
  const read = readPromisesOfTest(row, nowMs);
  const ball = state === "certified" ? "" : "ministry";
  if (read.evaluation !== null) readings.push({ kind: "test-evaluation", ball, reading: read.evaluation });
  if (read.sklo !== null) readings.push({ kind: "sklo", ball, reading: read.sklo });
  const isClosed = ["passed", "failed", "certified"].includes(state);
  const stage =
    state === "certified" ? "signed" : state === "passed" ? oneOf(chance, ["none", "prepared", "endorsed"]) : "none";
  const changedMs = Math.max(nowMs - 30 * DAY_MS, ...[...evaluation, ...sklo].map(({ atMs }) => atMs));
  await copyRow(db, {
    table: "operational_test",
    id: asked.pattern,
    changes: {
      id: ids.next(),
      number: `ULO-2026${String(asked.nth).padStart(6, "0")}`,
      state,
      method: row.method,
      licence_application_id: asked.licenceId,
      organisation_id: asked.organisationId,
      sklo_stage: stage,
      evaluation_events: evaluation,
      sklo_events: sklo,
      due_date: (read.sklo ?? read.evaluation)?.dueDate ?? null,
      created_at: row.createdAt,
      changed_at: new Date(changedMs),
      lead_id: oneOf(chance, officers),
      closed_at: isClosed ? new Date(changedMs) : null,
    },
  });
}

function firstMs(events: readonly PromiseEvent[]): number {
  return events[0]?.atMs ?? 0;
}

function lastMs(events: readonly PromiseEvent[]): number {
  return events.at(-1)?.atMs ?? 0;
}

async function dashboard(days = 90): Promise<Dashboard> {
  const answer = await director.client.get<Dashboard>(`/api/dashboard?days=${days}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

/** Every figure in the dashboard, with its path. */
function figuresIn(value: unknown, way = "dashboard"): readonly (readonly [string, DashboardFigure])[] {
  if (typeof value !== "object" || value === null) return [];
  if ("list" in value && "count" in value) return [[way, value as DashboardFigure]];
  return Object.entries(value).flatMap(([key, inner]) => figuresIn(inner, `${way}.${key}`));
}

async function listed({ list, query }: DashboardFigure): Promise<number> {
  const address = `${FIGURE_LISTS[list]}${new URLSearchParams(query).toString()}`;
  const answer = await director.client.get<{ readonly total: number }>(address);
  expect(answer.status, address).toBe(200);
  return answer.body.total;
}

async function expectTrue(): Promise<number> {
  const figures = figuresIn(await dashboard());
  for (const [way, one] of figures) expect(`${way} ${one.count}`, way).toBe(`${way} ${await listed(one)}`);
  return figures.length;
}

describe("the figures of the dashboard", () => {
  it("each count exactly the rows of the list they lead to", async () => {
    // The number depends on the seed's cases.
    expect(await expectTrue()).toBeGreaterThan(60);
  });

  it("do so after days passed and cases moved on", async () => {
    virtualContext.advance(2 * DAY_MS);
    const { db, clock } = portal.kit;
    director = await portal.again(director);
    await db
      .updateTable("numberingApplication")
      .set({ checkerId: null, changedAt: new Date(clock.nowMs()) })
      .execute();
    await expectTrue();
    expect(await refreshStandings(portal.kit, new Date(clock.nowMs()))).toBeGreaterThan(0);
    expect(await refreshStandings(portal.kit, null)).toBe(0);
    await expectTrue();
  });

  it("put every open case into one stage, with the one that stands there longest", async () => {
    const { stages } = await dashboard();
    const { db } = portal.kit;
    const open = await db
      .selectFrom("licenceApplication")
      .select(["id", "stageSince"])
      .where("state", "=", "endorsed")
      .orderBy("stageSince")
      .orderBy("id")
      .execute();
    const endorsed = stages.find(({ kind, state }) => kind === "licence" && state === "endorsed");
    // An empty stage is not listed; some seeds have no case there.
    expect(endorsed?.cases.count ?? 0).toBe(open.length);
    expect(endorsed?.oldest?.id).toBe(open[0]?.id);
    expect(endorsed?.oldest?.since).toBe(open[0]?.stageSince.toISOString());
  });

  it("say of promises what the clock of each case says", async () => {
    virtualContext.advance(-2 * DAY_MS);
    await portal.kit.db.deleteFrom("promiseStanding").execute();
    await refreshStandings(portal.kit, null);
    const { promises, riskPercent } = await dashboard(365);
    for (const { promised, ...figures } of promises) {
      const own = readings.filter(({ kind }) => kind === promised);
      const counting = own.filter(({ ball, reading }) => ball === "ministry" && reading.endedAt === null);
      const used = own
        .filter(({ reading }) => reading.endedAt !== null && reading.state !== "stopped")
        .map(({ reading }) => reading.usedDays)
        .toSorted((left, right) => left - right);
      const isAtRisk = ({ usedDays, workingDays }: PromiseReading) =>
        usedDays >= Math.ceil((workingDays * riskPercent) / 100);
      expect({ promised, late: figures.late.count, atRisk: figures.atRisk.count, kept: figures.kept.count }).toEqual({
        promised,
        late: counting.filter(({ reading }) => reading.overdue).length,
        atRisk: counting.filter(({ reading }) => !reading.overdue && isAtRisk(reading)).length,
        kept: own.filter(({ reading }) => reading.state === "kept").length,
      });
      expect(figures.ended, promised).toBe(used.length);
      expect(figures.usedMedian, promised).toBe(used[Math.ceil(used.length / 2) - 1] ?? null);
      expect(figures.usedP90, promised).toBe(used[Math.ceil(used.length * 0.9) - 1] ?? null);
    }
  });
});

describe("the dashboard", () => {
  it("is for whoever leads the work, and nobody else", async () => {
    for (const [role, team, status] of [
      ["director", undefined, 200],
      ["coordinator", "licensing", 200],
      ["evaluator", "licensing", 403],
      ["account-verifier", undefined, 403],
      ["administrator", undefined, 403],
    ] as const) {
      const { client } = await portal.officer(role, team);
      expect((await client.get("/api/dashboard")).status, role).toBe(status);
      expect((await client.get("/api/dashboard/export")).status, role).toBe(status);
    }
    const { owner } = await portal.company();
    expect((await owner.client.get("/api/dashboard")).status).toBe(403);
  });

  it("is the same as a file, each line with the address of its list", async () => {
    const figures = figuresIn(await dashboard());
    const { text } = await director.client.get("/api/dashboard/export?language=en");
    const lines = text.trim().split("\n");
    expect(lines[0]).toContain("Part,Case,Description,Party,Number");
    const filed = lines.filter((line) => line.includes("?"));
    const shown = figures.filter(([way]) => !way.endsWith(".total"));
    expect(filed.length).toBe(shown.length);
  });

  it("says nothing of what is not there", async () => {
    const empty = await openTestPortal({ works: false });
    try {
      const { client } = await empty.officer("director");
      const { body } = await client.get<Dashboard>("/api/dashboard");
      expect(body.stages).toEqual([]);
      expect(body.officers).toEqual([]);
      expect(body.promises.map(({ usedMedian }) => usedMedian)).toEqual([null, null, null, null, null]);
      expect(body.promisesAsOf).toBeNull();
    } finally {
      await empty.close();
    }
  });
});
