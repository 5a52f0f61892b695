import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { createTestDocumentOrderer } from "../src/licensing/issuing/wire.ts";
import { addNumberingOfficers, command, type NumberingOfficers, proposedFor } from "../testkit/numbering-case.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import { type TestOfCompany, testOfCompany } from "../testkit/test-document-order.ts";
import { addCompany } from "../testkit/users.ts";
import { type Benchmark, type Figures, percentile } from "./figures.ts";

const RUNS = 3;
const DOCUMENTS = 50;
const VERIFICATIONS = 30;
const PUBLISHED_MS_MAX = 120_000;
const PREPARED_AT_ONCE = 5;
/** Worker threads of the portal that render and sign. */
const WORKERS = 2;

/** From the director's decisions to published, signed documents of each kind on the real system; and verification of an uploaded one. */
export const issue: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const system = await startTestSystem();
    try {
      const desk = await addNumberingOfficers(system);
      const figures: Figures[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const ids = await prepare(system, { desk, run });
        figures.push({
          ...(await issueAll(system, desk, ids)),
          ...(await issueTestDocuments(system, desk)),
          verify_p95_ms: await verifyOne(system),
          workers: WORKERS,
        });
        tell(`run ${run + 1}: ${JSON.stringify(figures[run])}`);
      }
      return figures;
    } finally {
      await system.close();
    }
  },
};

async function prepare(
  system: TestSystem,
  options: { readonly desk: NumberingOfficers; readonly run: number },
): Promise<readonly string[]> {
  const ids: string[] = [];
  const codes = Array.from({ length: DOCUMENTS }, (_, nth) => String(1_500_100 + options.run * DOCUMENTS + nth));
  while (codes.length > 0) {
    const batch = codes.splice(0, PREPARED_AT_ONCE).map(async (code) => {
      const company = await addCompany(system.kit);
      const owner = await system.colleague(company);
      return (await proposedFor({ ...company, owner }, { code, desk: options.desk })).id;
    });
    ids.push(...(await Promise.all(batch)));
  }
  return ids;
}

async function issueAll(system: TestSystem, desk: NumberingOfficers, ids: readonly string[]): Promise<Figures> {
  await untilIdle(system);
  const before = await published(system);
  const startedMs = performance.now();
  const decisions = ids.map(async (id) => {
    const answer = await command(desk.director.client, id, { command: "decide", outcome: "approve", reason: "" });
    if (answer.status !== 200) throw new Error(`a decision failed: ${answer.text.slice(0, 300)}`);
  });
  const first = await untilPublished(system, before + 1, startedMs);
  await Promise.all(decisions);
  const last = await untilPublished(system, before + ids.length, startedMs);
  return { first_ms: first, documents_per_s: ids.length / (last / 1_000) };
}

/** The documents of operational tests, each kind separately: from the deciding transaction to publication. */
async function issueTestDocuments(system: TestSystem, desk: NumberingOfficers): Promise<Figures> {
  const tests: TestOfCompany[] = [];
  for (let nth = 0; nth < DOCUMENTS; nth += 1) {
    const { id: organisationId } = await addCompany(system.kit);
    tests.push(await testOfCompany(system.kit, { organisationId, signer: desk.director }));
  }
  return {
    order_per_s: await issueKind(system, { tests, kind: "test-order" }),
    report_per_s: await issueKind(system, { tests, kind: "test-report" }),
    sklo_per_s: await issueKind(system, { tests, kind: "sklo" }),
  };
}

/** Documents of one kind a second. */
async function issueKind(
  system: TestSystem,
  { tests, kind }: { readonly tests: readonly TestOfCompany[]; readonly kind: "test-order" | "test-report" | "sklo" },
): Promise<number> {
  const { db } = system.kit;
  const kit = { ...system.kit, publicUrl: () => system.url };
  const order = createTestDocumentOrderer(kit, { standing: "demonstration" });
  await untilIdle(system);
  const before = await published(system);
  const startedMs = performance.now();
  for (const test of tests) {
    await db.transaction().execute((trx) => order(trx, test.order(kind)));
    // As the portal does after each of its commits.
    await sql`select pg_notify('sambung', 'outbox')`.execute(db);
  }
  return tests.length / ((await untilPublished(system, before + tests.length, startedMs)) / 1_000);
}

/** Waits until the preparation has finished, so that only the issuing is measured. */
async function untilIdle(system: TestSystem): Promise<void> {
  const isBusy = async () =>
    (await system.kit.db.selectFrom("outbox").select("id").where("doneAt", "is", null).limit(1).execute()).length > 0;
  while (await isBusy()) await delay(50);
}

async function published(system: TestSystem): Promise<number> {
  const row = await system.kit.db
    .selectFrom("decree")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("state", "=", "published")
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Milliseconds since `startedMs` until this number of decrees is published. */
async function untilPublished(system: TestSystem, count: number, startedMs: number): Promise<number> {
  while ((await published(system)) < count) {
    if (performance.now() - startedMs > PUBLISHED_MS_MAX) throw new Error("the decrees were not published in time");
    await delay(20);
  }
  return performance.now() - startedMs;
}

/** Uploads a published decree to its public page repeatedly, one at a time. */
async function verifyOne(system: TestSystem): Promise<number> {
  const { id } = await system.kit.db
    .selectFrom("decree")
    .select("id")
    .where("state", "=", "published")
    .limit(1)
    .executeTakeFirstOrThrow();
  const pdf = await (await fetch(`${system.url}/api/decrees/${id}/file`)).arrayBuffer();
  const latenciesMs: number[] = [];
  for (let nth = 0; nth < VERIFICATIONS; nth += 1) {
    const startedMs = performance.now();
    const answer = await system.anonymous.upload(`/validasi-sk/${id}`, { name: "sk.pdf", bytes: new Uint8Array(pdf) });
    if (answer.status !== 200) throw new Error(`a check failed: ${answer.status}`);
    latenciesMs.push(performance.now() - startedMs);
  }
  return percentile(latenciesMs, 0.95);
}
