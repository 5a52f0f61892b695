import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { present } from "../src/kernel/index.ts";
import { takeHold } from "../src/licensing/numbering/wire.ts";
import { type Database, migrate, openDatabase, startEmbeddedServer } from "../src/platform/database/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import { openTestClient } from "../testkit/client.ts";
import { testLog } from "../testkit/database.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { openSessionOf } from "../testkit/users.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";

const RUNS = 3;
const CLAIMS = 4_000;
/** As many connections as the portal opens. */
const CONNECTIONS = 12;
const HTTP_CLAIMS = 500;
const HTTP_CLIENTS = 50;
/** Every tenth code is requested by two companies at once. */
const CONTESTED_EVERY = 10;
const RULES = { holdMinutes: 30, atOnceMax: 2, perDayMax: 6, againAfterMinutes: 60, blockedNibStatuses: [] };

/** Claims of access codes: in the store, and through the HTTP interface of the real system; records on disk, fsync on. */
export const allocation: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const store = await measureStore(tell);
    const http = await measureHttp(tell);
    return store.map((figures, run) => {
      const overHttp = http[run] ?? {};
      const doubles = (figures["doubles"] ?? 0) + (overHttp["doubles"] ?? 0);
      return { ...figures, ...overHttp, doubles };
    });
  },
};

interface Claim {
  readonly code: string;
  readonly organisationId: string;
  readonly personId: string;
}

async function measureStore(tell: (line: string) => void): Promise<readonly Figures[]> {
  await using stack = new AsyncDisposableStack();
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), "sambung-bench-"));
  stack.defer(() => rm(dataFolder, { recursive: true, force: true }));
  const server = await startEmbeddedServer({ dataFolder, log: testLog });
  stack.defer(() => server.stop());
  await migrate(server.access);
  const { db, close } = openDatabase({ access: server.access, role: "app", max: CONNECTIONS, log: testLog });
  stack.defer(close);
  const figures: Figures[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const claims = await prepareClaims(db, run);
    figures.push(await claimAll(db, claims));
    tell(`store, run ${run + 1}: ${Math.round(figures[run]?.["claims_per_s"] ?? 0)} claims a second`);
  }
  return figures;
}

/** Creates the codes and companies of one run: a company may hold two codes only. */
async function prepareClaims(db: Database, run: number): Promise<readonly Claim[]> {
  const first = 7_000_000 + run * CLAIMS;
  await sql`insert into access_code (code, pattern, state_since, changed_at)
    select n::text, 'bench', now(), now() from generate_series(${first}::int, ${first + CLAIMS - 1}::int) n`.execute(
    db,
  );
  const companies = await addCompanies(db, { count: CLAIMS, firstNib: 6_000_000_000_000 + run * CLAIMS });
  const owners = await addOwners(db, { companies, run });
  return Array.from({ length: CLAIMS }, (_, nth) => ({
    code: String(first + nth),
    organisationId: companies[nth] ?? "",
    personId: owners[nth] ?? "",
  })).flatMap((claim, nth) => {
    const rival = (nth + 1) % CLAIMS;
    const other = { ...claim, organisationId: companies[rival] ?? "", personId: owners[rival] ?? "" };
    return nth % CONTESTED_EVERY === 0 ? [claim, other] : [claim];
  });
}

/** Adds verified companies in one statement; their ids. */
async function addCompanies(
  db: Database,
  wish: { readonly count: number; readonly firstNib: number },
): Promise<readonly string[]> {
  const added = await sql<{ id: string }>`
    insert into organisation (id, kind, state, nib, npwp, name, company_kind, address, city, province, phone,
      person_in_charge, oss_record, rule_version, promise_events, created_at, submitted_at)
    select gen_random_uuid(), 'business', 'verified', (${wish.firstNib}::bigint + n)::text, lpad(n::text, 16, '9'),
      'PT Contoh ' || n, 'PT', 'Jalan Contoh 1', 'Depok', 'Jawa Barat', '+62215550000', '{}', '{}', '2026.11', '[]', now(), now()
    from generate_series(1, ${wish.count}::int) n returning id`.execute(db);
  return added.rows.map(({ id }) => id);
}

/** Adds an owner and one colleague to every company, who is notified of each hold; returns the owners' ids. */
async function addOwners(
  db: Database,
  wish: { readonly companies: readonly string[]; readonly run: number },
): Promise<readonly string[]> {
  const added = await db.transaction().execute(async (trx) => {
    // 8,000 users take longer than the statement time-out.
    await sql`set local statement_timeout = 0`.execute(trx);
    return sql<{ id: string }>`
    with people as (
      insert into person (id, email, email_key, name, password_hash, created_at)
      select gen_random_uuid(), mail, mail, 'Pemilik Contoh', 'none', now()
      from (select 'pemilik-' || ${wish.run}::int || '-' || n || '@uji.invalid' as mail from generate_series(1, ${wish.companies.length * 2}::int) n) m
      returning id
    ), numbered as (
      select id, row_number() over () as n from people
    ), members as (
      insert into membership (id, person_id, role, organisation_id, granted_at)
      select gen_random_uuid(), p.id, 'applicant-owner', c.id, now()
      from unnest(${wish.companies}::uuid[]) with ordinality c (id, n)
      join numbered p on p.n in (2 * c.n, 2 * c.n - 1)
      returning person_id, organisation_id
    )
    select distinct on (c.n) m.person_id as id from members m
    join unnest(${wish.companies}::uuid[]) with ordinality c (id, n) on c.id = m.organisation_id order by c.n`.execute(
      trx,
    );
  });
  return added.rows.map(({ id }) => id);
}

async function claimAll(db: Database, claims: readonly Claim[]): Promise<Figures> {
  const runtimeContext = createRuntimeContext();
  const day = new Date(runtimeContext.clock.nowMs()).toISOString().slice(0, 10);
  const held: string[] = [];
  const startedMs = performance.now();
  await inTurns(claims, CONNECTIONS, async (claim) => {
    const outcome = await takeHold(db, runtimeContext, { wish: { ...claim, requestId: "bench", day }, rules: RULES });
    if (outcome.ok) held.push(claim.code);
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  await assertWritten(db, held.length);
  return { claims_per_s: held.length / seconds, doubles: held.length - new Set(held).size };
}

/** A claim counts only with its audit entry and its outbox row, and only while fsync is on. */
async function assertWritten(db: Database, expectedMin: number): Promise<void> {
  const written = await sql<{ audits: number; effects: number; fsync: string }>`select
    (select count(*) from audit_entry where action = 'code.held') as audits,
    (select count(*) from outbox where kind = 'numbering.hold-notice') as effects,
    current_setting('fsync') as fsync`.execute(db);
  const row = written.rows[0];
  if (row === undefined || row.fsync !== "on" || row.audits < expectedMin || row.effects < expectedMin) {
    throw new Error(`the claims are not all on disk: ${JSON.stringify(row)}`);
  }
}

async function measureHttp(tell: (line: string) => void): Promise<readonly Figures[]> {
  const system = await startTestSystem();
  try {
    const figures: Figures[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      figures.push(await claimOverHttp(system, run));
      tell(`HTTP, run ${run + 1}: ${Math.round(figures[run]?.["http_claims_per_s"] ?? 0)} claims a second`);
    }
    return figures;
  } finally {
    await system.close();
  }
}

async function claimOverHttp(system: TestSystem, run: number): Promise<Figures> {
  const { db } = system.kit;
  const companies = await addCompanies(db, { count: HTTP_CLAIMS, firstNib: 5_000_000_000_000 + run * HTTP_CLAIMS });
  const owners = await addOwners(db, { companies, run: run + 1_000 });
  const clients = await Promise.all(
    owners.map(async (owner) => openTestClient(system.url, await openSessionOf(system.kit, owner))),
  );
  const idle = await db
    .selectFrom("accessCode")
    .select("code")
    .where("state", "=", "idle")
    .limit(HTTP_CLAIMS)
    .execute();
  const latenciesMs: number[] = [];
  const held: string[] = [];
  const startedMs = performance.now();
  await inTurns(idle, HTTP_CLIENTS, async ({ code }, nth) => {
    const askedMs = performance.now();
    const client = present(clients[nth], "client");
    const answer = await client.post<{ code: string }>("/api/holds", { organisationId: companies[nth], code });
    latenciesMs.push(performance.now() - askedMs);
    if (answer.status !== 201) throw new Error(`a claim failed: ${answer.status} ${answer.text.slice(0, 300)}`);
    held.push(answer.body.code);
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  return {
    http_claims_per_s: held.length / seconds,
    p95_ms: percentile(latenciesMs, 0.95),
    doubles: held.length - new Set(held).size,
  };
}

/** Processes a list with `width` concurrent workers. */
async function inTurns<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item, nth: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const workers = Array.from({ length: width }, async () => {
    while (next < items.length) {
      const nth = next;
      next += 1;
      const item = items[nth];
      if (item !== undefined) await work(item, nth);
    }
  });
  await Promise.all(workers);
}
