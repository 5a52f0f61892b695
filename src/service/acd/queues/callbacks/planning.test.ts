import { beforeEach, describe, expect, it } from "vitest";
import {
  type AcdStateFixture,
  createAcdStateFixture,
  eventsIn,
  offersIn,
} from "../../../../../testkit/acd-state-fixture.ts";
import { contactOf } from "../routing/acd-state.ts";
import { toRestoredCallback } from "../routing/restored-callback.ts";
import { PROMISE_HOLD_MS } from "./planning.ts";

let floor: AcdStateFixture;
beforeEach(() => {
  floor = createAcdStateFixture();
  for (const id of ["sales", "help"]) floor.queue(id, { wrapUpMs: 0, restMs: 1_000, missedMax: 0 });
});

const plan = (contactId: string, forAgentId: string | null, queueId = "sales") =>
  floor.give({ input: "planned", contactId, queueId, forAgentId });
const pause = (agentId: string) => floor.give({ input: "agent-paused", agentId, reason: "makan" });
const offers = () => offersIn(floor.effects);

describe("a callback whose time has come", () => {
  it("goes to the agent it was promised for, though a colleague has been idle for longer", () => {
    floor.agent("budi", ["sales"]);
    floor.pass(60_000);
    floor.agent("ani", ["sales"]);
    expect(eventsIn(plan("c1", "ani"))).toContainEqual({
      kind: "contact.planned",
      contactId: "c1",
      queueId: "sales",
      agentId: "ani",
    });
    expect(offers()).toEqual(["c1 → ani"]);
  });

  it("goes to whoever of the queue is fittest where nobody promised it", () => {
    floor.agent("budi", ["sales"]);
    floor.pass(60_000);
    floor.agent("ani", ["sales"]);
    plan("c1", null);
    expect(offers()).toEqual(["c1 → budi"]);
  });

  it("waits for its agent through a pause, and is hers when she comes back", () => {
    floor.agent("ani", ["sales"]);
    pause("ani");
    floor.agent("budi", ["sales"]);
    plan("c1", "ani");
    floor.pass(PROMISE_HOLD_MS - 1);
    expect(offers()).toEqual([]);
    floor.give({ input: "agent-ready", agentId: "ani" });
    expect(offers()).toEqual(["c1 → ani"]);
  });

  it("is anybody's of the queue after ten minutes, and not a millisecond earlier", () => {
    floor.agent("ani", ["sales"]);
    floor.give({ input: "agent-logged-out", agentId: "ani" });
    floor.agent("budi", ["sales"]);
    plan("c1", "ani");
    floor.pass(PROMISE_HOLD_MS - 1);
    expect(offers()).toEqual([]);
    floor.pass(1);
    expect(offers()).toEqual(["c1 → budi"]);
  });

  it("is not waited for by anybody whom its agent can no longer be: one who does not serve the queue", () => {
    floor.agent("ani", ["help"]);
    floor.agent("budi", ["sales"]);
    plan("c1", "ani");
    expect(offers()).toEqual(["c1 → budi"]);
  });

  it("is taken by a queue that is full, closed to callers or without agents, and by one only once", () => {
    floor.queue("sales", { waitingMax: 1, isClosed: true, joinWhile: "at-work", wrapUpMs: 0 });
    expect(eventsIn(plan("c1", null))).toHaveLength(1);
    expect(eventsIn(plan("c1", null))).toEqual([]);
    expect(eventsIn(plan("c2", null, "nowhere"))).toEqual([]);
    floor.agent("budi", ["sales"]);
    expect(offers()).toEqual(["c1 → budi"]);
  });

  it("is dialled once the agent has answered, and is over when nobody is reached", () => {
    floor.agent("ani", ["sales"]);
    plan("c1", "ani");
    expect(floor.answer("c1", "ani")).toContainEqual(expect.objectContaining({ effect: "dial", contactId: "c1" }));
    const failed = floor.give({ input: "bridge-failed", contactId: "c1", agentId: "ani", fault: "system" });
    expect(eventsIn(failed)).toContainEqual(expect.objectContaining({ outcome: "callback-unreached" }));
  });

  it("waits for its agent as long as a queue keeps callbacks, counted from when it is anybody's", () => {
    floor.queue("sales", { callbackWaitMaxMs: 60_000, wrapUpMs: 0 });
    floor.agent("ani", ["sales"]);
    pause("ani");
    plan("c1", "ani");
    floor.pass(PROMISE_HOLD_MS + 59_999);
    expect(contactOf(floor.floor(), "c1")?.state.is).toBe("waiting");
    expect(eventsIn(floor.pass(1))).toContainEqual(expect.objectContaining({ outcome: "callback-expired" }));
  });

  it("is still held for its agent at the next owner of the floor, until the same instant", () => {
    floor.agent("ani", ["sales"]);
    pause("ani");
    plan("c1", "ani");
    const contact = contactOf(floor.floor(), "c1") ?? expect.fail("no contact");
    const next = createAcdStateFixture();
    next.queue("sales", { wrapUpMs: 0 });
    next.agent("budi", ["sales"]);
    next.pass(Math.max(0, floor.nowMs() + 1_000 - next.nowMs()));
    next.give({
      input: "agent-configured",
      profile: { id: "ani", queues: [{ queueId: "sales", tier: 1 }], skills: {} },
    });
    next.give({ input: "restored", paces: [], agents: [], callbacks: [toRestoredCallback(contact)] });
    const leftMs = contact.enteredAtMs + PROMISE_HOLD_MS - next.nowMs();
    next.pass(leftMs - 1);
    expect(offersIn(next.effects)).toEqual([]);
    next.pass(1);
    expect(offersIn(next.effects)).toEqual(["c1 → budi"]);
  });
});
