import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulators/oss/index.ts";
import { reconcile, reportCase } from "../../src/licensing/oss-sync/wire.ts";
import { createOssClient } from "../../src/platform/oss-client/index.ts";
import { skloOf } from "../../testkit/licence-record.ts";
import { type OssSimulatorControl, openOssSimulatorControl } from "../../testkit/oss.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";
import { addPerson, type Resident } from "../../testkit/users.ts";

/** A full run has a thousand cases; `SAMBUNG_CHAOS_CASES` sets the number. */
const CASES = Number(process.env["SAMBUNG_CHAOS_CASES"] ?? "24");
const DONE_MS_MAX = CASES > 100 ? 1_200_000 : 150_000;
/** A thousand companies with their documents are created one by one, each with its commits on disk. */
const OPENED_MS_MAX = CASES > 100 ? 1_200_000 : 300_000;
const TOLD_MS_MAX = CASES > 100 ? 2_700_000 : 1_200_000;

const licenseOf = (nth: number) => `I-SKLO-${String(nth).padStart(5, "0")}`;

let simulator: Simulator;
let system: TestSystem;
let oss: OssSimulatorControl;
let url: string;
let officer: Resident;
const cases: { readonly applicationId: string; readonly licenseId: string; readonly nib: string }[] = [];

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, username: "sambung", password: "simulator", nowMs: () => Date.now() });
  url = `http://127.0.0.1:${simulator.port}/v1/kl/rba`;
  system = await startTestSystem({ SAMBUNG_OSS_URL: url });
  oss = openOssSimulatorControl(url, () => system.url);
  officer = await addPerson(system.kit);
  await openCases();
}, OPENED_MS_MAX);

afterAll(async () => {
  await system?.close();
  await simulator?.close();
});

/** Cases with a decided SKLO that is not yet rendered; each has a company and a licence of OSS. */
async function openCases(): Promise<void> {
  const director = await system.officer("director", "licensing");
  officer = { ...officer, id: director.id, name: director.name };
  for (let nth = 0; nth < CASES; nth += 1) {
    const company = await system.company();
    const licenseId = licenseOf(nth);
    const licenses = [{ licenseId, licenseKind: "02" }];
    await oss.push({ nib: company.nib, document: "original", date: "2026-11-01", licenses });
    const asked = { organisationId: company.id, signer: officer };
    const { applicationId } = await skloOf(system.kit, asked);
    await certify({ applicationId, licenseId, organisationId: company.id });
    cases.push({ applicationId, licenseId, nib: company.nib });
  }
}

/** Stores the licence of OSS and the report of the SKLO in one transaction, as signing does. */
async function certify(of: {
  readonly applicationId: string;
  readonly licenseId: string;
  readonly organisationId: string;
}) {
  const { db, clock } = system.kit;
  const { applicationId, licenseId, organisationId } = of;
  const at = new Date(clock.nowMs());
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("ossCase")
      .values({ applicationId, licenseId, linkedAt: at, linkedBy: "submission" })
      .execute();
    await reportCase({ clock })(trx, {
      applicationId,
      organisationId,
      kind: "test",
      state: "certified",
      at,
      note: null,
      by: { personId: officer.id, isOfficer: true },
    });
  });
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + DONE_MS_MAX;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await delay(250);
  }
}

const count = async (state: string) => {
  const { n } = await system.kit.db
    .selectFrom("skloHandover")
    .select(sql<number>`count(*)`.as("n"))
    .where("state", "=", state)
    .executeTakeFirstOrThrow();
  return n;
};

/** An officer releases stuck reports, and OSS is queried again for every SKLO. */
async function pushOn(): Promise<boolean> {
  const { db, clock } = system.kit;
  const now = new Date(clock.nowMs());
  await sql`update sklo_handover set next_look_at = ${now} where application_id in
    (select application_id from sklo_handover where state <> 'granted' for update skip locked)`.execute(db);
  const released = { delivery: "queued", attempts: 0, nextAttemptAt: now, leasedUntil: null };
  await db.updateTable("ossReport").set(released).where("delivery", "=", "stuck").execute();
  const open = await db
    .selectFrom("ossReport")
    .select(sql<number>`count(*)`.as("n"))
    .where("delivery", "!=", "delivered")
    .executeTakeFirstOrThrow();
  return open.n === 0 && (await count("granted")) === CASES;
}

describe("cases on their way from SKLO to licence, while OSS misbehaves and the portal is killed in the middle", () => {
  it(
    "all end with a licence",
    async () => {
      await oss.control({ mode: "chaos", only: "licenses" });
      await until("half are to be uploaded", async () => (await count("to-upload")) >= CASES / 2);
      await system.kill("portal");
      for (const { licenseId, nib } of cases) await oss.issue({ licenseIds: [licenseId], nib, number: "SKLO" });
      await system.untilReady();
      for (const part of [0.3, 0.7]) {
        await until(`${part} are granted`, async () => {
          await pushOn();
          return (await count("granted")) >= CASES * part;
        });
        await system.kill("portal");
        await system.untilReady();
      }
      await until("every status is delivered and every licence is there", pushOn);
      expect(await count("granted")).toBe(CASES);
    },
    TOLD_MS_MAX,
  );

  it("have told OSS 45 and 50 exactly once each, in this order", async () => {
    const byLicense = Map.groupBy(await oss.taken(), ({ licenseId }) => licenseId);
    const wrong = cases.flatMap(({ licenseId }) => {
      const told = (byLicense.get(licenseId) ?? []).map(({ status }) => status).join(" ");
      return told === "45 50" ? [] : [`${licenseId}: ${told}`];
    });
    expect(wrong).toEqual([]);
  });

  it("have one licence each with its Izin, and holding them all against OSS finds nothing", async () => {
    const { db, clock } = system.kit;
    const licences = await db
      .selectFrom("licence as l")
      .innerJoin("storedFile as f", "f.id", "l.fileId")
      .select(["l.applicationId", "l.standing", "f.bytes"])
      .where("l.source", "=", "issued")
      .execute();
    expect(licences).toHaveLength(CASES);
    expect(new Set(licences.map(({ applicationId }) => applicationId)).size).toBe(CASES);
    expect(licences.every(({ standing, bytes }) => standing === "active" && bytes > 500)).toBe(true);
    await oss.control({ mode: "normal" });
    const client = createOssClient({
      baseUrl: url,
      username: "sambung",
      password: "simulator",
      keyType: "1",
      clock,
      random: () => 0.5,
    });
    const kit = { ...system.kit, news: { announce: () => undefined }, log: { error: () => undefined } } as never;
    const limits = { limit: CASES, everyMs: -1_000, settledMs: -1_000 };
    const found = await reconcile({ kit, oss: client }, limits);
    client.close();
    expect(found).toEqual({ checked: CASES, differences: 0, unanswered: 0 });
  });
});
