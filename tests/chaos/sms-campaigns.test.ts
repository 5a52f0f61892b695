import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CarrierSimulator, startCarrierSimulator } from "../../simulators/carrier/index.ts";
import { inTenant } from "../../src/platform/database/index.ts";
import { keyFromFile } from "../../src/platform/sealing/index.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { addApprovedTemplate } from "../../testkit/campaign-fixture.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { addTestCarrier, addTestSender } from "../../testkit/short-messages.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";
import { addPerson } from "../../testkit/users.ts";

const LINES = 2_000;
/** A hundred messages a second. */
const PER_HOUR = 360_000;
const KILLS = 5;
const DONE_MS_MAX = 150_000;
const PATH = "/api/service/sms/campaigns";

let system: TestSystem;
let carrier: CarrierSimulator;
let folder: string;
let centre: CallCentre;
let sender: string;
let templateId: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sambung-carrier-"));
  system = await startTestSystem();
  const { kit } = system;
  const login = { systemId: "sambung", password: "rahasia" };
  carrier = await startCarrierSimulator({ port: 0, folder, ...login, nowMs: () => kit.clock.nowMs() });
  centre = await openCallCentre({ kit, url: system.url });
  const { tenantId, operator } = centre;
  const stage = { ...kit, key: await keyFromFile(system.dataFolder, "service") };
  const carrierId = await addTestCarrier(stage, { name: "Uji", port: carrier.port });
  sender = `X${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender(stage, { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] });
  const writer = await addPerson(kit);
  templateId = await addApprovedTemplate(kit, {
    tenantId,
    name: "tagihan",
    body: "Yth. {nama}",
    writtenBy: writer.id,
    decidedBy: operator.id,
    variables: [{ name: "nama", kind: "plain", most: 40 }],
  });
}, 180_000);

afterAll(async () => {
  await carrier?.close();
  await system?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Prepares and starts a campaign, as an administrator does. */
async function begin(): Promise<string> {
  const { client } = centre.operator;
  const lines = Array.from({ length: LINES }, (_, nth) => `62812${10_000_000 + nth};Orang ${nth}`);
  const plan = { templateId, templateVersion: "1", sender, perHour: String(PER_HOUR), validMinutes: "1440" };
  const seen = { expectedLines: String(LINES), expectedParts: String(LINES), expectedRupiah: "0" };
  const query = new URLSearchParams({ ...plan, ...seen, name: "Tagihan", requestKey: system.kit.ids.next() });
  const body = new FormData();
  body.append("file", new File([["nomor;nama", ...lines].join("\n")], "penerima.csv"));
  const { id } = succeeded(
    await client.send<{ id: string }>(`${PATH}?${query.toString()}`, { method: "POST", body }),
    "a campaign",
  );
  expect((await client.post(`${PATH}/${id}/going`, { act: "start", expectedVersion: 1 })).status).toBe(204);
  return id;
}

async function count(id: string) {
  return inTenant(system.kit.db, centre.tenantId, async (trx) => {
    const { rows } = await sql<{
      state: string;
      taken: number;
      messages: number;
      references: number;
      final: number;
    }>`select
      (select state from sms_campaign where id = ${id}::uuid) as state,
      (select count(*)::int from sms_campaign_line where campaign_id = ${id}::uuid and state = 'taken') as taken,
      (select count(*)::int from sms_message) as messages,
      (select count(distinct own_reference)::int from sms_message) as references,
      (select count(*)::int from sms_message where state = 'delivered') as final`.execute(trx);
    return rows[0] ?? { state: "", taken: 0, messages: 0, references: 0, final: 0 };
  });
}

describe("a campaign of two thousand lines, while the portal is killed again and again", () => {
  it("makes exactly one message of every line, and the carrier is given each once", async () => {
    const id = await begin();
    const deadline = performance.now() + DONE_MS_MAX;
    const caught: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(700 + 130 * kill);
      await system.kill("portal");
      caught.push((await count(id)).taken);
      await system.untilReady();
    }
    // The kill came during the campaign, not before the first line or after the last one.
    expect(caught.filter((taken) => taken > 0 && taken < LINES).length).toBeGreaterThan(1);
    const all = { state: "done", taken: LINES, messages: LINES, references: LINES, final: LINES };
    while ((await count(id)).final < LINES) {
      if (performance.now() > deadline) throw new Error(`so far: ${JSON.stringify(await count(id))}`);
      await delay(300);
    }
    await expect.poll(() => count(id)).toEqual(all);
    const recipients = carrier.taken().map(({ recipient }) => recipient);
    expect([recipients.length, new Set(recipients).size]).toEqual([LINES, LINES]);
  }, 240_000);
});
