import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import type { Target } from "../call.ts";
import type { CallInput } from "../call-step.ts";
import type { CallTask } from "../tasks/call-task.ts";

const enqueue: CallTask = {
  task: "enqueue",
  queueId: "q",
  priority: 2,
  skills: [],
  waitMsMax: 60_000,
  music: null,
  announceMs: null,
  language: "id",
};
const target = (legId: string, phone = "sari"): Target => ({
  legId,
  party: { kind: "phone", phoneId: phone, contact: `sip:${legId}@x.invalid` },
});
const answers = (legId: string): readonly CallInput[] => [
  { input: "media-opened", legId },
  { input: "accepted", legId },
];
const served = (agentId: string, legId: string): readonly CallInput[] => [
  {
    input: "queue-order",
    order: { order: "ring", ringMs: 15_000, agents: [{ agentId, targets: [target(legId, agentId)] }] },
  },
  ...answers(legId),
  { input: "queue-order", order: { order: "connect", agentId } },
];
const plain = () =>
  new SteppedCall(undefined, {
    destination: { kind: "targets", targets: [target("page")], ringMs: 30_000, isRecorded: true },
  }).give(
    { input: "permitted", mode: "open", recordingId: "rec" },
    { input: "media-opened", legId: "in" },
    ...answers("page"),
    { input: "answer-written" },
  );
const queued = () =>
  new SteppedCall(undefined, {
    destination: { kind: "tasks", script: listOf([enqueue]), isRecorded: true, areKeysSecret: false },
  })
    .answered()
    .give(...served("sari", "page"));

const away: CallInput = { input: "device-away", legId: "page" };
const back: CallInput = { input: "device-back", legId: "page" };
const found: CallInput = { input: "device-found", legId: "page", targets: [target("anew")] };
const overdue: CallInput = { input: "timer", timer: "device" };
const hold: CallInput = { input: "act", wish: { phoneId: null, act: { act: "hold" } } };

describe("a phone that signs in by another page while it rings", () => {
  const anew = target("anew");
  const others: CallInput = {
    input: "device-found",
    legId: "page",
    targets: [{ ...anew, party: { ...anew.party, isBack: true } as Target["party"] }, target("page")],
  };
  const ring = (agentId: string): CallInput => ({
    input: "queue-order",
    order: { order: "ring", ringMs: 15_000, agents: [{ agentId, targets: [target("page", agentId)] }] },
  });
  const ringing = () =>
    new SteppedCall(listOf([enqueue])).answered().give(ring("sari"), { input: "media-opened", legId: "page" });

  it("rings there too, is not answered by itself, and the agent answers by either", () => {
    const call = ringing().give({ input: "device-seen", legId: "page" });
    expect(call.last).toMatchObject([{ effect: "seek-device", legId: "page", phoneId: "sari", hasSignedIn: false }]);
    call.give(others, { input: "media-opened", legId: "anew" });
    expect(call.all("invite").map(({ legId }) => legId)).toEqual(["page", "anew"]);
    expect(call.call.legs.find(({ id }) => id === "anew")?.party).not.toHaveProperty("isBack");
    call.give({ input: "failed", legId: "page", status: 503, cause: 38 });
    expect(call.kinds()).not.toContain("agent.missed");
    call.give({ input: "accepted", legId: "anew" });
    expect(call.all("tell-queue").at(-1)?.news).toEqual({ news: "answered", agentId: "sari" });
  });

  it("rings no further once the queue has stopped it or the call is answered", () => {
    const stopped = ringing().give({ input: "queue-order", order: { order: "stop-ringing", agentId: "sari" } });
    expect(stopped.give({ input: "device-seen", legId: "page" }).last).toEqual([]);
    expect(queued().give({ input: "device-seen", legId: "page" }).last).toEqual([]);
  });

  it("rings as a phone of a number as well", () => {
    const call = new SteppedCall(undefined, {
      destination: { kind: "targets", targets: [target("page")], ringMs: 30_000, isRecorded: false },
    }).give({ input: "permitted", mode: "open", recordingId: "rec" }, { input: "media-opened", legId: "in" });
    call.give({ input: "media-opened", legId: "page" }, others, ...answers("anew"), { input: "answer-written" });
    expect(call.call.talking).toEqual(["in", "anew"]);
  });
});

describe("an agent whose browser is gone", () => {
  it("is waited for while the caller hears so; his phone is looked for; and he goes on when he is back", () => {
    const call = queued().give(away);
    expect(call.last).toMatchObject([
      { effect: "write" },
      { effect: "arm", timer: "device", ms: 20_000 },
      { effect: "play-clips", legId: "in", clips: [{ prompt: "id.connecting" }, { prompt: "music" }], times: null },
      { effect: "seek-device", legId: "page", phoneId: "sari", hasSignedIn: false },
    ]);
    expect(call.give(away).last).toEqual([]);
    call.give({ input: "device-seen", legId: "page" });
    expect(call.last).toMatchObject([{ effect: "seek-device", hasSignedIn: true }]);
    expect(call.give({ input: "device-cut", legId: "page" }).last).toEqual([{ effect: "reoffer", legId: "page" }]);
    call.give(back);
    expect(call.last).toEqual([
      { effect: "write" },
      { effect: "disarm", timer: "device" },
      { effect: "play", legId: "in", sound: "silence" },
    ]);
    expect(call.give(back, overdue).last).toEqual([]);
    expect(call.kinds().slice(-2)).toEqual(["device.away", "device.back"]);
  });

  it("has hung up where the page says so while nothing is heard from it, and the caller waits for no other agent", () => {
    const call = queued().give(away, { input: "hung-up", legId: "page", cause: 16 });
    expect(call.results()).toEqual(["enqueue served"]);
    expect(call.kinds().filter((kind) => kind.startsWith("device."))).toEqual(["device.away", "device.back"]);
    expect(call.all("tell-queue").at(-1)?.news).toMatchObject({ news: "ended" });
    expect(plain().give(away, { input: "hung-up", legId: "page", cause: 16 }).call.phase).toBe("ended");
  });

  it("is rung by the page that he has opened anew, which takes the place of the old one in the same talk", () => {
    const call = queued().give(away, found, found, ...answers("anew"));
    expect(call.all("invite").map(({ legId }) => legId)).toEqual(["page", "anew"]);
    expect(call.call).toMatchObject({ talking: ["in", "anew"], tasks: { talk: { legId: "anew", agentId: "sari" } } });
    const last = call.last.map((effect) => ("legId" in effect ? `${effect.effect} ${effect.legId}` : effect.effect));
    expect(last).toEqual([
      ...["write", "connect-media anew", "disarm", "play in", "bridge", "begin-recording"],
      ...["stand-in anew", "hang-up page", "close-media page"],
    ]);
    call.give({ input: "hung-up", legId: "anew", cause: 16 });
    expect(call.all("tell-queue").at(-1)?.news).toMatchObject({ news: "ended" });
    expect(call.results()).toEqual(["enqueue served"]);
  });

  it("is rung by the page as soon as it is there, also where his desk phone rings in its place already", () => {
    const desk = target("desk");
    const again = { ...desk, legId: "desk-again" };
    const call = queued().give(away, { ...found, targets: [desk] }, { ...found, targets: [again, target("anew")] });
    expect(call.call.legs.flatMap(({ id, standsFor }) => (standsFor === "page" ? [id] : []))).toEqual(["desk", "anew"]);
    call.give(...answers("anew"));
    expect(call.call.talking).toEqual(["in", "anew"]);
    expect(call.call.legs.find(({ id }) => id === "desk")?.state).toBe("gone");
  });

  it.each([["talks", []] as const, ["waits on hold", [hold]] as const])(
    "loses his caller, who %s, to a colleague: the caller waits before all others and talks with her",
    (_how, acts) => {
      const call = queued().give(...acts, away, overdue);
      expect(call.all("tell-queue").at(-1)?.news).toMatchObject({ news: "ended" });
      expect(call.all("join-queue").map(({ wish }) => wish.priority)).toEqual([2, 10]);
      expect(call.all("hang-up")).toEqual([{ effect: "hang-up", legId: "page", cause: 27 }]);
      expect(call.all("pause-recording").length).toBeGreaterThan(0);
      call.give(...served("budi", "other"));
      expect(call.call).toMatchObject({ phase: "talking", talking: ["in", "other"], consultation: null });
      call.give({ input: "hung-up", legId: "other", cause: 16 });
      expect(call.results()).toEqual(["enqueue served"]);
    },
  );

  it("ends a call that no queue has brought, when he does not come back", () => {
    const call = plain().give(away, overdue);
    expect(call.call.phase).toBe("ended");
    expect(call.all("close").at(-1)?.cdr).toMatchObject({ outcome: "answered", endedBy: "called", cause: 27 });
  });

  it("leaves each leg ended once and nobody bridged with a leg that is gone, whatever comes when", () => {
    const inputs: readonly CallInput[] = [
      ...[away, back, found, overdue, hold, ...answers("anew")],
      ...(["page", "anew", "in"] as const).map((legId): CallInput => ({ input: "hung-up", legId, cause: 16 })),
      { input: "failed", legId: "anew", status: 486, cause: 17 },
      { input: "device-away", legId: "anew" },
      ...served("budi", "other"),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(plain, queued),
        fc.array(fc.constantFrom(...inputs), { maxLength: 14 }),
        (begun, given) => {
          // Leg ids are unique: a phone that is rung again gets a new leg.
          const isNew = (input: CallInput, at: number): boolean =>
            !["device-found", "queue-order"].includes(input.input) || given.indexOf(input) === at;
          const call = begun().give(...given.filter(isNew));
          for (const legId of call.call.talking ?? []) {
            const isGone = call.call.legs.find(({ id }) => id === legId)?.state === "gone";
            expect(isGone && call.call.phase !== "ended", legId).toBe(false);
          }
          call.give({ input: "stop" });
          expect(call.call.phase).toBe("ended");
          const closed = call.all("close-media").map(({ legId }) => legId);
          const opened = call.all("open-media").map(({ legId }) => legId);
          expect(closed.toSorted()).toEqual(opened.toSorted());
        },
      ),
      { numRuns: 300 },
    );
  });
});
