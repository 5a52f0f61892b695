import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { openTestClient } from "../../../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { addPerson, giveRole } from "../../../../../testkit/users.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { keyFromFile } from "../../../../platform/sealing/index.ts";
import { removeTexts } from "../retention/text-removal.jobs.ts";

const TO = "081234567890";
const DAY_MS = 86_400_000;
const SMS = "/api/service/sms";
let virtualContext: VirtualContext;
let portal: TestPortal;
let key: Buffer;
let carrierId: string;
let centre: CallCentre;
let sender: string;
let apiKey: string;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  key = await keyFromFile(portal.kit.settings.dataFolder, "service");
  // Allows thousands of messages to one prefix. Set before the carrier, so that an intake that has loaded the carrier has this setting too.
  const { client } = await portal.officer("administrator");
  await client.post(`${SMS}/free-prefixes`, { prefix: "6281", centreId: null, reason: "Uji" });
  carrierId = await addTestCarrier({ ...portal.kit, key }, { name: "Uji" });
});

afterAll(() => portal?.close());

beforeEach(async () => {
  centre = await openCallCentre(portal);
  sender = `K${centre.tenantId.slice(-9)}`.toUpperCase();
  const { tenantId, operator } = centre;
  await addTestSender(
    { ...portal.kit, key },
    { tenantId, personId: operator.id, value: sender, carrierIds: [carrierId] },
  );
  apiKey = await makeKey(["messages.send", "messages.read"]);
  // The routing table is at most a second old.
  await vi.waitUntil(async () => (await send(form())).status === 202, { timeout: 10_000, interval: 50 });
});

async function makeKey(scopes: readonly string[], name = `Program ${virtualContext.ids.next()}`): Promise<string> {
  const made = await centre.operator.client.post<{ key: string }>("/api/service/api-keys", {
    name,
    scopes,
    expiresAt: null,
  });
  if (made.status !== 201) throw new Error(`no key: ${made.text}`);
  return made.body.key;
}

const form = (own: Readonly<Record<string, unknown>> = {}) => ({
  from: sender,
  to: TO,
  text: "Kode 123456",
  category: "otp",
  ...own,
});

interface Asked {
  readonly key?: string | null;
  readonly language?: string;
  readonly idempotency?: string;
}

interface Body {
  readonly id: string;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fields: readonly { readonly path: string }[];
  };
}

async function ask<Answer = Body>(
  method: string,
  path: string,
  body: unknown,
  { key: own = apiKey, language = "en", idempotency }: Asked,
) {
  const answer = await fetch(`${portal.url}${path}`, {
    method,
    headers: {
      "accept-language": language,
      ...(own === null ? {} : { authorization: `Bearer ${own}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(idempotency === undefined ? {} : { "idempotency-key": idempotency }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: (text === "" ? {} : JSON.parse(text)) as Answer };
}

const send = (body: unknown, asked: Asked = {}) => ask("POST", "/api/v1/messages", body, asked);
const read = <Answer = Body>(path: string, asked: Asked = {}) => ask<Answer>("GET", path, undefined, asked);

const countMessages = () =>
  inTenant(portal.kit.db, centre.tenantId, async (trx) => {
    const { count } = await trx
      .selectFrom("smsMessage")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    return Number(count);
  });

describe("messages for programs", () => {
  it("are on disk when they are answered, and tell where they stand", async () => {
    const sent = await send(form({ reference: "pesanan-7", text: "Halo “dunia”", plain: true }));
    expect(sent.status).toBe(202);
    const message = await read(`/api/v1/messages/${sent.body.id}`);
    expect(message.body).toMatchObject({
      from: sender,
      to: "+6281234567890",
      text: 'Halo "dunia"',
      encoding: "gsm",
      state: "waiting",
      category: "otp",
      reference: "pesanan-7",
      finalAt: null,
      errorCode: null,
      receipts: [],
      parts: [{ sequence: 1, state: "waiting", carrier: "Uji", attempts: 0, perhapsDoubled: false }],
    });
  });

  it("have no reference that cannot be kept, and one that has spoils nobody else's", async () => {
    const before = await countMessages();
    for (const reference of ["a\0b", "\ud800", "baris\nbaru"]) {
      const { status, body } = await send(form({ reference }));
      expect([status, body.error.fields]).toMatchObject([400, [{ path: "reference" }]]);
    }
    const messages = [form({ reference: "a\0b" }), form({})];
    expect((await send({ messages }, {})).status).toBe(400);
    expect(await countMessages()).toBe(before);
    expect((await send(form({ reference: "pesanan № 7 😀" }))).status).toBe(202);
  });

  it("are refused with a code and words of the caller's language, at the field they are about", async () => {
    const english = await send(form({ to: "halo" }));
    expect(english.status).toBe(400);
    expect(english.body.error).toMatchObject({ code: "recipient-unfit", fields: [{ path: "to" }] });
    expect(english.body.error.message).toMatch(/^The phone number is not valid/);
    expect((await send(form({ to: "halo" }), { language: "id" })).body.error.message).toMatch(
      /^Nomor telepon tidak valid/,
    );
    const refusals = await Promise.all(
      [
        form({ from: "LAINNYA" }),
        form({ text: "" }),
        form({ text: "x".repeat(1_600) }),
        form({ text: "\ud83d" }),
        form({ to: "447911123456" }),
        form({ sendAt: "2027-06-01T00:00:00Z" }),
        form({ from: "!" }),
        form({ category: "promotional", sendAt: "2026-11-25T19:00:00+07:00", validMinutes: 60 }),
        form({ category: "lain" }),
        { ...form(), lain: 1 },
      ].map(async (body) => {
        const answer = await send(body);
        return `${answer.status} ${answer.body.error.code}`;
      }),
    );
    expect(refusals).toEqual([
      ...["409 sender-unknown", "400 text-empty", "400 text-too-long", "400 text-unfit", "409 no-route"],
      ...["400 send-time-unfit", "400 sender-unfit", "409 outside-hours", "400 invalid-input", "400 invalid-input"],
    ]);
  });

  it("repeated with one key are sent once, and answered as the first, even at once", async () => {
    const before = await countMessages();
    const idempotency = "ulang-1";
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(form(), { idempotency })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await countMessages()).toBe(before + 1);
    const other = await send(form({ text: "Lain" }), { idempotency });
    expect(`${other.status} ${other.body.error.code}`).toBe("409 request-differs");
    expect((await send(form(), { idempotency: "ada spasi" })).body.error.code).toBe("idempotency-key-unfit");
    // The same request a day later, when it would be too late, gets the stored answer.
    const timed = form({ sendAt: "2026-11-25T20:00:00Z", validMinutes: 1 });
    const first = await send(timed, { idempotency: "ulang-2" });
    expect(first.status).toBe(202);
    expect((await send(timed, { idempotency: "ulang-2" })).body.id).toBe(first.body.id);
  });

  it("many at once are each answered for themselves, in their order", async () => {
    const messages = Array.from({ length: 1_000 }, (_, index) =>
      form({ to: index % 100 === 7 ? "salah" : `0812${String(index).padStart(8, "0")}` }),
    );
    const before = await countMessages();
    const answer = await ask<{
      accepted: number;
      refused: number;
      items: readonly { id?: string; error?: { code: string } }[];
    }>(...(["POST", "/api/v1/messages/bulk", { messages }, { idempotency: "banyak" }] as const));
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ accepted: 990, refused: 10 });
    expect(answer.body.items.flatMap(({ error }, index) => (error === undefined ? [] : [index]))).toEqual(
      Array.from({ length: 10 }, (_, index) => index * 100 + 7),
    );
    expect(await countMessages()).toBe(before + 990);
    const again = await ask("POST", "/api/v1/messages/bulk", { messages }, { idempotency: "banyak" });
    expect(again.body).toEqual(answer.body);
    expect(await countMessages()).toBe(before + 990);
    const tooMany = await ask("POST", "/api/v1/messages/bulk", { messages: [...messages, form()] }, {});
    expect(tooMany.status).toBe(400);
  });

  it("that come too fast are told when to come again, and none of them is written", async () => {
    const bulk = { messages: Array.from({ length: 1_000 }, () => form()) };
    const answers = [];
    for (let nth = 0; nth < 6; nth += 1) answers.push(await ask("POST", "/api/v1/messages/bulk", bulk, {}));
    const last = answers.at(-1);
    expect(last?.status).toBe(429);
    expect(last?.body.error.code).toBe("too-fast");
    expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
    virtualContext.advance(10_000);
    expect((await send(form())).status).toBe(202);
  });

  it("are listed newest first, page by page, by number and by state", async () => {
    virtualContext.advance(60_000);
    const ids: string[] = [];
    for (const text of ["satu", "dua", "tiga", "empat", "lima"]) {
      virtualContext.advance(1_000);
      ids.push((await send(form({ text, to: "081299990000" }))).body.id);
    }
    interface Page {
      readonly items: readonly { readonly id: string }[];
      readonly next: string | null;
    }
    const first = await read<Page>("/api/v1/messages?to=081299990000&limit=3");
    expect(first.body.items.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 3));
    const rest = await read<Page>(`/api/v1/messages?to=081299990000&limit=3&after=${first.body.next}`);
    expect(rest.body).toMatchObject({
      items: ids
        .toReversed()
        .slice(3)
        .map((id) => ({ id })),
      next: null,
    });
    expect((await read<Page>("/api/v1/messages?state=delivered")).body.items).toEqual([]);
    expect((await read("/api/v1/messages?to=x")).status).toBe(400);
  });

  it("are taken back once, before a carrier has them", async () => {
    const { id } = (await send(form({ sendAt: "2026-11-27T00:00:00Z" }))).body;
    expect((await ask("DELETE", `/api/v1/messages/${id}`, undefined, {})).status).toBe(204);
    const again = await ask("DELETE", `/api/v1/messages/${id}`, undefined, {});
    expect(`${again.status} ${again.body.error.code}`).toBe("409 too-late");
    expect((await read<{ state: string }>(`/api/v1/messages/${id}`)).body.state).toBe("cancelled");
  });

  it("of another call centre do not exist", async () => {
    const { id } = (await send(form())).body;
    centre = await openCallCentre(portal);
    const theirs = await makeKey(["messages.send", "messages.read"]);
    expect((await read(`/api/v1/messages/${id}`, { key: theirs })).status).toBe(404);
    expect((await ask("DELETE", `/api/v1/messages/${id}`, undefined, { key: theirs })).status).toBe(404);
    expect((await read<{ items: readonly unknown[] }>("/api/v1/messages", { key: theirs })).body.items).toEqual([]);
    expect(
      (await read<{ items: readonly unknown[] }>(`/api/v1/messages?after=${id}`, { key: theirs })).body.items,
    ).toEqual([]);
    expect((await send(form(), { key: theirs })).body.error.code).toBe("sender-unknown");
  });
});

describe("keys of programs", () => {
  it("are asked for, told once, for what they were made, and worth nothing when they have ended", async () => {
    expect(await codeOf(send(form(), { key: null }))).toBe("401 api-key-missing");
    expect(await codeOf(send(form(), { key: "salah" }))).toBe("401 api-key-unknown");
    expect(await codeOf(send(form(), { key: `smb_${"A".repeat(43)}` }))).toBe("401 api-key-unknown");
    const reader = await makeKey(["messages.read"], "Pembaca");
    expect(await codeOf(send(form(), { key: reader }))).toBe("403 api-key-scope");
    expect((await read("/api/v1/messages", { key: reader })).status).toBe(200);
    const { client } = centre.operator;
    const list = await client.get<{ items: readonly { id: string; name: string; hint: string }[] }>(
      "/api/service/api-keys",
    );
    const own = list.body.items.find(({ name }) => name === "Pembaca");
    expect(own?.hint).toBe(reader.slice(0, 10));
    expect(JSON.stringify(list.body)).not.toContain(reader);
    expect((await client.delete(`/api/service/api-keys/${own?.id}`)).status).toBe(204);
    expect((await client.delete(`/api/service/api-keys/${own?.id}`)).status).toBe(404);
    expect(await codeOf(read("/api/v1/messages", { key: reader }))).toBe("401 api-key-unknown");
  });

  it("end by themselves, and with their call centre", async () => {
    const expiresAt = new Date(virtualContext.clock.nowMs() + DAY_MS).toISOString();
    const { client } = centre.operator;
    const made = await client.post<{ key: string }>("/api/service/api-keys", {
      name: "Sehari",
      scopes: ["messages.read"],
      expiresAt,
    });
    expect((await read("/api/v1/messages", { key: made.body.key })).status).toBe(200);
    virtualContext.advance(DAY_MS);
    expect(await codeOf(read("/api/v1/messages", { key: made.body.key }))).toBe("401 api-key-unknown");
    const past = await client.post("/api/service/api-keys", { name: "Lalu", scopes: ["messages.read"], expiresAt });
    expect(past.status).toBe(400);
    await portal.kit.db
      .updateTable("tenant")
      .set({ closedAt: new Date(virtualContext.clock.nowMs()), closedBy: centre.operator.id, removeOn: "2027-12-31" })
      .where("id", "=", centre.tenantId)
      .execute();
    expect(await codeOf(read("/api/v1/messages"))).toBe("401 api-key-unknown");
  });

  const codeOf = async (asked: Promise<{ readonly status: number; readonly body: Body }>) => {
    const { status, body } = await asked;
    return `${status} ${body.error?.code}`;
  };
});

describe("messages on the administrator's screens", () => {
  it("are listed and told with their receipts, one-time passwords masked, and to no other call centre", async () => {
    const { id } = (await send(form({ text: "Kode OTP: 482913, berlaku 5 menit" }))).body;
    const other = (await send(form({ text: "Pesanan 77 dikirim", category: "transactional" }))).body.id;
    const { client } = centre.operator;
    const list = await client.get<{ items: readonly { id: string; text: string }[] }>(`${SMS}/messages?to=${TO}`);
    const texts = new Map(list.body.items.map((one) => [one.id, one.text]));
    expect([texts.get(id), texts.get(other)]).toEqual(["Kode OTP: ••••••, berlaku • menit", "Pesanan 77 dikirim"]);
    const story = await client.get(`${SMS}/messages/${id}`);
    expect(story.body).toMatchObject({ id, text: "Kode OTP: ••••••, berlaku • menit", state: "waiting", receipts: [] });
    const stranger = (await openCallCentre(portal)).operator.client;
    expect((await stranger.get(`${SMS}/messages/${id}`)).status).toBe(404);
    expect((await stranger.get<{ items: readonly unknown[] }>(`${SMS}/messages`)).body.items).toEqual([]);
    expect((await client.get(`${SMS}/messages?to=halo`)).status).toBe(400);
  });

  it("lose their texts when those are old, and a text is then compared with what stays of it", async () => {
    const [plain, text] = [`Kode ‘482913’ untuk ${centre.tenantId}`, `Kode '482913' untuk ${centre.tenantId}`];
    const { id } = (await send(form({ text: plain, plain: true }))).body;
    const { client } = centre.operator;
    const compare = (said: string, by = client) =>
      by.post<{ isSame: boolean }>(`${SMS}/messages/${id}/text-comparison`, { text: said });
    const kept = async () => {
      const { body } = await client.get<{ classes: readonly { name: string; count: number; rule: unknown }[] }>(
        "/api/service/retention",
      );
      return body.classes.find(({ name }) => name === "short-message-codes");
    };
    expect(await kept()).toMatchObject({ count: 0, rule: { id: "sms-code-keep-days", value: 1, standing: "assumed" } });
    expect((await ask("DELETE", `/api/v1/messages/${id}`, undefined, {})).status).toBe(204);
    expect(await kept()).toMatchObject({ count: 1 });
    // While the text is stored, comparison is refused, so that no one-time password is found by guessing.
    expect((await compare(text)).status).toBe(409);
    const { db, clock, log } = portal.kit;
    await removeTexts({ db, clock, log, key, rules: () => ({ textDays: 0, codeDays: 0 }) });
    expect((await read(`/api/v1/messages/${id}`)).body).toMatchObject({
      text: "",
      textRemoved: true,
      state: "cancelled",
    });
    expect(await kept()).toMatchObject({ count: 0 });
    expect((await compare(text)).body).toEqual({ isSame: true });
    expect((await compare(plain)).body).toEqual({ isSame: true });
    expect((await compare(text.replace("482913", "482914"))).body).toEqual({ isSame: false });
    const stranger = (await openCallCentre(portal)).operator.client;
    expect((await compare(text, stranger)).status).toBe(404);
  });
});

describe("what the installation says of carriers", () => {
  const QUIRKS = {
    idInAnswer: "text",
    idInReceipt: "text",
    longBy: "udh8",
    defaultCoding: "gsm",
    dataCoding: { gsm: 0, ucs2: 8 },
    ton: { letters: 5, digits: 3, recipient: 1 },
    npi: { letters: 0, digits: 1, recipient: 1 },
    hasPlus: false,
    tellsValidity: false,
  };
  const CARRIER = {
    host: "smsc.example.id",
    port: 2775,
    isTls: false,
    systemId: "sambung",
    password: "rahasia",
    systemType: "",
    bindAs: "transceiver",
    binds: 1,
    windowMax: 10,
    ratePerSecond: 100,
    enquireMs: 30_000,
    answerMs: 10_000,
    quirks: QUIRKS,
    isOn: true,
    routes: [{ prefix: "6282", priceRupiah: 300, quality: 90 }],
  };

  it("decides whether a sender id is used: approved, with its proof, and never by the call centre itself", async () => {
    const officer = await portal.officer("administrator");
    const { client } = officer;
    const added = await client.post<{ id: string }>(`${SMS}/carriers`, { ...CARRIER, name: `Lain ${centre.tenantId}` });
    expect(added.status).toBe(201);
    const asked = await centre.operator.client.post<{ id: string; looksLike: string | null }>(`${SMS}/senders`, {
      value: "MANDIRI-X",
    });
    expect(asked.body.looksLike).toBe("MANDIRI");
    const taken = await centre.operator.client.post(`${SMS}/senders`, { value: "mandiri-x" });
    expect(taken.status).toBe(409);
    const senderId = asked.body.id;
    const code = async () => {
      const answer = await send(form({ from: "MANDIRI-X", to: "082112345678" }));
      return answer.body.error?.code ?? "taken";
    };
    expect(await code()).toBe("sender-look-alike");
    const approved = { state: "approved", letter: "SK-1", note: "", validUntil: null };
    const at = `${SMS}/registrations/${senderId}`;
    expect((await centre.operator.client.put(`${at}/${added.body.id}`, approved)).status).toBe(403);
    expect((await client.put(`${at}/proof`, { ownerProof: "Surat kuasa 12/2026" })).status).toBe(204);
    expect(await code()).toBe("sender-not-approved");
    expect((await client.put(`${at}/${added.body.id}`, approved)).status).toBe(204);
    await expect.poll(code).toBe("taken");
    const own = await centre.operator.client.get<{
      items: readonly { value: string; registrations: readonly { state: string }[] }[];
    }>(`${SMS}/senders`);
    expect(
      own.body.items
        .find(({ value }) => value === "MANDIRI-X")
        ?.registrations.map(({ state }) => state)
        .toSorted(),
    ).toEqual([...["approved", "draft"]]);
    const all = await client.get<{ items: readonly { id: string; registrations: readonly { state: string }[] }[] }>(
      `${SMS}/registrations`,
    );
    expect(all.body.items.find(({ id }) => id === senderId)?.registrations).toHaveLength(2);
    expect((await client.put(`${at}/${added.body.id}`, { ...approved, state: "suspended" })).status).toBe(204);
    expect(await code()).toBe("sender-not-approved");
  });

  it.each([
    ["systemId", "sms-carrier-system-id-unfit"],
    ["password", "sms-carrier-password-unfit"],
    ["systemType", "sms-carrier-system-type-unfit"],
  ])("keeps no carrier whose %s has letters that no bind can say", async (path, code) => {
    const { client } = await portal.officer("administrator");
    const name = `Huruf ${path} ${centre.tenantId}`;
    const { id } = (await client.post<{ id: string }>(`${SMS}/carriers`, { ...CARRIER, name })).body;
    type Refused = { readonly error: { readonly code: string; readonly message: string } };
    const unfit = { ...CARRIER, name: `${name} 2`, [path]: "rahasiā" };
    const added = await client.post<Refused>(`${SMS}/carriers`, unfit);
    const changed = await client.put<Refused>(`${SMS}/carriers/${id}`, { ...unfit, expectedVersion: 1 });
    for (const { status, body } of [added, changed]) {
      expect([status, body.error]).toMatchObject([400, { code, fields: [{ path, code }] }]);
      expect(body.error.message).toMatch(/SMPP/);
    }
    expect((await client.delete(`${SMS}/carriers/${id}`)).status).toBe(204);
  });

  it("keeps a carrier over the version that was read, and its password to itself", async () => {
    const { client } = await portal.officer("administrator");
    const name = `Versi ${centre.tenantId}`;
    const { id } = (await client.post<{ id: string }>(`${SMS}/carriers`, { ...CARRIER, name })).body;
    expect((await client.post(`${SMS}/carriers`, { ...CARRIER, name })).status).toBe(409);
    expect((await client.post(`${SMS}/carriers`, { ...CARRIER, name: `${name} 2`, password: "" })).status).toBe(400);
    const change = { ...CARRIER, name, password: "", isOn: false, routes: [], expectedVersion: 1 };
    expect((await client.put(`${SMS}/carriers/${id}`, change)).status).toBe(204);
    expect((await client.put(`${SMS}/carriers/${id}`, change)).status).toBe(409);
    const list = await client.get<{ items: readonly { id: string; routes: readonly unknown[]; isOn: boolean }[] }>(
      `${SMS}/carriers`,
    );
    expect(list.body.items.find((one) => one.id === id)).toMatchObject({ routes: [], isOn: false });
    expect(JSON.stringify(list.body)).not.toMatch(/rahasia|sealed/i);
    expect((await client.delete(`${SMS}/carriers/${id}`)).status).toBe(204);
    expect((await client.delete(`${SMS}/carriers/${id}`)).status).toBe(404);
  });

  it("bars numbers for everybody", async () => {
    const { client } = await portal.officer("administrator");
    const prefix = `628199${centre.tenantId.replaceAll(/\D/g, "").slice(-4).padStart(4, "0")}`;
    const barred = { prefix, reason: "Nomor mahal" };
    expect((await client.post(`${SMS}/barred-prefixes`, barred)).status).toBe(204);
    expect((await client.post(`${SMS}/barred-prefixes`, barred)).status).toBe(409);
    const code = async () => (await send(form({ to: `${prefix}12` }))).body.error?.code ?? "taken";
    await expect.poll(code).toBe("prefix-blocked");
    expect((await client.delete(`${SMS}/barred-prefixes/${prefix}`)).status).toBe(204);
    expect((await client.delete(`${SMS}/barred-prefixes/${prefix}`)).status).toBe(404);
    await expect.poll(code).toBe("taken");
  });

  it("frees numbers from being counted, for one call centre or for all, and counts them again", async () => {
    const { client } = await portal.officer("administrator");
    const freePrefix = { prefix: "447", centreId: centre.tenantId, reason: "Nomor sendiri di Inggris" };
    const freed = await client.post<{ id: string }>(`${SMS}/free-prefixes`, freePrefix);
    expect(freed.status).toBe(201);
    expect((await client.post(`${SMS}/free-prefixes`, freePrefix)).status).toBe(409);
    expect((await client.post(`${SMS}/free-prefixes`, { ...freePrefix, prefix: "0812" })).status).toBe(400);
    expect(
      (await client.post(`${SMS}/free-prefixes`, { ...freePrefix, centreId: virtualContext.ids.next() })).status,
    ).toBe(404);
    const forAll = await client.post<{ id: string }>(`${SMS}/free-prefixes`, { ...freePrefix, centreId: null });
    const list = await client.get<{ items: readonly { id: string; centre: string | null }[] }>(`${SMS}/free-prefixes`);
    const own = list.body.items.filter(({ id }) => [freed.body.id, forAll.body.id].includes(id));
    expect(new Set(own.map(({ centre: name }) => name === null))).toEqual(new Set([true, false]));
    for (const { id } of own) expect((await client.delete(`${SMS}/free-prefixes/${id}`)).status).toBe(204);
    expect((await client.delete(`${SMS}/free-prefixes/${freed.body.id}`)).status).toBe(404);
    expect((await centre.operator.client.post(`${SMS}/free-prefixes`, freePrefix)).status).toBe(403);
  });
});

describe("what a call centre says of its programs", () => {
  const ACCOUNT = {
    name: "Sistem utama",
    addresses: ["10.0.0.0/8", "2001:db8::/32", "192.0.2.7"],
    ratePerSecond: 50,
    windowMax: 10,
    bindsMax: 2,
    defaultCoding: "gsm",
    category: "transactional",
  };

  it("makes accounts whose password is told once, and ends them", async () => {
    const { client } = centre.operator;
    const systemId = `s${centre.tenantId.slice(-10)}`;
    const made = await client.post<{ id: string; password: string }>(`${SMS}/accounts`, { ...ACCOUNT, systemId });
    expect(made.status).toBe(201);
    expect(made.body.password).toHaveLength(8);
    expect(await refusal(client.post(`${SMS}/accounts`, { ...ACCOUNT, systemId, name: "Lain" }))).toBe(
      "409 sms-system-id-taken",
    );
    expect(await refusal(client.post(`${SMS}/accounts`, { ...ACCOUNT, systemId: `${systemId}x` }))).toBe(
      "409 sms-account-name-taken",
    );
    const crooked = { ...ACCOUNT, systemId: `${systemId}y`, name: "Y", addresses: ["10.0.0.1/8"] };
    expect(await refusal(client.post(`${SMS}/accounts`, crooked))).toBe("400 sms-address-unfit");
    const list = await client.get<{ items: readonly { addresses: readonly string[] }[] }>(`${SMS}/accounts`);
    expect(list.body.items).toMatchObject([{ systemId, addresses: ["10.0.0.0/8", "2001:db8::/32", "192.0.2.7/32"] }]);
    expect(JSON.stringify(list.body)).not.toContain(made.body.password);
    const senders = await client.get<{ items: readonly { id: string; inboundAccountId: string | null }[] }>(
      `${SMS}/senders`,
    );
    const [one] = senders.body.items;
    const choose = (accountId: string | null, id = one?.id) =>
      client.put(`${SMS}/senders/${id}/inbound-account`, { accountId });
    const chosen = async () =>
      (await client.get<typeof senders.body>(`${SMS}/senders`)).body.items.find(({ id }) => id === one?.id)
        ?.inboundAccountId;
    expect(one?.inboundAccountId).toBeNull();
    expect((await choose(made.body.id)).status).toBe(204);
    expect(await chosen()).toBe(made.body.id);
    expect(await refusal(choose(made.body.id, made.body.id))).toBe("404 no-such-sms-sender");
    const none = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
    expect(await refusal(choose(none))).toBe("404 no-such-sms-account");
    const noted = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .selectFrom("auditEntry")
        .select("detail")
        .where("action", "=", "sms-sender.inbound-account-chosen")
        .where("subjectId", "=", one?.id ?? "")
        .execute(),
    );
    expect(noted).toEqual([{ detail: { accountId: made.body.id } }]);
    expect((await client.delete(`${SMS}/accounts/${made.body.id}`)).status).toBe(204);
    // An ended account is no longer selected.
    expect(await chosen()).toBeNull();
    expect((await choose(null)).status).toBe(204);
    expect((await client.delete(`${SMS}/accounts/${made.body.id}`)).status).toBe(404);
  });

  it("notes who wants no messages, of one sender or of all, and takes it back", async () => {
    const { client } = centre.operator;
    const optOut = { recipient: "0812-7777-0000", senderId: null };
    expect((await client.post(`${SMS}/opt-outs`, optOut)).status).toBe(204);
    expect((await client.post(`${SMS}/opt-outs`, optOut)).status).toBe(204);
    expect((await send(form({ to: "+6281277770000" }))).body.error.code).toBe("recipient-opted-out");
    const list = await client.get<{ items: readonly { id: string }[] }>(`${SMS}/opt-outs?recipient=081277770000`);
    expect(list.body.items).toMatchObject([{ recipient: "6281277770000", sender: null, source: "by-hand" }]);
    expect((await client.delete(`${SMS}/opt-outs/${list.body.items[0]?.id}`)).status).toBe(204);
    expect((await send(form({ to: "+6281277770000" }))).status).toBe(202);
    expect(await refusal(client.post(`${SMS}/opt-outs`, { ...optOut, senderId: virtualContext.ids.next() }))).toBe(
      "404 no-such-sms-sender",
    );
  });

  it("keeps words that are answered by themselves, each once for a number, and none that asks for no more messages", async () => {
    const { client } = centre.operator;
    const senders = await client.get<{ items: readonly { id: string }[] }>(`${SMS}/senders`);
    const keyword = { senderId: senders.body.items[0]?.id ?? "", word: " jam ", answer: "Kami buka 08.00-17.00." };
    const made = await client.post<{ id: string }>(`${SMS}/keywords`, keyword);
    expect(made.status).toBe(201);
    expect(await refusal(client.post(`${SMS}/keywords`, keyword))).toBe("409 sms-keyword-taken");
    expect(await refusal(client.post(`${SMS}/keywords`, { ...keyword, word: "stop" }))).toBe(
      "409 sms-keyword-reserved",
    );
    expect(await refusal(client.post(`${SMS}/keywords`, { ...keyword, word: "BUKA", answer: "ж".repeat(202) }))).toBe(
      "400 sms-keyword-unfit",
    );
    expect((await client.post(`${SMS}/keywords`, { ...keyword, word: "dua kata" })).status).toBe(400);
    expect(await refusal(client.post(`${SMS}/keywords`, { ...keyword, senderId: virtualContext.ids.next() }))).toBe(
      "404 no-such-sms-sender",
    );
    const list = await client.get<{ items: readonly unknown[] }>(`${SMS}/keywords`);
    expect(list.body.items).toMatchObject([{ id: made.body.id, sender, word: "JAM", answer: keyword.answer }]);
    expect((await client.delete(`${SMS}/keywords/${made.body.id}`)).status).toBe(204);
    expect((await client.delete(`${SMS}/keywords/${made.body.id}`)).status).toBe(404);
  });

  it("is the administrator's alone", async () => {
    const person = await addPerson(portal.kit);
    await giveRole(portal.kit, person.id, { role: "operator-agent", tenantId: centre.tenantId });
    const agent = openTestClient(portal.url, person.token);
    for (const path of ["senders", "accounts", "opt-outs", "carriers", "registrations", "barred-prefixes"])
      expect((await agent.get(`${SMS}/${path}`)).status).toBe(403);
    expect((await agent.get("/api/service/api-keys")).status).toBe(403);
  });

  const refusal = async (asked: Promise<{ readonly status: number; readonly body: unknown }>) => {
    const { status, body } = await asked;
    return `${status} ${(body as Body).error?.code}`;
  };
});
