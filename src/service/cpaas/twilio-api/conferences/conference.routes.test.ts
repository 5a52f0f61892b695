import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type FieldClient, fieldAccessOf, openFieldClient } from "../../../../../testkit/field-client.ts";
import { addCallFixture, addTestCode, addTestRun } from "../../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { inTenant } from "../../../../platform/database/index.ts";

import { idOfSid, sidOf } from "../../../flows/call-documents/index.ts";
import { insertParticipant } from "./conference-resource.store.ts";

const FROM = "1500790";
const OTHER = "+6281234567890";
let portal: TestPortal;
let centre: CallCentre;
let client: FieldClient;
let stranger: FieldClient;
let switchId: string;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
  client = openFieldClient(portal.url, await fieldAccessOf(centre));
  stranger = openFieldClient(portal.url, await fieldAccessOf(await openCallCentre(portal)));
  const at = now();
  await addTestCode(portal.kit.db, { code: FROM, tenantId: centre.tenantId, at });
  switchId = portal.kit.ids.next();
  await addTestRun(portal.kit.db, { id: switchId, at });
});

afterAll(() => portal?.close());

const now = () => new Date(portal.kit.clock.nowMs());
const db = () => portal.kit.db;
const own = <Value>(work: Parameters<typeof inTenant<Value>>[2]) => inTenant(db(), centre.tenantId, work);
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "done",
    (error: { code: number }) => error.code,
  );

/** A conference of a switch with these calls, stored as the switch stores it. */
async function going(
  name: string,
  count: number,
): Promise<{ readonly sid: string; readonly calls: readonly string[] }> {
  const { tenantId } = centre;
  const id = portal.kit.ids.next();
  const calls = Array.from({ length: count }, () => portal.kit.ids.next());
  const started = { startedAt: now() };
  await own((trx) =>
    trx
      .insertInto("conference")
      .values({ id, tenantId, name, switchId, createdAt: now(), ...started })
      .execute(),
  );
  for (const callId of calls) {
    const call = {
      callId,
      tenantId,
      switchId,
      code: FROM,
      other: OTHER,
      direction: "inbound",
      isAnswered: true,
    } as const;
    await addCallFixture(db(), { ...call, beganAtMs: portal.kit.clock.nowMs() });
    const seat = { isMuted: false, starts: true, ends: false, createdAt: now(), joinedAt: now() };
    await own((trx) =>
      trx
        .insertInto("conferenceParticipant")
        .values({ conferenceId: id, callId, tenantId, ...seat })
        .execute(),
    );
  }
  return { sid: sidOf("conference", id), calls: calls.map((callId) => sidOf("call", callId)) };
}

/** Takes the next command as a switch does, and answers it; returns the command's content. */
async function taken(refusal?: string): Promise<unknown> {
  let wanted: unknown;
  await expect
    .poll(
      async () => {
        const row = await own((trx) =>
          trx
            .selectFrom("switchCommand")
            .select(["id", "payload"])
            .where("state", "=", "waiting")
            .where("kind", "=", "conference-act")
            .executeTakeFirst(),
        );
        if (row === undefined) return false;
        wanted = (row.payload as { conference?: unknown }).conference;
        const outcome = JSON.stringify(refusal === undefined ? { callId: "" } : { refusal });
        const state = refusal === undefined ? "done" : "refused";
        await own((trx) =>
          trx.updateTable("switchCommand").set({ state, outcome, doneAt: now() }).where("id", "=", row.id).execute(),
        );
        return true;
      },
      { timeout: 5_000, interval: 20 },
    )
    .toBe(true);
  return wanted;
}

describe("conferences by the field's own client", () => {
  it("are listed newest first by name and state, and fetched", async () => {
    const { sid } = await going("Rapat", 2);
    expect(await client.conferences(sid).fetch()).toMatchObject({ sid, friendlyName: "Rapat", status: "in-progress" });
    const listed = await client.conferences.list({ friendlyName: "Rapat", status: "in-progress" });
    expect(listed.map((one) => one.sid)).toEqual([sid]);
    expect(await client.conferences.list({ friendlyName: "Rapat", status: "completed" })).toEqual([]);
    expect(await client.conferences.list({ dateCreatedBefore: new Date(0) })).toEqual([]);
    for (let nth = 0; nth < 3; nth += 1) await going(`Halaman ${nth}`, 0);
    const paged = await client.conferences.list({ pageSize: 1, limit: 4 });
    expect(paged.map(({ friendlyName }) => friendlyName)).toEqual(["Halaman 2", "Halaman 1", "Halaman 0", "Rapat"]);
  });

  it("are ended, and spoken to, by order to the switch that has them", async () => {
    const { sid } = await going("Akhir", 1);
    const conferenceId = idOfSid("conference", sid);
    const [, wanted] = await Promise.all([
      client.conferences(sid).update({ announceUrl: "https://aplikasi.contoh.id/bicara" }),
      taken(),
    ]);
    const hook = { url: "https://aplikasi.contoh.id/bicara", method: "POST" };
    expect(wanted).toEqual({ act: "announce", conferenceId, announce: hook });
    const [ended, end] = await Promise.all([client.conferences(sid).update({ status: "completed" }), taken()]);
    expect([ended.status, end]).toEqual(["completed", { act: "end", conferenceId }]);
    expect(await codeOf(client.conferences(sid).update({}))).toBe(20001);
    const inside = client.conferences(sid).update({ announceUrl: "https://127.0.0.1/" });
    expect(await codeOf(inside)).toBe(21205);
    const [late] = await Promise.all([
      codeOf(client.conferences(sid).update({ status: "completed" })),
      taken("conference-act-not-now"),
    ]);
    expect(late).toBe(21220);
  });

  it("have participants that are listed, changed and let go", async () => {
    const { sid, calls } = await going("Peserta", 3);
    const [a = "", b = ""] = calls;
    const room = client.conferences(sid);
    expect((await room.participants.list()).map(({ callSid }) => callSid)).toEqual(calls);
    expect((await room.participants.list({ pageSize: 1, limit: 3 })).map(({ callSid }) => callSid)).toEqual(calls);
    expect(await room.participants.list({ muted: true })).toEqual([]);
    expect(await room.participants(a).fetch()).toMatchObject({ callSid: a, conferenceSid: sid, status: "connected" });
    const wishes: readonly (readonly [object, object, object])[] = [
      [{ muted: true }, { isMuted: true }, { muted: true }],
      [{ hold: true }, { isHeld: true }, { hold: true }],
      [{ endConferenceOnExit: true }, { ends: true }, { endConferenceOnExit: true }],
      [
        { coaching: true, callSidToCoach: b },
        { coachedCallId: idOfSid("call", b) },
        { coaching: true, callSidToCoach: b },
      ],
      [{ coaching: false }, { coachedCallId: null }, { coaching: false, callSidToCoach: null }],
    ];
    for (const [wish, act, shown] of wishes) {
      const [changed, wanted] = await Promise.all([room.participants(a).update(wish), taken()]);
      expect(wanted).toEqual({ act: "change", conferenceId: idOfSid("conference", sid), ...act });
      expect(changed).toMatchObject(shown);
    }
    for (const wish of [{}, { coaching: true }, { callSidToCoach: a }, { callSidToCoach: `CA${"0".repeat(32)}` }])
      expect(await codeOf(room.participants(a).update(wish))).toBe(20001);
    expect(await codeOf(room.participants(a).update({ holdUrl: "https://pintu.internal/" }))).toBe(21205);
    const [gone, kick] = await Promise.all([room.participants(a).remove(), taken()]);
    expect([gone, kick]).toEqual([true, { act: "kick", conferenceId: idOfSid("conference", sid) }]);
  });

  it("call somebody in under a name, who leads himself there by a document", async () => {
    const name = `Rapat <"pagi"> & 'siang'`;
    const made = await client.conferences(name).participants.create({
      from: FROM,
      to: OTHER,
      label: "tamu",
      muted: true,
      beep: "onEnter",
      timeout: 20,
      timeLimit: 60,
      startConferenceOnEnter: false,
      waitUrl: "https://aplikasi.contoh.id/tunggu?a=1&b=2",
      statusCallback: "https://aplikasi.contoh.id/panggilan",
      statusCallbackEvent: ["answered"],
      conferenceStatusCallback: "https://aplikasi.contoh.id/rapat?a=1&b=2",
    });
    expect(made).toMatchObject({ label: "tamu", muted: true, startConferenceOnEnter: false, status: "queued" });
    const row = await own((trx) =>
      trx
        .selectFrom("apiCall")
        .select(["document", "timeoutSeconds", "timeLimitSeconds"])
        .where("callId", "=", idOfSid("call", made.callSid) ?? "")
        .executeTakeFirstOrThrow(),
    );
    expect(row).toMatchObject({ timeoutSeconds: 20, timeLimitSeconds: 60 });
    expect(row.document).toBe(
      '<Response><Dial><Conference muted="true" beep="onEnter" startConferenceOnEnter="false" ' +
        'waitUrl="https://aplikasi.contoh.id/tunggu?a=1&amp;b=2" waitMethod="POST" participantLabel="tamu" ' +
        'statusCallback="https://aplikasi.contoh.id/rapat?a=1&amp;b=2" statusCallbackMethod="POST" statusCallbackEvent="start end">' +
        "Rapat &lt;&quot;pagi&quot;&gt; &amp; 'siang'</Conference></Dial></Response>",
    );
    const told = await own((trx) =>
      trx
        .selectFrom("callStatusCallback")
        .select("options")
        .where("callId", "=", idOfSid("call", made.callSid) ?? "")
        .executeTakeFirstOrThrow(),
    );
    expect(told.options).toMatchObject({ status: { events: ["answered"] } });
    const room = client.conferences(made.conferenceSid);
    expect(await room.fetch()).toMatchObject({ friendlyName: name, status: "init" });
    expect(await room.participants(made.callSid).fetch()).toMatchObject({ status: "queued" });
    expect(await room.participants("tamu").fetch()).toMatchObject({ callSid: made.callSid });
    // The participant has not joined yet: the list omits the participant, and removal cancels the call.
    expect(await room.participants.list()).toEqual([]);
    expect(await codeOf(room.participants(made.callSid).update({ muted: false }))).toBe(21220);
    const second = await client.conferences(made.conferenceSid).participants.create({ from: FROM, to: "sip:101" });
    expect(second.conferenceSid).toBe(made.conferenceSid);
    expect(await room.participants(made.callSid).remove()).toBe(true);
    expect((await client.calls(made.callSid).fetch()).status).toBe("canceled");
    expect(await room.update({ status: "completed" })).toMatchObject({ status: "completed" });
    expect(await codeOf(client.conferences(made.conferenceSid).participants.create({ from: FROM, to: OTHER }))).toBe(
      20404,
    );
    const next = await client.conferences(name).participants.create({ from: FROM, to: OTHER });
    expect(next.conferenceSid).not.toBe(made.conferenceSid);
  });

  it("refuse calls that may not be made, by the field's numbers", async () => {
    const wanted: readonly (readonly [object, number])[] = [
      [{ to: "" }, 21201],
      [{ to: "112" }, 21216],
      [{ from: "" }, 21213],
      [{ from: "1500999" }, 21210],
      [{ waitUrl: "https://127.0.0.1/" }, 21205],
      [{ callSidToCoach: "SK00" }, 20001],
      [{ conferenceRecord: "sometimes" }, 20001],
      [{ conferenceTrim: "all" }, 20001],
      [{ conferenceRecordingStatusCallback: "https://127.0.0.1/" }, 21205],
      [
        { conferenceRecordingStatusCallback: "https://contoh.id/", conferenceRecordingStatusCallbackEvent: ["x"] },
        20001,
      ],
      [{ statusCallback: "https://127.0.0.1/" }, 21205],
      [{ conferenceStatusCallback: "https://127.0.0.1/" }, 21205],
      [{ conferenceStatusCallback: "https://contoh.id/", conferenceStatusCallbackEvent: ["speaker"] }, 20001],
      [{ maxParticipants: 1 }, 20001],
    ];
    const tries = wanted.map(([wish]) =>
      codeOf(client.conferences("Ditolak").participants.create({ from: FROM, to: OTHER, ...wish })),
    );
    expect(await Promise.all(tries)).toEqual(wanted.map(([, code]) => code));
    expect(await client.conferences.list({ friendlyName: "Ditolak" })).toEqual([]);
  });

  it("that a call is ordered into may be recorded, after whoever is called was told or asked", async () => {
    const wish = {
      conferenceRecord: "record-from-start",
      conferenceTrim: "do-not-trim",
      conferenceRecordingStatusCallback: "https://aplikasi.contoh.id/rekaman?a=1&b=2",
      conferenceRecordingStatusCallbackEvent: ["in-progress", "completed"],
    };
    const made = await client.conferences("Direkam").participants.create({ from: FROM, to: OTHER, ...wish });
    const row = await own((trx) =>
      trx
        .selectFrom("apiCall")
        .select(["document", "isRecorded"])
        .where("callId", "=", idOfSid("call", made.callSid) ?? "")
        .executeTakeFirstOrThrow(),
    );
    expect(row.isRecorded).toBe(true);
    expect(row.document).toContain(
      'record="record-from-start" trim="do-not-trim" recordingStatusCallback="https://aplikasi.contoh.id/rekaman?a=1&amp;b=2" ' +
        'recordingStatusCallbackMethod="POST" recordingStatusCallbackEvent="in-progress completed"',
    );
    const plain = await client
      .conferences("Direkam")
      .participants.create({ from: FROM, to: OTHER, conferenceRecord: "false" });
    const { isRecorded } = await own((trx) =>
      trx
        .selectFrom("apiCall")
        .select("isRecorded")
        .where("callId", "=", idOfSid("call", plain.callSid) ?? "")
        .executeTakeFirstOrThrow(),
    );
    expect(isRecorded).toBe(false);
  });

  /** A conference recording, as the switch stores it. */
  async function recorded(sid: string, state: string): Promise<string> {
    const id = portal.kit.ids.next();
    const row = { id, callId: portal.kit.ids.next(), tenantId: centre.tenantId, state, sealedKey: Buffer.alloc(8) };
    const rest = { segments: "[]", beganAt: now(), keepUntil: "2027-11-25", conferenceId: idOfSid("conference", sid) };
    const over = state === "recording" ? {} : { endedAt: now(), durationMs: 61_200 };
    await own((trx) =>
      trx
        .insertInto("recording")
        .values({ ...row, ...rest, ...over })
        .execute(),
    );
    return sidOf("recording", id);
  }

  it("have their recordings listed, fetched, made to stand still and go on, ended and taken away", async () => {
    const { sid } = await going("Rekaman", 1);
    const room = client.conferences(sid);
    expect(await room.recordings.list()).toEqual([]);
    const done = await recorded(sid, "kept");
    const current = await recorded(sid, "recording");
    expect((await room.recordings.list()).map((one) => one.sid).toSorted()).toEqual([done, current].toSorted());
    expect(await room.recordings(done).fetch()).toMatchObject({
      status: "completed",
      channels: 1,
      source: "Conference",
      conferenceSid: sid,
      duration: "61",
    });
    const conferenceId = idOfSid("conference", sid);
    const recordingId = idOfSid("recording", current);
    const wanted = { paused: "pause", "in-progress": "go-on", stopped: "end" } as const;
    for (const status of ["paused", "in-progress", "stopped"] as const) {
      const named = status === "paused" ? "Twilio.CURRENT" : current;
      const [changed, act] = await Promise.all([room.recordings(named).update({ status }), taken()]);
      expect([changed.status, act]).toEqual([
        status,
        { act: "record", conferenceId, recordingId, change: wanted[status] },
      ]);
    }
    await own((trx) =>
      trx
        .updateTable("recording")
        .set({ pausedAt: now() })
        .where("id", "=", recordingId ?? "")
        .execute(),
    );
    expect(await room.recordings(current).fetch()).toMatchObject({ status: "paused", duration: "-1" });
    const [refused] = await Promise.all([
      codeOf(room.recordings(current).update({ status: "stopped" })),
      taken("conference-act-not-now"),
    ]);
    expect(refused).toBe(21220);
    expect(await codeOf(room.recordings(done).update({ status: "paused" }))).toBe(21220);
    expect(await codeOf(room.recordings(current).update({ status: "paused", pauseBehavior: "skip" }))).toBe(20001);
    expect(await codeOf(room.recordings(current).remove())).toBe(20009);
    expect(await room.recordings(done).remove()).toBe(true);
    expect(await codeOf(room.recordings(done).fetch())).toBe(20404);
    const other = await going("Rekaman lain", 1);
    expect(await codeOf(client.conferences(other.sid).recordings(current).fetch())).toBe(20404);
    expect(await codeOf(client.conferences(other.sid).recordings("Twilio.CURRENT").fetch())).toBe(20404);
    expect((await client.recordings.list({ conferenceSid: sid })).map((one) => one.sid)).toEqual([current]);
    expect((await room.recordings.list()).map((one) => one.sid)).toEqual([current]);
    const theirs = stranger.conferences(sid).recordings;
    const tries = [
      ...[theirs.list(), theirs(current).fetch(), theirs(current).update({ status: "paused" })],
      ...[theirs(current).remove(), theirs("Twilio.CURRENT").update({ status: "stopped" })],
    ];
    expect(await Promise.all(tries.map((one) => codeOf(one as Promise<unknown>)))).toEqual(tries.map(() => 20404));
  });

  it("are joined by whoever comes at the moment at which one of the name ends", async () => {
    const [{ tenantId }, name, id] = [centre, "Bersamaan", portal.kit.ids.next()];
    await own((trx) => trx.insertInto("conference").values({ id, tenantId, name, createdAt: now() }).execute());
    const seat = {
      conferenceId: portal.kit.ids.next(),
      tenantId,
      name,
      callId: portal.kit.ids.next(),
      label: null,
      isMuted: false,
      starts: true,
      ends: false,
      coachedCallId: null,
      at: now(),
    };
    let hasEnded = false;
    // Ends the conflicting conference between the insert and the read.
    const meanwhile: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (!hasEnded) {
          hasEnded = true;
          const ending = { endedAt: now(), endedWhy: "ended-by-program" };
          await own((trx) => trx.updateTable("conference").set(ending).where("id", "=", id).execute());
        }
        return result;
      },
    };
    expect(await own((trx) => insertParticipant(trx.withPlugin(meanwhile), seat))).toBe(seat.conferenceId);
  });

  it("of another call centre are not there, and their names are everybody's own", async () => {
    const { sid, calls } = await going("Milik", 2);
    const [a = ""] = calls;
    const room = stranger.conferences(sid);
    const tries = [
      room.fetch(),
      room.update({ status: "completed" }),
      room.participants.list(),
      room.participants(a).fetch(),
      room.participants(a).update({ muted: true }),
      room.participants(a).remove(),
      room.participants.create({ from: FROM, to: OTHER }),
    ];
    expect(await Promise.all(tries.map((one) => codeOf(one as Promise<unknown>)))).toEqual(tries.map(() => 20404));
    expect(await stranger.conferences.list()).toEqual([]);
    // A call is a participant of one conference only.
    const other = await going("Lain", 1);
    expect(await codeOf(client.conferences(other.sid).participants(a).fetch())).toBe(20404);
    const code = "1500791";
    const theirs = await openCallCentre(portal);
    await addTestCode(db(), { code, tenantId: theirs.tenantId, at: now() });
    const third = openFieldClient(portal.url, await fieldAccessOf(theirs));
    const made = await third.conferences("Milik").participants.create({ from: code, to: OTHER });
    expect(made.conferenceSid).not.toBe(sid);
  });
});
