import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../../../testkit/call-centre.ts";
import { COOKIE, type ProblemBody } from "../../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { QueueBoard } from "./contract.ts";

interface Listed {
  readonly items: readonly { readonly id: string; readonly name: string; readonly version: number }[];
}

let portal: TestPortal;
let centre: CallCentre;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
});

afterAll(() => portal.close());

const client = () => centre.operator.client;
const add = async (path: "queues" | "agents", form: object) =>
  (await client().post<{ id: string }>(`/api/service/${path}`, form)).body.id;
const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;

describe("the queues of a call centre", () => {
  it("are added, changed over the version that was read, and ended", async () => {
    const id = await add("queues", { ...GOOD_QUEUE, name: "Keluhan" });
    const change = { ...GOOD_QUEUE, name: "Keluhan pelanggan", isOpen: false, expectedVersion: 1 };
    expect((await client().put(`/api/service/queues/${id}`, change)).status).toBe(204);
    expect(refusalOf(await client().put(`/api/service/queues/${id}`, change))).toBe("409 queue-stale");
    const { body } = await client().get<Listed>("/api/service/queues");
    expect(body.items.find((one) => one.id === id)).toMatchObject({
      name: "Keluhan pelanggan",
      isOpen: false,
      version: 2,
    });
    expect((await client().delete(`/api/service/queues/${id}`)).status).toBe(204);
    expect(refusalOf(await client().delete(`/api/service/queues/${id}`))).toBe("404 no-such-queue");
  });

  it("have names of their own, whatever the case, and overflow into queues that are there", async () => {
    const id = await add("queues", { ...GOOD_QUEUE, name: "Umum" });
    expect(refusalOf(await client().post("/api/service/queues", { ...GOOD_QUEUE, name: "umum" }))).toBe(
      "409 queue-name-taken",
    );
    const full = (queueId: string) => ({
      ...GOOD_QUEUE,
      name: "Kedua",
      rules: { ...GOOD_QUEUE.rules, overflow: { ...GOOD_QUEUE.rules.overflow, full: { to: "queue", queueId } } },
    });
    expect(refusalOf(await client().post("/api/service/queues", full(portal.kit.ids.next())))).toBe(
      "409 queue-overflow-unknown",
    );
    expect((await client().post("/api/service/queues", full(id))).status).toBe(201);
  });

  it("keep rules that could never be kept out: no rest after a missed offer, tiers that do not rise", async () => {
    for (const rules of [{ restMs: 0 }, { tiersOpenMs: [0, 5_000, 5_000] }, { tiersOpenMs: [1_000] }, { ringMs: 0 }]) {
      const form = { ...GOOD_QUEUE, name: "Salah", rules: { ...GOOD_QUEUE.rules, ...rules } };
      expect((await client().post("/api/service/queues", form)).status).toBe(400);
    }
  });

  it("of two changes of one version at the same moment keep one", async () => {
    const id = await add("queues", { ...GOOD_QUEUE, name: "Balapan" });
    const tries = ["Kiri", "Kanan"].map((name) =>
      client().put(`/api/service/queues/${id}`, { ...GOOD_QUEUE, name, expectedVersion: 1 }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status).sort((left, right) => left - right)).toEqual([
      204, 409,
    ]);
  });
});

describe("the agents of a call centre", () => {
  it("serve queues that are there, at a phone that is there", async () => {
    const queueId = await add("queues", { ...GOOD_QUEUE, name: "Agen" });
    const nobodys = portal.kit.ids.next();
    const form = { ...GOOD_AGENT, name: "Sari", queues: [{ queueId, tier: 2 }] };
    const id = await add("agents", form);
    const wrong = [
      { ...form, queues: [{ queueId: nobodys, tier: 1 }] },
      { ...form, homePhoneId: nobodys },
    ];
    const refusals = await Promise.all(wrong.map((one) => client().post("/api/service/agents", one)));
    expect(refusals.map(refusalOf)).toEqual(["409 agent-queue-unknown", "409 agent-phone-unknown"]);
    const changed = await client().put(`/api/service/agents/${id}`, { ...form, queues: [], expectedVersion: 1 });
    expect(changed.status).toBe(204);
    expect(refusalOf(await client().put(`/api/service/agents/${id}`, { ...form, expectedVersion: 1 }))).toBe(
      "409 agent-stale",
    );
    const { body } = await client().get<Listed>("/api/service/agents");
    expect(body.items).toMatchObject([{ id, name: "Sari", queues: [], skills: { inggris: 3 }, standing: null }]);
    expect((await client().delete(`/api/service/agents/${id}`)).status).toBe(204);
    const act = { act: { act: "ready" }, idempotencyKey: "siap" };
    expect(refusalOf(await client().post(`/api/service/agents/${id}/acts`, act))).toBe("404 no-such-agent");
  });

  it("are asked once by one key, and the answer says in words why the floor refused", async () => {
    const id = await add("agents", { ...GOOD_AGENT, name: "Budi" });
    const { items } = (await client().get<Listed>("/api/service/pause-reasons")).body;
    const reasonId = items.find(({ name }) => name === "Makan")?.id;
    const wish = { act: { act: "pause", reasonId }, idempotencyKey: "makan-1" };
    const ask = () => client().post<{ id: string; state: string }>(`/api/service/agents/${id}/acts`, wish);
    const [first, again] = [await ask(), await ask()];
    expect([first.status, first.body.state, again.body.id]).toEqual([202, "waiting", first.body.id]);
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("agentCommand")
        .set({ state: "refused", refusal: "agent-not-logged-in", doneAt: new Date() })
        .where("id", "=", first.body.id)
        .execute(),
    );
    const { body } = await client().get(`/api/service/agents/${id}/acts/${first.body.id}`);
    expect(body).toMatchObject({ state: "refused", refusal: { code: "agent-not-logged-in" } });
    expect(JSON.stringify(body)).toContain("belum bertugas");
  });

  it("have so many wishes waiting at once and no more", async () => {
    const id = await add("agents", { ...GOOD_AGENT, name: "Wati" });
    const ask = (nth: number) =>
      client().post(`/api/service/agents/${id}/acts`, { act: { act: "ready" }, idempotencyKey: `siap-${nth}` });
    for (let nth = 0; nth < 10; nth += 1) expect((await ask(nth)).status).toBe(202);
    expect(refusalOf(await ask(10))).toBe("409 agent-acts-waiting");
    expect((await ask(9)).status).toBe(202);
  });
});

/** The messages of the event stream, in their order. */
async function* boards(): AsyncGenerator<QueueBoard, undefined> {
  const answer = await fetch(`${portal.url}/api/service/queues/live`, {
    headers: { cookie: `${COOKIE}=${centre.operator.token}` },
    signal: AbortSignal.timeout(10_000),
  });
  let rest = "";
  for await (const chunk of answer.body ?? []) {
    rest += Buffer.from(chunk).toString("utf8");
    const parts = rest.split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const data = /^event: queues\ndata: (.*)$/s.exec(part)?.[1];
      if (data !== undefined) yield JSON.parse(data) as QueueBoard;
    }
  }
}

describe("what goes on in the queues", () => {
  it("is seen as it changes, and the story of a contact afterwards", async () => {
    const queueId = await add("queues", { ...GOOD_QUEUE, name: "Langsung" });
    const contactId = portal.kit.ids.next();
    const joinedAt = new Date();
    const of = { contactId, queueId, tenantId: centre.tenantId };
    const isSeen = async (fits: (board: QueueBoard) => boolean) => {
      for await (const board of boards()) if (fits(board)) return board;
      return expect.fail("the stream ended");
    };
    await isSeen(({ queues }) => queues.some(({ name, waiting }) => name === "Langsung" && waiting === 0));
    await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const at = { joinedAt, joinedMs: 0, enteredMs: 0, priority: 0 };
      const row = { ...of, ...at, caller: "+62811", called: "1500771", kind: "call", state: "waiting" };
      await trx.insertInto("openContact").values(row).execute();
      const body = JSON.stringify({ kind: "contact.entered", contactId, queueId, position: 1, toldMs: 95_000 });
      const event = { ...of, sequence: 1, fence: 1, kind: "contact.entered", at: joinedAt, steadyMs: 0, body };
      await trx.insertInto("queueEvent").values(event).execute();
    });
    const board = await isSeen(({ contacts }) => contacts.length > 0);
    expect(board.contacts).toMatchObject([
      { contactId, caller: "+62811", called: "1500771", place: 1, toldMs: 95_000 },
    ]);
    expect(board.timeZone).toBe("Asia/Jakarta");
    expect(board.queues.find(({ name }) => name === "Langsung")).toMatchObject({
      waiting: 1,
      longestSince: joinedAt.toISOString(),
      waitMaxMs: GOOD_QUEUE.rules.waitMaxMs,
    });
    const { body } = await client().get(`/api/service/contacts/${contactId}`);
    expect(body).toMatchObject({
      contactId,
      timeZone: "Asia/Jakarta",
      queues: [{ id: queueId, name: "Langsung" }],
      agents: [],
      events: [{ kind: "contact.entered", body: { position: 1 } }],
    });
    expect(refusalOf(await client().get(`/api/service/contacts/${queueId}`))).toBe("404 no-such-contact");
  });

  it("has each caller's place in his own queue: priority first, then who joined first; who talks has none", async () => {
    const [queueId, beside] = [
      await add("queues", { ...GOOD_QUEUE, name: "Urutan" }),
      await add("queues", { ...GOOD_QUEUE, name: "Sebelah" }),
    ];
    const agentId = await add("agents", { ...GOOD_AGENT, name: "Tari", queues: [{ queueId, tier: 1 }] });
    const row = (name: string, joinedMs: number, more: object = {}) => ({
      contactId: portal.kit.ids.next(),
      tenantId: centre.tenantId,
      queueId,
      caller: name,
      called: "1500771",
      kind: "call",
      state: "waiting",
      joinedAt: new Date(),
      joinedMs,
      enteredMs: joinedMs,
      priority: 0,
      ...more,
    });
    const standing = { agentId, tenantId: centre.tenantId, state: "talking", since: new Date(), held: "{}" };
    await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const rows = [
        row("kedua", 70_000),
        row("ketiga", 130_001),
        row("pertama", 129_000, { priority: 1 }),
        row("bicara", 1_000, { state: "connected", agentId }),
        row("sebelah", 500_000, { queueId: beside, priority: 9 }),
      ];
      await trx.insertInto("openContact").values(rows).execute();
      await trx.insertInto("agentStatus").values(standing).execute();
    });
    for await (const board of boards()) {
      const placed = board.contacts.filter((one) => one.queueId === queueId || one.queueId === beside);
      if (placed.length < 5) continue;
      expect(Object.fromEntries(placed.map(({ caller, place }) => [caller, place]))).toEqual({
        pertama: 1,
        kedua: 2,
        ketiga: 3,
        bicara: null,
        sebelah: 1,
      });
      expect(board.agents.find((one) => one.agentId === agentId)).toMatchObject({ queueIds: [queueId] });
      return;
    }
  });
});
