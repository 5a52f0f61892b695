import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { testLog } from "../../../../../testkit/database.ts";
import {
  type FieldAccess,
  fieldAccessOf,
  fieldKeyOf,
  fieldTokenOf,
  openFieldClient,
  type SigningKey,
  signingKeyOf,
} from "../../../../../testkit/field-client.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { keyFromFile } from "../../../../platform/sealing/index.ts";
import { openSipSockets, type SipSockets } from "../../../../platform/sip-sockets/index.ts";
import type { SipPeer } from "../../../../protocols/sip/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import { readClientPass } from "../../../telephony/phones/index.ts";
import { openClientTokenAdmission } from "./client-token-admission.effects.ts";

const APPLICATION = "AP0193b0c47a107c3e9d2f5a6b7c8d9e2f";

let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let other: CallCentre;
let access: FieldAccess;
let theirs: FieldAccess;
let key: SigningKey;
let switchPart: SipSockets;
const heard: SipPeer[] = [];
const gone: SipPeer[] = [];

beforeAll(async () => {
  // Twilio's helper library creates the tokens with the system clock.
  virtualContext = createVirtualContext({ startMs: Date.now() });
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  centre = await openCallCentre(portal, { name: "Pusat Toko" });
  other = await openCallCentre(portal, { name: "Pusat Lain" });
  [access, theirs] = [await fieldAccessOf(centre), await fieldAccessOf(other)];
  key = await signingKeyOf(centre, "Toko");
  // The switch's end of a browser connection.
  switchPart = await openSipSockets({
    host: "127.0.0.1",
    port: 0,
    log: testLog,
    nowMs: () => performance.now(),
    onMessage: (_parsed, source) => void heard.push(source),
    webSocket: {
      port: 0,
      key: await keyFromFile(portal.kit.settings.dataFolder, "service"),
      onGone: (peer) => void gone.push(peer),
    },
  });
  const at = new Date(virtualContext.clock.nowMs());
  const run = { id: virtualContext.ids.next(), startedAt: at, beatAt: at, wsPort: switchPart.webSocketPort };
  await portal.kit.db.insertInto("switchRun").values(run).execute();
});

afterAll(async () => {
  await switchPart?.close();
  await portal?.close();
});

type Grant = Parameters<typeof fieldTokenOf>[1];
const tokenOf = (own: Partial<Grant> = {}, by: Pick<SigningKey, "sid" | "secret"> = key, of = access) =>
  fieldTokenOf({ accountSid: of.accountSid, key: by }, { identity: "sari", isRung: true, ...own });

interface Said {
  readonly code?: number;
  readonly secret?: string;
  readonly sip_url?: string;
}

async function show(token: string, accountSid = access.accountSid) {
  const answer = await fetch(`${portal.url}/2010-04-01/Accounts/${accountSid}/Clients.json`, {
    method: "POST",
    headers: { origin: "https://toko.example" },
    body: new URLSearchParams({ Token: token }),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Said };
}

const letIn = async (token: string) => {
  const { body } = await show(token);
  return { secret: body.secret ?? expect.fail(`not let in: ${body.code}`), url: body.sip_url ?? "" };
};

/** Opens a browser connection; resolves to the socket, or to the error number of the rejection. */
function open({ secret, url }: { readonly secret: string; readonly url: string }, protocols = ["sip"]) {
  const socket = new WebSocket(url, [...protocols, `sambung.${secret}`], {
    headers: { origin: "https://toko.example" },
  });
  return new Promise<WebSocket | number>((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("error", reject);
    socket.once("unexpected-response", (_request, response) => {
      let text = "";
      response.on("data", (part: Buffer) => {
        text += part.toString("utf8");
      });
      response.on("end", () => resolve((JSON.parse(text) as { code: number }).code));
    });
  });
}

async function opened(token: string): Promise<WebSocket> {
  const socket = await open(await letIn(token));
  return typeof socket === "number" ? expect.fail(`refused: ${socket}`) : socket;
}

const closed = (socket: WebSocket) => new Promise<void>((resolve) => socket.once("close", () => resolve()));

describe("an access token that a page shows", () => {
  it("is exchanged for one connection, from a page of any website, whose pass says what may be done by it", async () => {
    const { status, headers, body } = await show(tokenOf({ applicationSid: APPLICATION }));
    expect(status).toBe(201);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({
      account_sid: access.accountSid,
      identity: "sari",
      application_sid: APPLICATION,
      incoming: true,
    });
    const way = { secret: body.secret ?? "", url: body.sip_url ?? "" };
    const socket = await open(way);
    if (typeof socket === "number") return expect.fail(`refused: ${socket}`);
    socket.send("OPTIONS sip:x SIP/2.0\r\n\r\n");
    await expect.poll(() => heard.length).toBe(1);
    expect(readClientPass(heard[0]?.pass ?? "")).toMatchObject({
      kind: "client",
      tenantId: centre.tenantId,
      identity: "sari",
      isRung: true,
      applicationId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e2f",
    });
    // The secret was valid only once.
    expect(await open(way)).toBe(20_101);
    socket.close();
    await closed(socket);
    const used = await centre.operator.client.get<{ items: { usedAt: string | null }[] }>("/api/service/signing-keys");
    expect(used.body.items[0]?.usedAt).not.toBeNull();
    expect(used.text).not.toContain(key.secret);
  });

  it("lets nobody in who is another account's, or who shows what no key for browsers has signed", async () => {
    const program = await fieldKeyOf(centre, "Program", ["calls.write"]);
    const own = await signingKeyOf(other, "Lain");
    const wrong: readonly (readonly [string, string?])[] = [
      [tokenOf(), theirs.accountSid],
      [tokenOf({}, own)],
      [tokenOf({}, own), theirs.accountSid],
      [tokenOf({}, { sid: key.sid, secret: own.secret })],
      [tokenOf({}, { sid: program.username, secret: program.password })],
      [tokenOf({}, { sid: key.sid, secret: access.password })],
      ["a.b.c"],
      [tokenOf().replace(/\.[^.]+$/, ".")],
    ];
    for (const [token, accountSid] of wrong)
      expect(await show(token, accountSid)).toMatchObject({ status: 401, body: { code: 20_101 } });
    // The other call centre's key is valid for its own account.
    expect((await show(tokenOf({}, own, theirs), theirs.accountSid)).status).toBe(201);
    // The signing key itself authenticates no API request.
    const asked = openFieldClient(portal.url, { ...access, username: key.sid, password: key.secret });
    await expect(asked.api.v2010.accounts(access.accountSid).fetch()).rejects.toMatchObject({ code: 20_003 });
  });

  it("is told why where it is genuine and lets nobody in", async () => {
    expect((await show(tokenOf({ isRung: false }))).body.code).toBe(20_106);
    expect((await show(tokenOf({ identity: "101" }))).body.code).toBe(20_106);
    expect((await show(tokenOf({ ttlS: 86_401 }))).body.code).toBe(20_104);
    // Tokens use the system clock, which does not stop.
    virtualContext.advance(300_000);
    expect((await show(tokenOf({ ttlS: 1 }))).body.code).toBe(20_104);
    expect((await show("")).body.code).toBe(20_001);
    expect((await show("x".repeat(5_000))).body.code).toBe(20_001);
  });

  it("is let in however many wrong ones came from its address, which any page may send", async () => {
    for (let tries = 0; tries < 12; tries += 1) expect((await show("a.b.c")).body.code).toBe(20_101);
    expect((await show(tokenOf())).status).toBe(201);
  });

  it("is exchanged as often as one likes, and keeps the last ten of its name alone", async () => {
    const token = tokenOf({ identity: "lapar" });
    const ways = [];
    for (let nth = 0; nth < 11; nth += 1) ways.push(await letIn(token));
    const [first, second] = ways;
    expect(await open(first ?? expect.fail())).toBe(20_101);
    const socket = await open(second ?? expect.fail());
    if (typeof socket === "number") return expect.fail(`refused: ${socket}`);
    const end = closed(socket);
    socket.close();
    await end;
  });

  it("opens nothing for whoever brings no secret, one of another account's address, or one that is over", async () => {
    const way = await letIn(tokenOf());
    expect(await open({ ...way, secret: "x".repeat(32) })).toBe(20_101);
    expect(await open({ ...way, url: way.url.replace(access.accountSid, theirs.accountSid) })).toBe(20_101);
    expect(await open(way)).toBe(20_101);
    expect(await open(await letIn(tokenOf()), ["msrp"])).toBe(20_101);
    const late = await letIn(tokenOf());
    virtualContext.advance(121_000);
    expect(await open(late)).toBe(20_101);
  });

  it("holds five connections of one name, and others beside them", async () => {
    const many = [];
    for (let nth = 0; nth < 5; nth += 1) many.push(await opened(tokenOf({ identity: "ramai" })));
    expect(await open(await letIn(tokenOf({ identity: "ramai" })))).toBe(20_429);
    many.push(await opened(tokenOf({ identity: "sepi" })));
    const ends = many.map(closed);
    for (const one of many) one.close();
    await Promise.all(ends);
  });
});

describe("a call centre whose pages show more tokens than it may", () => {
  const doorOf = async () =>
    openClientTokenAdmission({ kit: portal.kit, key: await keyFromFile(portal.kit.settings.dataFolder, "service") });

  it("has them wait for its own pace, from however many addresses they come, and nobody else's", async () => {
    const door = await doorOf();
    const [own, others] = [idOfSid("account", access.accountSid), idOfSid("account", theirs.accountSid)];
    const another = await signingKeyOf(other, "Lain sekali");
    const exchange = (nth: number) => door.exchange(tokenOf({ identity: `banyak-${nth % 60}` }), own);
    for (let nth = 0; nth < 300; nth += 10) {
      const ten = await Promise.all(Array.from({ length: 10 }, (_, more) => exchange(nth + more)));
      expect(ten.map(({ ok }) => ok)).not.toContain(false);
    }
    expect(await exchange(300)).toMatchObject({ refusal: 20_429 });
    expect(await door.exchange(tokenOf({}, another, theirs), others)).toMatchObject({ ok: true });
    virtualContext.advance(1_000);
    expect(await exchange(301)).toMatchObject({ ok: true });
  });

  it("leaves turns for its other names, however often one of them shows what is his", async () => {
    const door = await doorOf();
    const own = idOfSid("account", access.accountSid);
    const again = tokenOf({ identity: "berulang" });
    const shown = [];
    for (let nth = 0; nth < 300; nth += 10)
      shown.push(...(await Promise.all(Array.from({ length: 10 }, () => door.exchange(again, own)))));
    expect(shown.filter(({ ok }) => ok)).toHaveLength(60);
    expect(await door.exchange(tokenOf({ identity: "sekali" }), own)).toMatchObject({ ok: true });
    virtualContext.advance(1_000);
    expect(await door.exchange(again, own)).toMatchObject({ ok: true });
    expect(await door.exchange(again, own)).toMatchObject({ refusal: 20_429 });
  });

  it("or whoever shows what was never signed in its name, holds up nobody of another", async () => {
    const door = await doorOf();
    const [own, others] = [idOfSid("account", access.accountSid), idOfSid("account", theirs.accountSid)];
    const another = await signingKeyOf(other, "Lain lagi");
    const forged = tokenOf({}, { sid: key.sid, secret: "salah" });
    const flood = Array.from({ length: 40 }, () => door.exchange(forged, own));
    const come = await door.exchange(tokenOf({}, another, theirs), others);
    expect(come).toMatchObject({ ok: true });
    const refused = (await Promise.all(flood)).map((one) => (one.ok ? 0 : one.refusal));
    expect(refused.filter((one) => one === 20_429)).toHaveLength(24);
    expect(refused.filter((one) => one === 20_101)).toHaveLength(16);
    expect(await door.exchange(tokenOf(), own)).toMatchObject({ ok: true });
  });
});

describe("a key that signs tokens", () => {
  const keys = "/api/service/signing-keys";

  it("cuts off at once whoever came by it when it ends, and lets in nobody any more", async () => {
    const ending = await signingKeyOf(centre, "Sebentar");
    const stays = await opened(tokenOf());
    const [socket, waiting] = [await opened(tokenOf({}, ending)), await letIn(tokenOf({}, ending))];
    socket.send("OPTIONS sip:x SIP/2.0\r\n\r\n");
    const [over, before] = [closed(socket), gone.length];
    expect((await other.operator.client.delete(`${keys}/${ending.id}`)).status).toBe(404);
    expect((await centre.operator.client.delete(`${keys}/${ending.id}`)).status).toBe(204);
    await over;
    await expect.poll(() => gone.length).toBeGreaterThan(before);
    expect(await open(waiting)).toBe(20_101);
    expect((await show(tokenOf({}, ending))).body.code).toBe(20_101);
    expect((await centre.operator.client.delete(`${keys}/${ending.id}`)).status).toBe(404);
    expect(stays.readyState).toBe(WebSocket.OPEN);
    stays.close();
  });

  it("counts until its end", async () => {
    const expiresAt = new Date(virtualContext.clock.nowMs() + 60_000).toISOString();
    const made = await centre.operator.client.post<SigningKey>(keys, { name: "Semenit", expiresAt });
    expect((await show(tokenOf({}, made.body))).status).toBe(201);
    virtualContext.advance(61_000);
    expect((await show(tokenOf({}, made.body))).body.code).toBe(20_101);
  });

  it("is made by its name once, not into the past, sealed on disk, and written into the trail without its secret", async () => {
    const make = (form: object) => centre.operator.client.post<SigningKey & { error: { code: string } }>(keys, form);
    const made = await make({ name: "Rahasia", expiresAt: null });
    expect(made.body.sid).toBe(`SK${made.body.id.replaceAll("-", "")}`);
    expect((await make({ name: "rahasia", expiresAt: null })).body.error.code).toBe("signing-key-name-taken");
    const past = new Date(virtualContext.clock.nowMs() - 1).toISOString();
    expect((await make({ name: "Lewat", expiresAt: past })).body.error.code).toBe("signing-key-expiry-past");
    const [row, trail] = await inTenant(portal.kit.db, centre.tenantId, async (trx) => [
      await trx.selectFrom("signingKey").selectAll().where("id", "=", made.body.id).executeTakeFirstOrThrow(),
      await trx.selectFrom("auditEntry").selectAll().where("subjectId", "=", made.body.id).execute(),
    ]);
    expect(row.sealedSecret.includes(Buffer.from(made.body.secret))).toBe(false);
    expect(trail.map(({ action }) => action)).toEqual(["signing-key.made"]);
    expect(JSON.stringify(trail)).not.toContain(made.body.secret);
    const left = 20 - (await centre.operator.client.get<{ items: unknown[] }>(keys)).body.items.length;
    for (let nth = 0; nth < left; nth += 1)
      expect((await make({ name: `Kunci ${nth}`, expiresAt: null })).status).toBe(201);
    expect((await make({ name: "Satu lagi", expiresAt: null })).body.error.code).toBe("signing-key-limit");
  });
});
