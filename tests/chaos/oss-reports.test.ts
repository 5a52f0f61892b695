import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulators/oss/index.ts";
import { reportCase } from "../../src/licensing/oss-sync/wire.ts";
import { type OssSimulatorControl, openOssSimulatorControl, type TakenStatus } from "../../testkit/oss.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";
import { addPerson } from "../../testkit/users.ts";

/** A full run has a thousand cases; `SAMBUNG_CHAOS_CASES` sets the number. */
const CASES = Number(process.env["SAMBUNG_CHAOS_CASES"] ?? "120");
const DONE_MS_MAX = 420_000;
const CHANGES_AT_ONCE = 4;
/** The portal is killed when OSS has received these shares of the 4.25 statuses of a case, at first while cases still change. */
const KILLED_AFTER = [0.15, 0.5, 1, 1.8, 2.8, 3.7].map((share) => Math.ceil(share * CASES));

/** The states of a case, and the status codes that OSS must have received in the end. */
const LIVES = [
  { states: ["submitted", "checking", "checked", "endorsed", "proposed", "approved"], told: ["09", "20", "50"] },
  {
    states: ["submitted", "checking", "returned", "checking", "checked", "approved"],
    told: ["09", "20", "43", "44", "20", "50"],
  },
  { states: ["submitted", "withdrawn"], told: ["09", "90"] },
  {
    states: ["submitted", "checking", "paused", "resumed", "checked", "rejected"],
    told: ["09", "20", "41", "42", "20", "90"],
  },
] as const;

const lifeOf = (nth: number) => LIVES[nth % LIVES.length] ?? LIVES[0];
const licenseOf = (nth: number) => `I-CHAOS-${String(nth).padStart(5, "0")}`;

let simulator: Simulator;
let system: TestSystem;
let oss: OssSimulatorControl;
let ids: readonly string[];
let officerId: string;
let organisationId: string;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, username: "sambung", password: "simulator", nowMs: () => Date.now() });
  const url = `http://127.0.0.1:${simulator.port}/v1/kl/rba`;
  system = await startTestSystem({ SAMBUNG_OSS_URL: url });
  oss = openOssSimulatorControl(url, () => system.url);
  await oss.know(Array.from({ length: CASES }, (_, nth) => licenseOf(nth)));
  await openCases();
}, 180_000);

afterAll(async () => {
  await system?.close();
  await simulator?.close();
});

/** Inserts all cases of one company, each tied to a licence of OSS; their changes follow later. */
async function openCases(): Promise<void> {
  const { db, ids: source, clock } = system.kit;
  const company = await system.company();
  organisationId = company.id;
  officerId = (await addPerson(system.kit)).id;
  ids = Array.from({ length: CASES }, () => source.next());
  const at = new Date(clock.nowMs());
  await oss.push({ nib: company.nib, document: "original", date: "2026-11-01" });
  const message = await db
    .selectFrom("ossMessage")
    .select("id")
    .where("nib", "=", company.nib)
    .executeTakeFirstOrThrow();
  await sql`
    with made as (
      insert into numbering_application (id, number, organisation_id, kind, state, code, form, rule_version, created_by, created_at, submitted_at, changed_at)
      select id, 'NOM-CHAOS-' || nth, ${company.id}::uuid, 'new', 'approved', '1500999', '{}', '2026.11', ${officerId}::uuid, ${at}, ${at}, ${at}
      from unnest(${[...ids]}::uuid[]) with ordinality as one(id, nth) returning id
    ), asked as (
      insert into oss_checklist (license_id, nib, license_code, license_kind, oss_id, project_id, product_id, region_code, name, flag, message_id, received_at)
      select license, ${company.nib}, '059000000052', 'K03', 'P-1', 'R-1', '', '3171010001', 'Penomoran', 'Y', ${message.id}::uuid, ${at}
      from unnest(${ids.map((_, nth) => licenseOf(nth))}::text[]) as license returning license_id
    ) select count(*) from made, asked limit 1`.execute(db);
  await sql`insert into oss_case (application_id, license_id, linked_at, linked_by)
    select id, license, ${at}, 'submission'
    from unnest(${[...ids]}::uuid[], ${ids.map((_, nth) => licenseOf(nth))}::text[]) as one(id, license)`.execute(db);
}

/** Plays the changes of a case: each is one transaction with its report, as in a command. */
async function live(nth: number): Promise<void> {
  const id = ids[nth] ?? "";
  const { db, clock } = system.kit;
  const report = reportCase({ clock });
  for (const state of lifeOf(nth).states) {
    const change = { applicationId: id, organisationId, kind: "new", state, note: null };
    const at = new Date(clock.nowMs());
    await db.transaction().execute(async (trx) => {
      await trx.selectFrom("numberingApplication").select("id").where("id", "=", id).forUpdate().execute();
      await report(trx, { ...change, at, by: { personId: officerId, isOfficer: state !== "submitted" } });
    });
  }
}

async function liveThrough(): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < CASES) {
      const nth = next;
      next += 1;
      await live(nth);
    }
  };
  await Promise.all(Array.from({ length: CHANGES_AT_ONCE }, worker));
}

async function open(): Promise<{ readonly waiting: number; readonly stuck: number }> {
  return system.kit.db
    .selectFrom("ossReport")
    .select([sql<number>`count(*)`.as("waiting"), sql<number>`count(*) filter (where delivery = 'stuck')`.as("stuck")])
    .where("delivery", "!=", "delivered")
    .executeTakeFirstOrThrow();
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DONE_MS_MAX;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await delay(250);
  }
}

/** Kills the portal repeatedly, each time while reports are being sent or wait to be sent. */
async function killInBetween(): Promise<void> {
  for (const taken of KILLED_AFTER) {
    await until(`${taken} statuses taken`, async () => (await oss.taken()).length >= taken);
    expect((await open()).waiting).toBeGreaterThan(0);
    await system.kill("portal");
    await system.untilReady();
  }
}

/** An officer releases stuck reports. */
async function letGo(): Promise<void> {
  const coordinator = await system.officer("coordinator", "numbering");
  const stuck = await system.kit.db
    .selectFrom("ossReport")
    .select("applicationId")
    .where("delivery", "=", "stuck")
    .execute();
  for (const { applicationId } of stuck) await coordinator.client.post(`/api/oss/reports/${applicationId}/retry`);
}

describe("cases by the hundred, while OSS misbehaves and the portal is killed in the middle", () => {
  it("are all reported in the end", async () => {
    await oss.control({ mode: "chaos", only: "licenses" });
    await Promise.all([liveThrough(), killInBetween()]);
    await until("everything is delivered or stuck", async () => {
      const { waiting, stuck } = await open();
      if (waiting === stuck && stuck > 0) await letGo();
      return waiting === 0;
    });
    expect(await open()).toEqual({ waiting: 0, stuck: 0 });
  }, 500_000);

  it("have told OSS each status exactly once, in the order of the case", async () => {
    const byLicense = Map.groupBy(await oss.taken(), ({ licenseId }: TakenStatus) => licenseId);
    const wrong = ids.flatMap((_, nth) => {
      const told = (byLicense.get(licenseOf(nth)) ?? []).map(({ status }) => status);
      return told.join() === lifeOf(nth).told.join() ? [] : [`${licenseOf(nth)}: ${told.join(" ")}`];
    });
    expect(wrong).toEqual([]);
  });

  it("were not spared: answers were lost, and reports were found at OSS instead of being sent again", async () => {
    const found = await system.kit.db
      .selectFrom("ossReport")
      .select(["deliveredHow", sql<number>`count(*)`.as("count")])
      .groupBy("deliveredHow")
      .execute();
    const count = new Map(found.map((row) => [row.deliveredHow, row.count]));
    expect(count.get("found")).toBeGreaterThan(CASES / 10);
    expect(count.get("answered")).toBeGreaterThan(CASES);
  });
});
