import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { addAlertQueue, GOOD_ALERT, letWait, watchAlerts } from "../../../../testkit/alert-fixture.ts";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { openTestClient, type ProblemBody } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { HOURS_FORM } from "../../../../testkit/hours-form.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { addCrowd, addPerson, giveRole } from "../../../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { present } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { eventsAfter, firstSequence } from "../reports/wire.ts";
import { createAcdMetricsReader } from "../wallboards/wire.ts";
import type { AlertEvent } from "./contract.ts";
import type { AlertWatch, ReadFigures } from "./watch-alerts.effects.ts";

const ALERTS = "/api/service/alerts";
const EVENTS = "/api/service/alert-events";
const LOOK_MS = 2_000;

let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let queueId: string;
let supervisor: Guest;
let watch: AlertWatch;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
});

/** Each test has its own call centre with a queue and a supervisor. */
beforeEach(async () => {
  centre = await openCallCentre(portal);
  queueId = await addAlertQueue(portal.kit, centre.tenantId);
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-supervisor", tenantId: centre.tenantId });
  supervisor = { ...person, client: openTestClient(portal.url, person.token) };
  watch = watchAlerts(portal.kit);
});

afterAll(() => portal?.close());

const client = () => centre.operator.client;
const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;
const waiting = (count: number) => letWait(portal.kit, { tenantId: centre.tenantId, queueId, count });

async function addAlert(more: Partial<typeof GOOD_ALERT> = {}): Promise<string> {
  const added = await client().post<{ id: string }>(ALERTS, { ...GOOD_ALERT, ...more });
  expect(added.status).toBe(201);
  return added.body.id;
}

/** Evaluates alerts for some seconds as the portal does; returns how many alerts changed state. */
async function watchFor(seconds: number, by: AlertWatch = watch, everyMs = LOOK_MS): Promise<number> {
  let turned = 0;
  for (let ms = 0; ms < seconds * 1_000; ms += everyMs) {
    turned += await by.look();
    virtualContext.advance(everyMs);
  }
  return turned;
}

const events = async (): Promise<readonly AlertEvent[]> =>
  (await client().get<{ items: AlertEvent[] }>(`${EVENTS}?pageSize=100`)).body.items;

async function mails(): Promise<readonly string[]> {
  const rows = await portal.kit.db
    .selectFrom("mailMessage")
    .select("subject")
    .where("dedupeKey", "like", "alert %")
    .where("toPersonId", "=", supervisor.id)
    .orderBy("createdAt")
    .orderBy("id")
    .execute();
  return rows.map(({ subject }) => subject);
}

describe("an alert of a call centre", () => {
  it("is raised once, told, taken on by a person whose name is shown, and cleared once", async () => {
    await addAlert({ queueIds: [queueId], mailTo: [supervisor.id] });
    await waiting(3);
    expect(await watchFor(10)).toBe(0);
    expect(await watchFor(60)).toBe(1);
    const [event] = await events();
    expect(event).toMatchObject({
      name: "Antrean penuh",
      measure: "waiting",
      threshold: 2,
      figure: 3,
      queues: ["Umum"],
      sequence: 0,
      acknowledgedBy: null,
      clearedAt: null,
      tellings: 1,
    });
    expect(await mails()).toEqual(["Peringatan: Antrean penuh"]);
    const taken = `${EVENTS}/${present(event, "what was raised").id}/acknowledgement`;
    expect((await supervisor.client.post(taken)).status).toBe(204);
    expect(refusalOf(await client().post(taken))).toBe("409 alert-acknowledged");
    expect((await events())[0]).toMatchObject({ acknowledgedBy: supervisor.name });
    await waiting(0);
    expect(await watchFor(120)).toBe(1);
    expect(await events()).toMatchObject([{ clearedWhy: "calm", clearedFigure: 0 }]);
    expect(await mails()).toEqual(["Peringatan: Antrean penuh", "Peringatan kembali normal: Antrean penuh"]);
    expect(refusalOf(await client().post(taken))).toBe("409 alert-cleared");
  });

  it("is told to whoever comes last by name among five hundred, and finds him by a part of it", async () => {
    await addCrowd(portal.kit, { count: 500, role: "operator-supervisor", tenantId: centre.tenantId });
    interface People {
      readonly total: number;
      readonly hasMore: boolean;
      readonly items: readonly { readonly id: string; readonly name: string }[];
    }
    const find = async (query: string) => (await client().get<People>(`${ALERTS}/people?${query}`)).body;
    const [, ...rest] = supervisor.name;
    const part = rest.join("");
    const found = await find(`search=${encodeURIComponent(part.toUpperCase())}`);
    expect(found.items).toContainEqual({ id: supervisor.id, name: supervisor.name });
    expect((await find("search=%25")).items).toEqual([]);
    const all = await find("pageSize=100");
    expect([all.total, all.hasMore, all.items.length]).toEqual([502, true, 100]);
    const last = await find("pageSize=100&page=6");
    expect([last.hasMore, last.items.length]).toEqual([false, 2]);
    expect(last.items.map(({ name }) => name)).toContain(supervisor.name);
    const id = await addAlert({ holdSeconds: 0, mailTo: [supervisor.id] });
    const people = [{ id: supervisor.id, name: supervisor.name }];
    expect((await client().get(`${ALERTS}/${id}`)).body).toMatchObject({ people });
    await waiting(2);
    expect(await watchFor(4)).toBe(1);
    expect(await mails()).toEqual(["Peringatan: Antrean penuh"]);
  });

  it("tells once when what is left for short messages falls below a threshold, and again only after it was more", async () => {
    const { tenantId } = centre;
    const left = (mode: "prepaid" | "postpaid", balanceRupiah: number) =>
      inTenant(portal.kit.db, tenantId, (trx) =>
        trx.updateTable("smsBalance").set({ mode, balanceRupiah }).where("tenantId", "=", tenantId).execute(),
      );
    await left("postpaid", 0);
    const figures = { measure: "sms-left", comparison: "at-most", raiseAt: 500_000, clearAt: 1_000_000 };
    await addAlert({ ...figures, holdSeconds: 0, clearSeconds: 60 });
    // A postpaid account without a limit has no remaining amount.
    expect(await watchFor(10)).toBe(0);
    await left("prepaid", 2_000_000);
    expect(await watchFor(10)).toBe(0);
    await left("prepaid", 400_000);
    expect(await watchFor(70)).toBe(1);
    expect(await events()).toMatchObject([{ measure: "sms-left", threshold: 500_000, figure: 400_000 }]);
    await left("prepaid", 600_000);
    expect(await watchFor(70)).toBe(0);
    await left("prepaid", 3_000_000);
    expect(await watchFor(70)).toBe(1);
    expect(await events()).toMatchObject([{ clearedFigure: 3_000_000 }]);
  });

  it("is neither raised twice nor lost by a process that is killed", async () => {
    await addAlert({ mailTo: [supervisor.id] });
    await waiting(2);
    await watchFor(8);
    // The process dies before the alert is raised: the next process does not count those seconds.
    watch = watchAlerts(portal.kit);
    expect(await watchFor(10)).toBe(0);
    // The process dies while the alert is being raised: nothing of it is on disk, and the next sweep raises the alert.
    const dying = watchAlerts(portal.kit, {
      tellPeople: async () => {
        throw new Error("killed");
      },
    });
    expect(await watchFor(14, dying)).toBe(0);
    expect(await events()).toEqual([]);
    expect(await watchFor(14)).toBe(1);
    // The process dies after the alert was raised: it is active, and is not notified again.
    watch = watchAlerts(portal.kit);
    expect(await watchFor(120)).toBe(0);
    expect([(await events()).length, (await mails()).length]).toEqual([1, 1]);
  });

  it("is raised once by two processes that look at the same moment", async () => {
    await addAlert({ holdSeconds: 0, mailTo: [supervisor.id] });
    await waiting(2);
    const turned = await Promise.all([watch.look(), watchAlerts(portal.kit).look(), watchAlerts(portal.kit).look()]);
    expect(turned.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect([(await events()).length, (await mails()).length]).toEqual([1, 1]);
  });

  it("is told again while nobody takes it on", async () => {
    await addAlert({ holdSeconds: 0, repeatMinutes: 5, mailTo: [supervisor.id] });
    await waiting(2);
    expect(await watchFor(620, watch, 20_000)).toBe(3);
    const [event] = await events();
    expect(event).toMatchObject({ tellings: 3 });
    expect(await mails()).toEqual([
      "Peringatan: Antrean penuh",
      "Peringatan masih aktif: Antrean penuh",
      "Peringatan masih aktif: Antrean penuh",
    ]);
    await client().post(`${EVENTS}/${event?.id}/acknowledgement`);
    expect(await watchFor(620, watch, 20_000)).toBe(0);
  });

  it("that is changed, switched off or ended stands no more, and is judged anew", async () => {
    const id = await addAlert({ holdSeconds: 0 });
    await waiting(2);
    expect(await watchFor(2)).toBe(1);
    const change = { ...GOOD_ALERT, raiseAt: 5, clearAt: 2, expectedVersion: 1 };
    expect((await client().put(`${ALERTS}/${id}`, change)).status).toBe(204);
    expect(refusalOf(await client().put(`${ALERTS}/${id}`, change))).toBe("409 alert-stale");
    expect(await events()).toMatchObject([{ clearedWhy: "changed", clearedFigure: null }]);
    expect(await watchFor(30)).toBe(0);
    const back = { ...GOOD_ALERT, holdSeconds: 0, expectedVersion: 2 };
    expect((await client().put(`${ALERTS}/${id}`, back)).status).toBe(204);
    expect(await watchFor(2)).toBe(1);
    expect((await client().delete(`${ALERTS}/${id}`)).status).toBe(204);
    expect(refusalOf(await client().delete(`${ALERTS}/${id}`))).toBe("404 no-such-alert");
    expect(await watchFor(30)).toBe(0);
    expect((await events()).map(({ clearedWhy }) => clearedWhy)).toEqual(["changed", "changed"]);
  });

  it("watches in its hours only, and mails nobody who has left", async () => {
    const { body } = await client().post<{ id: string }>("/api/service/hours", {
      ...HOURS_FORM,
      hours: { ...HOURS_FORM.hours, specialDays: [{ date: "2026-11-25", hours: [] }] },
    });
    const id = await addAlert({ holdSeconds: 0, hoursId: body.id, mailTo: [supervisor.id] });
    await waiting(2);
    expect(await watchFor(10)).toBe(0);
    await portal.kit.db
      .updateTable("membership")
      .set({ endedAt: new Date(virtualContext.clock.nowMs()) })
      .where("personId", "=", supervisor.id)
      .execute();
    const always = { ...GOOD_ALERT, holdSeconds: 0, mailTo: [], expectedVersion: 1 };
    const kept = { ...always, mailTo: [supervisor.id] };
    expect(refusalOf(await client().put(`${ALERTS}/${id}`, kept))).toBe("409 alert-person-unknown");
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("alert")
        .set({ rule: JSON.stringify({ ...GOOD_ALERT, holdSeconds: 0, mailTo: [supervisor.id] }) })
        .execute(),
    );
    expect(await watchFor(4)).toBe(1);
    expect(await mails()).toEqual([]);
  });

  it("takes no rule that cannot be, and nothing of somebody else's", async () => {
    const post = (more: object) => client().post(ALERTS, { ...GOOD_ALERT, name: "Salah", ...more });
    expect(refusalOf(await post({ clearAt: 2 }))).toBe("400 alert-clear-wrong");
    expect(refusalOf(await post({ measure: "level-today", raiseAt: 101 }))).toBe("400 alert-figure-wrong");
    expect(refusalOf(await post({ measure: "calls-share", queueIds: [queueId] }))).toBe("400 alert-queues-unfit");
    expect(refusalOf(await post({ queueIds: [randomUUID()] }))).toBe("409 alert-queue-unknown");
    expect(refusalOf(await post({ hoursId: randomUUID() }))).toBe("409 alert-hours-unknown");
    expect(refusalOf(await post({ webhookIds: [randomUUID()] }))).toBe("409 alert-webhook-unknown");
    const other = await openCallCentre(portal);
    expect(refusalOf(await post({ mailTo: [other.operator.id] }))).toBe("409 alert-person-unknown");
    await addAlert();
    expect(refusalOf(await post({ name: "ANTREAN penuh" }))).toBe("409 alert-name-taken");
    expect((await post({ clearSeconds: 59 })).status).toBe(400);
    expect((await client().get<{ items: object[] }>(ALERTS)).body.items).toHaveLength(1);
  });

  it("of one call centre is looked at although another one's figures cannot be read", async () => {
    await addAlert({ holdSeconds: 0 });
    await waiting(2);
    const broken = await openCallCentre(portal);
    await broken.operator.client.post(ALERTS, GOOD_ALERT);
    const read = createAcdMetricsReader(portal.kit, { eventsAfter, firstSequence });
    const readFigures: ReadFigures = (look, also) => {
      if (look.tenantId === broken.tenantId) throw new Error("unreadable");
      return read(look, also);
    };
    expect(await watchFor(2, watchAlerts(portal.kit, { readFigures }))).toBe(1);
  });

  it("leaves its trail by name", async () => {
    const id = await addAlert({ holdSeconds: 0 });
    await waiting(2);
    await watchFor(2);
    const [event] = await events();
    await client().post(`${EVENTS}/${event?.id}/acknowledgement`);
    await client().delete(`${ALERTS}/${id}`);
    const trail = await client().get<{ items: { subjectName: string | null; action: string }[] }>("/api/service/audit");
    const named = trail.body.items.filter(({ action }) => action.startsWith("alert."));
    expect(named.map(({ action }) => action).toSorted()).toEqual(["alert.acknowledged", "alert.added", "alert.ended"]);
    expect(named.map(({ subjectName }) => subjectName)).toEqual(Array(3).fill("Antrean penuh"));
  });
});

describe("the portal that runs", () => {
  it("watches alerts by itself, and tries what is to be told", async () => {
    const running = await openTestPortal();
    try {
      const { tenantId, operator } = await openCallCentre(running);
      const own = await addAlertQueue(running.kit, tenantId);
      const webhook = await operator.client.post<{ id: string }>("/api/service/webhooks", {
        name: "Tanpa nama",
        url: "https://tidak-ada.contoh.example/",
        kinds: ["alert"],
      });
      const form = { ...GOOD_ALERT, holdSeconds: 0, webhookIds: [webhook.body.id], mailTo: [operator.id] };
      expect((await operator.client.post(ALERTS, form)).status).toBe(201);
      await letWait(running.kit, { tenantId, queueId: own, count: 2 });
      const list = `/api/service/webhooks/${webhook.body.id}/exchanges`;
      await vi.waitFor(
        async () => {
          const { items } = (await operator.client.get<{ items: { attempt: number; kind: string }[] }>(list)).body;
          // Independent of the name servers of this machine, and of the number of attempts so far.
          expect(items.some(({ kind, attempt }) => kind === "alert.raised" && attempt > 0)).toBe(true);
        },
        { timeout: 20_000, interval: 100 },
      );
    } finally {
      await running.close();
    }
  });
});
