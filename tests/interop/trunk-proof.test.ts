import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { answerChallenge, type DigestHash, parseDatagram } from "../../src/protocols/sip/index.ts";
import { openRawSip, type RawAnswer, type RawSip, rawInvite, rawResponse } from "../../testkit/raw-sip.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

/** The address of the first tenant's phones; next those of the gateway and exchange of its trunks. */
const OFFICE = "127.0.0.33";
const GATEWAY = "127.0.0.34";
const EXCHANGE = "127.0.0.35";
const CODE = "1500741";
const OTHER_CODE = "1500742";
const OTHER_TENANT = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const LIMIT_MS = 10_000;
const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(text)
    .digest("hex");

let system: TestSwitch;
let phone: RawSip;
let office: RawSip;
let gateway: RawSip;
let exchange: RawSip;
let account: { readonly id: string; readonly username: string; readonly password: string };
let calls = 0;

beforeAll(async () => {
  system = await openTestSwitch();
  [phone, office, gateway, exchange] = (await Promise.all(
    [OFFICE, OFFICE, GATEWAY, EXCHANGE].map((address) => openRawSip(address)),
  )) as [RawSip, RawSip, RawSip, RawSip];
  await system.addTrunk({ port: exchange.port, host: EXCHANGE, address: EXCHANGE, isFirst: true });
  await system.addTrunk({ port: gateway.port, host: GATEWAY, address: GATEWAY });
  account = await system.addPhone({ extension: "641" });
  await system.bind(account.id, { contact: `sip:641@${OFFICE}:${phone.port}`, address: OFFICE, port: phone.port });
  await system.addNumber({ code: CODE, phoneIds: [account.id], isRecorded: false });
  await addOtherTenant();
});

afterAll(async () => {
  for (const end of [phone, office, gateway, exchange]) end?.close();
  await system?.close();
});

/** A second tenant whose trunk claims the first tenant's office and gateway, with a separate number. */
async function addOtherTenant(): Promise<void> {
  const { db } = system.database;
  const createdAt = new Date();
  const tenantId = OTHER_TENANT;
  await db.insertInto("tenant").values({ id: tenantId, name: "Pusat Lain", createdAt }).execute();
  await db
    .insertInto("numberMode")
    .values({ code: OTHER_CODE, mode: "open", source: "licensing", changedAt: createdAt })
    .onConflict((conflict) => conflict.column("code").doUpdateSet({ mode: "open" }))
    .execute();
  await inTenant(db, tenantId, async (trx) => {
    const agreement = { carrier: "Operator Uji", agreementNumber: "PKS-2", createdAt };
    const at = { host: OFFICE, port: 5_060, transport: "udp", channelsMax: 30 };
    const id = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e10";
    await trx
      .insertInto("trunk")
      .values({ id, tenantId, name: "E1", kind: "e1-gateway", ...agreement, ...at })
      .execute();
    const claims = [OFFICE, GATEWAY].map((address) => ({ address, trunkId: id, tenantId }));
    await trx.insertInto("trunkAddress").values(claims).execute();
    await trx.insertInto("serviceNumber").values({ code: OTHER_CODE, tenantId, label: "Lain", createdAt }).execute();
  });
  await system.running.refresh();
}

/** The administrator approves an address for the second tenant. */
async function approveForOther(address: string): Promise<void> {
  await inTenant(system.database.db, OTHER_TENANT, (trx) =>
    trx.updateTable("trunkAddress").set({ approvedAt: new Date() }).where("address", "=", address).execute(),
  );
  await system.running.refresh();
}

interface Attempt {
  readonly called: string;
  readonly method?: "INVITE" | "REGISTER";
  readonly caller?: string;
}

function textOf(from: RawSip, { called, method = "INVITE", caller }: Attempt, id: string, headers: readonly string[]) {
  const port = system.port;
  const text = rawInvite(from, { called, port, id, headers, ...(caller === undefined ? {} : { caller }) });
  if (method === "INVITE") return text;
  return text.replaceAll(/^INVITE sip:[^@]+@|INVITE$/gm, (found) => (found === "INVITE" ? method : "REGISTER sip:"));
}

/** Sends a request without credentials; returns its first response after 100 Trying. */
async function attempt(
  from: RawSip,
  wanted: Attempt,
  headers: readonly string[] = [],
): Promise<RawAnswer & { id: string }> {
  calls += 1;
  const id = `proof${calls}x`;
  from.send(textOf(from, wanted, id, headers), system.port);
  const answer = await from.until(({ text, status }) => text.includes(`${id}@`) && status > 100, LIMIT_MS);
  return { ...answer, id };
}

/** Sends the request again with the phone's digest. */
async function attemptProven(from: RawSip, wanted: Attempt, password = account.password) {
  const { text } = await attempt(from, wanted);
  const parsed = parseDatagram(new TextEncoder().encode(text));
  if (parsed.kind !== "message" || parsed.message.kind !== "response") throw new Error("no challenge");
  const { method = "INVITE", called } = wanted;
  const uri = method === "REGISTER" ? `sip:127.0.0.1:${system.port}` : `sip:${called}@127.0.0.1:${system.port}`;
  const proof = { username: account.username, password, method, uri, cnonce: `c${calls}`, count: 1 };
  const header = answerChallenge(parsed.message, proof, hash);
  return attempt(from, wanted, header === null ? [] : [`${header.name}: ${header.value}`]);
}

const reaches = (end: RawSip, called: string, since: number) =>
  end.until(
    ({ text }) => end.heard.findIndex((one) => one.text === text) >= since && text.startsWith(`INVITE sip:${called}`),
    LIMIT_MS,
  );

const REFUSED: readonly (readonly [string, () => RawSip, Attempt])[] = [
  ["a call to the first tenant's number from its office", () => office, { called: CODE }],
  ["a call to the second tenant's number from the first tenant's office", () => office, { called: OTHER_CODE }],
  ["an emergency call without a digest", () => office, { called: "112" }],
  ["an emergency call from a trunk's address", () => gateway, { called: "112" }],
  ["a registration without a digest", () => office, { called: "641", method: "REGISTER" }],
  ["a registration without a digest from a trunk's address", () => gateway, { called: "641", method: "REGISTER" }],
  ["a call that names the phone, from a trunk's address", () => gateway, { called: CODE, caller: "phone-641" }],
];

/** Requirements that hold whether or not the administrator approved the office for the second tenant by mistake. */
function servesTheOwner(): void {
  it("carries the phone's emergency call over the tenant's own trunk", async () => {
    const since = exchange.heard.length;
    const call = attemptProven(phone, { called: "112", caller: account.username });
    const invite = await reaches(exchange, "112", since);
    exchange.send(rawResponse(invite, 486), system.port);
    expect((await call).status).toBe(486);
  });

  it("registers the phone by its digest, and by no other", async () => {
    const registration = { called: account.username, method: "REGISTER", caller: account.username } as const;
    expect((await attemptProven(phone, registration)).status).toBe(200);
    expect((await attemptProven(phone, registration, "salah")).status).toBe(401);
  });

  it("rings the phone for a call of the tenant's own trunk", async () => {
    const since = phone.heard.length;
    gateway.send(rawInvite(gateway, { called: CODE, port: system.port, id: `own${since}x` }), system.port);
    expect((await reaches(phone, "641", since)).status).toBe(0);
    const { status } = await attempt(gateway, { called: OTHER_CODE });
    expect(status).toBe(404);
  });
}

describe("a tenant that enters another tenant's addresses as its trunk", () => {
  it.each(REFUSED)("is refused %s", async (_name, from, wanted) => {
    expect((await attempt(from(), wanted)).status).toBe(401);
  });

  servesTheOwner();

  it("has no address approved that is approved for another tenant", async () => {
    await expect(approveForOther(GATEWAY)).rejects.toThrow("trunk_address_approved");
  });
});

describe("a trunk whose approved address is that of another tenant's phones", () => {
  beforeAll(() => approveForOther(OFFICE));

  it("reaches its own number and no other", async () => {
    expect((await attempt(office, { called: OTHER_CODE })).status).not.toBe(401);
    expect((await attempt(office, { called: CODE })).status).toBe(404);
  });

  it.each(REFUSED.slice(2))("is refused %s", async (_name, from, wanted) => {
    expect((await attempt(from(), wanted)).status).toBe(401);
  });

  servesTheOwner();
});
