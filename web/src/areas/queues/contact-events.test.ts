import { describe, expect, it } from "vitest";
import en from "../../../../locales/parts/en/web-queues.json";
import id from "../../../../locales/parts/id/web-queues.json";
import { type ContactEvent, factsOf, reasonOf, sentenceOf } from "./contact-events.ts";

const [QUEUE, OTHER] = ["q-1", "q-2"];
const [SARI, BUDI, WATI] = ["a-sari", "a-budi", "a-wati"];

let sequence = 0;
const event = (kind: string, body: ContactEvent["body"] = {}): ContactEvent => {
  sequence += 1;
  return { sequence, kind, at: "2026-11-26T07:00:00.000Z", steadyMs: sequence, body: { kind, ...body } };
};

/** A routing decision as the ACD stores it: agents in order, with their values in the order of the criteria. */
const presented = (
  decidedBy: string,
  considered: readonly { readonly agentId: string; readonly values: readonly number[] }[],
  more: Readonly<Record<string, unknown>> = {},
) =>
  event("contact.presented", {
    queueId: QUEUE,
    agentIds: [SARI],
    decision: {
      atMs: 500_000,
      waitedMs: 12_000,
      position: 2,
      chosen: 1,
      decidedBy,
      considered,
      criteria: ["sticky", "tier", "shortfall", "idle-since"],
      ...more,
    },
  });

describe("the sentence of an event", () => {
  it("names queue, agents and lengths, and depends on what the event says of itself", () => {
    const said = [
      event("contact.entered", { queueId: QUEUE, position: 3, toldMs: null }),
      event("contact.entered", { queueId: QUEUE, position: 3, toldMs: 90_000 }),
      event("contact.missed", { queueId: QUEUE, agentId: SARI, why: "declined" }),
      event("contact.moved", { queueId: QUEUE, toQueueId: OTHER, reason: "too-long", waitedMs: 60_000 }),
      event("contact.closed", { queueId: QUEUE, outcome: "abandoned", waitedMs: 60_000, talkMs: null }),
      event("agent.changed", { agentId: BUDI, state: "talking" }),
    ].map(sentenceOf);
    expect(said.map(({ key }) => key)).toEqual([
      ...["entered", "entered-told", "missed.declined", "moved.too-long", "closed.abandoned", "agent-changed"],
    ]);
    expect(said[1]).toMatchObject({ queues: { queue: QUEUE }, lengths: { told: 90_000 }, numbers: { position: 3 } });
    expect(said[3]?.queues).toEqual({ queue: QUEUE, toQueue: OTHER });
    expect(said[4]?.lengths).toEqual({ waited: 60_000 });
    expect(said[5]?.agents).toEqual({ agents: [BUDI] });
  });

  it("names everybody who was rung", () => {
    const ring = event("contact.presented", { queueId: QUEUE, agentIds: [SARI, BUDI] });
    expect(sentenceOf(ring).agents).toEqual({ agents: [SARI, BUDI] });
  });

  it.each([
    ["id", id],
    ["en", en],
  ] as const)("is there for every event the floor records (%s)", (_, { web }) => {
    const reasons = ["full", "empty", "too-long", "closed"];
    const outcomes = [
      "answered",
      "abandoned",
      "left",
      "overflowed",
      "callback-unreached",
      "callback-expired",
      "callback-barred",
    ];
    const events = [
      event("contact.entered", { position: 1 }),
      event("contact.entered", { position: 1, toldMs: 1 }),
      ...["callback-asked", "presented", "returned", "dialled", "answered"].map((kind) => event(`contact.${kind}`)),
      event("contact.answered", { toldMs: 1 }),
      event("agent.changed"),
      ...reasons.flatMap((reason) => [event("contact.refused", { reason }), event("contact.moved", { reason })]),
      event("contact.moved", { reason: "supervisor" }),
      ...["no-answer", "declined", "unreachable", "no-line"].map((why) => event("contact.missed", { why })),
      ...[...outcomes, "system-restart"].map((outcome) => event("contact.closed", { outcome })),
    ];
    const said = (key: string): unknown =>
      key.split(".").reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], web.queues.story.events);
    for (const { key } of events.map(sentenceOf)) expect(said(key), key).toBeTypeOf("string");
  });
});

describe("why an offer went to whom it went", () => {
  it("is what set the chosen one apart from the next, with what both were compared by", () => {
    const reason = reasonOf(
      presented("idle-since", [
        { agentId: SARI, values: [1, 1, 0, 200_000] },
        { agentId: BUDI, values: [1, 1, 0, 350_000] },
      ]),
    );
    expect(reason).toMatchObject({ decidedBy: "idle-since", position: 2, waitedMs: 12_000 });
    expect(reason?.last).toEqual({
      agentId: SARI,
      isChosen: true,
      isOwn: false,
      tier: 1,
      shortfall: 0,
      contacts: null,
      idleMs: 300_000,
    });
    expect(reason?.next).toMatchObject({ agentId: BUDI, isChosen: false, idleMs: 150_000 });
  });

  it("reads each value by the name of its criterion, not by its place", () => {
    const reason = reasonOf(
      presented("contacts", [{ agentId: SARI, values: [0, 2, 3, 7, 400_000] }], {
        criteria: ["sticky", "tier", "shortfall", "contacts", "idle-since"],
      }),
    );
    expect(reason?.last).toMatchObject({ isOwn: true, tier: 2, shortfall: 3, contacts: 7, idleMs: 100_000 });
  });

  it("tells one who was alone from several who were all rung at once", () => {
    const one = [{ agentId: SARI, values: [1, 1, 0, 0] }];
    const three = [...one, { agentId: BUDI, values: [1, 1, 0, 1] }, { agentId: WATI, values: [1, 2, 0, 0] }];
    expect(reasonOf(presented("only-one", one))?.decidedBy).toBe("only-one");
    const all = reasonOf(presented("only-one", three, { chosen: 3 }));
    expect([all?.decidedBy, all?.last.agentId, all?.next]).toEqual(["all", WATI, null]);
    const two = reasonOf(presented("tier", three, { chosen: 2 }));
    expect([two?.last.agentId, two?.next?.agentId]).toEqual([BUDI, WATI]);
  });

  it("is not told where there is no choice, or one that cannot be read", () => {
    expect(reasonOf(event("contact.returned"))).toBeNull();
    expect(reasonOf(event("contact.presented", { decision: "?" }))).toBeNull();
    expect(reasonOf(presented("idle-since", []))).toBeNull();
    expect(reasonOf(presented("something-new", [{ agentId: SARI, values: [1, 1, 0, 0] }]))).toBeNull();
  });
});

describe("what a story comes to", () => {
  it("is the last queue, the wait until the answer, how it ended and the call it belongs to", () => {
    const story = [
      event("contact.entered", { queueId: QUEUE, callId: "c-1" }),
      event("contact.moved", { queueId: QUEUE, toQueueId: OTHER, reason: "full", waitedMs: 1_000 }),
      event("contact.entered", { queueId: OTHER, callId: "c-1" }),
      event("contact.answered", { queueId: OTHER, agentId: SARI, waitedMs: 9_000 }),
      event("contact.closed", { queueId: OTHER, outcome: "answered", waitedMs: 9_000, talkMs: 60_000, holdMs: 5_000 }),
    ];
    expect(factsOf(story)).toEqual({
      enteredAt: "2026-11-26T07:00:00.000Z",
      queueId: OTHER,
      callId: "c-1",
      callbackCallId: null,
      agentId: SARI,
      waitedMs: 9_000,
      talkMs: 60_000,
      holdMs: 5_000,
      outcome: "answered",
    });
  });

  it("names the call that called him back beside the one in which he asked for it", () => {
    const story = [
      event("contact.entered", { queueId: QUEUE, callId: "c-1" }),
      event("contact.callback-asked", { queueId: QUEUE }),
      event("contact.dialled", { queueId: QUEUE, agentId: SARI, callId: "c-2" }),
    ];
    expect(factsOf(story)).toMatchObject({ callId: "c-1", callbackCallId: "c-2" });
  });

  it("is open as long as nothing ended it, and refused where it never entered", () => {
    expect(factsOf([event("contact.entered", { queueId: QUEUE })])).toMatchObject({ outcome: null, callId: null });
    expect(factsOf([event("contact.refused", { queueId: QUEUE, reason: "full" })])).toMatchObject({
      outcome: "refused",
      queueId: QUEUE,
      waitedMs: null,
    });
  });
});
