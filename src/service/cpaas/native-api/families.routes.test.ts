import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiClientFixture, addApiClientFixture } from "../../../../testkit/api-client-fixture.ts";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { addCallFixture } from "../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { openProgramClient, type ProgramClient, programKeyOf } from "../../../../testkit/program-client.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { API_SCOPES } from "../../../identity/api-keys/contract.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { WAV_HEADER_BYTES } from "../../../protocols/audio/index.ts";

const CODE = "1500640";
const OTHER = "+6281234567890";
const HOOK = "https://aplikasi.contoh.id/jawab";
const NOBODYS = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let program: ProgramClient;
let fixture: ApiClientFixture;
let beganAt: string;

type Thing = Readonly<Record<string, unknown>> & { readonly id: string };

interface Page {
  readonly items: readonly Thing[];
  readonly next: string | null;
}

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  centre = await openCallCentre(portal);
  program = openProgramClient(portal.url, await programKeyOf(centre, "Program", API_SCOPES));
  beganAt = now().toISOString();
  fixture = await addApiClientFixture(portal.kit, { tenantId: centre.tenantId, code: CODE });
  virtualContext.advance(30_000);
});

afterAll(() => portal?.close());

const now = () => new Date(virtualContext.clock.nowMs());
const ask = (method: string, path: string, body?: unknown) => program.ask<Thing>(method, path, body);
const list = async (path: string) => (await program.ask<Page>("GET", path)).body;
const refusalOf = async (method: string, path: string, body?: unknown) => {
  const answer = await program.ask(method, path, body);
  return [answer.status, answer.body.error.code, answer.body.error.fields[0]?.path];
};
const own = <Value>(work: Parameters<typeof inTenant<Value>>[2]) => inTenant(portal.kit.db, centre.tenantId, work);
const actionsOn = async (subjectId: string) => {
  const rows = await own((trx) =>
    trx.selectFrom("auditEntry").select("action").where("subjectId", "=", subjectId).execute(),
  );
  return rows.map(({ action }) => action);
};
/** API keys named in the audit entries of a subject. */
const keysOf = async (subjectId: string) => {
  const rows = await own((trx) =>
    trx.selectFrom("auditEntry").select("detail").where("subjectId", "=", subjectId).execute(),
  );
  return rows.map(({ detail }) => (detail as { readonly keyId?: string }).keyId);
};

describe("applications below /api/v1", () => {
  it("are made once for one key, changed field by field, listed page by page, and taken away", async () => {
    const form = { name: "Tanya", voiceUrl: HOOK };
    const make = (body: object, idempotency?: string) =>
      program.ask<Thing>("POST", "/applications", body, idempotency === undefined ? {} : { idempotency });
    const [made, again] = [await make(form, "satu"), await make(form, "satu")];
    const { id } = made.body;
    const at = now().toISOString();
    expect([made.status, made.body]).toEqual([
      201,
      {
        id,
        name: "Tanya",
        voiceUrl: HOOK,
        voiceMethod: "POST",
        fallbackUrl: null,
        fallbackMethod: "POST",
        statusUrl: null,
        statusMethod: "POST",
        createdAt: at,
        changedAt: at,
      },
    ]);
    expect([again.status, again.body.id]).toEqual([201, id]);
    expect(await make({ ...form, name: "Lain" }, "satu")).toMatchObject({
      status: 409,
      body: { error: { code: "request-differs" } },
    });
    expect(await actionsOn(id)).toEqual(["voice-application.made"]);
    expect(await keysOf(id)).toEqual([expect.any(String)]);
    virtualContext.advance(1_000);
    const second = (await make({ name: "Kedua" })).body.id;
    const first = await list("/applications?limit=1");
    expect(first.items.map((one) => one.id)).toEqual([second]);
    expect((await list(`/applications?limit=1&after=${first.next}`)).items.map((one) => one.id)).toEqual([id]);
    expect((await list("/applications?name=Kedua")).items.map((one) => one.id)).toEqual([second]);
    const changed = await ask("PATCH", `/applications/${id}`, { fallbackUrl: `${HOOK}/b`, voiceMethod: "GET" });
    expect(changed.body).toMatchObject({ name: "Tanya", voiceUrl: HOOK, voiceMethod: "GET", fallbackUrl: `${HOOK}/b` });
    expect(await refusalOf("PATCH", `/applications/${id}`, { statusUrl: "http://a.id/" })).toEqual([
      ...[400, "hook-address-unfit", "statusUrl"],
    ]);
    const page = await list("/applications?limit=1");
    expect((await ask("DELETE", `/applications/${second}`)).status).toBe(204);
    // A cursor stays valid after its row is deleted.
    expect((await list(`/applications?limit=1&after=${page.next}`)).items.map((one) => one.id)).toEqual([id]);
    expect((await refusalOf("GET", `/applications/${second}`))[1]).toBe("no-such-voice-application");
  });
});

describe("numbers below /api/v1", () => {
  it("are listed by code, and led by an application, a hook of their own or nobody", async () => {
    const application = (await ask("POST", "/applications", { name: "Pemimpin", voiceUrl: HOOK })).body.id;
    const path = `/numbers/${CODE}`;
    const led = await ask("PATCH", path, { applicationId: application, fallbackQueueId: fixture.queue });
    expect(led.body).toMatchObject({
      code: CODE,
      applicationId: application,
      fallbackQueueId: fixture.queue,
      voiceUrl: null,
    });
    expect(await refusalOf("DELETE", `/applications/${application}`)).toEqual([
      ...[409, "application-leads-numbers", undefined],
    ]);
    const sms = await ask("PATCH", path, { applicationId: null, smsUrl: HOOK, smsMethod: "GET" });
    expect(sms.body).toMatchObject({
      applicationId: null,
      smsUrl: HOOK,
      smsMethod: "GET",
      fallbackQueueId: fixture.queue,
    });
    expect((await ask("GET", path)).body).toEqual(sms.body);
    expect((await list("/numbers?holds=0064")).items.map((one) => one["code"])).toEqual([CODE]);
    expect((await list(`/numbers?after=${CODE}`)).items).toEqual([]);
    expect(await actionsOn(CODE)).toEqual(["service-number.led", "service-number.led"]);
    expect(await refusalOf("PATCH", path, { applicationId: NOBODYS })).toEqual([
      ...[404, "no-such-voice-application", "applicationId"],
    ]);
    expect(await refusalOf("PATCH", path, { fallbackQueueId: NOBODYS })).toEqual([
      ...[404, "no-such-queue", "fallbackQueueId"],
    ]);
    expect(await refusalOf("PATCH", path, { smsUrl: "https://10.0.0.1/" })).toEqual([
      ...[400, "hook-address-unfit", "smsUrl"],
    ]);
    expect((await refusalOf("GET", "/numbers/1500999"))[1]).toBe("no-such-number");
  });
});

describe("recordings below /api/v1", () => {
  it("are listed and heard, whole or in part, on record each time", async () => {
    const { recording, call, sound } = fixture;
    const view = {
      id: recording,
      callId: call,
      conferenceId: null,
      kind: "talk",
      state: "kept",
      seconds: 61,
      beganAt,
      endedAt: beganAt,
    };
    expect((await ask("GET", `/recordings/${recording}`)).body).toEqual(view);
    expect((await list(`/recordings?callId=${call}`)).items).toEqual([view]);
    expect((await list(`/recordings?beganUntil=${beganAt}`)).items).toEqual([]);
    expect((await program.ask<{ recordingIds: readonly string[] }>("GET", `/calls/${call}`)).body.recordingIds).toEqual(
      [recording],
    );
    const key = await programKeyOf(centre, "Pendengar", ["recordings.read"]);
    const hear = (range?: string) =>
      fetch(`${portal.url}/api/v1/recordings/${recording}/sound`, {
        headers: { authorization: `Bearer ${key}`, ...(range === undefined ? {} : { range }) },
      });
    const whole = await hear();
    expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "audio/wav"]);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.subarray(WAV_HEADER_BYTES).equals(sound)).toBe(true);
    const part = await hear("bytes=100-199");
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 100-199/${bytes.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true);
    const beyond = await hear("bytes=999999-");
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${bytes.length}`]);
    await beyond.body?.cancel();
    expect(await actionsOn(recording)).toEqual(Array.from({ length: 3 }, () => "recording.downloaded"));
  });

  it("are taken away for ever, once they are over", async () => {
    const [id, goes] = [virtualContext.ids.next(), virtualContext.ids.next()];
    const row = (own: string, state: string) => ({
      id: own,
      callId: virtualContext.ids.next(),
      tenantId: centre.tenantId,
      state,
      sealedKey: Buffer.alloc(8),
      segments: "[]",
      beganAt: now(),
      keepUntil: "2027-11-25",
    });
    await own((trx) =>
      trx
        .insertInto("recording")
        .values([row(id, "lost"), row(goes, "recording")])
        .execute(),
    );
    expect(await refusalOf("GET", `/recordings/${id}/sound`)).toEqual([410, "recording-lost", undefined]);
    expect(await refusalOf("GET", `/recordings/${goes}/sound`)).toEqual([409, "recording-goes-on", undefined]);
    expect((await refusalOf("GET", `/recordings/${NOBODYS}/sound`))[1]).toBe("no-such-recording");
    expect(await refusalOf("DELETE", `/recordings/${goes}`)).toEqual([409, "recording-goes-on", undefined]);
    expect((await ask("DELETE", `/recordings/${id}`)).status).toBe(204);
    expect((await refusalOf("GET", `/recordings/${id}`))[1]).toBe("no-such-recording");
    expect(await actionsOn(id)).toEqual(["recording.removed"]);
    expect(await keysOf(id)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });
});

/** Takes the next command of a kind as a switch does, and answers it; returns the command's content. */
async function taken(
  kind: "conference-act" | "redirect-call" = "conference-act",
  refusal?: string,
): Promise<Readonly<Record<string, unknown>>> {
  let wanted: Readonly<Record<string, unknown>> = {};
  const look = async () => {
    const row = await own((trx) =>
      trx
        .selectFrom("switchCommand")
        .select(["id", "payload"])
        .where("state", "=", "waiting")
        .where("kind", "=", kind)
        .executeTakeFirst(),
    );
    if (row === undefined) return false;
    wanted = row.payload as typeof wanted;
    const outcome = JSON.stringify(refusal === undefined ? { callId: "" } : { refusal });
    const state = refusal === undefined ? "done" : "refused";
    await own((trx) =>
      trx.updateTable("switchCommand").set({ state, outcome, doneAt: now() }).where("id", "=", row.id).execute(),
    );
    return true;
  };
  await expect.poll(look, { timeout: 10_000, interval: 20 }).toBe(true);
  return wanted;
}

describe("queues below /api/v1", () => {
  it("tell how many wait, how long, and who, and lead none on whom nothing leads", async () => {
    const { queue, waiting } = fixture;
    const waited = Math.round((virtualContext.clock.nowMs() - Date.parse(beganAt)) / 1_000);
    const view = {
      id: queue,
      name: "Tagihan",
      waiting: 1,
      waitedSeconds: waited,
      waitingMax: 1_000,
      createdAt: beganAt,
    };
    expect((await ask("GET", `/queues/${queue}`)).body).toEqual(view);
    expect((await list("/queues?name=tagihan")).items).toEqual([view]);
    const member = { callId: waiting, position: 1, waitedSeconds: waited, joinedAt: beganAt };
    expect((await list(`/queues/${queue}/waiting`)).items).toEqual([member]);
    expect((await ask("GET", `/queues/${queue}/waiting/${waiting}`)).body).toEqual(member);
    expect((await refusalOf("GET", `/queues/${queue}/waiting/${NOBODYS}`))[1]).toBe("nobody-waits-so");
    const instructions = { document: "<Response><Hangup/></Response>" };
    const other = `/queues/${NOBODYS}/waiting/${waiting}/redirect`;
    expect(await refusalOf("POST", other, { instructions })).toEqual([404, "nobody-waits-so", undefined]);
    const path = `/queues/${queue}/waiting/${waiting}/redirect`;
    const leaves = async () => {
      const order = await taken("redirect-call");
      // The contact ends; the caller enters the queue again afterwards.
      await own((trx) =>
        trx
          .updateTable("openContact")
          .set({ contactId: virtualContext.ids.next() })
          .where("callId", "=", waiting)
          .execute(),
      );
      return order;
    };
    const [led, wanted] = await Promise.all([ask("POST", path, { instructions }), leaves()]);
    // Keys with only the queues scope get no telephone numbers.
    expect([led.status, led.body]).toEqual([200, member]);
    const redirect = { from: "document", document: instructions.document };
    // A caller whom an agent has answered in between is not redirected.
    expect(wanted).toEqual({ callId: waiting, redirect, whileWaiting: true });
    const [refused] = await Promise.all([
      ...[refusalOf("POST", path, { instructions }), taken("redirect-call", "call-not-programmable")],
    ]);
    expect(refused).toEqual([409, "call-stands-otherwise", undefined]);
    const [late] = await Promise.all([
      ...[refusalOf("POST", path, { instructions }), taken("redirect-call", "redirect-late")],
    ]);
    expect(late).toEqual([503, "try-again-shortly", undefined]);
  });

  it("tell all who wait page by page, though those of the page before are led on meanwhile", async () => {
    const queue = (await ask("POST", "/queues", { name: "Tutup" })).body.id;
    const calls = Array.from({ length: 3 }, () => virtualContext.ids.next());
    const at = now();
    const rows = calls.map((callId, nth) => ({
      contactId: virtualContext.ids.next(),
      tenantId: centre.tenantId,
      queueId: queue,
      callId,
      caller: OTHER,
      called: CODE,
      joinedAt: at,
      joinedMs: at.getTime() + nth,
      enteredMs: 0,
      priority: 0,
      kind: "call",
      state: "waiting",
    }));
    for (const callId of calls) {
      const call = { callId, tenantId: centre.tenantId, switchId: fixture.switchId, code: CODE, other: OTHER } as const;
      await addCallFixture(portal.kit.db, { ...call, direction: "inbound", isAnswered: true, beganAtMs: at.getTime() });
    }
    await own((trx) => trx.insertInto("openContact").values(rows).execute());
    const seen: unknown[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const page: Page = await list(`/queues/${queue}/waiting?limit=1${next === "" ? "" : `&after=${next}`}`);
      const led = page.items.map((one) => String(one["callId"]));
      seen.push(...led);
      await own((trx) => trx.deleteFrom("openContact").where("callId", "in", led).execute());
      next = page.next;
    }
    expect(seen).toEqual(calls);
    expect(await refusalOf("GET", `/queues/${queue}/waiting?after=1`)).toEqual([400, "invalid-input", "after"]);
  });

  it("are made, changed and ended while nobody waits, under names of their own", async () => {
    const made = await ask("POST", "/queues", { name: "Aduan", waitingMax: 5 });
    const path = `/queues/${made.body.id}`;
    expect([made.status, made.body]).toMatchObject([
      201,
      { name: "Aduan", waitingMax: 5, waiting: 0, waitedSeconds: null },
    ]);
    expect(await refusalOf("POST", "/queues", { name: "aduan" })).toEqual([409, "queue-name-taken", "name"]);
    expect((await ask("PATCH", path, { name: "Keluhan" })).body).toMatchObject({ name: "Keluhan", waitingMax: 5 });
    expect((await ask("PATCH", path, { waitingMax: 7 })).body).toMatchObject({ name: "Keluhan", waitingMax: 7 });
    const versions = () =>
      own((trx) => trx.selectFrom("queue").select("version").where("name", "=", "Keluhan").execute());
    const before = await versions();
    expect(await refusalOf("PATCH", path, {})).toEqual([400, "nothing-to-change", undefined]);
    expect((await ask("PATCH", path, { waitingMax: 7 })).body).toMatchObject({ waitingMax: 7 });
    expect(await versions()).toEqual(before);
    expect(await refusalOf("DELETE", `/queues/${fixture.queue}`)).toEqual([409, "queue-waits", undefined]);
    expect((await ask("DELETE", path)).status).toBe(204);
    expect(await refusalOf("PATCH", path, { name: "Lain" })).toEqual([404, "no-such-queue", undefined]);
  });
});

describe("conferences below /api/v1", () => {
  it("are listed, spoken in and changed by what a switch takes", async () => {
    const { conference: id, participants } = fixture;
    const [first, second] = participants;
    const room = `/conferences/${id}`;
    const recordingId = virtualContext.ids.next();
    const kept = { id: recordingId, callId: first, conferenceId: id, tenantId: centre.tenantId, state: "recording" };
    const rest = { segments: "[]", sealedKey: Buffer.alloc(8), beganAt: now(), keepUntil: "2027-11-25" };
    await own((trx) =>
      trx
        .insertInto("recording")
        .values({ ...kept, ...rest })
        .execute(),
    );
    expect((await list(`/recordings?conferenceId=${id}`)).items).toMatchObject([
      { id: recordingId, conferenceId: id, kind: "conference", state: "recording" },
    ]);
    const view = {
      id,
      name: "Rapat",
      state: "in-progress",
      end: null,
      createdAt: beganAt,
      startedAt: beganAt,
      endedAt: null,
    };
    expect((await ask("GET", room)).body).toEqual(view);
    expect((await list("/conferences?state=in-progress&name=Rapat")).items).toEqual([view]);
    expect((await list("/conferences?state=over")).items).toEqual([]);
    const there = await list(`${room}/participants?limit=1`);
    expect(there.items).toMatchObject([{ callId: first, state: "connected", muted: false, coachesCallId: null }]);
    expect((await list(`${room}/participants?limit=1&after=${there.next}`)).items).toMatchObject([{ callId: second }]);
    const one = `${room}/participants/${first}`;
    const act = async (method: string, path: string, body?: unknown) => {
      const [answer, wanted] = await Promise.all([ask(method, path, body), taken()]);
      return [answer.status, answer.body, wanted["conference"]];
    };
    expect(await act("PATCH", one, { muted: true, coachesCallId: second })).toMatchObject([
      ...[200, { callId: first, muted: true, coachesCallId: second }],
      { act: "change", conferenceId: id, isMuted: true, coachedCallId: second },
    ]);
    expect(await act("PATCH", one, { held: true, holdUrl: HOOK })).toMatchObject([
      ...[200, { held: true }, { act: "change", isHeld: true, holdHook: { url: HOOK, method: "POST" } }],
    ]);
    expect(await act("POST", `${room}/announce`, { url: HOOK, method: "GET" })).toMatchObject([
      ...[200, { state: "in-progress" }, { act: "announce", announce: { url: HOOK, method: "GET" } }],
    ]);
    for (const [wish, change] of Object.entries({ pause: "pause", resume: "go-on", end: "end" }))
      expect(await act("POST", `/recordings/${recordingId}/${wish}`)).toMatchObject([
        ...[200, { id: recordingId }, { act: "record", conferenceId: id, recordingId, change }],
      ]);
    expect(await refusalOf("POST", `/recordings/${fixture.recording}/pause`)).toEqual([
      ...[409, "recording-stands-otherwise", undefined],
    ]);
    expect(await act("DELETE", one)).toMatchObject([204, "", { act: "kick", conferenceId: id }]);
    expect(await act("POST", `${room}/end`)).toMatchObject([
      ...[200, { state: "over", end: "ended-by-program" }, { act: "end", conferenceId: id }],
    ]);
    expect(await refusalOf("PATCH", one, {})).toEqual([400, "nothing-to-change", undefined]);
    expect(await refusalOf("PATCH", one, { coachesCallId: first })).toEqual([400, "coached-unknown", "coachesCallId"]);
    expect(await refusalOf("PATCH", one, { announceUrl: "http://a.id/" })).toEqual([
      ...[400, "hook-address-unfit", "announceUrl"],
    ]);
    expect((await refusalOf("GET", `${room}/participants/${NOBODYS}`))[1]).toBe("nobody-takes-part-so");
  });

  it("are begun by a name and joined by calls that are ordered once, which can be taken back", async () => {
    const form = { to: OTHER, from: CODE, label: "tamu", muted: true, startsConference: false, beep: "enter" };
    const told = {
      conferenceCallback: { url: `${HOOK}/rapat`, events: ["start", "end"] },
      recordConference: true,
      conferenceRecordingCallback: { url: `${HOOK}/rekaman`, method: "GET" },
    };
    const begin = (participant: object) =>
      program.ask<Thing>("POST", "/conferences", { name: "Rapat <siang>", participant }, { idempotency: "siang" });
    const [made, again] = [await begin({ ...form, ...told }), await begin({ ...form, ...told })];
    expect([made.status, made.body]).toMatchObject([
      ...[201, { label: "tamu", state: "queued", muted: true, startsConference: false, joinedAt: null }],
    ]);
    expect([again.status, again.body["callId"]]).toEqual([201, made.body["callId"]]);
    const row = await own((trx) =>
      trx
        .selectFrom("apiCall")
        .select("document")
        .where("callId", "=", String(made.body["callId"]))
        .executeTakeFirstOrThrow(),
    );
    expect(row.document).toBe(
      '<Response><Dial><Conference muted="true" beep="onEnter" startConferenceOnEnter="false" endConferenceOnExit="false" ' +
        `participantLabel="tamu" statusCallback="${HOOK}/rapat" statusCallbackMethod="POST" statusCallbackEvent="start end" ` +
        `record="record-from-start" recordingStatusCallback="${HOOK}/rekaman" recordingStatusCallbackMethod="GET" recordingStatusCallbackEvent="completed">` +
        "Rapat &lt;siang&gt;</Conference></Dial></Response>",
    );
    const { conferenceId, callId } = made.body;
    const room = `/conferences/${String(conferenceId)}`;
    expect((await ask("GET", room)).body).toMatchObject({ name: "Rapat <siang>", state: "waiting" });
    const second = await ask("POST", `${room}/participants`, { toExtension: "101", from: CODE });
    expect(second.body["conferenceId"]).toBe(made.body["conferenceId"]);
    const one = `${room}/participants/${String(made.body["callId"])}`;
    expect((await ask("GET", one)).body).toMatchObject({ state: "queued" });
    expect(await refusalOf("PATCH", one, { muted: false })).toEqual([409, "conference-stands-otherwise", undefined]);
    expect((await ask("DELETE", one)).status).toBe(204);
    expect((await ask("GET", `/calls/${String(made.body["callId"])}`)).body).toMatchObject({ state: "cancelled" });
    const third = { to: OTHER, from: CODE };
    const join = () => program.ask<Thing>("POST", `${room}/participants`, third, { idempotency: "ketiga" });
    const joined = (await join()).body;
    expect(await refusalOf("POST", `${room}/participants`, { ...third, coachesCallId: NOBODYS })).toEqual([
      ...[400, "coached-unknown", "coachesCallId"],
    ]);
    const coach = await ask("POST", `${room}/participants`, { ...third, coachesCallId: joined["callId"] });
    expect([coach.status, coach.body["coachesCallId"]]).toEqual([201, joined["callId"]]);
    expect((await ask("POST", `${room}/end`)).body).toMatchObject({ state: "over" });
    // A request repeated after a lost response gets the first response, although the conference is over and its guest has left.
    const leftAt = now();
    await own((trx) =>
      trx
        .updateTable("conferenceParticipant")
        .set({ leftAt })
        .where("callId", "in", [String(callId), String(joined["callId"])])
        .execute(),
    );
    virtualContext.advance(60_000);
    const repeated = await join();
    expect([repeated.status, repeated.body]).toMatchObject([
      ...[201, { conferenceId, callId: joined["callId"], createdAt: joined["createdAt"] }],
    ]);
    expect((await begin({ ...form, ...told })).body).toMatchObject({ callId, createdAt: made.body["createdAt"] });
    const wanted: readonly (readonly [object, readonly unknown[]])[] = [
      [{ to: OTHER, from: CODE }, [409, "conference-stands-otherwise", undefined]],
    ];
    for (const [body, refusal] of wanted)
      expect(await refusalOf("POST", `${room}/participants`, body)).toEqual(refusal);
    const unfit = (participant: object) => refusalOf("POST", "/conferences", { name: "Lain", participant });
    expect(await unfit({ to: "119", from: CODE })).toEqual([403, "call-number-for-people", "participant.to"]);
    expect(await unfit({ to: OTHER, from: CODE, waitUrl: "https://127.0.0.1/" })).toEqual([
      ...[400, "hook-address-unfit", "participant.waitUrl"],
    ]);
    expect(await unfit({ ...form, conferenceCallback: { url: "http://a.id/" } })).toEqual([
      ...[400, "hook-address-unfit", "participant.conferenceCallback.url"],
    ]);
    expect(await unfit({ ...form, label: "a\u0001" })).toEqual([400, "invalid-input", "participant.label"]);
    expect((await refusalOf("POST", "/conferences", { name: "Lain\u0000", participant: form }))[0]).toBe(400);
    expect((await list("/conferences?name=Lain")).items).toEqual([]);
  });
});

describe("usage below /api/v1", () => {
  it("is a sum of what is on record, whole or by days", async () => {
    const { items } = await list("/usage?category=recordings");
    expect(items).toMatchObject([{ category: "recordings", count: 1, minutes: 2, segments: null, costRupiah: 0 }]);
    const days = await list("/usage?per=day&category=calls-inbound&limit=1");
    expect(days.items).toMatchObject([{ count: 1, minutes: 2, from: items[0]?.["until"], until: items[0]?.["until"] }]);
    expect(await refusalOf("GET", "/usage?from=2026-12-01&until=2026-11-01")).toEqual([
      400,
      "usage-days-unfit",
      "from",
    ]);
    expect((await refusalOf("GET", "/usage?from=kemarin"))[1]).toBe("invalid-input");
    const all = await list("/usage?limit=3");
    const rest = await list(`/usage?limit=100&after=${all.next}`);
    expect([...all.items, ...rest.items]).toHaveLength(8);
  });
});
