import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alawWav, readWav, renderTone } from "../../src/protocols/audio/index.ts";
import { sidOf } from "../../src/service/flows/call-documents/index.ts";
import { type CallWebhookFixture, openCallWebhookFixture } from "../../testkit/call-webhook-fixture.ts";
import { type DeskPhone, startDeskPhone } from "../../testkit/desk-phone.ts";
import { type FieldClient, fieldAccessOf, openFieldClient } from "../../testkit/field-client.ts";
import { hookNumber } from "../../testkit/number-hook.ts";
import { toneRuns, toneSeconds } from "../../testkit/sound.ts";

const CODE = "1500911";
/** The tones of the phones, of waiting and hold music, and of an announcement. */
const TONES = { a: 600, b: 1_500, c: 2_100, w: 900, h: 1_200, n: 2_700 } as const;
const ROOM = "Rapat & pagi";
/** The time for which each state of a conference is measured. */
const HEARD_MS = 1_500;

/** The TwiML documents of a caller who waits in a queue, is dequeued, and then waits in a conference. */
const DOCUMENTS: Record<string, string> = {
  "/voice": `<Response><Enqueue waitUrl="/wait" action="/after">Penjualan</Enqueue></Response>`,
  "/wait": "<Response><Play>/w.wav</Play></Response>",
  "/after": `<Response><Dial action="/left"><Conference startConferenceOnEnter="false" beep="false">Tamu</Conference></Dial></Response>`,
  "/left": `<Response><Enqueue waitUrl="/leave" action="/gone">Penjualan</Enqueue></Response>`,
  "/leave": "<Response><Leave/></Response>",
  "/gone": "<Response><Play>/n.wav</Play></Response>",
  "/talk": `<Response><Dial><Sip>sip:103@sambung.example</Sip></Dial></Response>`,
  "/counter": `<Response><Enqueue waitUrl="/wait">Penjualan</Enqueue></Response>`,
};

let fixture: CallWebhookFixture;
let client: FieldClient;
const phones = new Map<string, DeskPhone>();

beforeAll(async () => {
  fixture = await openCallWebhookFixture({ code: CODE, address: "127.0.0.49", number: "+6281110049" });
  client = openFieldClient(fixture.system.url, await fieldAccessOf(fixture.centre));
  const { application, system, sipPort } = fixture;
  const wav = (hz: number) => ({ type: "audio/wav", body: alawWav(renderTone([{ frequenciesHz: [hz], ms: 4_000 }])) });
  // An MP3 with the file name and content type of a WAV: the content determines the format.
  const held = { type: "audio/wav", body: mp3Of(TONES.h) };
  application.reply(({ path: where }) => {
    if (where === "/h.wav") return held;
    const tone = /^\/(\w)\.wav$/.exec(where)?.[1];
    if (tone !== undefined) return wav(TONES[tone as keyof typeof TONES]);
    if (where in DOCUMENTS) return DOCUMENTS[where] ?? "";
    return `<Response><Play>${where}.wav</Play></Response>`;
  });
  const accounts = new Map<string, Awaited<ReturnType<CallWebhookFixture["addPhone"]>>>();
  for (const [name, extension] of Object.entries({ a: "101", b: "102", c: "103" }))
    accounts.set(name, await fixture.addPhone(extension));
  // The switch reloads phones every second.
  await delay(3_000);
  for (const [name, account] of accounts) {
    const folder = path.join(system.dataFolder, `desk-${name}`);
    const registrar = { port: sipPort, transport: "udp" } as const;
    const toneHz = TONES[name as keyof typeof TONES];
    phones.set(name, await startDeskPhone({ folder, registrar, ...account, toneHz, answer: "auto" }));
  }
});

afterAll(async () => {
  for (const phone of phones.values()) await phone.close();
  await fixture?.close();
});

/** Four seconds of a tone as an MP3, encoded by another program. */
function mp3Of(hz: number): Buffer {
  const tone = `sine=frequency=${hz}:sample_rate=44100:duration=4`;
  return execFileSync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", tone, "-b:a", "64k", "-f", "mp3", "pipe:1"]);
}

const soundOf = async (name: string): Promise<Uint8Array> => {
  const file = phones.get(name)?.heard ?? fixture.caller.heard;
  await expect.poll(async () => readWav(await readFile(file)).ok, { timeout: 5_000 }).toBe(true);
  return readFile(file);
};
const runsOf = async (name: string): Promise<string> =>
  toneRuns(await soundOf(name), TONES)
    .map(({ heard }) => heard)
    .join(" ");

/** Calls a phone into the conference and waits until it has joined; returns the SID of its call. */
async function join(extension: string, own: object = {}, room = ROOM): Promise<string> {
  const made = await client
    .conferences(room)
    .participants.create({ from: CODE, to: `sip:${extension}`, beep: "false", ...own });
  expect(made).toMatchObject({ status: "queued", muted: false, hold: false });
  const there = () => client.conferences(made.conferenceSid).participants(made.callSid).fetch();
  await expect.poll(async () => (await there()).status).toBe("connected");
  return made.callSid;
}

describe("a conference by the field's own client", () => {
  it("lets three hear each other, mutes, holds, has one coach another, speaks to all, and lets go", async () => {
    const callbacks = {
      conferenceStatusCallback: fixture.application.at("/meeting"),
      conferenceStatusCallbackEvent: ["start", "end", "join", "leave", "mute", "hold"],
    };
    const a = await join("101", { label: "agen", waitUrl: fixture.application.at("/w"), ...callbacks });
    await delay(HEARD_MS * 2);
    const [conference] = await client.conferences.list({ friendlyName: ROOM });
    expect(conference).toMatchObject({ friendlyName: ROOM, status: "init" });
    const room = client.conferences(conference?.sid ?? "");
    const [b, c] = [await join("102"), await join("103")];
    await delay(HEARD_MS);
    expect((await room.fetch()).status).toBe("in-progress");
    expect((await room.participants.list()).map(({ callSid }) => callSid)).toEqual([a, b, c]);
    expect((await room.participants("agen").fetch()).callSid).toBe(a);
    const change = async (callSid: string, changes: object) => {
      const changed = await room.participants(callSid).update(changes);
      await delay(HEARD_MS);
      return changed;
    };
    expect(await change(b, { muted: true })).toMatchObject({ muted: true });
    await expect.poll(async () => (await room.participants.list({ muted: true })).length).toBe(1);
    await change(b, { muted: false });
    expect(await change(c, { hold: true, holdUrl: fixture.application.at("/h") })).toMatchObject({ hold: true });
    await change(c, { hold: false });
    expect(await change(c, { coaching: true, callSidToCoach: b })).toMatchObject({ callSidToCoach: b, coaching: true });
    await change(c, { coaching: false });
    expect(await room.participants(b).remove()).toBe(true);
    await delay(HEARD_MS);
    await room.update({ announceUrl: fixture.application.at("/n") });
    await delay(HEARD_MS);
    expect((await room.participants.list()).map(({ callSid }) => callSid)).toEqual([a, c]);
    expect(await room.update({ status: "completed" })).toMatchObject({ status: "completed" });
    for (const sid of [a, b, c])
      await expect.poll(async () => (await client.calls(sid).fetch()).status).toBe("completed");
    await expect.poll(async () => (await room.fetch()).reasonConferenceEnded).toBe("conference-ended-via-api");
    expect(await room.participants.list()).toEqual([]);
    const heard = () =>
      fixture.application.asked
        .flatMap(({ path, fields }) => (path === "/meeting" ? [fields] : []))
        .toSorted((one, other) => Number(one.SequenceNumber) - Number(other.SequenceNumber));
    const name = new Map([a, b, c].map((sid, nth) => [sid, "abc"[nth]]));
    await expect
      .poll(() => heard().map((one) => `${one.StatusCallbackEvent} ${name.get(one.CallSid ?? "") ?? ""}`), {
        timeout: 10_000,
      })
      .toEqual([
        ...["participant-join a", "participant-join b", "conference-start ", "participant-join c"],
        ...["participant-mute b", "participant-unmute b", "participant-hold c", "participant-unhold c"],
        ...["participant-leave b", "participant-leave a", "participant-leave c", "conference-end "],
      ]);
    expect(heard().at(-1)).toMatchObject({ FriendlyName: ROOM, ReasonConferenceEnded: "conference-ended-via-api" });
    expect(await runsOf("a")).toMatch(/^w (b )?b\+c c b\+c b b\+c b b\+c c n$/);
    expect(await runsOf("b")).toMatch(/^(a )?a\+c a a\+c$/);
    expect(await runsOf("c")).toMatch(/^a\+b a a\+b h a\+b a n$/);
  });

  it("joins who waits in a queue with a call that takes him, then in a conference, and loses him nowhere", async () => {
    const { system, centre, application, caller, sipPort } = fixture;
    await fixture.addQueue("Penjualan");
    await hookNumber(
      { tenantId: centre.tenantId, database: system.database },
      { code: CODE, voiceUrl: application.at("/voice") },
    );
    // The switch reloads queues and webhooks every two seconds.
    await delay(3_000);
    const asked = (where: string) => application.asked.filter((one) => one.path === where);
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${sipPort}`);
    await expect.poll(() => asked("/wait").length).toBeGreaterThan(0);
    expect(asked("/wait").at(-1)?.fields).toMatchObject({ QueuePosition: "1", CurrentQueueSize: "1" });
    await delay(HEARD_MS);
    const action = application.at("/taken");
    const twiml = `<Response><Dial action="${action}"><Queue>Penjualan</Queue></Dial></Response>`;
    await client.calls.create({ from: CODE, to: "sip:101", twiml });
    const met = async () =>
      (await fixture.eventsOf("conference.joined")).filter(
        ({ data }) => (data as { conferenceId: unknown }).conferenceId === null,
      );
    await expect.poll(async () => (await met()).length).toBe(2);
    await delay(HEARD_MS);
    await phones.get("a")?.command("hangup");
    await expect.poll(() => asked("/after")[0]?.fields).toMatchObject({ QueueResult: "bridged" });
    await expect
      .poll(() => asked("/taken")[0]?.fields, { timeout: 10_000 })
      .toMatchObject({ DialCallStatus: "completed" });
    await delay(HEARD_MS);
    const guest = await client
      .conferences("Tamu")
      .participants.create({ from: CODE, to: "sip:102", beep: "false", endConferenceOnExit: true });
    await expect
      .poll(async () => (await client.conferences(guest.conferenceSid).fetch()).status, { timeout: 15_000 })
      .toBe("in-progress");
    await delay(HEARD_MS);
    await client.conferences(guest.conferenceSid).participants(guest.callSid).remove();
    await expect
      .poll(() => asked("/left")[0]?.fields, { timeout: 10_000 })
      .toMatchObject({ DialCallStatus: "answered" });
    await expect.poll(() => asked("/gone")[0]?.fields).toMatchObject({ QueueResult: "leave" });
    await expect
      .poll(async () => (await client.calls(asked("/voice")[0]?.fields.CallSid ?? "").fetch()).status, {
        timeout: 15_000,
      })
      .toBe("completed");
    expect(await runsOf("caller")).toMatch(/^w a b n$/);
    expect(toneRuns(await soundOf("a"), { caller: 1_000 }).length).toBeGreaterThan(0);
  });

  it("leaves to a program who waits in a queue: it takes him out and leads him on, once", async () => {
    const { application, caller, sipPort } = fixture;
    DOCUMENTS["/voice"] = DOCUMENTS["/counter"] ?? "";
    const [queue] = (await client.queues.list()).filter(({ friendlyName }) => friendlyName === "Penjualan");
    const members = client.queues(queue?.sid ?? "").members;
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${sipPort}`);
    await expect.poll(async () => (await members.list()).length).toBe(1);
    await delay(HEARD_MS);
    const led = await members("Front").update({ url: application.at("/c"), method: "GET" });
    const asked = (where: string) => application.asked.filter((one) => one.path === where);
    await expect.poll(() => asked("/c").length).toBe(1);
    expect(asked("/c")[0]).toMatchObject({ method: "GET", fields: { CallSid: led.callSid } });
    await expect.poll(async () => (await members.list()).length).toBe(0);
    const again = await members(led.callSid)
      .update({ url: application.at("/b") })
      .catch((error: { code: number }) => error.code);
    expect(again).toBe(20404);
    await expect
      .poll(async () => (await client.calls(led.callSid).fetch()).status, { timeout: 15_000 })
      .toBe("completed");
    expect(await runsOf("caller")).toMatch(/^w c$/);
  });

  it("records a call of two from a program's word on, leaves out what it says, and tells of it once", async () => {
    const { system, centre, application, caller, sipPort } = fixture;
    DOCUMENTS["/voice"] = DOCUMENTS["/talk"] ?? "";
    const before = (await fixture.eventsOf("talk.began")).length;
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${sipPort}`);
    await expect.poll(async () => (await fixture.eventsOf("talk.began")).length).toBe(before + 1);
    const callId = (await fixture.eventsOf("talk.began")).at(-1)?.callId ?? "";
    const call = client.calls(sidOf("call", callId));
    const wanted = { recordingStatusCallback: application.at("/kept"), trim: "trim-silence" };
    const recording = await call.recordings.create(wanted);
    expect(recording).toMatchObject({ status: "in-progress", channels: 2, source: "StartCallRecordingAPI" });
    expect(await call.recordings.create({}).catch((error: { code: number }) => error.code)).toBe(21220);
    await delay(HEARD_MS * 2);
    expect(await call.recordings("Twilio.CURRENT").update({ status: "paused" })).toMatchObject({ sid: recording.sid });
    await expect.poll(async () => (await call.recordings(recording.sid).fetch()).status).toBe("paused");
    await delay(HEARD_MS * 2);
    await call.recordings(recording.sid).update({ status: "in-progress" });
    await expect.poll(async () => (await call.recordings(recording.sid).fetch()).status).toBe("in-progress");
    await delay(HEARD_MS);
    expect((await call.recordings(recording.sid).update({ status: "stopped" })).status).toBe("stopped");
    await expect
      .poll(async () => (await call.recordings(recording.sid).fetch()).status, { timeout: 30_000 })
      .toBe("completed");
    await call.update({ status: "completed" });
    const told = () => application.asked.filter(({ path: where }) => where === "/kept").map(({ fields }) => fields);
    await expect.poll(() => told().length).toBe(1);
    expect(told()[0]).toMatchObject({ RecordingSid: recording.sid, RecordingSource: "StartCallRecordingAPI" });
    const { username, password, accountSid } = await fieldAccessOf(centre);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const url = `${system.url}/2010-04-01/Accounts/${accountSid}/Recordings/${recording.sid}.wav`;
    const sound = new Uint8Array(await (await fetch(url, { headers: { authorization } })).arrayBuffer());
    // The internal phone's tone is on the right channel, except during the pause.
    const said = toneSeconds(sound, TONES.c, 1);
    expect(said).toBeGreaterThan(2);
    const whole = Number((await client.recordings(recording.sid).fetch()).duration);
    expect(whole - said).toBeGreaterThan(1.5);
    expect(toneSeconds(sound, 1_000, 0)).toBeGreaterThan(2);
  });
});

describe("a conference that is recorded", () => {
  const wanted = () => ({
    conferenceRecord: "record-from-start",
    conferenceTrim: "do-not-trim",
    conferenceRecordingStatusCallback: fixture.application.at("/recorded"),
    conferenceRecordingStatusCallbackEvent: ["in-progress", "completed", "absent"],
  });
  /** Two internal phones meet in a conference; returns its SID, and that of its recording once it runs. */
  async function meet(name: string) {
    const calls = [await join("101", wanted(), name), await join("102", {}, name)];
    const [conference] = await client.conferences.list({ friendlyName: name });
    const room = client.conferences(conference?.sid ?? "");
    await expect.poll(async () => (await room.recordings.list()).length).toBe(1);
    const [recording] = await room.recordings.list();
    expect(recording).toMatchObject({ status: "in-progress", channels: 1, source: "Conference" });
    await expect.poll(() => told(recording?.sid)).toEqual(["in-progress"]);
    return { room, calls, sid: recording?.sid ?? "" };
  }
  const told = (sid: string | undefined) =>
    fixture.application.asked
      .filter(({ path: where, fields }) => where === "/recorded" && fields.RecordingSid === sid)
      .map(({ fields }) => fields.RecordingStatus);
  /** The audio of a completed recording and its sequence of tones. */
  async function kept(sid: string) {
    await expect.poll(async () => (await client.recordings(sid).fetch()).status, { timeout: 45_000 }).toBe("completed");
    const recording = await client.recordings(sid).fetch();
    const { username, password } = await fieldAccessOf(fixture.centre);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const url = `${fixture.system.url}/2010-04-01/Accounts/${recording.accountSid}/Recordings/${sid}.wav`;
    const answer = await fetch(url, { headers: { authorization } });
    expect(answer.status).toBe(200);
    const sound = new Uint8Array(await answer.arrayBuffer());
    const wav = readWav(sound);
    expect(wav.ok && wav.value.channels.length).toBe(1);
    return { sound, runs: toneRuns(sound, { ...TONES, outside: 1_000 }), recording };
  }

  it("holds who may be recorded, tells them so, stands still at a program's word, and ends with the conference", async () => {
    const { room, calls, sid } = await meet("Rekam");
    const [a = "", b = ""] = calls;
    // The outside caller has neither heard an announcement nor agreed, and the called number records nothing.
    const { caller, sipPort } = fixture;
    DOCUMENTS["/voice"] = `<Response><Dial><Conference beep="false">Rekam</Conference></Dial></Response>`;
    await caller.command("dial", `sip:${CODE}@127.0.0.1:${sipPort}`);
    await expect.poll(async () => (await room.participants.list()).length).toBe(3);
    await delay(HEARD_MS * 2);
    const recording = room.recordings(sid);
    expect(await room.recordings("Twilio.CURRENT").update({ status: "paused" })).toMatchObject({
      status: "paused",
      sid,
    });
    await expect.poll(async () => (await recording.fetch()).status).toBe("paused");
    expect(await room.participants(b).update({ muted: true })).toMatchObject({ muted: true });
    await delay(HEARD_MS);
    await recording.update({ status: "in-progress" });
    await expect.poll(async () => (await recording.fetch()).status).toBe("in-progress");
    await delay(HEARD_MS * 2);
    await room.update({ status: "completed" });
    const { sound, runs, recording: done } = await kept(sid);
    expect(runs.map(({ heard }) => heard)).toEqual(["a+b", "a"]);
    const silent = Number(done.duration) - runs.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(silent).toBeGreaterThan(1);
    expect(toneRuns(sound, { outside: 1_000 })).toEqual([]);
    expect(done).toMatchObject({ conferenceSid: (await room.fetch()).sid, source: "Conference" });
    const knowing = (await fixture.eventsOf("conference.recorded")).map(({ callId }) => sidOf("call", callId));
    expect(knowing.toSorted()).toEqual([a, b].toSorted());
    await expect.poll(() => told(sid)).toEqual(["in-progress", "completed"]);
    expect((await client.recordings.list({ conferenceSid: done.conferenceSid })).map((one) => one.sid)).toEqual([sid]);
    expect(await recording.remove()).toBe(true);
    expect(await room.recordings.list()).toEqual([]);
  });

  it("is kept as far as it was said where the switch is killed, and told of once", async () => {
    const { room, sid } = await meet("Mati");
    await delay(HEARD_MS * 2);
    await fixture.system.kill("switch");
    const { runs } = await kept(sid);
    expect(runs.map(({ heard }) => heard)).toContain("a+b");
    expect((await room.fetch()).reasonConferenceEnded).toBe("system-restart");
    await expect.poll(() => told(sid)).toEqual(["in-progress", "completed"]);
  }, 90_000);
});
