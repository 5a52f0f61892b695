import { describe, expect, it } from "vitest";
import { listOf, SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import type { CallInput, ReferEvent } from "../call-step.ts";
import type { CallTask } from "../tasks/call-task.ts";
import type { Script, ScriptInput } from "../tasks/script.ts";

const REFER: CallTask = { task: "refer", number: "02155550000" };
const AFTER: CallTask = {
  task: "gather",
  clips: [],
  isBargeable: false,
  entry: entry(),
  firstMs: 5_000,
  betweenMs: 5_000,
};

function entry() {
  return { accepts: null, digitsMin: 1, digitsMax: 1, endKey: null } as const;
}

/** A call that is to send a REFER, with the events that its script receives. */
function asked(change: ConstructorParameters<typeof SteppedCall>[1] = {}) {
  const inputs: ScriptInput[] = [];
  const noting = (script: Script): Script => ({
    step: (input, nowMs) => {
      inputs.push(input);
      const step = script.step(input, nowMs);
      return { ...step, script: noting(step.script) };
    },
  });
  const call = new SteppedCall(noting(listOf([REFER], [AFTER])), change).answered();
  const tell = (...events: readonly ReferEvent[]) =>
    call.give(...events.map((one): CallInput => ({ input: "refer-told", legId: "in", news: one })));
  const outcome = () => inputs.findLast((one) => one.input === "finished")?.outcome;
  return { call, tell, outcome, heard: inputs };
}
const answered = (status: number): ReferEvent => ({ news: "answered", status });
const notified = (status: number, isOver = status >= 200): ReferEvent => ({ news: "notified", status, isOver });
const timer: CallInput = { input: "timer", timer: "dial" };

describe("a caller whose line is asked to call somebody else", () => {
  it("hears ringing until it says what came of it", () => {
    const { call, tell, outcome } = asked();
    expect(call.last.slice(-3)).toEqual([
      { effect: "play", legId: "in", sound: "ringing" },
      { effect: "arm", timer: "dial", ms: 10_000 },
      { effect: "refer", legId: "in", number: "02155550000" },
    ]);
    tell(answered(202));
    expect(call.last).toEqual([{ effect: "arm", timer: "dial", ms: 30_000 }]);
    tell(notified(100), notified(180));
    expect([call.last, outcome()]).toEqual([[], undefined]);
    tell(notified(200));
    expect(call.last).toContainEqual({ effect: "play", legId: "in", sound: "silence" });
    expect(call.last).toContainEqual({ effect: "disarm", timer: "dial" });
    expect(outcome()).toEqual({ outcome: "referred", answered: 202, notified: 200, isDone: true });
    expect(call.results()).toEqual(["refer referred"]);
  });

  it.each<[string, readonly ReferEvent[], object]>([
    ["is not asked", [{ news: "not-asked" }], { answered: null, notified: null }],
    ["refuses", [answered(603)], { answered: 603, notified: null }],
    ["finds the other one busy", [answered(202), notified(180), notified(486)], { answered: 202, notified: 486 }],
    ["says so before it agrees", [notified(404)], { answered: null, notified: 404 }],
    ["tells nothing more", [answered(202), notified(100, true)], { answered: 202, notified: 100 }],
    ["tells no more than that", [answered(202), notified(180), notified(0, true)], { answered: 202, notified: 180 }],
  ])("goes on with what comes next when it %s", (_name, events, fields) => {
    const { call, tell, outcome } = asked();
    tell(...events);
    expect(outcome()).toEqual({ outcome: "referred", isDone: false, ...fields });
    expect(call.call.tasks?.stack.running?.task).toEqual(AFTER);
    const before = call.call;
    expect(tell(notified(200), answered(202)).call).toBe(before);
  });

  it("does not wait for ever, neither for an answer nor for what comes of it", () => {
    const silent = asked();
    silent.call.give(timer);
    expect(silent.outcome()).toEqual({ outcome: "referred", answered: null, notified: null, isDone: false });
    expect(silent.call.all("drop-refer")).toEqual([{ effect: "drop-refer", legId: "in" }]);
    const mute = asked();
    mute.tell(answered(202), notified(100)).give(timer);
    expect(mute.outcome()).toEqual({ outcome: "referred", answered: 202, notified: 100, isDone: false });
    expect(mute.call.call.tasks?.stack.running?.task).toEqual(AFTER);
  });

  it("leaves as somebody who is on his way when it hangs up after it agreed", () => {
    const left = (...news: readonly ReferEvent[]) => {
      const { call, tell, heard } = asked();
      tell(...news);
      call.give({ input: "hung-up", legId: "in", cause: 16 });
      expect(call.call.phase).toBe("ended");
      return heard.at(-1);
    };
    expect(left(answered(202))).toMatchObject({
      left: { outcome: { outcome: "referred", answered: 202, isDone: true } },
    });
    expect(left()).toMatchObject({ left: { outcome: { answered: null, isDone: false } } });
  });

  it("is asked nothing where nobody can be: a visitor of a website, a call for help, one who was called", () => {
    const visitor = { kind: "visitor", widgetId: "w" } as const;
    for (const change of [{ party: visitor }, { isEmergency: true }]) {
      const { call, outcome } = asked(change);
      expect(call.all("refer")).toEqual([]);
      expect(outcome()).toMatchObject({ outcome: "referred", isDone: false });
    }
  });
});
