import { beforeEach, describe, expect, it } from "vitest";
import {
  type AcdStateFixture,
  createAcdStateFixture,
  eventsIn,
  offersIn,
} from "../../../../../testkit/acd-state-fixture.ts";
import { WRITTEN_MAX, WRITTEN_PER_QUEUE_MAX } from "../queue-rules.ts";
import { agentOf, contactOf, queueOf } from "./acd-state.ts";
import { roomForMessages } from "./enqueue-message.ts";

let fixture: AcdStateFixture;
beforeEach(() => {
  fixture = createAcdStateFixture();
  fixture.queue("help", { wrapUpMs: 30_000, restMs: 1_000, missedMax: 0, joinWhile: "always", stayWhile: "always" });
});

const wrote = (contactId: string, own: { readonly by?: string | null; readonly agoMs?: number } = {}) =>
  fixture.give({
    input: "wrote",
    contactId,
    queueId: "help",
    stickyAgentId: own.by ?? null,
    joinedAtMs: fixture.nowMs() - (own.agoMs ?? 0),
  });
const calls = (contactId: string) =>
  fixture.give({ input: "joined", contactId, queueId: "help", priority: 0, needs: [], stickyAgentId: null });
const atDesk = (agentId: string, isThere = true) => fixture.give({ input: "agent-at-desk", agentId, isThere });
const take = (contactId: string, agentId: string) => {
  fixture.give({ input: "answered", contactId, agentId });
  fixture.give({ input: "bridged", contactId, agentId });
};
const offers = () => offersIn(fixture.effects);
const stateOf = (agentId: string) => agentOf(fixture.floor(), agentId)?.state.is;

describe("somebody who wrote", () => {
  it("is offered only to an agent whose desk is open on a page, and callers behind are not held up", () => {
    fixture.agent("ani", ["help"]);
    wrote("m1");
    expect(offers()).toEqual([]);
    calls("c1");
    expect(offers()).toEqual(["c1 → ani"]);
    fixture.agent("budi", ["help"]);
    expect(offers()).toEqual(["c1 → ani"]);
    atDesk("budi");
    expect(offers()).toEqual(["c1 → ani", "m1 → budi"]);
  });

  it("waits in the one order with callers, from when it was written", () => {
    fixture.agent("ani", ["help"]);
    atDesk("ani");
    calls("busy");
    fixture.pass(10);
    calls("c1");
    wrote("m1", { agoMs: 5_000 });
    fixture.give({ input: "left", contactId: "busy", why: "hung-up" });
    expect(offers()).toEqual(["busy → ani", "m1 → ani"]);
  });

  it("is taken, answered and wrapped up as a call is, and makes its agent busy for anybody else", () => {
    fixture.agent("ani", ["help"]);
    atDesk("ani");
    wrote("m1");
    take("m1", "ani");
    expect(stateOf("ani")).toBe("talking");
    calls("c1");
    expect(offers()).toEqual(["m1 → ani"]);
    fixture.give({ input: "ended", contactId: "m1", holdMs: 0 });
    expect(stateOf("ani")).toBe("wrap-up");
    fixture.give({ input: "agent-ready", agentId: "ani" });
    expect(offers()).toEqual(["m1 → ani", "c1 → ani"]);
  });

  it("goes back to its old place when its agent's page is gone or he logs out, and to him first when he is back", () => {
    fixture.agent("ani", ["help"]);
    atDesk("ani");
    wrote("m1");
    take("m1", "ani");
    const joinedAtMs = contactOf(fixture.floor(), "m1")?.joinedAtMs;
    fixture.pass(60_000);
    expect(eventsIn(atDesk("ani", false))).toContainEqual({
      kind: "contact.returned",
      contactId: "m1",
      queueId: "help",
    });
    expect(contactOf(fixture.floor(), "m1")).toMatchObject({
      joinedAtMs,
      stickyAgentId: "ani",
      state: { is: "waiting" },
    });
    expect(stateOf("ani")).toBe("available");
    fixture.agent("budi", ["help"]);
    atDesk("ani");
    atDesk("budi");
    expect(offers()).toEqual(["m1 → ani", "m1 → ani"]);
    take("m1", "ani");
    fixture.give({ input: "agent-logged-out", agentId: "ani" });
    expect(stateOf("ani")).toBe("logged-out");
    expect(offers()).toEqual(["m1 → ani", "m1 → ani", "m1 → budi"]);
  });

  it("waits a little for the agent who talked with him last while he wraps up, and for nobody who paused", () => {
    fixture.agent("ani", ["help"]);
    atDesk("ani");
    wrote("m1");
    take("m1", "ani");
    fixture.agent("budi", ["help"]);
    atDesk("budi");
    fixture.give({ input: "ended", contactId: "m1", holdMs: 0 });
    wrote("m2", { by: "ani" });
    expect(offers()).toEqual(["m1 → ani"]);
    fixture.pass(30_000);
    expect(offers()).toEqual(["m1 → ani", "m2 → ani"]);
    take("m2", "ani");
    wrote("m3", { by: "ani" });
    fixture.pass(119_999);
    expect(offers()).toHaveLength(2);
    fixture.pass(1);
    expect(offers().at(-1)).toBe("m3 → budi");
    fixture.give({ input: "ended", contactId: "m2", holdMs: 0 });
    take("m3", "budi");
    wrote("m4", { by: "budi" });
    fixture.give({ input: "agent-paused", agentId: "ani", reason: "makan" });
    fixture.give({ input: "ended", contactId: "m3", holdMs: 0 });
    fixture.give({ input: "agent-paused", agentId: "budi", reason: "makan" });
    fixture.give({ input: "agent-ready", agentId: "ani" });
    expect(offers().at(-1)).toBe("m4 → ani");
  });

  it("is offered to the next when an agent does not take it in time or declines it", () => {
    fixture.agent("ani", ["help"]);
    fixture.agent("budi", ["help"]);
    atDesk("ani");
    atDesk("budi");
    wrote("m1");
    const [first] = offers();
    fixture.give({
      input: "missed",
      contactId: "m1",
      agentId: first?.slice(-3) === "ani" ? "ani" : "budi",
      why: "declined",
    });
    expect(offers()).toHaveLength(2);
    fixture.pass(60_000);
    expect(offers().length).toBeGreaterThan(2);
  });

  it("takes no caller's place in a full queue, and is taken by one that is full, closed or empty", () => {
    fixture.queue("help", { waitingMax: 1, isClosed: false, joinWhile: "always", stayWhile: "always" });
    wrote("m1");
    wrote("m2");
    expect(eventsIn(calls("c1"))).toContainEqual(expect.objectContaining({ kind: "contact.entered", contactId: "c1" }));
    expect(eventsIn(calls("c2"))).toContainEqual(expect.objectContaining({ kind: "contact.refused", contactId: "c2" }));
    expect(eventsIn(wrote("m3"))).toContainEqual(expect.objectContaining({ kind: "contact.entered", contactId: "m3" }));
    expect(queueOf(fixture.floor(), "help")?.written).toBe(3);
    fixture.pass(7 * 24 * 3_600_000);
    expect(["m1", "m2", "m3"].every((id) => contactOf(fixture.floor(), id) !== undefined)).toBe(true);
  });

  it("has a limit of its own in each queue and on the floor, and beyond it callers come in all the same", () => {
    fixture.queue("sales", { waitingMax: 1, joinWhile: "always", stayWhile: "always" });
    const room = (given = 0) => roomForMessages(fixture.floor(), given);
    const inQueue = (queueId: string) => room().queues.find((one) => one.queueId === queueId)?.room;
    expect([inQueue("help"), inQueue("sales")]).toEqual([WRITTEN_PER_QUEUE_MAX, WRITTEN_PER_QUEUE_MAX]);
    for (let nth = 0; nth < WRITTEN_PER_QUEUE_MAX; nth += 1) wrote(`m${nth}`);
    expect([inQueue("help"), inQueue("sales")]).toEqual([undefined, WRITTEN_PER_QUEUE_MAX]);
    expect(room().all).toBe(WRITTEN_MAX - WRITTEN_PER_QUEUE_MAX);
    expect(room(WRITTEN_MAX)).toEqual({ all: 0, queues: [] });
    expect(eventsIn(calls("c1"))).toContainEqual(expect.objectContaining({ kind: "contact.entered", contactId: "c1" }));
    // An answered contact is no longer in the waiting order, but still in the state; an ended one is not.
    fixture.agent("ani", ["help"]);
    atDesk("ani");
    fixture.give({ input: "left", contactId: "c1", why: "hung-up" });
    take("m0", "ani");
    expect([inQueue("help"), room().all]).toEqual([1, WRITTEN_MAX - WRITTEN_PER_QUEUE_MAX]);
    fixture.give({ input: "ended", contactId: "m0", holdMs: 0 });
    expect(room().all).toBe(WRITTEN_MAX - WRITTEN_PER_QUEUE_MAX + 1);
  });
});
