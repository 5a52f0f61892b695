import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { consoleAttempts } from "../../../../testkit/console-attempts.ts";
import {
  type FieldAccess,
  type FieldClient,
  fieldAccessOf,
  fieldKeyOf,
  openFieldClient,
} from "../../../../testkit/field-client.ts";
import { addCallFixture, addTestCode, addTestRun } from "../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { keepExchange } from "../../../../testkit/stored-exchange.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { idOfSid } from "../../flows/call-documents/index.ts";
import { deleteRequests, eraseRequests } from "./api-request.store.ts";
import type {
  callStorySchema,
  hookExchangeSchema,
  hookExchangesSchema,
  requestSchema,
  requestsSchema,
} from "./contract.ts";

const CODE = "1500611";
const TO = "+6281234567890";
const URL_OF_HOOK = "https://aplikasi.contoh.id/jawab?rahasia=abc";
type Requests = z.infer<typeof requestsSchema>;
type Exchanges = z.infer<typeof hookExchangesSchema>;

let portal: TestPortal;
let centre: CallCentre;
let other: CallCentre;
let access: FieldAccess;
let client: FieldClient;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  [centre, other] = [await openCallCentre(portal), await openCallCentre(portal)];
  access = await fieldAccessOf(centre);
  client = openFieldClient(portal.url, access);
  const { kit } = portal;
  await addTestCode(kit.db, { code: CODE, tenantId: centre.tenantId, at: new Date(kit.clock.nowMs()) });
});

afterAll(() => portal?.close());

const read = async <Body>(path: string, of = centre): Promise<Body> => (await of.operator.client.get<Body>(path)).body;
const requests = (query = "", of = centre) => read<Requests>(`/api/service/api-requests?${query}`, of);
const exchanges = (query = "", of = centre) => read<Exchanges>(`/api/service/hook-exchanges?${query}`, of);
const order = (own: object = {}) => client.calls.create({ to: TO, from: CODE, url: URL_OF_HOOK, ...own });
const codeOf = async (asking: Promise<unknown>) =>
  asking.then(
    () => null,
    (error: { readonly code: number }) => error.code,
  );

/** Waits until `count` requests are logged, and returns them. */
async function written(count: number, query = ""): Promise<Requests["items"]> {
  await expect.poll(async () => (await requests(query)).items.length).toBe(count);
  return (await requests(query)).items;
}

describe("what programs asked", () => {
  it("is there with its route, answer and key, newest first, and what it made", async () => {
    const call = await order();
    const key = await fieldKeyOf(centre, "Hanya baca", ["calls.read"]);
    const reader = openFieldClient(portal.url, key);
    await reader.calls(call.sid).fetch();
    expect(await codeOf(reader.calls.create({ to: TO, from: CODE, url: URL_OF_HOOK }))).toBe(20403);
    const [refused, fetched, ordered] = await written(3);
    expect(ordered).toMatchObject({
      method: "POST",
      path: "/2010-04-01/Accounts/:AccountSid/Calls.json",
      status: 201,
      error: null,
      sid: call.sid,
      key: null,
      isTest: false,
    });
    expect(fetched).toMatchObject({ method: "GET", status: 200, sid: call.sid, key: { name: "Hanya baca" } });
    expect(refused).toMatchObject({ status: 403, error: 20403, sid: null });
    const one = await read<z.infer<typeof requestSchema>>(`/api/service/api-requests/${ordered?.id}`);
    expect(one.params).toEqual({ From: CODE, To: "+**********890", Url: "https://aplikasi.contoh.id/jawab" });
    expect(one.callId).toBe(idOfSid("call", call.sid));
    const wrong = await read<z.infer<typeof requestSchema>>(`/api/service/api-requests/${refused?.id}`);
    expect(wrong.explanation).toMatchObject({
      code: 20403,
      place: "api",
      status: 403,
      title: "Di luar cakupan kunci API",
    });
  });

  it("has neither texts nor keys nor numbers of people in it", async () => {
    await order({ sendDigits: "987654", twiml: "<Response><Dial>081298765432</Dial></Response>", url: undefined });
    await codeOf(client.messages.create({ to: TO, from: CODE, body: "Kode Anda 482913" }));
    const kept = await written(5);
    const all = await Promise.all(
      kept.map(async ({ id }) => (await centre.operator.client.get(`/api/service/api-requests/${id}`)).text),
    );
    for (const secret of ["987654", "081298765432", "482913", "Kode Anda", TO.slice(1), "rahasia", access.password])
      expect(all.join()).not.toContain(secret);
    expect(all.join()).toContain("… (16)");
  });

  it("also names what is not there and who showed what does not count, and nothing of what he brought", async () => {
    const ask = (path: string, password: string) =>
      fetch(`${portal.url}/2010-04-01/${path}`, {
        headers: { authorization: `Basic ${Buffer.from(`${access.accountSid}:${password}`).toString("base64")}` },
      });
    expect((await ask(`Accounts/${access.accountSid}/Faxes/6281234567890.json`, access.password)).status).toBe(404);
    expect((await ask(`Accounts/${access.accountSid}/Calls.json`, "bukan-token")).status).toBe(401);
    expect((await ask(`Accounts/AC${"0".repeat(32)}/Calls/CA${"1".repeat(32)}.json`, "bukan-token")).status).toBe(401);
    const theirs = await fieldAccessOf(other);
    expect((await ask(`Accounts/${theirs.accountSid}/Calls.json`, access.password)).status).toBe(404);
    const [stranger, second, wrong, lost] = await written(9);
    for (const [one, path] of [
      [wrong, "/2010-04-01/Accounts/:AccountSid/Calls.json"],
      [second, "/2010-04-01/Accounts/:AccountSid/Calls/:Sid.json"],
    ] as const) {
      // The account is known, but the sender is unauthenticated: the log stores no SID and no parameters.
      expect(one).toMatchObject({ path, sid: null, status: 401, error: 20003, key: null });
      const whole = await centre.operator.client.get<{ params: object }>(`/api/service/api-requests/${one?.id}`);
      expect(whole.body.params).toEqual({});
      expect(whole.text).not.toContain("bukan-token");
      expect(whole.text).not.toContain("1".repeat(32));
    }
    expect(lost).toMatchObject({ path: "/2010-04-01/Accounts/:Sid/Faxes/*.json", status: 404, error: 20404 });
    expect(stranger).toMatchObject({ path: "/2010-04-01/Accounts/:AccountSid/Calls.json", error: 20404 });
    expect((await requests("", other)).items).toEqual([]);
  });

  it("is told of a wrong secret only so often, whoever guesses by how many names", async () => {
    const keys = Array.from({ length: 40 }, (_, nth) => `SK${String(nth).padStart(32, "0")}`);
    // Invented account SIDs use up no allowance of existing accounts.
    for (let nth = 0; nth < 110; nth += 1) {
      const sid = `AC${String(nth).padStart(32, "0")}`;
      const authorization = `Basic ${Buffer.from(`${sid}:bukan-kunci`).toString("base64")}`;
      await fetch(`${portal.url}/2010-04-01/Accounts/${sid}/Calls.json`, { headers: { authorization } });
    }
    for (const name of keys) {
      const authorization = `Basic ${Buffer.from(`${name}:bukan-kunci`).toString("base64")}`;
      await fetch(`${portal.url}/2010-04-01/Accounts/${access.accountSid}/Calls.json`, { headers: { authorization } });
    }
    // Twenty failures per account in a burst, two of which were logged before.
    const kept = await written(27);
    expect(kept.filter(({ error }) => error === 20003)).toHaveLength(20);
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.deleteFrom("apiRequest").where("error", "=", 20003).execute(),
    );
  });

  it("has what programs ask of our own interface beside it, by the same key, with no text of it", async () => {
    const before = (await requests()).items.length;
    const { password } = await fieldKeyOf(centre, "Pengirim", ["messages.send"]);
    const ask = (method: string, path: string, body?: object) =>
      fetch(`${portal.url}/api/v1/${path}`, {
        method,
        headers: { authorization: `Bearer ${password}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    expect((await ask("POST", "messages", { to: TO, text: "Kode Anda 482913" })).status).toBe(400);
    expect((await ask("GET", `messages?to=${TO.slice(1)}`)).status).toBe(403);
    const kept = await written(before + 2);
    const [sent, read_] = ["POST", "GET"].map((method) =>
      kept.find((one) => one.method === method && one.path.startsWith("/api/v1/")),
    );
    expect(sent).toMatchObject({ method: "POST", path: "/api/v1/messages", status: 400, key: { name: "Pengirim" } });
    expect(read_).toMatchObject({ method: "GET", path: "/api/v1/messages", status: 403, key: { name: "Pengirim" } });
    expect([sent, read_].map((one) => one?.errorCode)).toEqual(["invalid-input", "api-key-scope"]);
    expect((await requests("code=api-key-scope")).items.map(({ id }) => id)).toEqual([read_?.id]);
    for (const one of [sent, read_]) {
      const { text } = await centre.operator.client.get(`/api/service/api-requests/${one?.id}`);
      for (const secret of ["482913", "Kode", TO.slice(1), password]) expect(text).not.toContain(secret);
    }
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.deleteFrom("apiRequest").where("path", "like", "/api/v1/%").execute(),
    );
  });

  it("is narrowed down by outcome, number, key and day, and read page by page", async () => {
    expect((await requests("outcome=failed")).items.map(({ error }) => error)).not.toContain(null);
    expect((await requests("outcome=ok")).items.every(({ status }) => status < 400)).toBe(true);
    expect((await requests("error=20403")).items).toHaveLength(1);
    const [{ key } = { key: null }] = (await requests("error=20403")).items;
    expect((await requests(`key=${key?.id}`)).items).toHaveLength(2);
    expect((await requests("to=2020-01-01")).items).toEqual([]);
    const first = await requests("limit=4");
    const second = await requests(`limit=4&after=${first.next}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual((await requests()).items.map(({ id }) => id));
    expect(second.next).toBeNull();
    expect((await centre.operator.client.get("/api/service/api-requests?after=kemarin")).status).toBe(400);
  });
});

describe("what hooks were asked", () => {
  it("is listed by call and outcome, and told with what was wrong", async () => {
    const [callId, another] = [portal.kit.ids.next(), portal.kit.ids.next()];
    const { tenantId } = centre;
    // Within the same millisecond the list would be ordered by id.
    const atMs = portal.kit.clock.nowMs();
    const kept = [
      await keepExchange(portal.kit, { tenantId, callId, atMs: atMs - 2 }),
      await keepExchange(portal.kit, { tenantId, callId, atMs: atMs - 1, error: 11_200, status: 500, answer: "aduh" }),
      await keepExchange(portal.kit, { tenantId, callId: another, atMs, warning: "pitch" }),
    ];
    expect((await exchanges()).items.map(({ id }) => id)).toEqual(kept.toReversed());
    expect((await exchanges(`call=${callId}`)).items).toHaveLength(2);
    expect((await exchanges(`call=CA${another.replaceAll("-", "")}`)).items).toHaveLength(1);
    const ids = async (query: string) => (await exchanges(query)).items.map(({ id }) => id);
    expect(await ids("outcome=ok")).toEqual([kept[0]]);
    expect(await ids("outcome=failed")).toEqual([kept[1]]);
    expect(await ids("outcome=warned")).toEqual([kept[2]]);
    const told = (id = "") => read<z.infer<typeof hookExchangeSchema>>(`/api/service/hook-exchanges/${id}`);
    expect(await told(kept[1])).toMatchObject({ answer: "aduh", explanation: { code: 11_200, place: "hook" } });
    expect(await told(kept[2])).toMatchObject({ error: null, explanation: { code: 12_200 } });
    expect((await told(kept[0])).explanation).toBeNull();
  });

  it("is, as what programs asked, nobody's but the call centre's own", async () => {
    const [request] = (await requests()).items;
    const [exchange] = (await exchanges()).items;
    const call = idOfSid("call", (await order()).sid) ?? "";
    const theirs = { request: request?.id ?? "", exchange: exchange?.id ?? "", call };
    for (const [route, tries] of Object.entries(consoleAttempts(other.operator.client, theirs)))
      for (const attempt of tries) expect([route, (await attempt()).status]).toEqual([route, 404]);
    for (const [route, tries] of Object.entries(consoleAttempts(centre.operator.client, theirs)))
      for (const attempt of tries) expect([route, (await attempt()).status]).toEqual([route, 200]);
    expect((await exchanges("", other)).items).toEqual([]);
  });
});

describe("the story of a call", () => {
  const story = (id: string) => read<z.infer<typeof callStorySchema>>(`/api/service/call-stories/${id}`);

  it("has its order, the requests about it, what hooks were asked, and the verbs they answered", async () => {
    const ordered = await order({ timeout: 20 });
    const callId = idOfSid("call", ordered.sid) ?? "";
    await client.calls(ordered.sid).fetch();
    const { tenantId } = centre;
    const document =
      "<Response><Gather numDigits='1'><Say>Tekan satu</Say></Gather><Redirect>/lagi</Redirect></Response>";
    await keepExchange(portal.kit, { tenantId, callId, answer: document });
    await keepExchange(portal.kit, { tenantId, callId, nth: 2, error: 12_100, answer: "<Response><Say>" });
    await expect.poll(async () => (await story(callId)).requests.length).toBe(2);
    const told = await story(callId);
    expect(told).toMatchObject({
      sid: ordered.sid,
      isCall: false,
      order: { state: "queued", from: CODE, refusal: null },
    });
    expect(told.order?.voiceUrl).toBe("https://aplikasi.contoh.id/jawab");
    expect(told.requests.map(({ method }) => method)).toEqual(["POST", "GET"]);
    expect(told.exchanges.map(({ verbs }) => verbs)).toEqual([["Gather (Say)", "Redirect"], []]);
  });

  it("says where it came to a call, and has nothing of what was never there", async () => {
    const callId = portal.kit.ids.next();
    const switchId = portal.kit.ids.next();
    const at = new Date(portal.kit.clock.nowMs());
    await addTestRun(portal.kit.db, { id: switchId, at });
    const told = { callId, switchId, code: CODE, other: TO, direction: "inbound", beganAtMs: at.getTime() } as const;
    await addCallFixture(portal.kit.db, {
      ...told,
      tenantId: centre.tenantId,
      end: { outcome: "cancelled", afterMs: 900 },
    });
    expect(await story(callId)).toMatchObject({ isCall: true, order: null, requests: [], exchanges: [] });
    expect((await other.operator.client.get(`/api/service/call-stories/${callId}`)).status).toBe(404);
    const nobodys = portal.kit.ids.next();
    expect((await centre.operator.client.get(`/api/service/call-stories/${nobodys}`)).status).toBe(404);
  });
});

describe("the sandbox", () => {
  const MAGIC = "+15005550006";
  const rows = (table: "apiCall" | "smsMessage") =>
    inTenant(portal.kit.db, centre.tenantId, (trx) => trx.selectFrom(table).select("tenantId").execute());
  const account = () => read<{ accountSid: string; token: string }>("/api/service/test-account");
  const opened = async (): Promise<FieldClient> => {
    const { accountSid, token } = await account();
    return openFieldClient(portal.url, { accountSid, username: accountSid, password: token });
  };
  const twiml = "<Response><Hangup/></Response>";

  it("takes calls and messages as if they went out, and keeps, sends and charges nothing", async () => {
    const before = [await rows("apiCall"), await rows("smsMessage")].map(({ length }) => length);
    const tester = await opened();
    const call = await tester.calls.create({ to: TO, from: MAGIC, twiml });
    expect(call).toMatchObject({ status: "queued", direction: "outbound-api", to: TO, accountSid: tester.accountSid });
    const own = await tester.calls.create({ to: "+628105550006", from: CODE, url: URL_OF_HOOK });
    expect(own.sid).not.toBe(call.sid);
    const message = await tester.messages.create({ to: TO, from: MAGIC, body: "x".repeat(200) });
    expect(message).toMatchObject({ status: "queued", numSegments: "2", body: "x".repeat(200), price: null });
    expect([await rows("apiCall"), await rows("smsMessage")].map(({ length }) => length)).toEqual(before);
    expect((await centre.operator.client.get(`/api/service/call-stories/${idOfSid("call", call.sid)}`)).status).toBe(
      404,
    );
    await expect
      .poll(async () => (await requests(`sid=${call.sid}`)).items.map(({ isTest }) => isTest))
      .toEqual([true]);
  });

  it("refuses by magic numbers, and what is wrong as it is refused otherwise", async () => {
    const tester = await opened();
    const called = (own: object) => codeOf(tester.calls.create({ to: TO, from: MAGIC, twiml, ...own }));
    const sent = (own: object) => codeOf(tester.messages.create({ to: TO, from: MAGIC, body: "Uji", ...own }));
    expect(await called({ to: "+15005550001" })).toBe(21217);
    expect(await called({ to: "+15005550003" })).toBe(21215);
    expect(await called({ to: "+628105550004" })).toBe(21216);
    expect(await called({ from: "+15005550001" })).toBe(21212);
    expect(await called({ from: "1500999" })).toBe(21210);
    expect(await called({ to: "112" })).toBe(21216);
    expect(await called({ twiml: undefined, url: "http://127.0.0.1/" })).toBe(21205);
    expect(await called({ machineDetection: "Enable" })).toBe(20001);
    expect(await sent({ to: "+15005550009" })).toBe(21614);
    expect(await sent({ to: "+628105550002" })).toBe(21612);
    expect(await sent({ from: "+15005550008" })).toBe(21611);
    expect(await sent({ body: "x".repeat(5_000) })).toBe(21617);
  });

  it("opens nothing else, no other account, and ends with its token", async () => {
    const tester = await opened();
    expect(await codeOf(tester.calls.list({ limit: 1 }))).toBe(20008);
    expect(await codeOf(tester.recordings.list({ limit: 1 }))).toBe(20008);
    const { accountSid, token } = await account();
    const crossed = openFieldClient(portal.url, {
      accountSid: access.accountSid,
      username: accountSid,
      password: token,
    });
    expect(await codeOf(crossed.calls.create({ to: TO, from: CODE, twiml }))).toBe(20404);
    expect((await centre.operator.client.post("/api/service/test-account/token")).status).toBe(204);
    expect((await account()).accountSid).toBe(accountSid);
    expect(await codeOf(tester.calls.create({ to: TO, from: MAGIC, twiml }))).toBe(20003);
    const theirs = await read<{ accountSid: string; token: string }>("/api/service/test-account", other);
    expect(theirs.accountSid).not.toBe(accountSid);
    const mixed = openFieldClient(portal.url, { accountSid, username: accountSid, password: theirs.token });
    expect(await codeOf(mixed.calls.create({ to: TO, from: MAGIC, twiml }))).toBe(20003);
  });
});

describe("the pages of errors", () => {
  it.each([
    ["/galat", 200, "id"],
    ["/galat?lang=en", 200, "en"],
    ["/galat?lang=fr", 200, "id"],
    ["/galat?lang=en&lang=id", 200, "id"],
    ["/galat/20003?lang=fr", 200, "id"],
    ["/galat/99999?lang=en", 404, "en"],
    ["/galat/abc", 404, "id"],
    ["/galat/20003.5", 404, "id"],
    ["/galat/-1", 404, "id"],
  ])("are pages whatever somebody types: %s", async (path, status, language) => {
    const answer = await fetch(`${portal.url}${path}`);
    expect([answer.status, answer.headers.get("content-language")]).toEqual([status, language]);
    expect(answer.headers.get("content-type")).toContain("text/html");
  });
});

describe("a test call of the administrator", () => {
  const ask = (own: object) =>
    centre.operator.client.post<{ id: string; sid: string; error?: { code: string } }>(
      "/api/service/program-test-calls",
      {
        from: CODE,
        to: TO,
        url: null,
        document: "<Response><Hangup/></Response>",
        ...own,
      },
    );

  it("is ordered like one of a program, and looked at as one", async () => {
    const { status, body } = await ask({});
    expect(status).toBe(201);
    const told = await read<z.infer<typeof callStorySchema>>(`/api/service/call-stories/${body.id}`);
    expect(told).toMatchObject({ sid: body.sid, order: { state: "queued", from: CODE, to: TO, voiceUrl: null } });
  });

  it("calls for no help, shows no number of another, and asks nobody inside", async () => {
    const refused = async (own: object) => {
      const { status, body } = await ask(own);
      return [status, body.error?.code];
    };
    expect(await refused({ to: "112" })).toEqual([400, "test-call-to-help"]);
    expect(await refused({ to: "halo" })).toEqual([400, "test-call-to-unfit"]);
    expect(await refused({ from: "1500999" })).toEqual([400, "test-call-from-unknown"]);
    expect(await refused({ document: null, url: "http://127.0.0.1/" })).toEqual([400, "hook-address-unfit"]);
    expect(await refused({ document: null })).toEqual([400, "hook-address-unfit"]);
  });
});

describe("what programs asked, in time,", () => {
  const inOwn = <Value>(work: Parameters<typeof inTenant<Value>>[2]) => inTenant(portal.kit.db, centre.tenantId, work);
  const DAY_MS = 86_400_000;

  it("goes by the wish of whoever was called, with the story of the call alone", async () => {
    const number = "+6281290001234";
    const { sid } = await order({ to: number });
    await expect.poll(async () => (await requests(`sid=${sid}`)).items.length).toBe(1);
    const before = (await requests("limit=100")).items.length;
    await inOwn((trx) => eraseRequests(trx, { number }));
    expect((await requests(`sid=${sid}`)).items).toEqual([]);
    expect((await requests("limit=100")).items.length).toBe(before - 1);
  });

  it("goes after a week, and beyond the newest that are kept", async () => {
    const [newest, second, ...older] = (await requests("limit=100")).items;
    const week = { before: new Date(portal.kit.clock.nowMs() - 7 * DAY_MS), limit: 1_000 };
    expect(await inOwn((trx) => deleteRequests(trx, { ...week, most: 100_000 }))).toBe(0);
    await inOwn((trx) => deleteRequests(trx, { ...week, most: 1 }));
    const left = (await requests("limit=100")).items.map(({ id }) => id);
    expect(left.slice(0, 2)).toEqual([newest?.id, second?.id]);
    expect(left.length).toBeLessThan(older.length);
    const late = new Date(portal.kit.clock.nowMs() + 1_000);
    await inOwn((trx) => deleteRequests(trx, { before: late, most: 100_000, limit: 1_000 }));
    expect((await requests()).items).toEqual([]);
  });
});
