import { sql } from "kysely";
import { refreshStandings } from "../src/licensing/dashboard/wire.ts";
import { searchApplications } from "../src/licensing/numbering/wire.ts";
import { openDatabase } from "../src/platform/database/index.ts";
import { testLog } from "../testkit/database.ts";
import { submittedFor } from "../testkit/numbering-case.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { addCrowd, giveCodes } from "./crowd.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";
import { addTickets, TICKET_QUESTIONS } from "./ticket-lists.ts";

const RUNS = 3;
const SIZE = { companies: 20_000, applications: 100_000 };
const REQUESTS_EACH = 40;
const PAGE_SIZE = 50;

/** Queries of officers on a long list, as the end of the URL. The figure of a list is its slowest query's. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  // A rare company, a number, a code, many companies, nearly all companies, nothing at all.
  search: [
    "search=Mandiri 1234",
    "search=NOM-20260310",
    "search=1500123",
    "search=Sejahtera",
    "search=PT",
    "search=xyzzy",
  ],
  page_1000: ["page=1000&sort=submitted", "page=1000&sort=-due"],
  first_page: ["sort=due", "sort=-submitted", "state=checking&sort=due", "state=approved&sort=-submitted"],
};

/** Queries on the list of holders. */
const HOLDER_QUESTIONS = ["", "search=Sejahtera", "search=xyzzy", "sort=-unreported&page=20"];

/** Lists over HTTP, one reader at a time, on the real system with 100,000 applications, and 100,000 tickets of one call centre. */
export const lists: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const system = await startTestSystem();
    try {
      const company = await system.company();
      const { id } = await submittedFor(company, "1500999");
      await addCrowd(system.kit.db, { organisationId: company.id, applicationId: id }, SIZE);
      await giveCodes(system.kit.db);
      await tidy(system);
      const tickets = await addTickets(system, tell);
      const startedMs = performance.now();
      const read = await refreshStandings(system.kit, null);
      tell(`${read} promises read in ${Math.round(performance.now() - startedMs)} ms`);
      const figures: Figures[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        figures.push({ ...(await measureOnce(system, tell)), ...(await measureTickets(tickets, tell)) });
        tell(`run ${run + 1}: ${JSON.stringify(figures[run])}`);
      }
      return figures;
    } finally {
      await system.close();
    }
  },
};

/** Ended applications met their due date within a few days, or missed it. */
const ENDED_PROMISES = `update numbering_application a set promise_events = jsonb_build_array(
    jsonb_build_object('type', 'started', 'atMs', s.ms),
    jsonb_build_object('type', 'fulfilled', 'atMs', s.ms + (1 + abs(hashtext(a.id::text)) % 14) * 86400000::bigint))
  from (select id, (extract(epoch from submitted_at) * 1000)::bigint as ms from numbering_application) s
  where s.id = a.id and a.number is not null and a.ball is null`;

/** Work that autovacuum does within minutes: statistics, and the visibility map. */
async function tidy({ access }: TestSystem): Promise<void> {
  const { pool, close } = openDatabase({ access, role: "owner", max: 1, log: testLog });
  try {
    // It rewrites 100,000 rows, which takes longer than the statement time-out.
    await pool.query("set statement_timeout = 0");
    await pool.query(ENDED_PROMISES);
    await pool.query("vacuum analyze organisation");
    await pool.query("vacuum analyze numbering_application");
    await pool.query("vacuum analyze access_code");
  } finally {
    await close();
  }
}

async function measureOnce(system: TestSystem, tell: (line: string) => void): Promise<Figures> {
  const officer = await system.officer("coordinator", "numbering");
  const figures: Record<string, number> = { rows: await countRows(system) };
  for (const [name, questions] of Object.entries(QUESTIONS)) {
    let worstMs = 0;
    for (const question of questions) {
      const p95 = await ask(officer.client, `/api/applications?scope=queue&${question}`);
      tell(`${question}: p95 ${p95.toFixed(1)} ms`);
      worstMs = Math.max(worstMs, p95);
    }
    figures[`${name}_p95_ms`] = worstMs;
  }
  figures["holders_p95_ms"] = 0;
  for (const question of HOLDER_QUESTIONS) {
    const p95 = await ask(officer.client, `/api/holders?${question}`);
    tell(`holders ${question}: p95 ${p95.toFixed(1)} ms`);
    figures["holders_p95_ms"] = Math.max(figures["holders_p95_ms"], p95);
  }
  const director = await system.officer("director");
  figures["dashboard_p95_ms"] = await ask(director.client, "/api/dashboard?days=90", "");
  tell(`dashboard: p95 ${figures["dashboard_p95_ms"].toFixed(1)} ms`);
  Object.assign(figures, await statementsAlone(system));
  return { ...figures, p95_ms: Math.max(figures["search_p95_ms"] ?? 0, figures["page_1000_p95_ms"] ?? 0) };
}

/** Tickets as a supervisor reads and searches them; the figure of each kind is its slowest query's. */
async function measureTickets(client: ListClient, tell: (line: string) => void): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const [name, questions] of Object.entries(TICKET_QUESTIONS)) {
    let worstMs = 0;
    for (const question of questions) {
      const p95 = await ask(client, `/api/service/tickets?${question}`);
      tell(`tickets ${question}: p95 ${p95.toFixed(1)} ms`);
      worstMs = Math.max(worstMs, p95);
    }
    figures[`${name}_p95_ms`] = worstMs;
  }
  return figures;
}

/** A client that queries over HTTP. */
interface ListClient {
  get(path: string): Promise<{ readonly status: number; readonly text: string }>;
}

/** The store alone, without HTTP: the medians and the p95 of the slowest query. */
async function statementsAlone({ kit }: TestSystem): Promise<Figures> {
  const asked = { organisationIds: undefined, state: undefined, limit: PAGE_SIZE };
  const searches = [
    ...["Mandiri 1234", "NOM-20260310", "1500123", "Sejahtera", "PT", "xyzzy"].map((search) => ({ search, offset: 0 })),
    { search: "", offset: 999 * PAGE_SIZE },
  ];
  const worst = { statement_p50_ms: 0, statement_p95_ms: 0 };
  for (const one of searches) {
    const latenciesMs: number[] = [];
    for (let nth = 0; nth < REQUESTS_EACH; nth += 1) {
      const startedMs = performance.now();
      await searchApplications(kit.db, { ...asked, ...one, sort: "due" });
      latenciesMs.push(performance.now() - startedMs);
    }
    worst.statement_p50_ms = Math.max(worst.statement_p50_ms, percentile(latenciesMs, 0.5));
    worst.statement_p95_ms = Math.max(worst.statement_p95_ms, percentile(latenciesMs, 0.95));
  }
  return worst;
}

async function ask(client: ListClient, address: string, rest = `&pageSize=${PAGE_SIZE}`) {
  const latenciesMs: number[] = [];
  for (let nth = 0; nth < REQUESTS_EACH; nth += 1) {
    const startedMs = performance.now();
    const answer = await client.get(`${address}${rest}`);
    if (answer.status !== 200) throw new Error(`a list failed: ${answer.status} ${answer.text.slice(0, 200)}`);
    latenciesMs.push(performance.now() - startedMs);
  }
  return percentile(latenciesMs, 0.95);
}

async function countRows(system: TestSystem): Promise<number> {
  const found = await sql<{ rows: number }>`select count(*)::int as rows from numbering_application`.execute(
    system.kit.db,
  );
  return found.rows[0]?.rows ?? 0;
}
