import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  type AcdStateFixture,
  createAcdStateFixture,
  eventsIn,
  offersIn,
} from "../../../../../testkit/acd-state-fixture.ts";
import { agentOf, contactOf } from "../routing/acd-state.ts";
import { agentsOf } from "../routing/contact.ts";
import type { QueueInput } from "../routing/queue-input.ts";
import { valuesOf } from "../routing/sorted.ts";
import { decideContactAct } from "./contact-act.ts";

let fixture: AcdStateFixture;
beforeEach(() => {
  fixture = createAcdStateFixture();
  for (const id of ["sales", "help"]) fixture.queue(id, { wrapUpMs: 0, restMs: 1_000, missedMax: 0 });
});

const send = (contactId: string, queueId: string) => fixture.give({ input: "sent", contactId, queueId });
const give = (contactId: string, agentId: string) => fixture.give({ input: "given", contactId, agentId });
const decided = (contactId: string, act: Parameters<typeof decideContactAct>[2]) =>
  decideContactAct(fixture.floor(), contactId, act);

describe("a contact that a supervisor sends to another queue", () => {
  it("keeps the time it joined at, and is served before those who came later", () => {
    fixture.join("early", "sales");
    fixture.pass(60_000);
    fixture.join("late", "help");
    expect(eventsIn(send("early", "help"))).toMatchObject([
      { kind: "contact.moved", queueId: "sales", toQueueId: "help", reason: "supervisor", waitedMs: 60_000 },
      { kind: "contact.entered", queueId: "help", position: 1 },
    ]);
    fixture.agent("ani", ["help"]);
    expect(offersIn(fixture.effects).at(-1)).toBe("early → ani");
  });

  it("is no longer rung for at its old queue, whose agent is free for the next at once", () => {
    fixture.agent("ani", ["sales"]);
    fixture.join("c1", "sales");
    fixture.join("c2", "sales");
    const effects = send("c1", "help");
    expect(effects).toContainEqual({ effect: "withdraw", contactId: "c1", agentId: "ani", why: "taken" });
    expect(offersIn(effects)).toEqual(["c2 → ani"]);
  });

  it("stays where it is when the other queue takes nobody, is the same, or an agent has answered", () => {
    fixture.queue("shut", { isClosed: true });
    fixture.join("c1", "sales");
    expect(decided("c1", { act: "send", queueId: "shut" })).toMatchObject({ refusal: "contact-queue-refuses" });
    expect(decided("c1", { act: "send", queueId: "nowhere" })).toMatchObject({ refusal: "contact-queue-refuses" });
    expect(decided("c1", { act: "send", queueId: "sales" })).toMatchObject({ refusal: "contact-in-queue" });
    fixture.agent("ani", ["sales"]);
    fixture.answer("c1", "ani");
    expect(decided("c1", { act: "send", queueId: "help" })).toMatchObject({ refusal: "contact-not-waiting" });
    expect(eventsIn(send("c1", "help"))).toEqual([]);
  });
});

describe("a contact that a supervisor gives to an agent", () => {
  it("rings him alone, also when he does not serve its queue, and says who chose him", () => {
    fixture.agent("ani", ["sales"]);
    fixture.agent("budi", ["help"]);
    fixture.join("c1", "sales");
    const effects = give("c1", "budi");
    expect(offersIn(effects)).toEqual(["c1 → budi"]);
    expect(effects).toContainEqual({ effect: "withdraw", contactId: "c1", agentId: "ani", why: "taken" });
    const presented = eventsIn(effects).find(({ kind }) => kind === "contact.presented");
    expect(presented).toMatchObject({ agentIds: ["budi"], decision: { decidedBy: "supervisor" } });
    fixture.talk("c1", "budi");
    expect(contactOf(fixture.floor(), "c1")?.state).toMatchObject({ is: "connected", agentId: "budi" });
  });

  it("waits again at its place when he does not take it", () => {
    fixture.agent("budi", ["help"]);
    fixture.join("c1", "sales");
    fixture.join("c2", "sales");
    give("c1", "budi");
    fixture.give({ input: "missed", contactId: "c1", agentId: "budi", why: "declined" });
    fixture.agent("ani", ["sales"]);
    expect(offersIn(fixture.effects).at(-1)).toBe("c1 → ani");
  });

  it("is given to nobody who is not free", () => {
    fixture.join("c1", "sales");
    expect(decided("c1", { act: "give", agentId: "ani" })).toMatchObject({ refusal: "contact-agent-not-free" });
    fixture.agent("ani", ["help"]);
    fixture.give({ input: "agent-paused", agentId: "ani", reason: "makan" });
    expect(decided("c1", { act: "give", agentId: "ani" })).toMatchObject({ refusal: "contact-agent-not-free" });
  });
});

describe("whatever a supervisor does, in whatever order", () => {
  const contactId = fc.constantFrom("c1", "c2", "c3");
  const queueId = fc.constantFrom("sales", "help");
  const agentId = fc.constantFrom("ani", "budi");
  const pair = fc.record({ contactId, agentId });
  const anyInput: fc.Arbitrary<QueueInput> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ contactId, queueId }).map((to): QueueInput => ({ input: "sent", ...to })) },
    { weight: 3, arbitrary: pair.map((to): QueueInput => ({ input: "given", ...to })) },
    pair.map((to): QueueInput => ({ input: "answered", ...to })),
    pair.map((to): QueueInput => ({ input: "bridged", ...to })),
    pair.map((to): QueueInput => ({ input: "missed", ...to, why: "declined" })),
    contactId.map((id): QueueInput => ({ input: "callback-asked", contactId: id })),
    contactId.map((id): QueueInput => ({ input: "left", contactId: id, why: "hung-up" })),
    contactId.map((id): QueueInput => ({ input: "ended", contactId: id, holdMs: 0 })),
    agentId.map((id): QueueInput => ({ input: "agent-paused", agentId: id, reason: "makan" })),
    agentId.map((id): QueueInput => ({ input: "agent-ready", agentId: id })),
  );

  it("no agent is busy for a contact that is not his, and each contact ends once", () => {
    let acts = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(anyInput, fc.nat(9_000)), { maxLength: 30 }), (steps) => {
        const played = createAcdStateFixture();
        for (const id of ["sales", "help"]) played.queue(id, { wrapUpMs: 500, restMs: 1_000 });
        played.agent("ani", ["sales"]);
        played.agent("budi", ["help"]);
        for (const id of ["c1", "c2", "c3"]) played.join(id, "sales");
        for (const [input, ms] of steps) {
          const said = eventsIn(played.give(input));
          if (input.input === "sent" || input.input === "given") acts += said.length > 0 ? 1 : 0;
          played.pass(ms);
          expectAtRest(played);
        }
        for (const id of ["c1", "c2", "c3"]) {
          played.give({ input: "left", contactId: id, why: "hung-up" });
          const closed = eventsIn(played.effects).filter(
            (one) => one.kind === "contact.closed" && one.contactId === id,
          );
          expect(closed).toHaveLength(1);
        }
      }),
      { numRuns: 500 },
    );
    expect(acts).toBeGreaterThan(100);
  });

  function expectAtRest(played: AcdStateFixture): void {
    const now = played.floor();
    for (const contact of valuesOf(now.contacts))
      for (const id of agentsOf(contact)) expect(agentOf(now, id)?.state).toMatchObject({ contactId: contact.id });
    for (const { state, profile } of valuesOf(now.agents)) {
      if (!("contactId" in state) || state.is === "wrap-up") continue;
      const contact = contactOf(now, state.contactId);
      expect(contact === undefined ? [] : agentsOf(contact)).toContain(profile.id);
    }
  }
});
