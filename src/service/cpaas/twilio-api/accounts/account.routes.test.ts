import http from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type FieldAccess, fieldAccessOf, fieldKeyOf, openFieldClient } from "../../../../../testkit/field-client.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { keyFromFile } from "../../../../platform/sealing/index.ts";
import { REST_LIMITS } from "../rest/rest-rate-limit.ts";
import { REST_CODES } from "../rest/rest-refusal.ts";
import { authTokenOf } from "./account-token.effects.ts";

const QUARTER_MS = 15 * 60_000;
const ACCOUNT = "/api/service/account";
let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let access: FieldAccess;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
});

afterAll(() => portal?.close());

beforeEach(async () => {
  centre = await openCallCentre(portal);
  access = await fieldAccessOf(centre);
});

const fetchAccount = (own: FieldAccess, sid = own.accountSid) =>
  openFieldClient(portal.url, own).api.v2010.accounts(sid).fetch();

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { status: number; code: number; moreInfo: string }) => error,
  );

/** Response to a request with basic authentication. */
async function ask(path: string, own: Pick<FieldAccess, "username" | "password"> | null) {
  const basic = own === null ? undefined : Buffer.from(`${own.username}:${own.password}`).toString("base64");
  const headers = { "accept-language": "en", ...(basic === undefined ? {} : { authorization: `Basic ${basic}` }) };
  const answer = await fetch(`${portal.url}${path}`, { headers });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
}

/** A request with an incomplete body: it stays pending until its connection closes. */
function beginAsking(path: string, { username, password }: Pick<FieldAccess, "username" | "password">) {
  const request = http.request(`${portal.url}${path}`, {
    method: "POST",
    auth: `${username}:${password}`,
    agent: false,
    headers: { "content-type": "application/x-www-form-urlencoded", "content-length": "10" },
  });
  request.on("error", () => undefined);
  request.flushHeaders();
  return request;
}

describe("the account of a call centre", () => {
  it("is fetched by the field's own client with the account's token", async () => {
    const account = await fetchAccount(access);
    expect(account).toMatchObject({ sid: access.accountSid, status: "active", type: "Full", authToken: "" });
    expect(account.dateCreated.getTime()).toBe(Math.floor(virtualContext.clock.nowMs() / 1_000) * 1_000);
    expect(account.subresourceUris).toMatchObject({ calls: `/2010-04-01/Accounts/${access.accountSid}/Calls.json` });
    const { body } = await ask("/2010-04-01/Accounts.json", access);
    expect(body).toMatchObject({ accounts: [{ sid: access.accountSid }] });
  });

  it("is fetched by any key too, whatever that is for", async () => {
    const key = await fieldKeyOf(centre, "Program", ["queues.read"]);
    expect((await fetchAccount(key)).sid).toBe(access.accountSid);
  });

  it("is another's for whoever shows his own, and nobody's without a token", async () => {
    const other = await fieldAccessOf(await openCallCentre(portal));
    expect(await refusal(fetchAccount(other, access.accountSid))).toMatchObject({ status: 404, code: 20404 });
    const { status, headers, body } = await ask(`/2010-04-01/Accounts/${access.accountSid}.json`, null);
    expect([status, headers.get("www-authenticate")]).toEqual([401, 'Basic realm="Sambung API"']);
    expect(body).toMatchObject({ code: 20003, status: 401 });
    expect(body["message"]).toContain("HTTP Basic");
    expect(body["more_info"]).toMatch(/\/galat\/20003$/);
  });

  it("answers programs in English unless they ask for Indonesian", async () => {
    const message = async (path: string, headers: Record<string, string>) => {
      const answer = await fetch(`${portal.url}${path}`, { headers });
      const { message: own, detail } = (await answer.json()) as { message?: string; detail?: string };
      return own ?? detail;
    };
    const english = /^(?:Authentication failed|The API key is missing)/;
    const indonesian = /^(?:Autentikasi gagal|Kunci API tidak disertakan)/;
    const paths = [`/2010-04-01/Accounts/${access.accountSid}.json`, "/api/v1/calls"];
    for (const path of paths) {
      for (const header of [{}, { "accept-language": "*" }, { "accept-language": "fr" }, { "accept-language": "en" }])
        expect([path, await message(path, header)]).toEqual([path, expect.stringMatching(english)]);
      expect(await message(path, { "accept-language": "id-ID, en" })).toMatch(indonesian);
    }
    expect(await message("/api/v1/tidak-ada", {})).toMatch(/was not found/);
  });

  it("is not opened by the token of another, by an ended key, or by a key under another's SID", async () => {
    const other = await fieldAccessOf(await openCallCentre(portal));
    const key = await fieldKeyOf(centre, "Program", ["calls.read"]);
    const theirs = await fieldKeyOf(centre, "Lain", ["calls.read"]);
    for (const wrong of [
      { ...access, password: other.password },
      { ...access, password: "salah" },
      { ...key, password: access.password },
      { ...key, password: theirs.password },
      { ...access, username: key.username },
    ])
      expect(await refusal(fetchAccount(wrong))).toMatchObject({ status: 401, code: 20003 });
    const list = await centre.operator.client.get<{ items: { id: string; name: string }[] }>("/api/service/api-keys");
    const id = list.body.items.find(({ name }) => name === "Program")?.id;
    expect((await fetchAccount(key)).sid).toBe(access.accountSid);
    await centre.operator.client.delete(`/api/service/api-keys/${id}`);
    expect(await refusal(fetchAccount(key))).toMatchObject({ status: 401, code: 20003 });
  });

  it("closes for a quarter of an hour to whoever guesses, and to nobody else", async () => {
    const wrong = { ...access, password: "0".repeat(32) };
    for (let guess = 0; guess < 10; guess += 1) expect((await refusal(fetchAccount(wrong)))?.code).toBe(20003);
    const limited = await ask(`/2010-04-01/Accounts/${access.accountSid}.json`, access);
    expect([limited.status, limited.body["code"], limited.headers.get("retry-after")]).toEqual([429, 20429, "900"]);
    const other = await fieldAccessOf(await openCallCentre(portal));
    expect((await fetchAccount(other)).sid).toBe(other.accountSid);
    virtualContext.advance(QUARTER_MS);
    expect((await fetchAccount(access)).sid).toBe(access.accountSid);
  });

  it("has so much under way at once and no more, and another account is answered meanwhile", async () => {
    const other = await fieldAccessOf(await openCallCentre(portal));
    const path = `/2010-04-01/Accounts/${access.accountSid}.json`;
    const hold = () => beginAsking(`/2010-04-01/Accounts/${access.accountSid}/Messages.json`, access);
    const held = Array.from({ length: REST_LIMITS.atOnce }, hold);
    onTestFinished(() => held.forEach((one) => void one.destroy()));
    const refused = async (): Promise<boolean> => {
      if ((await ask(path, access)).status === 429) return true;
      // The probe itself takes a slot, so one of the held requests may have been rejected in the same moment; add another.
      held.push(hold());
      return false;
    };
    await expect.poll(refused).toBe(true);
    const { headers, body } = await ask(path, access);
    expect([body["code"], headers.get("retry-after")]).toEqual([20429, "1"]);
    expect((await fetchAccount(other)).sid).toBe(other.accountSid);
    for (const one of held) one.destroy();
    await expect.poll(async () => (await ask(path, access)).status).toBe(200);
  });

  it("shows what it may ask for", async () => {
    const { status, body } = await ask(`/2010-04-01/Accounts/${access.accountSid}/Usage/Limits.json`, access);
    expect([status, body]).toEqual([
      200,
      {
        account_sid: access.accountSid,
        requests: { per_second: 300, burst: 2_000, concurrent: 50 },
        creations: { per_second: 100, burst: 1_000 },
        calls: {
          per_second: 5,
          burst: 10,
          concurrent: 100,
          concurrent_now: 0,
          queued_max: 600,
          queued_now: 0,
        },
      },
    ]);
  });

  it("closes with its call centre", async () => {
    await portal.kit.db
      .updateTable("tenant")
      .set({ closedAt: new Date(virtualContext.clock.nowMs()), closedBy: centre.operator.id, removeOn: "2027-01-01" })
      .where("id", "=", centre.tenantId)
      .execute();
    expect((await refusal(fetchAccount(access)))?.code).toBe(20003);
  });

  it("answers an unknown address below it by the field's number", async () => {
    const { status, body } = await ask("/2010-04-01/Nothing.json", access);
    expect([status, body["code"], body["message"]]).toEqual([
      404,
      20404,
      "The requested resource /2010-04-01/Nothing.json was not found.",
    ]);
  });
});

describe("errors", () => {
  it("lead to a page that says what they mean, in both languages", async () => {
    for (const [path, status, words] of [
      ["/galat/20003?lang=en", 200, "20003: Authentication failed"],
      ["/galat/20003?lang=id", 200, "20003: Autentikasi gagal"],
      ["/galat/20999?lang=en", 404, "Error not found"],
    ] as const) {
      const answer = await fetch(`${portal.url}${path}`);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "text/html; charset=utf-8"]);
      expect(await answer.text()).toContain(words);
    }
  });

  it("have a message and a help in both languages, whatever their number", () => {
    const { texts } = portal.kit;
    const wanted = REST_CODES.flatMap((code) => [`restErrors.${code}.message`, `restErrors.${code}.help`]);
    for (const locale of ["id", "en"] as const) expect(wanted.filter((key) => !texts.has(locale, key))).toEqual([]);
  });
});

describe("tokens of an account", () => {
  const look = (place: string) => centre.operator.client.post<{ token: string }>(`${ACCOUNT}/token-looks`, { place });
  const change = (path: string) => centre.operator.client.post(`${ACCOUNT}/${path}`);

  it("are replaced without a moment at which no token counts", async () => {
    expect((await look("secondary")).status).toBe(404);
    expect((await change("secondary-token")).status).toBe(204);
    expect((await change("secondary-token")).status).toBe(409);
    const second = { ...access, password: (await look("secondary")).body.token };
    expect(second.password).toMatch(/^[0-9a-f]{32}$/);
    expect(second.password).not.toBe(access.password);
    for (const one of [access, second]) expect((await fetchAccount(one)).sid).toBe(access.accountSid);
    expect((await change("secondary-token/promotion")).status).toBe(204);
    expect((await refusal(fetchAccount(access)))?.code).toBe(20003);
    expect((await fetchAccount(second)).sid).toBe(access.accountSid);
    expect((await look("primary")).body.token).toBe(second.password);
    expect((await change("secondary-token/promotion")).status).toBe(404);
  });

  it("end beside the first one without touching it", async () => {
    await change("secondary-token");
    const second = { ...access, password: (await look("secondary")).body.token };
    expect((await centre.operator.client.delete(`${ACCOUNT}/secondary-token`)).status).toBe(204);
    expect((await centre.operator.client.delete(`${ACCOUNT}/secondary-token`)).status).toBe(404);
    expect((await refusal(fetchAccount(second)))?.code).toBe(20003);
    expect((await fetchAccount(access)).sid).toBe(access.accountSid);
  });

  it("are kept sealed, told to whoever signs hooks, and every look and change is on record", async () => {
    const base = { ...portal.kit, key: await keyFromFile(portal.kit.settings.dataFolder, "service") };
    expect(await authTokenOf(base, centre.tenantId)).toBe(access.password);
    const fresh = await openCallCentre(portal);
    const tokens = await Promise.all([1, 2, 3].map(() => authTokenOf(base, fresh.tenantId)));
    expect(new Set(tokens).size).toBe(1);
    await change("secondary-token");
    await change("secondary-token/promotion");
    const rows = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "detail"])
      .where("subjectId", "=", centre.tenantId)
      .where("subjectKind", "=", "account-token")
      .execute();
    expect(rows.map(({ action }) => action).toSorted()).toEqual([
      "account-token.looked-at",
      "account-token.replaced",
      "account-token.second-made",
    ]);
    expect(JSON.stringify(rows)).not.toContain(access.password);
  });
});
