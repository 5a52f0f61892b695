import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { alawWav, readWav, renderTone } from "../../src/protocols/audio/index.ts";
import { insertOrder, type NewOrder } from "../../src/service/cpaas/twilio-api/wire.ts";
import { orderByProgram } from "../../src/service/telephony/call-control/wire.ts";
import { type ApplicationServer, openApplicationServer } from "../../testkit/application-server.ts";
import { openTestClient } from "../../testkit/client.ts";
import { type DeskPhone, startDeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { openProgramClient, type ProgramClient, programKeyOf } from "../../testkit/program-client.ts";
import { toneSeconds } from "../../testkit/sound.ts";
import { readStoredCallbacks } from "../../testkit/stored-callbacks.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";
import { addPerson, giveRole } from "../../testkit/users.ts";

const CODE = "1500906";
const GATEWAY = "127.0.0.48";
const TONE_HZ = 900;
const EVENTS = ["initiated", "ringing", "answered", "completed"];
const { ids } = createRuntimeContext();

let portal: TestPortal;
let program: ProgramClient;
let system: TestSwitch;
let callee: DeskPhone;
let gateway: DeskPhone;
let application: ApplicationServer;

beforeAll(async () => {
  application = await openApplicationServer();
  const env = { SAMBUNG_HOOK_HOSTS: application.host };
  portal = await openTestPortal({ works: false, runtimeContext: createRuntimeContext(), env });
  system = await openTestSwitch({ access: portal.access, hookHosts: [application.host] });
  program = await programOf(system.tenantId);
  const port = await freePort();
  await system.addTrunk({ port, address: GATEWAY, host: GATEWAY });
  // The gateway does not know the dialled number, and rejects it.
  gateway = await startGateway({
    folder: path.join(system.folder, "gateway"),
    toneHz: 1_000,
    answer: "auto",
    address: GATEWAY,
    port,
    number: "+6281110048",
  });
  await system.addNumber({ code: CODE, phoneIds: [], isRecorded: false });
  const account = await system.addPhone({ extension: "101" });
  callee = await startDeskPhone({
    folder: path.join(system.folder, "desk"),
    registrar: { port: system.port, transport: "udp" },
    ...account,
    toneHz: 1_000,
    answer: "auto",
  });
});

afterAll(async () => {
  await callee?.close();
  await gateway?.close();
  await system?.close();
  await portal?.close();
  await application?.close();
});

/** An API client of a call centre, with a key that its administrator created. */
async function programOf(tenantId: string): Promise<ProgramClient> {
  const person = await addPerson(portal.kit);
  await giveRole(portal.kit, person.id, { role: "operator-administrator", tenantId });
  const operator = { ...person, client: openTestClient(portal.url, person.token) };
  return openProgramClient(
    portal.url,
    await programKeyOf({ tenantId, operator }, "Program", ["calls.write", "calls.read"]),
  );
}

const hooked = () =>
  ({ from: "hook", voice: { url: application.at("/voice"), method: "POST" }, fallback: null }) as const;

/** Creates a call as the Twilio-compatible API does. */
async function ordered(change: Partial<NewOrder> = {}): Promise<string> {
  const callId = ids.next();
  const { tenantId } = system;
  const order: NewOrder = {
    callId,
    tenantId,
    from: CODE,
    to: { kind: "phone", extension: "101" },
    instructions: hooked(),
    timeoutSeconds: 30,
    timeLimitSeconds: null,
    sendDigits: null,
    isRecorded: false,
    createdAtMs: Date.now(),
    request: null,
    ...change,
  };
  const done = await inTenant(system.database.db, tenantId, (trx) => insertOrder(trx, order));
  expect(done).toEqual({ callId, isRepeated: false });
  return callId;
}

const cdrOf = async (callId: string) => (await system.cdrs()).find((one) => one["callId"] === callId);
const ended = async (callId: string) => {
  await expect.poll(() => cdrOf(callId)).toBeDefined();
  return cdrOf(callId);
};
const heard = async () => {
  await expect.poll(async () => readWav(await readFile(callee.heard)).ok, { timeout: 5_000 }).toBe(true);
  return readFile(callee.heard);
};
const stateOf = async (callId: string) => {
  const row = await inTenant(system.database.db, system.tenantId, (trx) =>
    trx.selectFrom("apiCall").select(["state", "refusal"]).where("callId", "=", callId).executeTakeFirstOrThrow(),
  );
  return row;
};

const tone = { type: "audio/wav", body: alawWav(renderTone([{ frequenciesHz: [TONE_HZ], ms: 2_000 }])) };

describe("a call that an application orders", () => {
  it("rings a phone of the house, and is led by what its hook says once it is answered", async () => {
    application.reply(({ path: where }) =>
      where === "/tone.wav" ? tone : "<Response><Play>/tone.wav</Play></Response>",
    );
    const callId = await ordered();
    expect(await ended(callId)).toMatchObject({ outcome: "answered", direction: "internal" });
    expect(toneSeconds(await heard(), TONE_HZ)).toBeGreaterThan(1.5);
    expect(application.asked.at(0)?.fields).toMatchObject({
      CallSid: `CA${callId.replaceAll("-", "")}`,
      Direction: "outbound-api",
      CallStatus: "in-progress",
      From: CODE,
      To: "101",
    });
    expect(await stateOf(callId)).toEqual({ state: "begun", refusal: null });
  });

  it("dials a number over the line under the code of its call centre, and ends by what the line says", async () => {
    const callId = await ordered({ to: { kind: "number", number: "081234567890" } });
    expect(await ended(callId)).toMatchObject({
      outcome: "unknown-number",
      endedBy: "called",
      direction: "outbound",
      code: CODE,
      answeredAt: null,
      caller: CODE,
      called: "081234567890",
    });
  });

  it("goes by a document of its own, and is led by another one while it goes on", async () => {
    application.reply(() => tone);
    const document = `<Response><Pause length="60"/></Response>`;
    const callId = await ordered({ instructions: { from: "document", document } });
    await expect.poll(() => system.events(callId)).toContain("application.began");
    const redirect = {
      from: "document",
      document: `<Response><Play>${application.at("/t.wav")}</Play></Response>`,
    };
    const { tenantId } = system;
    const order = { id: ids.next(), tenantId, callId, redirect, at: new Date() };
    expect(await inTenant(system.database.db, tenantId, (trx) => orderByProgram(trx, order))).toMatchObject({
      ok: true,
    });
    expect(await ended(callId)).toMatchObject({ outcome: "answered", endedBy: "system" });
    expect(toneSeconds(await heard(), TONE_HZ)).toBeGreaterThan(1.5);
  });

  it("is told of to its application, and so is whom its document dials, by what is on disk", async () => {
    const { tenantId, database } = system;
    const told = (path: string) => ({ url: application.at(path), method: "POST", events: EVENTS }) as const;
    const dialled = `<Number statusCallback="${application.at("/child")}" statusCallbackEvent="${EVENTS.join(" ")}">081234567890</Number>`;
    const document = `<Response><Dial>${dialled}</Dial></Response>`;
    const status = told("/status");
    const callId = await ordered({ instructions: { from: "document", document }, told: { status } });
    expect(await ended(callId)).toMatchObject({ outcome: "answered" });
    const rows = await readStoredCallbacks(database.db, { tenantId, subjectId: callId });
    const fields = (path: string) => rows.filter(({ url }) => url === application.at(path)).map((row) => row.fields);
    expect(fields("/status").map(({ CallStatus }) => CallStatus)).toEqual([
      "initiated",
      "ringing",
      "in-progress",
      "completed",
    ]);
    expect(fields("/child")).toMatchObject([
      { CallStatus: "initiated", To: "+6281234567890", From: CODE, ParentCallSid: `CA${callId.replaceAll("-", "")}` },
      { CallStatus: "failed", SipResponseCode: "404", SequenceNumber: "1" },
    ]);
  });

  it("is ordered, led on and ended below /api/v1, and told there as it went", async () => {
    application.reply(({ path: where }) =>
      where === "/tone.wav" ? tone : `<Response><Play loop="0">/tone.wav</Play></Response>`,
    );
    const before = application.asked.length;
    const instructions = { document: `<Response><Pause length="60"/></Response>` };
    const order = { toExtension: "101", from: CODE, instructions };
    const { status, body } = await program.ask<{ id: string }>("POST", "/calls", order, { idempotency: "sekali" });
    expect(status).toBe(201);
    const { id } = body;
    const story = async () => (await program.ask<Record<string, unknown>>("GET", `/calls/${id}`)).body;
    await expect.poll(story).toMatchObject({
      state: "in-progress",
      direction: "internal",
      from: CODE,
      to: "101",
      endedAt: null,
      legs: [{ extension: "101", state: "answered" }],
    });
    const path = `/calls/${id}`;
    const led = await program.ask("POST", `${path}/redirect`, { instructions: { url: application.at("/baru") } });
    expect(led.status).toBe(200);
    await expect.poll(() => application.asked.length).toBeGreaterThan(before);
    expect(application.asked[before]?.fields).toMatchObject({ CallSid: `CA${id.replaceAll("-", "")}` });
    expect((await program.ask("POST", `${path}/end`)).status).toBe(200);
    expect(await ended(id)).toMatchObject({ outcome: "answered", endedBy: "operator" });
    expect(await story()).toMatchObject({ state: "completed", end: "answered", recordingIds: [] });
    expect((await program.ask("POST", `${path}/end`)).status).toBe(409);
    const again = await program.ask<{ id: string }>("POST", "/calls", order, { idempotency: "sekali" });
    expect([again.status, again.body.id]).toEqual([201, id]);
  });

  it("that leads nowhere is refused with why, and rings nobody", async () => {
    const nowhere = await ordered({ to: { kind: "phone", extension: "999" } });
    await expect
      .poll(() => stateOf(nowhere), { timeout: 10_000 })
      .toEqual({ state: "refused", refusal: "phone-unreachable" });
    const help = await ordered({ to: { kind: "number", number: "112" } });
    await expect.poll(() => stateOf(help)).toEqual({ state: "refused", refusal: "not-dialled" });
    expect([await cdrOf(nowhere), await cdrOf(help)]).toEqual([undefined, undefined]);
  });
});
