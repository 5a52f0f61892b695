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

let fixture: AcdStateFixture;
beforeEach(() => {
  fixture = createAcdStateFixture();
  for (const id of ["sales", "help"]) fixture.queue(id, { wrapUpMs: 0, restMs: 1_000, missedMax: 0 });
});

const plan = (contactId: string, forAgentId: string | null, queueId = "sales") =>
  fixture.give({ input: "planned", contactId, queueId, forAgentId });
const pause = (agentId: string) => fixture.give({ input: "agent-paused", agentId, reason: "makan" });
const offers = () => offersIn(fixture.effects);

describe("a callback whose time has come", () => {
  it("goes to the agent it was promised for, though a colleague has been idle for longer", () => {
    fixture.agent("budi", ["sales"]);
    fixture.pass(60_000);
    fixture.agent("ani", ["sales"]);
    expect(eventsIn(plan("c1", "ani"))).toContainEqual({
      kind: "contact.planned",
      contactId: "c1",
      queueId: "sales",
      agentId: "ani",
    });
    expect(offers()).toEqual(["c1 → ani"]);
  });

  it("goes to whoever of the queue is fittest where nobody promised it", () => {
    fixture.agent("budi", ["sales"]);
    fixture.pass(60_000);
    fixture.agent("ani", ["sales"]);
    plan("c1", null);
    expect(offers()).toEqual(["c1 → budi"]);
  });

  it("waits for its agent through a pause, and is hers when she comes back", () => {
    fixture.agent("ani", ["sales"]);
    pause("ani");
    fixture.agent("budi", ["sales"]);
    plan("c1", "ani");
    fixture.pass(PROMISE_HOLD_MS - 1);
    expect(offers()).toEqual([]);
    fixture.give({ input: "agent-ready", agentId: "ani" });
    expect(offers()).toEqual(["c1 → ani"]);
  });

  it("is anybody's of the queue after ten minutes, and not a millisecond earlier", () => {
    fixture.agent("ani", ["sales"]);
    fixture.give({ input: "agent-logged-out", agentId: "ani" });
    fixture.agent("budi", ["sales"]);
    plan("c1", "ani");
    fixture.pass(PROMISE_HOLD_MS - 1);
    expect(offers()).toEqual([]);
    fixture.pass(1);
    expect(offers()).toEqual(["c1 → budi"]);
  });

  it("is not waited for by anybody whom its agent can no longer be: one who does not serve the queue", () => {
    fixture.agent("ani", ["help"]);
    fixture.agent("budi", ["sales"]);
    plan("c1", "ani");
    expect(offers()).toEqual(["c1 → budi"]);
  });

  it("is taken by a queue that is full, closed to callers or without agents, and by one only once", () => {
    fixture.queue("sales", { waitingMax: 1, isClosed: true, joinWhile: "at-work", wrapUpMs: 0 });
    expect(eventsIn(plan("c1", null))).toHaveLength(1);
    expect(eventsIn(plan("c1", null))).toEqual([]);
    expect(eventsIn(plan("c2", null, "nowhere"))).toEqual([]);
    fixture.agent("budi", ["sales"]);
    expect(offers()).toEqual(["c1 → budi"]);
  });

  it("is dialled once the agent has answered, and is over when nobody is reached", () => {
    fixture.agent("ani", ["sales"]);
    plan("c1", "ani");
    expect(fixture.answer("c1", "ani")).toContainEqual(expect.objectContaining({ effect: "dial", contactId: "c1" }));
    const failed = fixture.give({ input: "bridge-failed", contactId: "c1", agentId: "ani", fault: "system" });
    expect(eventsIn(failed)).toContainEqual(expect.objectContaining({ outcome: "callback-unreached" }));
  });

  it("waits for its agent as long as a queue keeps callbacks, counted from when it is anybody's", () => {
    fixture.queue("sales", { callbackWaitMaxMs: 60_000, wrapUpMs: 0 });
    fixture.agent("ani", ["sales"]);
    pause("ani");
    plan("c1", "ani");
    fixture.pass(PROMISE_HOLD_MS + 59_999);
    expect(contactOf(fixture.floor(), "c1")?.state.is).toBe("waiting");
    expect(eventsIn(fixture.pass(1))).toContainEqual(expect.objectContaining({ outcome: "callback-expired" }));
  });

  it("is still held for its agent at the next owner of the floor, until the same instant", () => {
    fixture.agent("ani", ["sales"]);
    pause("ani");
    plan("c1", "ani");
    const contact = contactOf(fixture.floor(), "c1") ?? expect.fail("no contact");
    const next = createAcdStateFixture();
    next.queue("sales", { wrapUpMs: 0 });
    next.agent("budi", ["sales"]);
    next.pass(Math.max(0, fixture.nowMs() + 1_000 - next.nowMs()));
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
