import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import { foldCdr } from "../../cdr/index.ts";
import type { Target } from "../call.ts";
import type { CallInput } from "../call-step.ts";
import type { CallTask } from "../tasks/call-task.ts";
import type { QueuedCallEvent, QueueOrder } from "./queue-port.ts";

const enqueue: CallTask = {
  task: "enqueue",
  queueId: "q",
  priority: 2,
  skills: [],
  waitMsMax: 60_000,
  music: null,
  announceMs: 30_000,
  language: "id",
};
const goodbye: CallTask = {
  task: "play",
  clips: [{ kind: "prompt", prompt: "id.goodbye" }],
  times: 1,
  isBargeable: false,
};
const phone = (legId: string): Target => ({
  legId,
  party: { kind: "phone", phoneId: `phone-${legId}`, contact: `sip:${legId}@127.0.0.1` },
});
/** The legs of an agent's phones begin with the agent's name. */
const ring = (...legIds: readonly string[]): CallInput => {
  const agents = Map.groupBy(legIds, (legId) => legId[0] ?? "");
  return order({
    order: "ring",
    ringMs: 15_000,
    agents: [...agents].map(([agentId, own]) => ({ agentId, targets: own.map(phone) })),
  });
};
const order = (one: QueueOrder): CallInput => ({ input: "queue-order", order: one });
const connect = (agentId: string): CallInput => order({ order: "connect", agentId });
const stop = (agentId: string): CallInput => order({ order: "stop-ringing", agentId });
const over = (outcome: Extract<QueueOrder, { order: "over" }>["outcome"]): CallInput =>
  order({ order: "over", outcome });
const accepted = (legId: string): readonly CallInput[] => [
  { input: "media-opened", legId },
  { input: "accepted", legId },
];
const hungUp = (legId: string): CallInput => ({ input: "hung-up", legId, cause: 16 });

const waiting = (change: Partial<typeof enqueue> = {}) =>
  new SteppedCall(listOf([{ ...enqueue, ...change } as CallTask], [goodbye])).answered();
const news = (call: SteppedCall): readonly QueuedCallEvent[] => call.all("tell-queue").map((one) => one.news);
const hangUps = (call: SteppedCall) => call.all("hang-up").map(({ legId, cause }) => `${legId} ${cause}`);

describe("a caller who waits for an agent", () => {
  it("joins the queue with all it asks for, and hears music", () => {
    const call = waiting();
    expect(call.all("join-queue")).toMatchObject([
      { wish: { callId: "call", tenantId: "tenant", queueId: "q", priority: 2, caller: "+628111", called: "14045" } },
    ]);
    expect(call.all("play")).toEqual([{ effect: "play", legId: "in", sound: "music" }]);
    expect(call.kinds()).toContain("queue.joined");
  });

  it("hears its own music, and that of the house where there is no such prompt", () => {
    const call = waiting({ music: "lagu" } as never);
    expect(call.all("play-clips")).toMatchObject([{ clips: [{ prompt: "lagu" }], times: null }]);
    call.give({ input: "play-failed", play: call.call.tasks?.play?.name ?? "" });
    expect(call.last).toEqual([{ effect: "play", legId: "in", sound: "music" }]);
  });

  it("is joined with the first agent to accept; every other phone hears that the call was completed elsewhere", () => {
    const call = waiting().give(ring("a1", "a2", "b1"), ...accepted("a1"));
    expect(news(call)).toEqual([{ news: "answered", agentId: "a" }]);
    expect(hangUps(call)).toEqual(["a2 26", "b1 26"]);
    expect(call.all("bridge")).toEqual([]);
    call.give(connect("a"));
    expect(call.all("bridge")).toEqual([{ effect: "bridge", legIds: ["in", "a1"] }]);
    expect(news(call).at(-1)).toEqual({ news: "bridged", agentId: "a" });
  });

  it("goes on when the agent leaves, and the queue hears how long he held", () => {
    const call = waiting().give(ring("a"), ...accepted("a"), connect("a"));
    call.give({ input: "reoffered", legId: "a", isHold: true }, { input: "reoffered", legId: "a", isHold: false });
    call.give(hungUp("a"));
    expect(news(call).at(-1)).toEqual({ news: "ended", holdMs: 1_000 });
    expect(call.results()).toEqual(["enqueue served"]);
    expect(call.call.tasks?.stack.running?.task).toEqual(goodbye);
    call.heard();
    expect(foldCdr(call.call.events)).toMatchObject({ outcome: "answered", phoneId: "phone-a", holdMs: 1_000 });
  });

  it("is recorded with the agent only: from the first word on, and not after he has left", () => {
    const recorded = {
      kind: "tasks",
      script: listOf([enqueue], [enqueue]),
      isRecorded: true,
      areKeysSecret: false,
    } as const;
    const call = new SteppedCall(recorded.script, { destination: recorded }).answered();
    expect(call.all("begin-recording")).toEqual([]);
    call.give(ring("a"), ...accepted("a"), connect("a"));
    expect(call.all("begin-recording")).toMatchObject([{ recordingId: "rec", legIds: ["in", "a"] }]);
    expect(call.last.filter(({ effect }) => effect === "play").slice(-2)).toMatchObject([
      { legId: "in", sound: "notice" },
      { legId: "a", sound: "notice" },
    ]);
    call.give(hungUp("a"));
    expect(call.all("pause-recording")).toHaveLength(1);
    call.give(ring("b"), ...accepted("b"), connect("b"));
    expect(call.all("begin-recording")).toHaveLength(2);
    expect(call.kinds().filter((kind) => kind === "recording.began")).toHaveLength(1);
  });

  it("who hangs up has left the queue, and nobody rings on", () => {
    const call = waiting().give(ring("a", "b"), hungUp("in"));
    expect(news(call)).toEqual([{ news: "left", why: "hung-up" }]);
    expect(hangUps(call)).toEqual(["a 16", "b 16"]);
    expect(foldCdr(call.call.events)).toMatchObject({ outcome: "abandoned", endedBy: "caller" });
  });

  it("is recorded as automated after the queue gave up, and as answered once an agent was there", () => {
    const gaveUp = waiting().give(over("wait-over"), hungUp("in"));
    expect(foldCdr(gaveUp.call.events).outcome).toBe("automated");
    const talked = waiting().give(ring("a"), ...accepted("a"), connect("a"), hungUp("in"));
    expect(foldCdr(talked.call.events).outcome).toBe("answered");
  });

  it("who hangs up while he talks ends the talk, not the wait", () => {
    const call = waiting().give(ring("a"), ...accepted("a"), connect("a"), hungUp("in"));
    expect(news(call).at(-1)).toEqual({ news: "ended", holdMs: 0 });
    expect(hangUps(call)).toContain("a 16");
  });

  it.each([
    ["queue-full", "enqueue queue-full"],
    ["wait-over", "enqueue wait-over"],
    ["nobody-there", "enqueue nobody-there"],
    ["failed", "enqueue failed"],
  ] as const)("goes on when the queue says %s", (outcome, result) => {
    const call = waiting().give(ring("a"), over(outcome));
    expect(call.results()).toEqual([result]);
    expect(hangUps(call)).toEqual(["a 16"]);
    expect(news(call)).toEqual([]);
  });

  it("hears his place and his wait between the music, in his language", () => {
    const call = waiting().give(order({ order: "say-place", position: 3, waitMs: 90_000 }));
    const [said] = call.all("play-clips");
    expect(said?.clips.slice(0, 1)).toEqual([{ kind: "prompt", prompt: "id.position" }]);
    expect(said?.clips).toContainEqual({ kind: "prompt", prompt: "id.about" });
    call.heard();
    expect(call.last).toEqual([{ effect: "play", legId: "in", sound: "music" }]);
    const english = waiting({ language: "en" } as never).give(order({ order: "say-place", position: 1, waitMs: null }));
    expect(english.all("play-clips")[0]?.clips[0]).toEqual({ kind: "prompt", prompt: "en.position" });
  });

  it("is not told his place when an agent has accepted, nor music after it when he talks", () => {
    const call = waiting().give(ring("a"), ...accepted("a"));
    expect(call.give(order({ order: "say-place", position: 1, waitMs: null })).last).toEqual([]);
    const late = waiting().give(order({ order: "say-place", position: 1, waitMs: null }), ring("a"), ...accepted("a"));
    const { name } = late.call.tasks?.play ?? { name: "" };
    late.give(connect("a"), { input: "play-ended", play: name, isCut: false });
    expect(late.last).toEqual([]);
  });

  it("is let go when the longest time to talk is over, and goes on", () => {
    const call = waiting().give(ring("a"), ...accepted("a"), connect("a"), order({ order: "end-talk" }));
    expect(hangUps(call)).toEqual(["a 16"]);
    expect(call.results()).toEqual(["enqueue served"]);
  });

  it("who is handed on frees the agent at once, and is served when whoever he was handed to leaves", () => {
    const call = waiting().give(ring("a"), ...accepted("a"), connect("a"));
    call.give(
      { input: "transfer-asked", legId: "a", target: "102" },
      {
        input: "transfer-resolved",
        destination: { kind: "targets", targets: [phone("c")], ringMs: 20_000, isRecorded: false },
      },
      hungUp("a"),
    );
    expect(news(call).at(-1)).toMatchObject({ news: "ended" });
    call.give(...accepted("c"), hungUp("c"));
    expect(news(call).filter((one) => one.news === "ended")).toHaveLength(1);
    expect(call.results()).toEqual(["enqueue served"]);
  });
});

describe("an agent who does not take a caller", () => {
  it("has missed it by declining, by being unreachable on every device, or by not answering in time", () => {
    const busy: CallInput = { input: "failed", legId: "a1", status: 486, cause: null };
    const gone: CallInput = { input: "failed", legId: "a2", status: 408, cause: 18 };
    const call = waiting().give(ring("a1", "a2"), busy);
    expect(news(call)).toEqual([]);
    call.give(gone);
    expect(news(call)).toEqual([{ news: "missed", agentId: "a", why: "declined" }]);
    const away = waiting().give(ring("b"), { input: "failed", legId: "b", status: 408, cause: 18 });
    expect(news(away)).toEqual([{ news: "missed", agentId: "b", why: "unreachable" }]);
    const late = waiting().give(ring("a", "b"), { input: "timer", timer: "agents" });
    expect(news(late)).toEqual([
      { news: "missed", agentId: "a", why: "no-answer" },
      { news: "missed", agentId: "b", why: "no-answer" },
    ]);
    expect(hangUps(late)).toEqual(["a 19", "b 19"]);
  });

  it("has missed it at once when none of his phones can be reached", () => {
    const call = waiting().give(order({ order: "ring", ringMs: 15_000, agents: [{ agentId: "a", targets: [] }] }));
    expect(news(call)).toEqual([{ news: "missed", agentId: "a", why: "unreachable" }]);
  });

  it("has missed it when there is no sound for his phone", () => {
    const call = waiting().give(ring("a"), { input: "media-failed", legId: "a", why: "no-room" });
    expect(news(call)).toEqual([{ news: "missed", agentId: "a", why: "unreachable" }]);
  });

  it("is told nothing of when he was withdrawn", () => {
    const call = waiting().give(ring("a", "b"), stop("a"));
    expect(hangUps(call)).toEqual(["a 16"]);
    expect(news(call)).toEqual([]);
  });
});

describe("a race", () => {
  it("of an agent who accepts as another was chosen: he is let go, whoever's answer comes first", () => {
    const call = waiting().give(ring("a", "b"), ...accepted("a"), ...accepted("b"), connect("a"));
    expect(call.call.talking).toEqual(["in", "a"]);
    expect(hangUps(call)).toEqual(["b 26"]);
    expect(news(call).filter((one) => one.news === "answered")).toHaveLength(1);
  });

  it("of a withdrawal that crosses an answer: the answer means nothing any more", () => {
    const call = waiting().give(ring("a"), { input: "media-opened", legId: "a" }, stop("a"));
    call.give({ input: "accepted", legId: "a" });
    expect(call.last).toEqual([]);
    expect(news(call)).toEqual([]);
  });

  it("of a caller who hangs up as the agent accepts: the agent is let go, and the queue hears both", () => {
    const call = waiting().give(ring("a"), ...accepted("a"), hungUp("in"), connect("a"));
    expect(news(call).map((one) => one.news)).toEqual(["answered", "left"]);
    expect(hangUps(call)).toContain("a 16");
    expect(call.all("bridge")).toEqual([]);
  });

  it("of an agent who hangs up before he is joined: it is his fault, and the caller goes on waiting", () => {
    const call = waiting().give(ring("a"), ...accepted("a"), hungUp("a"));
    expect(news(call).at(-1)).toEqual({ news: "bridge-failed", agentId: "a", fault: "agent" });
    call.give(ring("b"), ...accepted("b"), connect("b"));
    expect(call.call.talking).toEqual(["in", "b"]);
  });

  it("of an agent who is taken back after he accepted: he is let go, and music goes on", () => {
    const call = waiting().give(ring("a"), ...accepted("a"), stop("a"), connect("a"));
    expect(hangUps(call)).toEqual(["a 16"]);
    expect(news(call).at(-1)).toEqual({ news: "bridge-failed", agentId: "a", fault: "agent" });
    expect(call.call.talking).toBeNull();
  });

  it("of an order for a wait or a call that is over: it means nothing", () => {
    const call = waiting().give(over("wait-over"), ring("a"), connect("a"), order({ order: "end-talk" }));
    expect(call.all("open-media").map(({ legId }) => legId)).toEqual(["in"]);
    call.heard().give(ring("a"), over("failed"));
    expect(call.last).toEqual([]);
  });
});

describe("a callback", () => {
  const booking = () =>
    new SteppedCall(
      listOf([{ task: "book-callback", queueId: "q", number: "0812", priority: 1, skills: [] }], [goodbye]),
    ).answered();

  it("is asked for as the caller joins, and booked when the queue says so", () => {
    const call = booking();
    expect(call.all("join-queue")).toMatchObject([{ wish: { queueId: "q", priority: 1 } }]);
    expect(news(call)).toEqual([{ news: "callback-asked", number: "0812" }]);
    expect(call.give(over("callback-booked")).results()).toEqual(["book-callback callback-booked"]);
    expect(news(call)).toHaveLength(1);
  });

  it("is refused when the queue answers anything else, or nothing; then the caller leaves it", () => {
    expect(booking().give(over("queue-full")).results()).toEqual(["book-callback callback-refused"]);
    const rung = booking().give(ring("a"));
    expect(rung.results()).toEqual(["book-callback callback-refused"]);
    expect(news(rung).at(-1)).toEqual({ news: "left", why: "own-choice" });
    const silent = booking().give({ input: "timer", timer: "task" });
    expect(news(silent).at(-1)).toEqual({ news: "left", why: "own-choice" });
  });
});

describe("whatever queues, agents and callers do, in whatever order", () => {
  const LEGS = ["a1", "a2", "b1", "c1"];
  const AGENTS = ["a", "b", "c"];
  const agent = fc.constantFrom(...AGENTS);
  const declined = (legId: string): CallInput => ({ input: "failed", legId, status: 486, cause: null });
  const soundless = (legId: string): CallInput => ({ input: "media-failed", legId, why: "no-room" });
  const anything: fc.Arbitrary<CallInput> = fc.oneof(
    { weight: 12, arbitrary: fc.subarray(LEGS, { minLength: 1 }).map((legs) => ring(...legs)) },
    { weight: 6, arbitrary: fc.constantFrom(...LEGS).map((legId): CallInput => ({ input: "media-opened", legId })) },
    { weight: 20, arbitrary: fc.constantFrom(...LEGS).map((legId): CallInput => ({ input: "accepted", legId })) },
    { weight: 8, arbitrary: agent.map(connect) },
    { weight: 4, arbitrary: agent.map(stop) },
    { weight: 4, arbitrary: fc.constant(order({ order: "say-place", position: 2, waitMs: 1_000 })) },
    { weight: 8, arbitrary: fc.constantFrom(...LEGS).map(hungUp) },
    { weight: 4, arbitrary: fc.constantFrom(...LEGS).map((legId): CallInput => ({ input: "lost", legId })) },
    { weight: 6, arbitrary: fc.constantFrom(...LEGS).map(declined) },
    { weight: 3, arbitrary: fc.constantFrom(...LEGS).map(soundless) },
    { weight: 3, arbitrary: fc.constantFrom<CallInput>({ input: "timer", timer: "agents" }, { input: "media-lost" }) },
    fc.constantFrom<CallInput>(over("wait-over"), over("queue-full"), order({ order: "end-talk" })),
    fc.constantFrom<CallInput>(hungUp("in"), { input: "lost", legId: "in" }, { input: "end-ordered" }),
  );
  /** A leg id is never used twice: each ring gives its legs new ids. */
  const renamed = (inputs: readonly CallInput[]): readonly CallInput[] => {
    let rings = 0;
    const now = (legId: string) => (legId === "in" ? legId : `${legId}.${rings}`);
    return inputs.map((input) => {
      if (input.input === "queue-order" && input.order.order === "ring") {
        rings += 1;
        const agents = input.order.agents.map(({ agentId, targets }) => ({
          agentId,
          targets: targets.map(({ legId }) => phone(now(legId))),
        }));
        return order({ ...input.order, agents });
      }
      return "legId" in input ? ({ ...input, legId: now(input.legId) } as CallInput) : input;
    });
  };

  it("never two agents talk with the caller, no leg is left, and every wait ends in exactly one way", () => {
    const seen = { talks: 0, failures: 0, waits: 0 };
    fc.assert(
      fc.property(fc.array(anything, { minLength: 5, maxLength: 60 }), (inputs) => {
        const call = waiting();
        for (const input of renamed(inputs)) {
          call.give(input);
          // The ACD mostly connects at once, as in production.
          const answered = call.last.flatMap((one) =>
            one.effect === "tell-queue" && one.news.news === "answered" ? [one.news.agentId] : [],
          );
          if (inputs.length % 3 > 0) call.give(...answered.map(connect));
          const up = call.call.legs.filter(({ id, state }) => id !== "in" && (state === "up" || state === "accepted"));
          expect(up.length).toBeLessThanOrEqual(1);
        }
        call.give({ input: "stop" });
        expect(call.call.phase).toBe("ended");
        const opened = call.all("open-media").map(({ legId }) => legId);
        const closed = call.all("close-media").map(({ legId }) => legId);
        expect(closed.toSorted()).toEqual(opened.toSorted());
        const events = news(call);
        const results = call.results().filter((result) => result.startsWith("enqueue"));
        const ends = events.filter((one) => one.news === "left" || one.news === "ended");
        const overs = results.filter((result) => result !== "enqueue served");
        expect(ends.length + overs.length).toBe(1);
        const bridged = events.filter((one) => one.news === "bridged");
        expect(bridged.length).toBeLessThanOrEqual(1);
        expect(events.filter((one) => one.news === "ended")).toHaveLength(bridged.length);
        seen.talks += bridged.length;
        seen.failures += events.filter((one) => one.news === "bridge-failed").length;
        seen.waits += overs.length;
      }),
      { numRuns: 2_000 },
    );
    // The random orders must cover talks, failures and waits.
    expect(Math.min(seen.talks, seen.failures, seen.waits)).toBeGreaterThan(100);
  });
});
