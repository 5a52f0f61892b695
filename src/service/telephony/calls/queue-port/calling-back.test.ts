import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import { spokenWords } from "../../prompts/index.ts";
import type { Arrival, CallInput, QueuedCallEvent, QueueOrder } from "../index.ts";

/** The call of a callback: its first leg is planned towards the customer. */
const callback: Partial<Arrival> = {
  legId: "out",
  direction: "outbound",
  caller: "14045",
  called: "081234567890",
  far: "081234567890",
  party: { kind: "trunk", trunkId: "trunk", dialled: "081234567890" },
  hasOffer: false,
  destination: { kind: "callback", ringMs: 45_000, isRecorded: true },
};

const order = (one: QueueOrder): CallInput => ({ input: "queue-order", order: one });
const targetsOf = (agentId: string) => [
  { legId: `${agentId}1`, party: { kind: "phone", phoneId: `phone-${agentId}`, contact: "sip:x" } } as const,
];
const ring = (...agentIds: readonly string[]) =>
  order({
    order: "ring",
    agents: agentIds.map((agentId) => ({ agentId, targets: targetsOf(agentId) })),
    ringMs: 20_000,
  });

const newsOf = (call: SteppedCall): readonly QueuedCallEvent[] => call.all("tell-queue").map(({ news }) => news);
const outcomeOf = (call: SteppedCall) => {
  const cdr = call.all("close")[0]?.cdr;
  return cdr === undefined ? null : { outcome: cdr.outcome, endedBy: cdr.endedBy };
};

const begun = () => new SteppedCall(undefined, callback);
const permitted = (): SteppedCall => begun().give({ input: "permitted", mode: "open", recordingId: "rec" });
const rung = (...agentIds: readonly string[]): SteppedCall => {
  const call = permitted().give(ring(...agentIds));
  for (const agentId of agentIds) call.give({ input: "media-opened", legId: `${agentId}1` });
  return call;
};
const told: CallInput = { input: "play-ended", play: "task.callback.out", isCut: false };
const accepted = () => rung("a").give({ input: "accepted", legId: "a1" }, order({ order: "connect", agentId: "a" }));
const dialling = () => accepted().give(told);
const customerRings = () => dialling().give({ input: "media-opened", legId: "out" }, { input: "rang", legId: "out" });
const talking = () => customerRings().give({ input: "accepted", legId: "out" }, { input: "answer-written" });

describe("a callback", () => {
  it("rings agents only once its code has let it out, and dials nobody meanwhile", () => {
    const call = begun().give(ring("a"));
    expect(call.all("open-media")).toEqual([]);
    call.give({ input: "permitted", mode: "open", recordingId: "rec" });
    expect(call.all("open-media").map(({ legId }) => legId)).toEqual(["a1"]);
    call.give({ input: "media-opened", legId: "a1" }, { input: "accepted", legId: "a1" });
    expect(newsOf(call)).toEqual([{ news: "answered", agentId: "a" }]);
    expect(call.all("invite").map(({ legId }) => legId)).toEqual(["a1"]);
  });

  it.each([
    ["what he is told is over", told],
    ["it cannot be played", { input: "play-failed", play: "task.callback.out" }],
    ["it takes too long", { input: "timer", timer: "dial" }],
  ] as const)("tells the agent whom he calls; when %s it dials, and he hears it ring", (_, input) => {
    const call = accepted();
    const [play] = call.all("play-clips");
    expect(play).toMatchObject({ legId: "a1" });
    expect(spokenWords((play?.clips ?? []).filter((clip) => clip.kind !== "tone"))).toMatch(
      /berakhiran tujuh delapan sembilan nol$/,
    );
    expect(call.all("open-media").map(({ legId }) => legId)).toEqual(["a1"]);
    call.give(input);
    expect(call.last).toContainEqual({ effect: "play", legId: "a1", sound: "ringing" });
    call.give({ input: "media-opened", legId: "out" });
    expect(call.all("invite").at(-1)).toMatchObject({ legId: "out", party: { dialled: "081234567890" } });
  });

  it("joins the two only when the answer is on disk, recorded and told so from the first word on", () => {
    const call = customerRings().give({ input: "accepted", legId: "out" });
    expect(call.all("bridge")).toEqual([]);
    call.give({ input: "answer-written" });
    expect(call.all("bridge")).toEqual([{ effect: "bridge", legIds: ["out", "a1"] }]);
    expect(call.all("begin-recording")).toHaveLength(1);
    expect(call.all("play").filter(({ sound }) => sound === "notice")).toHaveLength(2);
    expect(newsOf(call).at(-1)).toEqual({ news: "bridged", agentId: "a" });
  });

  it.each([
    ["out", "called"],
    ["a1", "caller"],
  ])("that talked ends with %s, and its queue is told", (legId, endedBy) => {
    const call = talking().give({ input: "hung-up", legId, cause: 16 });
    expect(outcomeOf(call)).toEqual({ outcome: "answered", endedBy });
    expect(newsOf(call).at(-1)).toEqual({ news: "ended", holdMs: 0 });
    expect(call.all("close")[0]?.cdr).toMatchObject({ phoneId: "phone-a", recordingId: "rec", talkMs: 2_000 });
  });

  it.each([
    [486, "busy"],
    [603, "declined"],
    [404, "unknown-number"],
    [500, "far-end-failed"],
  ] as const)("that is answered by %i ends as %s, and the agent is let go", (status, outcome) => {
    const call = customerRings().give({ input: "failed", legId: "out", status, cause: null });
    expect(outcomeOf(call)).toEqual({ outcome, endedBy: "called" });
    expect(newsOf(call).at(-1)).toEqual({ news: "bridge-failed", agentId: "a", fault: "system" });
    expect(call.all("hang-up").map(({ legId }) => legId)).toContain("a1");
  });

  it("that nobody answers in time ends so", () => {
    const call = customerRings().give({ input: "timer", timer: "dial" });
    expect(outcomeOf(call)).toEqual({ outcome: "no-answer", endedBy: "system" });
    expect(call.all("hang-up").map(({ legId }) => legId)).toEqual(expect.arrayContaining(["a1", "out"]));
  });

  it("stops ringing the other side when the agent has left", () => {
    const call = customerRings().give({ input: "hung-up", legId: "a1", cause: 16 });
    expect(outcomeOf(call)).toEqual({ outcome: "cancelled", endedBy: "caller" });
    expect(newsOf(call).at(-1)).toEqual({ news: "bridge-failed", agentId: "a", fault: "agent" });
    expect(call.all("hang-up").map(({ legId }) => legId)).toContain("out");
  });

  it("goes on to the next agent when one does not answer; its record says that nobody was dialled", () => {
    const call = rung("a").give({ input: "timer", timer: "agents" });
    expect(newsOf(call)).toEqual([{ news: "missed", agentId: "a", why: "no-answer" }]);
    call.give(order({ order: "over", outcome: "failed" }));
    expect(outcomeOf(call)).toEqual({ outcome: "cancelled", endedBy: "system" });
    expect(newsOf(call)).toHaveLength(1);
    expect(call.all("close-media").map(({ legId }) => legId)).toContain("out");
    expect(call.all("invite").map(({ legId }) => legId)).not.toContain("out");
  });

  it("is rung at several phones; the first to accept has it and the other hears so", () => {
    const call = rung("a", "b").give({ input: "accepted", legId: "b1" });
    expect(newsOf(call)).toEqual([{ news: "answered", agentId: "b" }]);
    expect(call.all("hang-up")).toContainEqual({ effect: "hang-up", legId: "a1", cause: 26 });
  });

  it("waits again when the switch stops before it is dialled, and blames no agent", () => {
    const call = rung("a").give({ input: "stop" });
    expect(newsOf(call)).toEqual([{ news: "missed", agentId: "a", why: "no-line" }]);
  });

  it("is barred where its code is off, and rings nobody", () => {
    const call = begun().give(ring("a"), { input: "refused", outcome: "number-off" });
    expect(newsOf(call)).toEqual([{ news: "callback-barred" }]);
    expect(call.all("open-media")).toEqual([]);
    expect(outcomeOf(call)).toEqual({ outcome: "number-off", endedBy: "system" });
  });

  it("is over for the agent who hands it on, and goes on for whom he handed it to", () => {
    const call = talking().give(
      { input: "transfer-asked", legId: "a1", target: "202" },
      {
        input: "transfer-resolved",
        destination: { kind: "targets", targets: targetsOf("c"), ringMs: 30_000, isRecorded: false },
      },
      { input: "media-opened", legId: "c1" },
      { input: "accepted", legId: "c1" },
    );
    expect(newsOf(call).at(-1)).toEqual({ news: "ended", holdMs: 0 });
    expect(call.all("bridge").at(-1)).toEqual({ effect: "bridge", legIds: ["out", "c1"] });
    const told = newsOf(call).length;
    call.give({ input: "hung-up", legId: "out", cause: 16 });
    expect(outcomeOf(call)).toEqual({ outcome: "answered", endedBy: "called" });
    expect(newsOf(call)).toHaveLength(told);
  });

  it("that a switch ends in the middle leaves nothing ringing and no channel taken", () => {
    for (const call of [begun().give(ring("a")), rung("a"), accepted(), dialling(), customerRings(), talking()]) {
      call.give({ input: "fault" });
      if (call.call.phase === "asking") call.give({ input: "permitted", mode: "open", recordingId: "rec" });
      expect(call.call.phase).toBe("ended");
      expect(call.all("close-media").map(({ legId }) => legId)).toContain("out");
      expect(newsOf(call).filter(({ news }) => ["missed", "bridge-failed", "ended"].includes(news))).toHaveLength(1);
    }
  });
});

describe("whatever happens to a callback, in whatever order", () => {
  const legId = fc.constantFrom("out", "a1", "b1", "c1", "nobody");
  const agentId = fc.constantFrom("a", "b");
  const anyInput = fc.oneof(
    fc.constantFrom(
      ring("a"),
      ring("a", "b"),
      order({ order: "over", outcome: "failed" }),
      order({ order: "end-talk" }),
    ),
    agentId.map((one) => order({ order: "connect", agentId: one })),
    agentId.map((one) => order({ order: "stop-ringing", agentId: one })),
    fc.record({ input: fc.constantFrom("media-opened", "rang", "accepted", "accepted", "lost"), legId }),
    fc.record({ input: fc.constant("media-failed"), legId, why: fc.constant("no-room") }),
    fc.record({
      input: fc.constant("failed"),
      legId,
      status: fc.constantFrom(480, 486, 603),
      cause: fc.constant(null),
    }),
    fc.record({ input: fc.constant("hung-up"), legId, cause: fc.constant(16) }),
    fc.record({ input: fc.constant("transfer-asked"), legId, target: fc.constant("102") }),
    fc.constant({
      input: "transfer-resolved",
      destination: { kind: "targets", targets: targetsOf("c"), ringMs: 30_000, isRecorded: false },
    }),
    fc.record({ input: fc.constant("timer"), timer: fc.constantFrom("agents", "dial", "transfer", "media-away") }),
    fc.constant(told),
    fc.record({ input: fc.constantFrom("answer-written", "answer-not-written", "media-lost", "media-back") }),
  ) as fc.Arbitrary<CallInput>;

  const anyStart = fc.constantFrom(begun, permitted, () => rung("a", "b"), accepted, dialling, customerRings, talking);

  it("dials once at the most, for an agent who is there, ends with one record, and tells its queue once how", () => {
    let talks = 0;
    fc.assert(
      fc.property(anyStart, fc.array(anyInput, { maxLength: 30 }), (start, inputs) => {
        const call = start().give(...inputs);
        if (call.call.phase === "asking") call.give({ input: "permitted", mode: "open", recordingId: "rec" });
        call.give({ input: "stop" });
        expect(call.all("close")).toHaveLength(1);
        const news = newsOf(call).map((one) => one.news);
        const dialled = call.all("invite").filter((one) => one.legId === "out");
        expect(dialled.length).toBeLessThanOrEqual(1);
        if (dialled.length > 0) expect(news).toContain("answered");
        const [ended, bridged] = (["ended", "bridged"] as const).map(
          (what) => news.filter((one) => one === what).length,
        );
        // A queue that has ended the callback itself receives no further event.
        const isGivenUp = inputs.some((one) => one.input === "queue-order" && one.order.order === "over");
        expect(ended).toBe(isGivenUp ? ended : bridged);
        expect(ended).toBeLessThanOrEqual(bridged ?? 0);
        expect(news.filter((one) => one === "bridged").length).toBeLessThanOrEqual(1);
        talks += news.includes("bridged") ? 1 : 0;
        for (const opened of call.all("open-media"))
          expect(call.all("close-media").map((one) => one.legId)).toContain(opened.legId);
        expect(call.all("close-media").map((one) => one.legId)).toContain("out");
        expect(call.call.legs.every(({ state }) => state === "gone")).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    expect(talks).toBeGreaterThan(5);
  });
});
