import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase } from "../src/platform/database/index.ts";
import type { TestClient } from "../testkit/client.ts";
import { openTestClient } from "../testkit/client.ts";
import { testLog } from "../testkit/database.ts";
import { findingOn, type LicenceView, submittedLicenceFor } from "../testkit/licence-case.ts";
import { SOUND_FORM } from "../testkit/licence-form.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { addPerson, giveRole } from "../testkit/users.ts";
import { addCaseCrowd, type CaseCrowdSize, caseIdOf } from "./case-crowd.ts";
import { companyIdOf } from "./crowd.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";

const RUNS = 3;
const APPLICANTS = 500;
const OFFICERS = 50;
const WARM_MS = 10_000;
const MEASURED_MS = 60_000;
/** Range of the time between two actions of one user. */
const THINKS_MS = { applicant: [15_000, 30_000], officer: [5_000, 10_000] } as const;
const CASES = 100_000;
/** With `--growth`: the same load at each of these sizes, one run each. */
const GROWTH = [10_000, 100_000, 1_000_000] as const;
const DOCUMENTS_EVERY = 10;

/** The active users, and their clients. */
interface People {
  readonly applicants: readonly { readonly client: TestClient; readonly caseId: string }[];
  readonly evaluators: readonly { readonly client: TestClient; readonly caseIds: readonly string[] }[];
  readonly readers: readonly TestClient[];
}

/** Durations of each kind of request, and the number of failures. */
interface Took {
  readonly read: number[];
  readonly write: number[];
  readonly queue: number[];
  errors: number;
}

/** Five hundred applicants and fifty officers at a hundred thousand licence applications, over HTTP on the real system. */
export const cases: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const system = await startTestSystem();
    try {
      return process.argv.includes("--growth") ? await measureGrowth(system, tell) : await measureRuns(system, tell);
    } finally {
      await system.close();
    }
  },
  notes: () => ({
    load: `${APPLICANTS} applicants acting every ${THINKS_MS.applicant.join("–")} ms, ${OFFICERS} officers every ${THINKS_MS.officer.join("–")} ms`,
    papers: `open cases have all their papers, of ended ones every ${DOCUMENTS_EVERY}th`,
  }),
};

async function measureRuns(system: TestSystem, tell: (line: string) => void): Promise<readonly Figures[]> {
  const count = numberOf("--cases=") ?? CASES;
  const crowd = await openCrowd(system);
  await crowd.growTo(count);
  tell(`${count} cases are there`);
  const runs: Figures[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push({ cases: count, ...(await measureOnce(crowd.people)) });
    tell(`run ${run + 1}: ${JSON.stringify(runs[run])}`);
  }
  return runs;
}

/** One run at each size; the figures contain the size in their names, and the plain names refer to the last one. */
async function measureGrowth(system: TestSystem, tell: (line: string) => void): Promise<readonly Figures[]> {
  const crowd = await openCrowd(system);
  const most = numberOf("--cases=") ?? GROWTH.at(-1) ?? CASES;
  const figures: Record<string, number> = {};
  for (const count of GROWTH.filter((size) => size <= most)) {
    await crowd.growTo(count);
    const one = await measureOnce(crowd.people);
    for (const [key, value] of Object.entries(one)) figures[`${key}_at_${count}`] = value;
    Object.assign(figures, { cases: count, ...one });
    tell(`${count} cases: ${JSON.stringify(one)}`);
  }
  return [figures];
}

function numberOf(option: string): number | undefined {
  const word = process.argv.find((one) => one.startsWith(option));
  return word === undefined ? undefined : Number(word.slice(option.length));
}

function sizeOf(count: number): CaseCrowdSize {
  const open = Math.max(APPLICANTS + 5 * OFFICERS, Math.floor(count / 50));
  return { cases: count, open, companies: Math.max(20_000, open), papersEvery: DOCUMENTS_EVERY };
}

/** Creates the pattern application and all users who will work on its copies. */
async function openCrowd(system: TestSystem) {
  const { kit } = system;
  const company = await system.company();
  const { id } = await submittedLicenceFor({ kit }, company);
  const officers = await Promise.all(
    Array.from({ length: OFFICERS }, async (_none, nth) => {
      const role = nth < OFFICERS * 0.8 ? "evaluator" : nth % 2 === 0 ? "sub-coordinator" : "coordinator";
      return { role, guest: await system.officer(role, "licensing") };
    }),
  );
  const evaluators = officers.filter(({ role }) => role === "evaluator").map(({ guest }) => guest);
  const pattern = { organisationId: company.id, applicationId: id, evaluators: evaluators.map((guest) => guest.id) };
  const size = sizeOf(numberOf("--cases=") ?? CASES);
  let there = 0;
  const people: { now: People | undefined } = { now: undefined };
  return {
    get people(): People {
      if (people.now === undefined) throw new Error("nobody is there yet");
      return people.now;
    },
    growTo: async (count: number) => {
      await addCaseCrowd(kit.db, pattern, { size: { ...size, cases: count }, from: there });
      there = count;
      people.now ??= {
        applicants: await openApplicants(system),
        evaluators: await Promise.all(
          evaluators.map(async ({ client, id: personId }) => ({
            client,
            caseIds: await openReviewCases(system, personId),
          })),
        ),
        readers: officers.filter(({ role }) => role !== "evaluator").map(({ guest }) => guest.client),
      };
      await tidy(system);
    },
  };
}

/** An owner for each of the first companies, whose open application becomes their draft. */
async function openApplicants({ kit, url }: TestSystem): Promise<People["applicants"]> {
  const found = await sql<{ id: string; organisationId: string }>`update licence_application a
    set state = 'draft', number = null, submitted_at = null, assignee_id = null, promise_events = '[]', due_date = null
    from generate_series(1, ${APPLICANTS}::int) as n
    where a.id = ${caseIdOf(sql`n`)} and a.organisation_id = ${companyIdOf(sql`n`)}
    returning a.id, a.organisation_id`.execute(kit.db);
  const applicants: { client: TestClient; caseId: string }[] = [];
  for (const { id, organisationId } of found.rows) {
    const person = await addPerson(kit);
    await giveRole(kit, person.id, { role: "applicant-owner", organisationId });
    applicants.push({ client: openTestClient(url, person.token), caseId: id });
  }
  return applicants;
}

/** The open applications of an evaluator, who has declared the absence of a conflict of interest. */
async function openReviewCases({ kit }: TestSystem, personId: string): Promise<readonly string[]> {
  const found = await sql<{ id: string }>`select id from licence_application
    where assignee_id = ${personId}::uuid and state = 'checking' order by id limit 5`.execute(kit.db);
  const ids = found.rows.map(({ id }) => id);
  for (const applicationId of ids)
    await kit.db
      .insertInto("licenceInterest")
      .values({ applicationId, personId, hasInterest: false, declaredAt: new Date() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return ids;
}

/** Work that autovacuum does within minutes: statistics, and the visibility map. */
async function tidy({ access }: TestSystem): Promise<void> {
  const { pool, close } = openDatabase({ access, role: "owner", max: 1, log: testLog });
  try {
    for (const table of [
      "organisation",
      "licence_application",
      "licence_part",
      "licence_slot",
      "licence_item",
      "licence_event",
    ])
      await pool.query(`vacuum analyze ${table}`);
  } finally {
    await close();
  }
}

async function measureOnce(people: People): Promise<Figures> {
  const took: Took = { read: [], write: [], queue: [], errors: 0 };
  const startedMs = performance.now();
  const endMs = startedMs + WARM_MS + MEASURED_MS;
  const time = async (kind: "read" | "write" | "queue", ask: () => Promise<{ readonly status: number }>) => {
    const askedMs = performance.now();
    const { status } = await ask();
    const now = performance.now();
    if (askedMs < startedMs + WARM_MS) return;
    took[kind].push(now - askedMs);
    if (status >= 300) took.errors += 1;
  };
  const untilEnd = async (thinks: readonly [number, number], act: () => Promise<void>) => {
    const pauseMs = () => thinks[0] + Math.random() * (thinks[1] - thinks[0]);
    await delay(Math.random() * thinks[1]);
    while (performance.now() < endMs) {
      await act();
      await delay(Math.min(pauseMs(), Math.max(0, endMs - performance.now())));
    }
  };
  await Promise.all([
    ...people.applicants.map((one) => untilEnd(THINKS_MS.applicant, () => simulateApplicant(one, time))),
    ...people.evaluators.map((one) => untilEnd(THINKS_MS.officer, () => simulateEvaluator(one, time))),
    ...people.readers.map((client) => untilEnd(THINKS_MS.officer, () => readQueue(client, time))),
  ]);
  return {
    read_p95_ms: percentile(took.read, 0.95),
    write_p95_ms: percentile(took.write, 0.95),
    queue_p95_ms: percentile(took.queue, 0.95),
    errors: took.errors,
    requests_per_s: (took.read.length + took.write.length + took.queue.length) / (MEASURED_MS / 1_000),
  };
}

type Time = (kind: "read" | "write" | "queue", ask: () => Promise<{ readonly status: number }>) => Promise<void>;

/** An applicant opens an application and, half of the time, saves a part of it. */
async function simulateApplicant({ client, caseId }: People["applicants"][number], time: Time): Promise<void> {
  let view: LicenceView | undefined;
  await time("read", async () => {
    const answer = await client.get<LicenceView>(`/api/licences/${caseId}`);
    view = answer.body;
    return answer;
  });
  if (view === undefined || Math.random() < 0.5) return;
  const version = view.parts.find(({ key }) => key === "contact")?.version ?? 0;
  const value = { ...SOUND_FORM.contact, escalation: `Agen, penyelia, manajer ${version}` };
  await time("write", () => client.put(`/api/licences/${caseId}/parts/contact`, { version, value }));
}

/** An evaluator reads the queue, opens an application and writes or rewords a finding. */
async function simulateEvaluator({ client, caseIds }: People["evaluators"][number], time: Time): Promise<void> {
  await readQueue(client, time);
  const id = caseIds[Math.floor(Math.random() * caseIds.length)];
  if (id === undefined) return;
  let view: LicenceView | undefined;
  await time("read", async () => {
    const answer = await client.get<LicenceView>(`/api/licences/${id}`);
    view = answer.body;
    return answer;
  });
  if (view === undefined || Math.random() < 0.5) return;
  const draft = view.findings.find(({ state }) => state === "draft");
  const { version } = view;
  const command = findingOn("D05", { id: draft?.id ?? null, note: `Alamat tidak lengkap (${version}).` });
  await time("write", () => client.post(`/api/licences/${id}/commands`, { version, command }));
}

/** Queries of officers on a queue. */
const QUESTIONS = [
  "ball=open&sort=due",
  "ball=mine&sort=due",
  "ball=overdue&sort=due",
  "state=checking&sort=due&page=3",
  "search=Sejahtera",
  "search=PT%20Mitra",
  "search=IZN-2016",
  "sort=-submitted&page=200",
];

async function readQueue(client: TestClient, time: Time): Promise<void> {
  const question = QUESTIONS[Math.floor(Math.random() * QUESTIONS.length)] ?? "";
  await time("queue", () => client.get(`/api/licences?scope=queue&pageSize=50&${question}`));
}
