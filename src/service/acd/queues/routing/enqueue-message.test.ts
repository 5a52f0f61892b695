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

let floor: AcdStateFixture;
beforeEach(() => {
  floor = createAcdStateFixture();
  floor.queue("help", { wrapUpMs: 30_000, restMs: 1_000, missedMax: 0, joinWhile: "always", stayWhile: "always" });
});

const wrote = (contactId: string, own: { readonly by?: string | null; readonly agoMs?: number } = {}) =>
  floor.give({
    input: "wrote",
    contactId,
    queueId: "help",
    stickyAgentId: own.by ?? null,
    joinedAtMs: floor.nowMs() - (own.agoMs ?? 0),
  });
const calls = (contactId: string) =>
  floor.give({ input: "joined", contactId, queueId: "help", priority: 0, needs: [], stickyAgentId: null });
const atDesk = (agentId: string, isThere = true) => floor.give({ input: "agent-at-desk", agentId, isThere });
const take = (contactId: string, agentId: string) => {
  floor.give({ input: "answered", contactId, agentId });
  floor.give({ input: "bridged", contactId, agentId });
};
const offers = () => offersIn(floor.effects);
const stateOf = (agentId: string) => agentOf(floor.floor(), agentId)?.state.is;

describe("somebody who wrote", () => {
  it("is offered only to an agent whose desk is open on a page, and callers behind are not held up", () => {
    floor.agent("ani", ["help"]);
    wrote("m1");
    expect(offers()).toEqual([]);
    calls("c1");
    expect(offers()).toEqual(["c1 → ani"]);
    floor.agent("budi", ["help"]);
    expect(offers()).toEqual(["c1 → ani"]);
    atDesk("budi");
    expect(offers()).toEqual(["c1 → ani", "m1 → budi"]);
  });

  it("waits in the one order with callers, from when it was written", () => {
    floor.agent("ani", ["help"]);
    atDesk("ani");
    calls("busy");
    floor.pass(10);
    calls("c1");
    wrote("m1", { agoMs: 5_000 });
    floor.give({ input: "left", contactId: "busy", why: "hung-up" });
    expect(offers()).toEqual(["busy → ani", "m1 → ani"]);
  });

  it("is taken, answered and wrapped up as a call is, and makes its agent busy for anybody else", () => {
    floor.agent("ani", ["help"]);
    atDesk("ani");
    wrote("m1");
    take("m1", "ani");
    expect(stateOf("ani")).toBe("talking");
    calls("c1");
    expect(offers()).toEqual(["m1 → ani"]);
    floor.give({ input: "ended", contactId: "m1", holdMs: 0 });
    expect(stateOf("ani")).toBe("wrap-up");
    floor.give({ input: "agent-ready", agentId: "ani" });
    expect(offers()).toEqual(["m1 → ani", "c1 → ani"]);
  });

  it("goes back to its old place when its agent's page is gone or he logs out, and to him first when he is back", () => {
    floor.agent("ani", ["help"]);
    atDesk("ani");
    wrote("m1");
    take("m1", "ani");
    const joinedAtMs = contactOf(floor.floor(), "m1")?.joinedAtMs;
    floor.pass(60_000);
    expect(eventsIn(atDesk("ani", false))).toContainEqual({
      kind: "contact.returned",
      contactId: "m1",
      queueId: "help",
    });
    expect(contactOf(floor.floor(), "m1")).toMatchObject({
      joinedAtMs,
      stickyAgentId: "ani",
      state: { is: "waiting" },
    });
    expect(stateOf("ani")).toBe("available");
    floor.agent("budi", ["help"]);
    atDesk("ani");
    atDesk("budi");
    expect(offers()).toEqual(["m1 → ani", "m1 → ani"]);
    take("m1", "ani");
    floor.give({ input: "agent-logged-out", agentId: "ani" });
    expect(stateOf("ani")).toBe("logged-out");
    expect(offers()).toEqual(["m1 → ani", "m1 → ani", "m1 → budi"]);
  });

  it("waits a little for the agent who talked with him last while he wraps up, and for nobody who paused", () => {
    floor.agent("ani", ["help"]);
    atDesk("ani");
    wrote("m1");
    take("m1", "ani");
    floor.agent("budi", ["help"]);
    atDesk("budi");
    floor.give({ input: "ended", contactId: "m1", holdMs: 0 });
    wrote("m2", { by: "ani" });
    expect(offers()).toEqual(["m1 → ani"]);
    floor.pass(30_000);
    expect(offers()).toEqual(["m1 → ani", "m2 → ani"]);
    take("m2", "ani");
    wrote("m3", { by: "ani" });
    floor.pass(119_999);
    expect(offers()).toHaveLength(2);
    floor.pass(1);
    expect(offers().at(-1)).toBe("m3 → budi");
    floor.give({ input: "ended", contactId: "m2", holdMs: 0 });
    take("m3", "budi");
    wrote("m4", { by: "budi" });
    floor.give({ input: "agent-paused", agentId: "ani", reason: "makan" });
    floor.give({ input: "ended", contactId: "m3", holdMs: 0 });
    floor.give({ input: "agent-paused", agentId: "budi", reason: "makan" });
    floor.give({ input: "agent-ready", agentId: "ani" });
    expect(offers().at(-1)).toBe("m4 → ani");
  });

  it("is offered to the next when an agent does not take it in time or declines it", () => {
    floor.agent("ani", ["help"]);
    floor.agent("budi", ["help"]);
    atDesk("ani");
    atDesk("budi");
    wrote("m1");
    const [first] = offers();
    floor.give({
      input: "missed",
      contactId: "m1",
      agentId: first?.slice(-3) === "ani" ? "ani" : "budi",
      why: "declined",
    });
    expect(offers()).toHaveLength(2);
    floor.pass(60_000);
    expect(offers().length).toBeGreaterThan(2);
  });

  it("takes no caller's place in a full queue, and is taken by one that is full, closed or empty", () => {
    floor.queue("help", { waitingMax: 1, isClosed: false, joinWhile: "always", stayWhile: "always" });
    wrote("m1");
    wrote("m2");
    expect(eventsIn(calls("c1"))).toContainEqual(expect.objectContaining({ kind: "contact.entered", contactId: "c1" }));
    expect(eventsIn(calls("c2"))).toContainEqual(expect.objectContaining({ kind: "contact.refused", contactId: "c2" }));
    expect(eventsIn(wrote("m3"))).toContainEqual(expect.objectContaining({ kind: "contact.entered", contactId: "m3" }));
    expect(queueOf(floor.floor(), "help")?.written).toBe(3);
    floor.pass(7 * 24 * 3_600_000);
    expect(["m1", "m2", "m3"].every((id) => contactOf(floor.floor(), id) !== undefined)).toBe(true);
  });

  it("has a limit of its own in each queue and on the floor, and beyond it callers come in all the same", () => {
    floor.queue("sales", { waitingMax: 1, joinWhile: "always", stayWhile: "always" });
    const room = (given = 0) => roomForMessages(floor.floor(), given);
    const inQueue = (queueId: string) => room().queues.find((one) => one.queueId === queueId)?.room;
    expect([inQueue("help"), inQueue("sales")]).toEqual([WRITTEN_PER_QUEUE_MAX, WRITTEN_PER_QUEUE_MAX]);
    for (let nth = 0; nth < WRITTEN_PER_QUEUE_MAX; nth += 1) wrote(`m${nth}`);
    expect([inQueue("help"), inQueue("sales")]).toEqual([undefined, WRITTEN_PER_QUEUE_MAX]);
    expect(room().all).toBe(WRITTEN_MAX - WRITTEN_PER_QUEUE_MAX);
    expect(room(WRITTEN_MAX)).toEqual({ all: 0, queues: [] });
    expect(eventsIn(calls("c1"))).toContainEqual(expect.objectContaining({ kind: "contact.entered", contactId: "c1" }));
    // Whoever is answered is not in the line any more, and still on the floor; whoever is done with is not.
    floor.agent("ani", ["help"]);
    atDesk("ani");
    floor.give({ input: "left", contactId: "c1", why: "hung-up" });
    take("m0", "ani");
    expect([inQueue("help"), room().all]).toEqual([1, WRITTEN_MAX - WRITTEN_PER_QUEUE_MAX]);
    floor.give({ input: "ended", contactId: "m0", holdMs: 0 });
    expect(room().all).toBe(WRITTEN_MAX - WRITTEN_PER_QUEUE_MAX + 1);
  });
});
