import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { addAlertQueue, GOOD_ALERT, letWait, watchAlerts } from "../../../../testkit/alert-fixture.ts";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { openTestClient, type ProblemBody } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../../../testkit/short-messages.ts";
import { openSmppFixture } from "../../../../testkit/smpp-fixture.ts";
import { startTestGateway } from "../../../../testkit/smpp-gateway.ts";
import { addPerson, giveRole } from "../../../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { keyFromFile } from "../../../platform/sealing/index.ts";
import { decodeGsm } from "../../messaging/sms/index.ts";
import type { AlertEvent } from "./contract.ts";
import type { AlertWatch } from "./watch-alerts.effects.ts";

const ALERTS = "/api/service/alerts";
const [FIRST, SECOND] = ["6281234500001", "6281234500002"];
const LOOK_MS = 2_000;

let virtualContext: VirtualContext;
let portal: TestPortal;
let key: Buffer;
let carrierId: string;
let centre: CallCentre;
let sender: string;
let queueId: string;
let watch: AlertWatch;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  carrierId = await addTestCarrier({ ...portal.kit, key }, { name: "Uji" });
});

afterAll(() => portal?.close());

/** Each test has its own call centre whose sender id a carrier has approved. */
beforeEach(async () => {
  centre = await openCallCentre(portal);
  const { tenantId, operator } = centre;
  sender = `K${tenantId.slice(-9)}`.toUpperCase();
  queueId = await addAlertQueue(portal.kit, tenantId);
  await addTestSender(
    { ...portal.kit, key },
    { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] },
  );
  watch = watchAlerts(portal.kit);
});

const client = () => centre.operator.client;
const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;
const waiting = (count: number) => letWait(portal.kit, { tenantId: centre.tenantId, queueId, count });
const told = (more: object = {}) => ({
  ...GOOD_ALERT,
  holdSeconds: 0,
  smsFrom: sender,
  smsTo: ["0812 3450 0001", "+62 812-3450-0002"],
  ...more,
});

async function addAlert(more: object = {}): Promise<string> {
  const added = await client().post<{ id: string }>(ALERTS, told(more));
  expect(refusalOf(added)).toBe("201 undefined");
  return added.body.id;
}

async function watchFor(seconds: number, by: AlertWatch = watch): Promise<number> {
  let turned = 0;
  for (let ms = 0; ms < seconds * 1_000; ms += LOOK_MS) {
    turned += await by.look();
    virtualContext.advance(LOOK_MS);
  }
  return turned;
}

const events = async (): Promise<readonly AlertEvent[]> =>
  (await client().get<{ items: AlertEvent[] }>("/api/service/alert-events?pageSize=100")).body.items;

/** The messages of the call centre, in the order of their acceptance. */
function messages() {
  return inTenant(portal.kit.db, centre.tenantId, async (trx) => {
    const { rows } = await sql<{ readonly recipient: string; readonly category: string; readonly text: string }>`
      select m.recipient, m.category, (select string_agg(sms_text(m.coding, p.payload), '' order by p.sequence)
        from sms_segment p where p.message_id = m.id) as text
      from sms_message m where m.sender = ${sender} order by m.accepted_at, m.recipient`.execute(trx);
    return rows;
  });
}

const gist = async () => (await messages()).map(({ recipient, text }) => `${recipient} ${text.split(" ")[0]}`);

describe("an alert that is told to telephones", () => {
  it("tells each number once that it was raised and once that it is over, by one or two parts", async () => {
    await addAlert({ repeatMinutes: 5 });
    await waiting(3);
    expect(await watchFor(20)).toBe(1);
    expect(await messages()).toEqual(
      [FIRST, SECOND].map((recipient) => ({
        recipient,
        category: "transactional",
        text: expect.stringMatching(
          /^PERINGATAN "Antrean penuh": Penelepon menunggu 3, batas 2 atau lebih\. .+ pukul \d\d\.\d\d WIB\.$/,
        ) as string,
      })),
    );
    // The notification is repeated, but not by SMS.
    expect(await watchFor(320)).toBe(1);
    await waiting(0);
    expect(await watchFor(80)).toBe(1);
    expect(await gist()).toEqual([
      `${FIRST} PERINGATAN`,
      `${SECOND} PERINGATAN`,
      `${FIRST} KEMBALI`,
      `${SECOND} KEMBALI`,
    ]);
    const [event] = await events();
    expect(event?.texts).toEqual([
      { kind: "raised", place: 1, numberEnd: "0001", state: "open", refusal: null },
      { kind: "cleared", place: 1, numberEnd: "0001", state: "open", refusal: null },
      { kind: "raised", place: 2, numberEnd: "0002", state: "open", refusal: null },
      { kind: "cleared", place: 2, numberEnd: "0002", state: "open", refusal: null },
    ]);
  });

  it("is told once by processes that look at the same moment, and by none that is killed", async () => {
    await addAlert();
    await waiting(2);
    const dying = watchAlerts(portal.kit, {
      writtenMoment: () => {
        throw new Error("killed");
      },
    });
    expect([await dying.look(), (await events()).length, (await gist()).length]).toEqual([0, 0, 0]);
    await Promise.all([watch.look(), watchAlerts(portal.kit).look(), watchAlerts(portal.kit).look()]);
    expect([(await events()).length, (await gist()).length]).toEqual([1, 2]);
  });

  it("says in its history what the rules refuse, and tells everybody else", async () => {
    const person = centre.operator.id;
    await client().post("/api/service/sms/opt-outs", { recipient: FIRST, senderId: null });
    await addAlert({ mailTo: [person] });
    await waiting(2);
    expect(await watchFor(4)).toBe(1);
    expect(await gist()).toEqual([`${SECOND} PERINGATAN`]);
    // The opt-out is removed before the alert is cleared: the number received no message for the raised alert, so it receives none now.
    await inTenant(portal.kit.db, centre.tenantId, (trx) => trx.deleteFrom("smsOptOut").execute());
    await waiting(0);
    expect(await watchFor(80)).toBe(1);
    expect((await gist()).slice(1)).toEqual([`${SECOND} KEMBALI`]);
    expect((await events())[0]?.texts.map(({ kind, refusal }) => `${kind} ${refusal}`)).toEqual([
      ...["raised recipient-opted-out", "raised null", "cleared null"],
    ]);
    const mails = await portal.kit.db
      .selectFrom("mailMessage")
      .select("subject")
      .where("toPersonId", "=", person)
      .where("dedupeKey", "like", "alert %")
      .execute();
    expect(mails).toHaveLength(2);
  });

  it("is raised all the same when its sender id is approved no more, or nothing can be taken", async () => {
    await addAlert();
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("smsRegistration").set({ state: "suspended" }).execute(),
    );
    await waiting(2);
    expect(await watchFor(2)).toBe(1);
    expect((await events())[0]?.texts.map(({ refusal }) => refusal)).toEqual(Array(2).fill("sender-not-approved"));
    const broken = await client().post<{ id: string }>(ALERTS, { ...GOOD_ALERT, name: "Kedua", holdSeconds: 0 });
    const rule = { ...GOOD_ALERT, holdSeconds: 0, smsFrom: sender, smsTo: [FIRST] };
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("alert")
        .set({ rule: JSON.stringify(rule) })
        .where("id", "=", broken.body.id)
        .execute(),
    );
    const shortMessages = {
      senders: async () => [],
      // The database fails a statement, which aborts the transaction unless a savepoint protects it.
      take: async (trx: DatabaseTransaction) => {
        await sql`select 1 / 0`.execute(trx);
        return [];
      },
      wake: () => undefined,
    };
    expect(await watchFor(2, watchAlerts(portal.kit, { shortMessages }))).toBe(1);
    const failed = (await events()).find(({ name }) => name === "Kedua");
    expect(failed?.texts).toMatchObject([{ numberEnd: "0001", state: null, refusal: "failed" }]);
  });

  it("sends forty messages in an hour that it was raised, and goes on with the next hour", async () => {
    const smsTo = Array.from({ length: 10 }, (_, nth) => `62812345001${String(nth).padStart(2, "0")}`);
    await addAlert({ smsTo });
    const raise = async () => {
      await waiting(2);
      expect(await watchFor(4)).toBe(1);
      await waiting(0);
      expect(await watchFor(70)).toBe(1);
    };
    for (let nth = 0; nth < 5; nth += 1) await raise();
    const raised = async () => (await gist()).filter((one) => one.endsWith("PERINGATAN")).length;
    expect([await raised(), (await gist()).length]).toEqual([40, 80]);
    expect((await events())[0]?.texts.map(({ refusal }) => refusal)).toEqual(Array(10).fill("hour-limit"));
    virtualContext.advance(3_600_000);
    await raise();
    expect(await raised()).toBe(50);
  });

  it("takes mobile numbers and an approved sender id alone, new numbers from an administrator alone", async () => {
    const post = (more: object) => client().post(ALERTS, told({ name: "Salah", ...more }));
    expect(refusalOf(await post({ smsTo: ["021 5550100"] }))).toBe("400 alert-phone-unfit");
    expect(refusalOf(await post({ smsFrom: "BUKANKAMI" }))).toBe("409 alert-sender-unfit");
    expect(refusalOf(await post({ smsFrom: null }))).toBe("409 alert-sender-unfit");
    expect((await post({ smsTo: Array(11).fill(FIRST) })).status).toBe(400);
    const other = await openCallCentre(portal);
    expect(refusalOf(await other.operator.client.post(ALERTS, told()))).toBe("409 alert-sender-unfit");
    const id = await addAlert({ smsTo: ["0812 3450 0001", FIRST, SECOND] });
    expect((await client().get(`${ALERTS}/${id}`)).body).toMatchObject({ smsFrom: sender, smsTo: [FIRST, SECOND] });
    const supervisor = await aSupervisor();
    const choices = (who: Guest["client"]) => who.get<object>(`${ALERTS}/choices`);
    expect((await choices(client())).body).toMatchObject({ senders: [sender], mayNamePhones: true });
    expect((await choices(supervisor)).body).toMatchObject({ senders: [sender], mayNamePhones: false });
    const put = (smsTo: readonly string[]) =>
      supervisor.put(`${ALERTS}/${id}`, told({ smsTo, isOn: false, expectedVersion: 1 }));
    expect(refusalOf(await put([FIRST, "081234500003"]))).toBe("403 alert-phone-not-yours");
    expect((await put([SECOND])).status).toBe(204);
    expect((await client().get(`${ALERTS}/${id}`)).body).toMatchObject({ smsTo: [SECOND] });
  });
});

async function aSupervisor(): Promise<Guest["client"]> {
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-supervisor", tenantId: centre.tenantId });
  return openTestClient(portal.url, person.token);
}

describe("a gateway", () => {
  it("brings an alert to a carrier, and its receipt to the history", async () => {
    const running = await openTestPortal({ works: false });
    const stage = { ...running.kit, key };
    const smpp = await openSmppFixture(stage);
    const gateway = await startTestGateway(stage);
    try {
      const { tenantId, sender: smsFrom } = smpp;
      const person = await addPerson(running.kit);
      await giveRole(running.kit, person.id, { role: "operator-administrator", tenantId });
      const operator = openTestClient(running.url, person.token);
      const form = { ...GOOD_ALERT, holdSeconds: 0, smsFrom, smsTo: ["081200000001"] };
      expect((await operator.post(ALERTS, form)).status).toBe(201);
      const queue = await addAlertQueue(running.kit, tenantId);
      await letWait(running.kit, { tenantId, queueId: queue, count: 4 });
      expect(await watchAlerts(running.kit).look()).toBe(1);
      await vi.waitFor(
        async () => {
          const { items } = (await operator.get<{ items: AlertEvent[] }>("/api/service/alert-events")).body;
          expect(items[0]?.texts).toMatchObject([{ numberEnd: "0001", state: "delivered", refusal: null }]);
        },
        { timeout: 20_000, interval: 50 },
      );
      const [taken] = smpp.carrier.taken();
      expect(taken).toMatchObject({ sender: smsFrom, recipient: "6281200000001" });
      expect(decodeGsm(Buffer.from(taken?.data ?? "", "hex"))).toMatch(/^PERINGATAN "Antrean penuh": .* 4, batas 2 /);
    } finally {
      await gateway.close();
      await smpp.close();
      await running.close();
    }
  });
});
