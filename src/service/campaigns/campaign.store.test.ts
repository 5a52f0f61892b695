import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { addPerson } from "../../../testkit/residents.ts";
import { addTestCarrier, addTestSender } from "../../../testkit/short-messages.ts";
import { virtualWorld } from "../../../testkit/world.ts";
import { type Database, inTenant, type OpenDatabase, openDatabase } from "../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../regulation/index.ts";
import { openMadeMessages } from "../messaging/wire.ts";
import { changeCampaign, insertCampaign, stepCampaigns, type TakeLines } from "./campaign.store.ts";

const world = virtualWorld();
const key = randomBytes(32);
const HOUR_MS = 3_600_000;
let clone: ClonedDatabase;
let database: OpenDatabase;
let db: Database;
let centre: CallCentre;
let carrierId: string;
let sender: string;
let templateId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 8, log: testLog });
  ({ db } = database);
  carrierId = await addTestCarrier({ db, ...world, key }, { name: "Uji" });
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

beforeEach(async () => {
  centre = await openCallCentre({ kit: { db, ...world }, url: "http://127.0.0.1" });
  const { tenantId, operator } = centre;
  sender = `C${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender(
    { db, ...world, key },
    { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] },
  );
  const other = await addPerson({ ...world, db });
  templateId = world.ids.next();
  const at = new Date(world.clock.nowMs());
  await inTenant(db, tenantId, async (trx) => {
    const template = { id: templateId, tenantId, name: "tagihan", createdBy: operator.id, createdAt: at };
    await trx.insertInto("smsTemplate").values(template).execute();
    const text = { category: "transactional", body: "Yth. {nama}", senders: [], state: "approved" };
    const variables = JSON.stringify([{ name: "nama", kind: "plain", most: 20 }]);
    const who = { writers: [operator.id], writtenAt: at, askedAt: at, decidedBy: other.id, decidedAt: at };
    await trx
      .insertInto("smsTemplateVersion")
      .values({ templateId, version: 1, tenantId, ...text, variables, ...who })
      .execute();
  });
});

const made = () => {
  const rules = () => {
    const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(world.clock.nowMs()) });
    if (!opened.ok) throw new Error("no rules");
    return readShortMessageRules(opened.value);
  };
  const news = { announce: () => undefined, listen: () => () => undefined, close: async () => undefined };
  return openMadeMessages({ clock: world.clock, ids: world.ids, news, rules });
};

const take: TakeLines = async (trx, campaign, lines) => {
  const { tenantId, zone, validMinutes, templateId: id, templateVersion: version } = campaign;
  const messages = lines.map(({ line, recipient, fields }) => ({
    ...{ recipient, values: fields, reference: `campaign ${campaign.id} ${line}` },
  }));
  const order = { tenantId, sender: campaign.sender, zone, validMs: validMinutes * 60_000, template: { id, version } };
  const taken = await made().take(trx, { ...order, messages });
  return taken.map((one, nth) => {
    const line = lines[nth]?.line ?? 0;
    return one.ok ? { line, messageId: one.value.messageId } : { line, why: one.refusal };
  });
};

async function begin(count: number, perHour: number): Promise<string> {
  const id = world.ids.next();
  const at = new Date(world.clock.nowMs());
  const { tenantId, operator } = centre;
  const own = { id, tenantId, name: "Uji", templateId, templateVersion: 1, sender, zone: null, sendAt: at, perHour };
  const lines = Array.from({ length: count }, (_, nth) => ({
    ...{ line: nth + 2, recipient: `62812${String(10_000_000 + nth)}`, fields: { nama: `Orang ${nth}` }, parts: 1 },
  }));
  await inTenant(db, tenantId, (trx) =>
    insertCampaign(trx, { ...own, validMinutes: 1_440, createdBy: operator.id, createdAt: at }, lines),
  );
  return id;
}

const states = () =>
  inTenant(db, centre.tenantId, (trx) => trx.selectFrom("smsCampaignLine").select("state").orderBy("line").execute());
const sent = () =>
  inTenant(db, centre.tenantId, (trx) => trx.selectFrom("smsMessage").select(["recipient", "ownReference"]).execute());
const standing = async () =>
  inTenant(db, centre.tenantId, (trx) =>
    trx.selectFrom("smsCampaign").select(["state", "version"]).executeTakeFirstOrThrow(),
  );
const step = (by: TakeLines = take) => stepCampaigns(db, world.clock.nowMs(), by);

describe("a campaign", { timeout: 30_000 }, () => {
  it("goes at its pace, line by line, until it is done", async () => {
    await begin(10, 60);
    expect(await step()).toBe(0);
    world.advance(3 * 60_000);
    expect(await step()).toBe(3);
    expect((await states()).filter(({ state }) => state === "taken")).toHaveLength(3);
    world.advance(HOUR_MS);
    expect(await step()).toBe(7);
    expect((await standing()).state).toBe("done");
    expect(new Set((await sent()).map(({ recipient }) => recipient)).size).toBe(10);
  });

  it("neither loses nor doubles a line, though a process ends in the middle and several go on with it at once", async () => {
    await begin(50, 1_000_000);
    world.advance(HOUR_MS);
    const dying: TakeLines = async (trx, campaign, lines) => {
      await take(trx, campaign, lines);
      throw new Error("killed");
    };
    await expect(step(dying)).rejects.toThrow("killed");
    expect(await sent()).toEqual([]);
    await Promise.all([step(), step(), step()]);
    await step();
    expect(await sent()).toHaveLength(50);
    expect(new Set((await sent()).map(({ ownReference }) => ownReference)).size).toBe(50);
  });

  it("stands still while it is paused, and goes on from there without catching up; what is stopped is over", async () => {
    const id = await begin(10, 60);
    const at = () => new Date(world.clock.nowMs());
    const change = (act: "pause" | "resume" | "stop", expectedVersion: number) =>
      inTenant(db, centre.tenantId, (trx) => changeCampaign(trx, { id, act, expectedVersion, at: at() }));
    world.advance(60_000);
    await step();
    expect(await change("pause", 1)).toBe(true);
    expect(await change("pause", 1)).toBe(false);
    world.advance(HOUR_MS);
    expect(await step()).toBe(0);
    expect(await change("resume", 2)).toBe(true);
    world.advance(2 * 60_000);
    expect(await step()).toBe(2);
    expect(await change("stop", 3)).toBe(true);
    expect(await change("resume", 4)).toBe(false);
    world.advance(HOUR_MS);
    expect(await step()).toBe(0);
    expect(await sent()).toHaveLength(3);
  });

  it("says of each line why nothing was sent: whoever wants no messages, and a template that was retired", async () => {
    await begin(2, 60);
    await inTenant(db, centre.tenantId, async (trx) => {
      const row = { id: world.ids.next(), tenantId: centre.tenantId, recipient: "6281210000000", source: "by-hand" };
      await trx
        .insertInto("smsOptOut")
        .values({ ...row, createdAt: new Date(world.clock.nowMs()) })
        .execute();
    });
    world.advance(60_000);
    await step();
    await inTenant(db, centre.tenantId, (trx) =>
      trx
        .updateTable("smsTemplate")
        .set({ retiredAt: new Date(world.clock.nowMs()), retiredBy: centre.operator.id })
        .execute(),
    );
    world.advance(60_000);
    await step();
    const rows = await inTenant(db, centre.tenantId, (trx) =>
      trx.selectFrom("smsCampaignLine").select("why").orderBy("line").execute(),
    );
    expect(rows.map(({ why }) => why)).toEqual(["recipient-opted-out", "template-unknown"]);
  });
});
