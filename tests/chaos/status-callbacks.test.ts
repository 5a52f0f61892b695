import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { insertOrder, type NewOrder } from "../../src/service/cpaas/twilio-api/wire.ts";
import { sidOf } from "../../src/service/flows/call-documents/index.ts";
import { openConferenceEngine } from "../../src/service/telephony/conferences/wire.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openChance } from "../../testkit/chance.ts";
import { testLog } from "../../testkit/database.ts";
import { type HostileReceiver, type Misdeed, openHostileReceiver } from "../../testkit/hostile-receiver.ts";
import { addCallFixture, addTestCode, addTestRun } from "../../testkit/ordered-calls.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";

const CODE = "1500966";
const TO = "+6281234567890";
const EVENTS = ["initiated", "ringing", "answered", "completed"];
const CALLS = 12;
const KILLS = 2;
const STATUSES = ["initiated", "ringing", "in-progress", "completed"];
const ROOMS = 4;
const MEETING = [
  ...["participant-join", "participant-join", "conference-start", "participant-leave", "participant-leave"],
  "conference-end",
];
const TOLD_MS_MAX = 60_000;
/** Faults that end at once, so that kills occur at any moment and not only during hanging requests. */
const BAD: readonly Misdeed[] = ["huge", "redirecting", "nonsense", "resetting", "hung-up", "failing", "half-closed"];
const HEARD: ReadonlySet<Misdeed> = new Set(["none", "huge", "dripping", "half-closed"]);

let system: TestSystem;
let receiver: HostileReceiver;
let centre: CallCentre;

beforeAll(async () => {
  receiver = await openHostileReceiver();
  system = await startTestSystem({ SAMBUNG_HOOK_HOSTS: receiver.host });
  centre = await openCallCentre({ kit: system.kit, url: system.url });
  await addTestCode(system.kit.db, { code: CODE, tenantId: centre.tenantId, at: new Date() });
}, 120_000);

afterAll(async () => {
  await system?.close();
  await receiver?.close();
});

const heard = () => receiver.cameIn.filter(({ misdeed }) => HEARD.has(misdeed));
const fieldsOf = ({ body }: { readonly body: string }) => Object.fromEntries(new URLSearchParams(body));
const tellingsOf = (events: readonly { readonly body: string }[]) =>
  new Set(
    events.map((one) => {
      const { CallSid, CallStatus, FriendlyName, SequenceNumber, StatusCallbackEvent } = fieldsOf(one);
      return FriendlyName === undefined
        ? `${CallSid} ${CallStatus}`
        : `${FriendlyName} ${SequenceNumber} ${StatusCallbackEvent}`;
    }),
  );

/** A call created through the API and begun by a switch of this test only: no trunk leads outside. */
async function ordered(): Promise<string> {
  const { ids, db } = system.kit;
  const [callId, takenBy, at, { tenantId }] = [ids.next(), ids.next(), new Date(), centre];
  await addTestRun(db, { id: takenBy, at });
  const status = { url: `${receiver.url}status`, method: "POST", events: EVENTS } as const;
  const order: NewOrder = {
    callId,
    tenantId,
    from: CODE,
    to: { kind: "number", number: TO },
    createdAtMs: at.getTime(),
    request: null,
    instructions: { from: "document", document: "<Response/>" },
    timeoutSeconds: 30,
    timeLimitSeconds: null,
    sendDigits: null,
    isRecorded: false,
    told: { status },
  };
  await inTenant(db, tenantId, async (trx) => {
    await insertOrder(trx, order);
    const begun = { state: "begun", takenBy, begunAt: at, doneAt: at };
    await trx.updateTable("apiCall").set(begun).where("callId", "=", callId).execute();
  });
  return callId;
}

/** Stores the events of a call as a switch does; the new switch run does not count as dead. */
async function happens(callId: string): Promise<void> {
  const { ids, db } = system.kit;
  const [switchId, beganAtMs, { tenantId }] = [ids.next(), Date.now(), centre];
  await addTestRun(db, { id: switchId, at: new Date(beganAtMs) });
  const call = { tenantId, switchId, code: CODE, other: TO, direction: "outbound", callId, beganAtMs } as const;
  await addCallFixture(db, call);
  await delay(30);
  await addCallFixture(db, { ...call, isRinging: true });
  await delay(30);
  await addCallFixture(db, { ...call, isAnswered: true, end: { outcome: "answered", afterMs: 5_000 } });
}

/** The conferences of a switch of this test only, whose run does not count as dead. */
async function openRooms() {
  const { db, ids, clock } = system.kit;
  const switchId = ids.next();
  await addTestRun(db, { id: switchId, at: new Date() });
  const engine = openConferenceEngine({
    db,
    ids,
    clock,
    log: testLog,
    switchId,
    tell: () => undefined,
    hear: () => undefined,
    heldWith: () => "music",
    announced: async () => [],
  });
  const told = { url: `${receiver.url}meeting`, method: "POST", events: ["start", "end", "join", "leave"] } as const;
  /** Two participants meet; the leaving one ends the conference (`endConferenceOnExit`). */
  const meet = async (name: string): Promise<void> => {
    const [first, second] = [ids.next(), ids.next()];
    const seat = { label: null, isMuted: false, beeps: "none", starts: true, coachedCallId: null } as const;
    const room = { kind: "named", name, membersMax: 2, told } as const;
    const wish = { tenantId: centre.tenantId, room, mayBeKept: false };
    engine.join({ ...wish, callId: first, legId: first, seat: { ...seat, ends: false } });
    engine.join({ ...wish, callId: second, legId: second, seat: { ...seat, ends: true } });
    const isGoing = () =>
      inTenant(db, centre.tenantId, (trx) =>
        trx.selectFrom("conference").select("startedAt").where("name", "=", name).executeTakeFirst(),
      );
    await expect.poll(async () => (await isGoing())?.startedAt != null).toBe(true);
    engine.leave(second);
  };
  return { meet, close: () => engine.close(10_000) };
}

describe("what applications are told of calls and conferences, while the portal is killed again and again", () => {
  it("comes whole, each thing under one id, whatever the receiver does", async () => {
    const chance = openChance(66);
    receiver.do(() => (chance.next() < 0.3 ? (BAD[chance.below(BAD.length)] ?? "failing") : "none"));
    const calls = await Promise.all(Array.from({ length: CALLS }, () => ordered()));
    const { meet, close } = await openRooms();
    const happening = (async () => {
      for (const [nth, callId] of calls.entries()) {
        await happens(callId);
        if (nth < ROOMS) await meet(`Rapat ${nth}`);
      }
      await close();
    })();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(150 + chance.below(300));
      await system.kill("portal");
      await system.untilReady();
    }
    await happening;
    receiver.do("none");
    // Makes retries due at once: attempts of a dead process after their lease, and failed attempts after their pause.
    const hasten = () =>
      inTenant(system.kit.db, centre.tenantId, (trx) =>
        trx
          .updateTable("webhookDelivery")
          .set({ nextTryAt: new Date(), takenUntil: null })
          .where("state", "=", "waiting")
          .execute(),
      );
    const isAll = async () => {
      await hasten();
      return tellingsOf(heard()).size;
    };
    await expect
      .poll(isAll, { timeout: TOLD_MS_MAX, interval: 500 })
      .toBe(CALLS * STATUSES.length + ROOMS * MEETING.length);
    const wanted = [
      ...calls.flatMap((callId) => STATUSES.map((status) => `${sidOf("call", callId)} ${status}`)),
      ...Array.from({ length: ROOMS }, (_, nth) => MEETING.map((one, at) => `Rapat ${nth} ${at + 1} ${one}`)).flat(),
    ];
    expect([...tellingsOf(receiver.cameIn)].toSorted()).toEqual(wanted.toSorted());
    const byEvent = Map.groupBy(receiver.cameIn, ({ headers }) => String(headers["i-twilio-idempotency-token"]));
    expect(byEvent.size).toBe(wanted.length);
    for (const tries of byEvent.values()) {
      expect(new Set(tries.map(({ body }) => body)).size).toBe(1);
      expect(new Set(tries.map(({ headers }) => headers["x-twilio-signature"])).size).toBe(1);
    }
  }, 180_000);
});
