import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { openTestClient } from "../../../../../testkit/client.ts";
import type { Guest } from "../../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { addTestCarrier, addTestSender, type SmsFixtureContext } from "../../../../../testkit/short-messages.ts";
import { addPerson, giveRole } from "../../../../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { keyFromFile } from "../../../../platform/sealing/index.ts";

const SMS = "/api/service/sms";
const BODY = "Yth. {nama}, kode Anda {kode}.";
const VARIABLES = [
  { name: "nama", kind: "plain", most: 20 },
  { name: "kode", kind: "digits", most: 6 },
];
let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let supervisor: Guest;
let sender: string;
let key: string;

interface Said {
  readonly error: { readonly code: string; readonly message: string; readonly fields: readonly { path: string }[] };
}

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  const fixtureContext: SmsFixtureContext = {
    ...portal.kit,
    key: await keyFromFile(portal.kit.settings.dataFolder, "service"),
  };
  const carrierId = await addTestCarrier(fixtureContext, { name: "Uji" });
  centre = await openCallCentre(portal);
  sender = `T${centre.tenantId.slice(-9)}`.toUpperCase();
  const own = { tenantId: centre.tenantId, personId: centre.operator.id, carrierIds: [carrierId] };
  await addTestSender(fixtureContext, { ...own, value: sender });
  await addTestSender(fixtureContext, { ...own, value: `U${centre.tenantId.slice(-9)}`.toUpperCase() });
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-supervisor", tenantId: centre.tenantId });
  supervisor = { ...person, client: openTestClient(portal.url, person.token) };
  const wish = { name: "Program", scopes: ["messages.send", "messages.read"], expiresAt: null };
  key = (await centre.operator.client.post<{ key: string }>("/api/service/api-keys", wish)).body.key;
  // The routing table is at most a second old.
  await vi.waitUntil(async () => (await send({ text: "Uji", category: "transactional" })).status === 202, {
    timeout: 10_000,
    interval: 100,
  });
});

afterAll(() => portal?.close());

async function send(form: object): Promise<{ readonly status: number; readonly body: Said & { readonly id: string } }> {
  const answer = await fetch(`${portal.url}/api/v1/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "accept-language": "en" },
    body: JSON.stringify({ from: sender, to: "081234567890", ...form }),
  });
  return { status: answer.status, body: (await answer.json()) as Said & { id: string } };
}

const write = (name: string, own: object = {}, by: Guest = supervisor) =>
  by.client.post<{ id: string } & Said>(`${SMS}/templates`, {
    name,
    category: "otp",
    body: BODY,
    variables: VARIABLES,
    senders: [sender],
    ...own,
  });

interface Shown {
  readonly edition: number;
  readonly versions: readonly { readonly version: number; readonly state: string; readonly mayDecide: boolean }[];
}

const read = async (id: string, by: Guest = centre.operator) =>
  (await by.client.get<Shown>(`${SMS}/templates/${id}`)).body;

async function ask(id: string): Promise<number> {
  const { edition } = await read(id);
  const asked = await supervisor.client.post(`${SMS}/templates/${id}/asking`, { expectedEdition: edition });
  expect(asked.status).toBe(204);
  return edition + 1;
}

const decide = (by: Guest, id: string, own: object) =>
  by.client.post<Said>(`${SMS}/templates/${id}/decision`, { isApproved: true, reason: "", ...own });

async function approved(name: string, own: object = {}): Promise<string> {
  const { id } = (await write(name, own)).body;
  expect((await decide(centre.operator, id, { expectedEdition: await ask(id) })).status).toBe(204);
  return id;
}

describe("a template", { timeout: 60_000 }, () => {
  it("is written by a supervisor, approved by an administrator, and sent by its name and values", async () => {
    const { status, body } = await write("kode-masuk");
    expect(status).toBe(201);
    const values = { nama: "Sri", kode: "123456" };
    const form = { template: "kode-masuk", values, category: "otp" };
    expect((await send(form)).body.error.code).toBe("template-not-approved");
    const edition = await ask(body.id);
    expect((await send(form)).body.error.code).toBe("template-not-approved");
    // The author's role does not have the permission to decide.
    expect((await decide(supervisor, body.id, { expectedEdition: edition })).status).toBe(403);
    expect((await read(body.id, supervisor)).versions[0]?.mayDecide).toBe(false);
    expect((await read(body.id)).versions[0]?.mayDecide).toBe(true);
    expect((await decide(centre.operator, body.id, { expectedEdition: edition })).status).toBe(204);
    const sent = await send(form);
    expect(sent.status).toBe(202);
    const found = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .selectFrom("smsMessage")
        .select(["templateId", "templateVersion", "category"])
        .where("id", "=", sent.body.id)
        .executeTakeFirstOrThrow(),
    );
    expect(found).toEqual({ templateId: body.id, templateVersion: 1, category: "otp" });
    const story = await centre.operator.client.get<{ text: string; template: object }>(
      `${SMS}/messages/${sent.body.id}`,
    );
    expect(story.body.text).toBe("Yth. Sri, kode Anda ••••••.");
    expect(story.body.template).toEqual({ name: "kode-masuk", version: 1 });
    const actions = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("auditEntry").select("action").where("subjectId", "=", body.id).execute(),
    );
    expect(actions.map(({ action }) => action).sort()).toEqual([
      ...["sms-template.approved", "sms-template.asked", "sms-template.written"],
    ]);
  });

  it("is not approved by an administrator who wrote a word of it, in the database neither", async () => {
    const { id } = (await write("tulisan-sendiri", {}, centre.operator)).body;
    const expectedEdition = await ask(id);
    expect((await decide(centre.operator, id, { expectedEdition })).body.error.code).toBe("sms-template-own");
    const forced = inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("smsTemplateVersion")
        .set({ state: "approved", decidedBy: centre.operator.id, decidedAt: new Date(virtualContext.clock.nowMs()) })
        .where("templateId", "=", id)
        .execute(),
    );
    await expect(forced).rejects.toThrow("sms_template_by_another");
  });

  it("is refused with a reason, and goes on being sent as it was until its next version is approved", async () => {
    const id = await approved("tagihan", { category: "transactional", senders: [] });
    const change = { category: "transactional", body: "Baru: {kode}", variables: VARIABLES.slice(1), senders: [] };
    const { edition } = await read(id);
    const put = (own: object) => supervisor.client.put<Said>(`${SMS}/templates/${id}`, { ...change, ...own });
    expect((await put({ expectedEdition: edition - 1 })).body.error.code).toBe("sms-template-stale");
    expect((await put({ expectedEdition: edition })).status).toBe(204);
    const expectedEdition = await ask(id);
    expect((await decide(centre.operator, id, { expectedEdition, isApproved: false })).body.error.code).toBe(
      "sms-template-reason-missing",
    );
    const refused = await decide(centre.operator, id, { expectedEdition, isApproved: false, reason: "Terlalu pendek" });
    expect(refused.status).toBe(204);
    const form = { template: "tagihan", category: "transactional", values: { nama: "Sri", kode: "1" } };
    const sent = await send(form);
    expect(sent.status).toBe(202);
    expect((await read(id)).versions.map(({ version, state }) => [version, state])).toEqual([
      [2, "refused"],
      [1, "approved"],
    ]);
    expect((await centre.operator.client.delete(`${SMS}/templates/${id}`)).status).toBe(204);
    expect((await send(form)).body.error.code).toBe("template-unknown");
    expect((await write("tagihan", { category: "transactional" })).status).toBe(201);
  });

  it("says which value is missing, too long, of the wrong kind or unknown, in every way it is sent", async () => {
    await approved("isian", { category: "transactional" });
    const own = { template: "isian", category: "transactional" };
    const said = async (form: object) => {
      const { error } = (await send({ ...own, ...form })).body;
      return [error.code, error.fields[0]?.path, error.message];
    };
    expect(await said({ values: { nama: "Sri" } })).toEqual([
      ...["template-value-missing", "values.kode", "Enter a value for the variable kode."],
    ]);
    expect(await said({ values: { nama: "Sri", kode: "1234567" } })).toEqual([
      ...["template-value-too-long", "values.kode", "The value of kode is too long. Shorten it."],
    ]);
    expect((await said({ values: { nama: "Sri", kode: "x" } }))[0]).toBe("template-value-unfit");
    expect((await said({ values: { nama: "Sri", kode: "1", lain: "y" } }))[0]).toBe("template-value-unknown");
    expect((await said({ values: { nama: "Sri", kode: "1" }, text: "Halo" }))[0]).toBe("template-and-text");
    expect((await said({ values: { nama: "Sri", kode: "1" }, category: "otp" }))[0]).toBe("template-category");
    const other = `U${centre.tenantId.slice(-9)}`.toUpperCase();
    expect((await said({ values: { nama: "Sri", kode: "1" }, from: other }))[0]).toBe("template-sender");
    expect((await said({ template: "tidak-ada", values: {} }))[0]).toBe("template-unknown");
    expect((await send({ text: "Halo", values: { a: "b" }, category: "otp" })).body.error.code).toBe(
      "template-value-unknown",
    );
    const form = { from: sender, to: ["081234567890", "081234567891"], category: "transactional" };
    const byHand = await supervisor.client.post<{ items: readonly { error: { message: string } | null }[] }>(
      `${SMS}/messages`,
      { ...form, template: "isian", values: { nama: "Sri" }, requestKey: randomUUID() },
    );
    expect(byHand.body.items.map(({ error }) => error?.message)).toEqual([
      ...["Variabel kode wajib diisi.", "Variabel kode wajib diisi."],
    ]);
  });

  it("is the only way for promotion where the call centre wishes so, and other messages stay free", async () => {
    await approved("promo", { category: "promotional", body: "Diskon {kode} persen", variables: VARIABLES.slice(1) });
    const free = { text: "Diskon 50 persen", category: "promotional", zone: "WIB" };
    expect((await supervisor.client.put(`${SMS}/settings`, { promotionByTemplate: true })).status).toBe(403);
    expect((await centre.operator.client.put(`${SMS}/settings`, { promotionByTemplate: true })).status).toBe(204);
    expect((await send(free)).body.error.code).toBe("template-required");
    expect((await send({ text: "Halo", category: "transactional" })).status).toBe(202);
    const made = { template: "promo", values: { kode: "50" }, category: "promotional", zone: "WIB" };
    expect((await send(made)).status).toBe(202);
    await centre.operator.client.put(`${SMS}/settings`, { promotionByTemplate: false });
    expect((await send(free)).status).toBe(202);
  });

  it("has a name of its own, a text that can be sent, and sender ids of the call centre", async () => {
    await write("sudah-ada");
    expect((await write("sudah-ada")).body.error.code).toBe("sms-template-taken");
    expect((await write("Nama Salah")).status).toBe(400);
    expect((await write("kurung", { body: "{Nama}" })).body.error.code).toBe("sms-template-braces");
    expect((await write("isian-lain", { variables: [] })).body.error.code).toBe("sms-template-variables");
    expect((await write("pengirim", { senders: ["ORANGLAIN"] })).body.error.code).toBe("sms-template-sender-unknown");
  });
});

describe("the list of messages", { timeout: 60_000 }, () => {
  it("shows a supervisor neither whole numbers nor digits of texts, and an administrator both", async () => {
    const { body } = await send({ text: "Pesanan 4711 siap", category: "transactional", reference: "faktur-9" });
    const seen = async (by: Guest) => {
      const { body: one } = await by.client.get<Record<string, unknown>>(`${SMS}/messages/${body.id}`);
      return { to: one["to"], text: one["text"], reference: one["reference"] };
    };
    expect(await seen(supervisor)).toEqual({ to: "62••••••••890", text: "Pesanan •••• siap", reference: null });
    expect(await seen(centre.operator)).toEqual({
      to: "6281234567890",
      text: "Pesanan 4711 siap",
      reference: "faktur-9",
    });
    const list = await supervisor.client.get<{ items: readonly { to: string }[] }>(`${SMS}/messages?to=081234567890`);
    expect(list.body.items.every(({ to }) => to === "62••••••••890")).toBe(true);
  });

  it("is followed by the trail when somebody notes by hand who wants nothing", async () => {
    const wish = { recipient: "081299990001", senderId: null };
    for (const _time of [1, 2]) await centre.operator.client.post(`${SMS}/opt-outs`, wish);
    const rows = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("auditEntry").select("detail").where("action", "=", "sms-opt-out.noted").execute(),
    );
    expect(rows).toEqual([{ detail: { senderId: null } }]);
  });
});
