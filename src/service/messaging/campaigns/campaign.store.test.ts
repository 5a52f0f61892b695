import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { addApprovedTemplate } from "../../../../testkit/campaign-fixture.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../testkit/short-messages.ts";
import { addPerson } from "../../../../testkit/users.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { type Database, inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../regulation/index.ts";
import { eraseShortMessages, openTemplatedMessages, shortMessagesOfNumber } from "../sms/wire.ts";
import { insertCampaign, keepAct, lockCampaign } from "./campaign.store.ts";
import { type CampaignAct, decideAct } from "./campaign-actions.ts";
import { endForgottenCampaigns, stepCampaigns, type TakeLines } from "./step-campaigns.store.ts";
import { lineTaker } from "./take-lines.effects.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
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
  carrierId = await addTestCarrier({ db, ...virtualContext, key }, { name: "Uji" });
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

beforeEach(async () => {
  centre = await openCallCentre({ kit: { db, ...virtualContext }, url: "http://127.0.0.1" });
  const { tenantId, operator } = centre;
  sender = `C${tenantId.slice(-9)}`.toUpperCase();
  await addTestSender(
    { db, ...virtualContext, key },
    { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] },
  );
  const other = await addPerson({ ...virtualContext, db });
  templateId = await addApprovedTemplate(
    { ...virtualContext, db },
    {
      tenantId,
      name: "tagihan",
      body: "Yth. {nama}",
      writtenBy: operator.id,
      decidedBy: other.id,
      variables: [{ name: "nama", kind: "plain", most: 20 }],
    },
  );
});

const made = () => {
  const rules = () => {
    const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(virtualContext.clock.nowMs()) });
    if (!opened.ok) throw new Error("no rules");
    return readShortMessageRules(opened.value);
  };
  const news = { announce: () => undefined, listen: () => () => undefined, close: async () => undefined };
  return openTemplatedMessages({ clock: virtualContext.clock, ids: virtualContext.ids, changeFeed: news, rules });
};

const take: TakeLines = (...asked) => lineTaker(made())(...asked);

const change = (id: string, act: CampaignAct, expectedVersion: number) =>
  inTenant(db, centre.tenantId, async (trx) => {
    const standing = await lockCampaign(trx, id);
    if (standing === undefined) throw new Error("no campaign");
    const decided = decideAct(standing, { act, expectedVersion });
    if (!decided.ok) return false;
    const [at, personId] = [new Date(virtualContext.clock.nowMs()), centre.operator.id];
    await keepAct(trx, { id, act, state: decided.value, sendAt: standing.sendAt, personId, at });
    return true;
  });

async function prepare(count: number, perHour: number): Promise<string> {
  const id = virtualContext.ids.next();
  const at = new Date(virtualContext.clock.nowMs());
  const { tenantId, operator } = centre;
  const own = { id, tenantId, name: "Uji", templateId, templateVersion: 1, sender, zone: null, sendAt: at, perHour };
  const foreseen = { parts: count, priceRupiah: 0, faulty: 0, doubled: 0, requestKey: virtualContext.ids.next() };
  const lines = Array.from({ length: count }, (_, nth) => ({
    line: nth + 2,
    recipient: `62812${String(10_000_000 + nth)}`,
    fields: { nama: `Orang ${nth}` },
    parts: 1,
  }));
  const row = { ...own, ...foreseen, validMinutes: 1_440, createdBy: operator.id, createdAt: at };
  await inTenant(db, tenantId, (trx) => insertCampaign(trx, row, lines));
  return id;
}

async function begin(count: number, perHour: number): Promise<string> {
  const id = await prepare(count, perHour);
  expect(await change(id, "start", 1)).toBe(true);
  return id;
}

const states = () =>
  inTenant(db, centre.tenantId, (trx) => trx.selectFrom("smsCampaignLine").select("state").orderBy("line").execute());
const sent = () =>
  inTenant(db, centre.tenantId, (trx) => trx.selectFrom("smsMessage").select(["recipient", "ownReference"]).execute());
const standing = async () =>
  inTenant(db, centre.tenantId, (trx) =>
    trx.selectFrom("smsCampaign").select(["state", "version", "heldWhy"]).executeTakeFirstOrThrow(),
  );
const fields = async () => {
  const rows = await inTenant(db, centre.tenantId, (trx) =>
    trx.selectFrom("smsCampaignLine").select("fields").orderBy("line").execute(),
  );
  return rows.map((row) => row.fields);
};
/** A price from now on, for any number. */
const price = (priceRupiah: number) =>
  db
    .insertInto("smsPrice")
    .values({
      id: virtualContext.ids.next(),
      prefix: "",
      priceRupiah,
      costRupiah: 0,
      createdBy: centre.operator.id,
      validFrom: new Date(virtualContext.clock.nowMs()),
      createdAt: new Date(virtualContext.clock.nowMs() - 1_000),
    })
    .execute();
const money = (balanceRupiah: number) =>
  inTenant(db, centre.tenantId, async (trx) => {
    const own = trx.updateTable("smsBalance").set({ mode: "prepaid", balanceRupiah });
    const done = await own.where("tenantId", "=", centre.tenantId).executeTakeFirst();
    expect(done.numUpdatedRows).toBe(1n);
  });
const step = async (by: TakeLines = take) => (await stepCampaigns(db, virtualContext.clock.nowMs(), by)).count;

describe("a campaign", { timeout: 30_000 }, () => {
  it("goes at its pace, line by line, until it is done", async () => {
    await begin(10, 60);
    expect(await step()).toBe(0);
    virtualContext.advance(3 * 60_000);
    expect(await step()).toBe(3);
    expect((await states()).filter(({ state }) => state === "taken")).toHaveLength(3);
    // After an hour without a step only five minutes' worth of lines are caught up.
    virtualContext.advance(HOUR_MS);
    expect(await step()).toBe(5);
    expect((await standing()).state).toBe("running");
    virtualContext.advance(2 * 60_000);
    expect(await step()).toBe(2);
    expect((await standing()).state).toBe("done");
    expect(new Set((await sent()).map(({ recipient }) => recipient)).size).toBe(10);
  });

  it("neither loses nor doubles a line, though a process ends in the middle and several go on with it at once", async () => {
    await begin(50, 1_000_000);
    virtualContext.advance(HOUR_MS);
    const dying: TakeLines = async (trx, campaign, lines) => {
      await take(trx, campaign, lines);
      throw new Error("killed");
    };
    const { count, faults } = await stepCampaigns(db, virtualContext.clock.nowMs(), dying);
    expect([count, faults.map(String)]).toEqual([0, ["Error: killed"]]);
    expect(await sent()).toEqual([]);
    expect((await standing()).heldWhy).toBe("storage-away");
    virtualContext.advance(2 * 60_000);
    await Promise.all([step(), step(), step()]);
    await step();
    expect(await sent()).toHaveLength(50);
    expect(new Set((await sent()).map(({ ownReference }) => ownReference)).size).toBe(50);
  });

  it("stands still while it is paused, and goes on from there without catching up; what is stopped is over", async () => {
    const id = await begin(10, 60);
    virtualContext.advance(60_000);
    await step();
    expect(await change(id, "pause", 2)).toBe(true);
    expect(await change(id, "pause", 2)).toBe(false);
    virtualContext.advance(HOUR_MS);
    expect(await step()).toBe(0);
    expect(await change(id, "resume", 3)).toBe(true);
    virtualContext.advance(2 * 60_000);
    expect(await step()).toBe(2);
    expect(await change(id, "stop", 4)).toBe(true);
    expect(await change(id, "resume", 5)).toBe(false);
    virtualContext.advance(HOUR_MS);
    expect(await step()).toBe(0);
    expect(await sent()).toHaveLength(3);
  });

  it("says of a line why nothing was sent to whoever wants no messages, and keeps its lines where its text was retired", async () => {
    await begin(2, 60);
    await inTenant(db, centre.tenantId, async (trx) => {
      const row = {
        id: virtualContext.ids.next(),
        tenantId: centre.tenantId,
        recipient: "6281210000000",
        source: "by-hand",
      };
      await trx
        .insertInto("smsOptOut")
        .values({ ...row, createdAt: new Date(virtualContext.clock.nowMs()) })
        .execute();
    });
    virtualContext.advance(60_000);
    await step();
    await inTenant(db, centre.tenantId, (trx) =>
      trx
        .updateTable("smsTemplate")
        .set({ retiredAt: new Date(virtualContext.clock.nowMs()), retiredBy: centre.operator.id })
        .execute(),
    );
    virtualContext.advance(60_000);
    await step();
    const rows = await inTenant(db, centre.tenantId, (trx) =>
      trx.selectFrom("smsCampaignLine").select("why").orderBy("line").execute(),
    );
    expect(rows.map(({ why }) => why)).toEqual(["recipient-opted-out", null]);
    expect(await standing()).toMatchObject({ state: "running", heldWhy: "template-unknown" });
  });

  it("keeps its lines while no carrier takes its sender, and goes on when one does", async () => {
    await begin(6, 1_000_000);
    const register = (state: "approved" | "rejected") =>
      inTenant(db, centre.tenantId, (trx) => trx.updateTable("smsRegistration").set({ state }).execute());
    await register("rejected");
    virtualContext.advance(60_000);
    expect(await step()).toBe(0);
    expect(await standing()).toMatchObject({ state: "running", heldWhy: "sender-not-approved" });
    await register("approved");
    virtualContext.advance(61_000);
    expect(await step()).toBe(6);
  });

  it("hands in promotion within its hours alone, however long its messages are worth sending", async () => {
    await inTenant(db, centre.tenantId, (trx) =>
      trx.updateTable("smsTemplateVersion").set({ category: "promotional" }).execute(),
    );
    await begin(3, 1_000_000);
    const midnightMs = Math.ceil(virtualContext.clock.nowMs() / DAY_MS) * DAY_MS;
    // Late evening in Jakarta, and the next morning in every time zone.
    virtualContext.advance(midnightMs + 15 * HOUR_MS - virtualContext.clock.nowMs());
    expect(await step()).toBe(0);
    expect(await standing()).toMatchObject({ state: "running", heldWhy: "outside-hours" });
    expect(await sent()).toEqual([]);
    virtualContext.advance(11 * HOUR_MS);
    expect(await step()).toBe(3);
  });

  it("does not begin before it is started, and is over when nobody starts it for long, with nothing kept of its values", async () => {
    const id = await prepare(3, 1_000_000);
    virtualContext.advance(HOUR_MS);
    expect(await step()).toBe(0);
    const nowMs = virtualContext.clock.nowMs();
    expect(await endForgottenCampaigns(db, { before: new Date(nowMs - 2 * HOUR_MS), nowMs, most: 20 })).toBe(0);
    expect(await endForgottenCampaigns(db, { before: new Date(nowMs), nowMs, most: 20 })).toBe(1);
    expect((await standing()).state).toBe("stopped");
    expect(await change(id, "start", 2)).toBe(false);
    expect(await fields()).toEqual([{}, {}, {}]);
  });

  it("keeps no values beside the text of the message they were written into, nor of lines that never go", async () => {
    const id = await begin(3, 60);
    virtualContext.advance(60_000);
    await step();
    expect(await fields()).toEqual([{}, { nama: "Orang 1" }, { nama: "Orang 2" }]);
    expect(await change(id, "stop", 2)).toBe(true);
    expect(await fields()).toEqual([{}, {}, {}]);
  });

  it("waits by itself while there is no money, loses no line, and goes on when there is", async () => {
    await begin(3, 1_000_000);
    await price(500);
    await money(700);
    virtualContext.advance(60_000);
    expect(await step()).toBe(1);
    expect(await standing()).toMatchObject({ state: "running", heldWhy: "balance-too-low" });
    await money(5_000);
    expect(await step()).toBe(0);
    virtualContext.advance(61_000);
    expect(await step()).toBe(2);
    expect(await standing()).toMatchObject({ state: "done", heldWhy: null });
    expect(await sent()).toHaveLength(3);
  });

  it("does not stand in another's way when it cannot be gone on with", async () => {
    const broken = await begin(3, 1_000_000);
    const other = await begin(3, 1_000_000);
    virtualContext.advance(60_000);
    const breaking: TakeLines = (trx, campaign, lines) => {
      if (campaign.id === broken) throw new Error("broken");
      return take(trx, campaign, lines);
    };
    const { count, faults } = await stepCampaigns(db, virtualContext.clock.nowMs(), breaking);
    expect([count, faults.length]).toEqual([3, 1]);
    const rows = await inTenant(db, centre.tenantId, (trx) =>
      trx.selectFrom("smsCampaign").select(["id", "state"]).orderBy("createdAt").execute(),
    );
    expect(new Map(rows.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [broken, "running"],
        [other, "done"],
      ]),
    );
  });

  it("is among what is held of a number, and its lines go when that is to be deleted", async () => {
    await prepare(2, 60);
    const number = "+6281210000001";
    const found = () =>
      inTenant(db, centre.tenantId, async (trx) => (await shortMessagesOfNumber.find(number).execute(trx)).rows);
    expect(await found()).toMatchObject([{ kind: "campaign", text: '{"nama": "Orang 1"}' }]);
    const [id, at] = [virtualContext.ids.next(), new Date(virtualContext.clock.nowMs())];
    const { tenantId, operator } = centre;
    const request = { id, tenantId, kind: "delete", number, shown: "+628•••01", identifiedBy: "KTP diperlihatkan" };
    const ordered = { state: "deleting", openedBy: operator.id, orderedBy: operator.id, orderedAt: at };
    await inTenant(db, tenantId, async (trx) => {
      await trx
        .insertInto("personalRequest")
        .values({ ...request, ...ordered, receivedAt: at, dueAt: at })
        .execute();
      expect(await eraseShortMessages(trx, { id, limit: 10 })).toEqual([{ name: "short-messages", count: 1 }]);
    });
    expect(await found()).toEqual([]);
  });
});
