import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAgentPerson, type WrittenContact, writeContact } from "../../../../../testkit/agent-contact.ts";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../../../../testkit/call-centre.ts";
import type { ProblemBody } from "../../../../../testkit/client.ts";
import type { Guest } from "../../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { DesktopCustomer } from "../customers/customer-profile.shared.ts";
import type { AgentDesktop, DesktopContact } from "./agent-desktop.shared.ts";

const CALLER = "081234567890";
const MINUTE_MS = 60_000;

let portal: TestPortal;
let centre: CallCentre;
let sari: Guest;
let budi: Guest;
let ids: Readonly<Record<"queue" | "other" | "sari" | "budi", string>>;
let sequence = 1;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
  sari = await addAgentPerson(portal, centre.tenantId);
  budi = await addAgentPerson(portal, centre.tenantId);
  const { client } = centre.operator;
  const made = async (path: string, form: object) => (await client.post<{ id: string }>(path, form)).body.id;
  const queue = await made("/api/service/queues", { ...GOOD_QUEUE, name: "Tagihan" });
  const other = await made("/api/service/queues", { ...GOOD_QUEUE, name: "Teknis" });
  const agent = (name: string, personId: string) =>
    made("/api/service/agents", { ...GOOD_AGENT, name, personId, queues: [{ queueId: queue, tier: 1 }] });
  ids = { queue, other, sari: await agent("Sari", sari.id), budi: await agent("Budi", budi.id) };
});

afterAll(() => portal.close());

const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;

/** A contact of one of the agents, some minutes ago. */
async function written(
  agent: "sari" | "budi",
  minutesAgo: number,
  more: Partial<WrittenContact> = {},
): Promise<string> {
  sequence += 4;
  const atMs = portal.kit.clock.nowMs() - minutesAgo * MINUTE_MS;
  const where = {
    tenantId: centre.tenantId,
    queueId: ids.queue,
    agentId: ids[agent],
    caller: CALLER,
    called: "1500881",
  };
  return writeContact(portal.kit, { ...where, atMs, sequence, ...more });
}

const note = (guest: Guest, contactId: string, form: object) =>
  guest.client.post(`/api/service/desk/contacts/${contactId}/notes`, {
    id: randomUUID(),
    note: "",
    dispositionId: null,
    ...form,
  });
const disposition = async (name: string, queueId: string | null) =>
  (await centre.operator.client.post<{ id: string }>("/api/service/dispositions", { name, queueId })).body.id;
const contactOf = (guest: Guest, id: string) => guest.client.get<DesktopContact>(`/api/service/desk/contacts/${id}`);

describe("what an agent does with his caller", () => {
  const act = (of: object, guest = sari) =>
    guest.client.post("/api/service/desk/call/acts", { act: of, idempotencyKey: randomUUID() });

  it("needs a caller, and whom he asks must be there", async () => {
    expect(refusalOf(await act({ act: "hold" }))).toBe("404 call-not-open");
    await written("budi", 1, { isOpen: true });
    expect(refusalOf(await act({ act: "consult", agentId: ids.sari }, budi))).toBe("409 consult-no-number");
    // No switch has the call any more, since its row is deleted.
    expect(refusalOf(await act({ act: "hold" }, budi))).toBe("404 call-not-open");
    expect((await act({ act: "consult", number: "dua" }, budi)).status).toBe(400);
  });

  it("may ask those who are logged in at a phone, by name, and not himself", async () => {
    const names = async (guest: Guest) =>
      (await guest.client.get<{ items: { name: string }[] }>("/api/service/desk/colleagues")).body.items;
    expect(await names(budi)).toEqual([]);
    const phone = { id: randomUUID(), tenantId: centre.tenantId, extension: "771", name: "Meja", username: "meja-771" };
    await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const sealedSecret = Buffer.alloc(8);
      await trx
        .insertInto("phone")
        .values({ ...phone, sealedSecret, createdAt: new Date() })
        .execute();
      await trx.updateTable("agentStatus").set({ phoneId: phone.id }).where("agentId", "=", ids.budi).execute();
    });
    expect(await names(sari)).toEqual([{ id: ids.budi, name: "Budi", state: "talking", extension: "771" }]);
    expect(await names(budi)).toEqual([]);
  });
});

describe("an agent's own desk", () => {
  it("is that of the agent whom somebody tied to his account, and nobody's before", async () => {
    const { body } = await sari.client.get<AgentDesktop>("/api/service/desk");
    expect(body.agent).toMatchObject({ id: ids.sari, name: "Sari" });
    expect(body.pauseReasons.map(({ name }) => name)).toEqual(["Ibadah", "Istirahat", "Makan", "Pelatihan", "Rapat"]);
    const stranger = await addAgentPerson(portal, centre.tenantId);
    expect(refusalOf(await stranger.client.get("/api/service/desk"))).toBe("404 no-own-agent");
    expect(refusalOf(await stranger.client.get("/api/service/desk/live"))).toBe("404 no-own-agent");
  });

  it("orders acts of his own, for reasons that the call centre knows", async () => {
    const act = (wish: object, idempotencyKey: string) =>
      sari.client.post<{ id: string }>("/api/service/desk/acts", { act: wish, idempotencyKey });
    const pause = (reasonId: string, key: string) => act({ act: "pause", reasonId }, key);
    expect(refusalOf(await pause(randomUUID(), "jeda-1"))).toBe("409 pause-reason-unknown");
    const { body } = await sari.client.get<AgentDesktop>("/api/service/desk");
    const ordered = await pause(body.pauseReasons[0]?.id ?? "", "jeda-2");
    expect(ordered.status).toBe(202);
    const rows = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("agentCommand").select(["agentId", "requestedBy"]).where("id", "=", ordered.body.id).execute(),
    );
    expect(rows).toEqual([{ agentId: ids.sari, requestedBy: sari.id }]);
    expect((await sari.client.get(`/api/service/desk/acts/${ordered.body.id}`)).status).toBe(200);
    expect(refusalOf(await budi.client.get(`/api/service/desk/acts/${ordered.body.id}`))).toBe("404 no-such-act");
  });

  it("counts what he did since midnight of the call centre, and nobody else's", async () => {
    const before = (await sari.client.get<AgentDesktop>("/api/service/desk")).body.today;
    await written("sari", 0, { talkMs: 20_000 });
    await written("sari", 0, { talkMs: 40_000 });
    await written("sari", 60 * 24, { talkMs: 900_000 });
    await written("budi", 0, { talkMs: 900_000 });
    const { today } = (await sari.client.get<AgentDesktop>("/api/service/desk")).body;
    expect(today).toEqual({ handled: before.handled + 2, missed: 0, talkMs: 30_000 });
  });
});

describe("a contact of an agent's own", () => {
  it("tells the whole number, the choices and earlier contacts while he has it, and its end afterwards", async () => {
    const caller = "081322223333";
    const earlier = await written("budi", 60, { caller: "+6281322223333" });
    const paid = await disposition("Lunas", null);
    await note(budi, earlier, { note: "Menunggu kuitansi", dispositionId: paid });
    const now = await written("sari", 1, { caller, choice: "Tagihan kartu", isOpen: true });
    const { body } = await contactOf(sari, now);
    expect(body).toMatchObject({
      caller,
      isWhole: true,
      choices: ["Tagihan kartu"],
      waitedMs: 7_000,
      queueName: "Tagihan",
    });
    expect(body.earlier).toMatchObject([
      { isAnswered: true, disposition: "Lunas", note: "Menunggu kuitansi", queueName: "Tagihan" },
    ]);
    const over = (await contactOf(budi, earlier)).body;
    expect(over).toMatchObject({ caller: "•••333", isWhole: false, earlier: [] });
  });

  it("is nobody else's: neither seen nor written about by a colleague, nor in his list", async () => {
    const id = await written("budi", 5, { caller: "081955556666" });
    expect(refusalOf(await contactOf(sari, id))).toBe("404 no-such-contact");
    expect(refusalOf(await note(sari, id, { note: "Bukan milik saya" }))).toBe("404 no-such-contact");
    const list = await sari.client.get("/api/service/desk/contacts");
    expect(list.text).not.toContain(id);
    expect(list.text).not.toContain("081955556666");
  });

  it("keeps every note below the one before, one that is sent twice once, and the last disposition", async () => {
    const [open, done] = [await disposition("Perlu dihubungi", ids.queue), await disposition("Selesai", null)];
    const id = await written("sari", 3);
    const form = { id: randomUUID(), note: "Minta salinan tagihan", dispositionId: open };
    expect([(await note(sari, id, form)).status, (await note(sari, id, form)).status]).toEqual([201, 201]);
    expect((await note(sari, id, { dispositionId: done })).status).toBe(201);
    const { notes } = (await contactOf(sari, id)).body;
    expect(notes.map((one) => [one.note, one.disposition])).toEqual([
      ["Minta salinan tagihan", "Perlu dihubungi"],
      ["", "Selesai"],
    ]);
    const { items } = (await sari.client.get<{ items: { contactId: string }[] }>("/api/service/desk/contacts")).body;
    expect(items.find(({ contactId }) => contactId === id)).toMatchObject({
      caller: "•••890",
      disposition: "Selesai",
      note: "Minta salinan tagihan",
    });
  });

  it("is counted once in the report, where its last disposition was said, and in that of its queue alone", async () => {
    const [first, last] = [await disposition("Kata pertama", null), await disposition("Kata terakhir", null)];
    const id = await written("sari", 3);
    await note(sari, id, { dispositionId: first });
    await note(sari, id, { dispositionId: last });
    const day = (afterDays: number) =>
      new Date(portal.kit.clock.nowMs() + afterDays * 24 * 60 * MINUTE_MS).toISOString().slice(0, 10);
    const counted = async (queueId: string) => {
      const path = `/api/service/reports/queues?from=${day(-1)}&until=${day(2)}&queueId=${queueId}`;
      const { body } = await centre.operator.client.get<{ dispositions: { id: string; contacts: number }[] }>(path);
      return body.dispositions.filter((one) => one.id === first || one.id === last);
    };
    expect(await counted(ids.queue)).toEqual([{ id: last, name: "Kata terakhir", contacts: 1 }]);
    expect(await counted(ids.other)).toEqual([]);
  });

  it("takes no disposition of another queue or that has ended, and no empty note", async () => {
    const [foreign, ended] = [await disposition("Gangguan", ids.other), await disposition("Lama", null)];
    await centre.operator.client.delete(`/api/service/dispositions/${ended}`);
    const id = await written("sari", 2);
    for (const dispositionId of [foreign, ended, randomUUID()])
      expect(refusalOf(await note(sari, id, { dispositionId }))).toBe("409 disposition-unknown");
    expect((await note(sari, id, { note: "   " })).status).toBe(400);
  });

  it("tells its story without the colleagues it was offered to", async () => {
    const id = await written("sari", 4);
    const { story } = (await contactOf(sari, id)).body;
    expect(story.events.map(({ kind }) => kind)).toEqual(["contact.entered", "contact.answered", "contact.closed"]);
    expect(story.agents).toEqual([{ id: ids.sari, name: "Sari" }]);
  });
});

describe("the names that agents choose from", () => {
  const reasons = async () =>
    (
      await centre.operator.client.get<{
        items: { id: string; name: string; digit: number | null; version: number }[];
      }>("/api/service/pause-reasons")
    ).body.items;

  it("begin with the usual reasons for a pause, each with its key at desk phones", async () => {
    const found = await reasons();
    expect(Object.fromEntries(found.map(({ digit, name }) => [digit, name]))).toEqual({
      1: "Istirahat",
      2: "Makan",
      3: "Ibadah",
      4: "Rapat",
      5: "Pelatihan",
    });
  });

  it("are added, changed over the version that was read, and ended; a name and a key belong to one", async () => {
    const { client } = centre.operator;
    const add = (form: object) => client.post<{ id: string }>("/api/service/pause-reasons", form);
    const { id } = (await add({ name: "Salat Jumat", digit: 7 })).body;
    expect(refusalOf(await add({ name: "salat jumat", digit: null }))).toBe("409 choice-name-taken");
    expect(refusalOf(await add({ name: "Lain", digit: 7 }))).toBe("409 choice-digit-taken");
    const change = { name: "Jumatan", digit: 8, expectedVersion: 1 };
    expect((await client.put(`/api/service/pause-reasons/${id}`, change)).status).toBe(204);
    expect(refusalOf(await client.put(`/api/service/pause-reasons/${id}`, change))).toBe("409 choice-stale");
    expect((await reasons()).find((one) => one.id === id)).toMatchObject({ name: "Jumatan", digit: 8, version: 2 });
    expect((await client.delete(`/api/service/pause-reasons/${id}`)).status).toBe(204);
    expect(refusalOf(await client.delete(`/api/service/pause-reasons/${id}`))).toBe("404 no-such-choice");
    expect((await add({ name: "Jumatan", digit: 8 })).status).toBe(201);
  });

  it("of two that are given one name at the same moment keep one", async () => {
    const tries = [1, 2].map(() =>
      centre.operator.client.post("/api/service/dispositions", { name: "Balapan", queueId: null }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([
      201, 409,
    ]);
  });
});

describe("an agent's account and PIN", () => {
  const change = (form: object) => centre.operator.client.post<{ id: string }>("/api/service/agents", form);
  const rewritten = async (id: string, form: object) => {
    const { items } = (
      await centre.operator.client.get<{ items: { id: string; version: number }[] }>("/api/service/agents")
    ).body;
    const expectedVersion = items.find((one) => one.id === id)?.version;
    return centre.operator.client.put(`/api/service/agents/${id}`, { ...GOOD_AGENT, ...form, expectedVersion });
  };
  const kept = (id: string) =>
    inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("agent").select(["deskNumber", "deskPinHash"]).where("id", "=", id).executeTakeFirstOrThrow(),
    );

  it("is kept unreadable, stays when the form leaves it out, and goes with the number", async () => {
    const desk = { deskNumber: "7310", deskPin: "2580" };
    const made = await change({ ...GOOD_AGENT, name: "Rini", ...desk });
    const { id } = made.body;
    const { deskPinHash } = await kept(id);
    expect(deskPinHash).toMatch(/^\$argon2id\$/);
    expect((await centre.operator.client.get("/api/service/agents")).text).not.toMatch(/argon2id|2580/);
    expect((await rewritten(id, { name: "Rini A" })).status).toBe(204);
    expect(await kept(id)).toEqual({ deskNumber: "7310", deskPinHash });
    expect((await rewritten(id, { name: "Rini A", deskNumber: null })).status).toBe(204);
    expect(await kept(id)).toEqual({ deskNumber: null, deskPinHash: null });
  });

  it("is refused when it is easily guessed, missing, alone, or the number is a colleague's", async () => {
    const form = { ...GOOD_AGENT, name: "Tono" };
    const refused = async (desk: object) => refusalOf(await change({ ...form, ...desk }));
    expect((await change({ ...form, deskNumber: "7400", deskPin: "9021" })).status).toBe(201);
    expect(await refused({ deskNumber: "7400", deskPin: "9021" })).toBe("409 agent-desk-number-taken");
    for (const deskPin of ["1234", "0000", "7401"])
      expect(await refused({ deskNumber: "7401", deskPin })).toBe("409 agent-pin-weak");
    expect(await refused({ deskNumber: "7401" })).toBe("409 agent-pin-missing");
    expect(await refused({ deskPin: "9021" })).toBe("409 agent-pin-without-number");
    expect(await refused({ deskNumber: "7401", deskPin: "902" })).toBe("400 invalid-input");
  });

  it("ties an account that works at desks here to one agent, and no other account", async () => {
    const form = { ...GOOD_AGENT, name: "Umi" };
    const refused = async (personId: string) => refusalOf(await change({ ...form, personId }));
    expect(await refused(sari.id)).toBe("409 agent-person-taken");
    expect(await refused(centre.operator.id)).toBe("409 agent-person-unknown");
    const people = await centre.operator.client.get<{ items: { id: string; agentId: string | null }[] }>(
      "/api/service/agents/people",
    );
    expect(people.body.items.find(({ id }) => id === sari.id)).toMatchObject({ agentId: ids.sari });
    expect(people.body.items.some(({ id }) => id === centre.operator.id)).toBe(false);
  });
});

describe("whoever works at a desk only", () => {
  it("sees no calls, recordings, reports or queues of the call centre", async () => {
    const id = randomUUID();
    const paths = [
      "calls",
      "calls/live",
      `calls/${id}`,
      `recordings/${id}/audio`,
      "queues",
      "queues/live",
      `contacts/${id}`,
    ];
    const today = new Date(portal.kit.clock.nowMs()).toISOString().slice(0, 10);
    for (const path of [...paths, "agents", "dispositions", "flows", `reports/queues?from=${today}&until=${today}`])
      expect([path, (await sari.client.get(`/api/service/${path}`)).status]).toEqual([path, 403]);
  });
});

describe("a customer's card", () => {
  const customer = (guest: Guest, id: string) =>
    guest.client.get<DesktopCustomer>(`/api/service/desk/contacts/${id}/customer`);
  const write = (guest: Guest, id: string, form: object) =>
    guest.client.put(`/api/service/desk/contacts/${id}/customer`, {
      name: "",
      values: {},
      expectedVersion: 0,
      ...form,
    });
  const field = (label: string, kind = "text", options: readonly string[] = []) => ({
    id: randomUUID(),
    label,
    kind,
    options,
  });
  const [member, since] = [field("Nomor anggota", "number"), field("Pelanggan sejak", "date")];
  const kind = field("Jenis", "choice", ["Rumah", "Usaha"]);
  const form = (fields: readonly object[], expectedVersion: number) =>
    centre.operator.client.put("/api/service/card-form", { fields, expectedVersion });

  it("has the fields that the call centre defined, each with its own name, over the version that was read", async () => {
    expect(refusalOf(await form([member, { ...since, label: "nomor ANGGOTA" }], 0))).toBe("409 card-field-twice");
    expect(refusalOf(await form([{ ...kind, options: [] }], 0))).toBe("409 card-options-missing");
    expect((await form([member, since, kind], 0)).status).toBe(204);
    expect(refusalOf(await form([member], 0))).toBe("409 card-form-stale");
  });

  it("is found by the number whichever way it is written, and told only while the agent has the contact", async () => {
    await inTenant(portal.kit.db, centre.tenantId, (trx) => trx.deleteFrom("agentStatus").execute());
    const first = await written("sari", 3, { isOpen: true, caller: "+6281277700001" });
    expect((await customer(sari, first)).body).toMatchObject({ card: { name: "", version: 0 }, script: "" });
    const values = { [member.id]: "12", [since.id]: "2024-02-29", [kind.id]: "Usaha" };
    const wrong = async (part: object) => refusalOf(await write(sari, first, { values: { ...values, ...part } }));
    expect(await wrong({ [member.id]: "dua belas" })).toBe("400 card-value-number");
    expect(await wrong({ [since.id]: "2024-13-01" })).toBe("400 card-value-date");
    expect(await wrong({ [kind.id]: "Kantor" })).toBe("400 card-value-choice");
    expect((await write(sari, first, { name: "Ibu Ani", values })).status).toBe(204);
    expect(refusalOf(await write(sari, first, { name: "Orang lain" }))).toBe("409 card-stale");
    expect(refusalOf(await write(budi, first, { name: "Orang lain", expectedVersion: 1 }))).toBe("404 no-such-contact");
    await inTenant(portal.kit.db, centre.tenantId, (trx) => trx.deleteFrom("agentStatus").execute());
    expect((await customer(sari, first)).body.card).toBeNull();
    expect(refusalOf(await write(sari, first, { name: "Terlambat", expectedVersion: 1 }))).toBe("404 no-such-contact");
    const second = await written("budi", 1, { isOpen: true, caller: "081277700001" });
    expect((await customer(budi, second)).body.card).toEqual({ name: "Ibu Ani", values, version: 1 });

    expect((await form([kind], 1)).status).toBe(204);
    expect((await customer(budi, second)).body.card?.values).toEqual({ [kind.id]: "Usaha" });
    expect((await write(budi, second, { expectedVersion: 1 })).status).toBe(204);
    const cards = () => inTenant(portal.kit.db, centre.tenantId, (trx) => trx.selectFrom("customerProfile").execute());
    expect(await cards()).toEqual([]);
  });

  it("stands beside what the queue wants to be said, which supervisors write over the version they read", async () => {
    const script = (id: string, body: object) => centre.operator.client.put(`/api/service/queues/${id}/script`, body);
    expect((await script(ids.queue, { script: "Selamat pagi", expectedVersion: 0 })).status).toBe(204);
    expect(refusalOf(await script(ids.queue, { script: "Lain", expectedVersion: 0 }))).toBe("409 queue-stale");
    expect(refusalOf(await script(randomUUID(), { script: "Lain", expectedVersion: 0 }))).toBe("404 no-such-queue");
    const own = await written("sari", 1, { caller: "" });
    expect((await customer(sari, own)).body).toMatchObject({ card: null, script: "Selamat pagi" });
    expect(refusalOf(await customer(budi, own))).toBe("404 no-such-contact");
  });
});
