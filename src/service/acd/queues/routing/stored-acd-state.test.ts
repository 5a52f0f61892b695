import { describe, expect, it } from "vitest";
import type { ContactRow } from "../queue-draft.ts";
import { type QueueRules, USUAL_RULES } from "../queue-rules.ts";
import { createAcdState } from "./acd-state.ts";
import type { QueueEffect, QueueInput } from "./queue-input.ts";
import type { HeldAgent } from "./restored-callback.ts";
import { stepQueues } from "./step-queues.ts";
import { type CallbackFact, restoreAcdState, type StoredAcdState, type StoredAgentState } from "./stored-acd-state.ts";

/** The switch died at ten; its last event was two seconds before its last heartbeat, and now is three seconds after it. */
const SIGN_MS = Date.parse("2026-11-25T10:00:00+07:00");
const LAST_MS = SIGN_MS - 2_000;
const NOW_MS = SIGN_MS + 3_000;
const LAST_STEADY_MS = 500_000;
const SIGN_STEADY_MS = LAST_STEADY_MS + 2_000;
const RULES: QueueRules = { ...USUAL_RULES, id: "umum", wrapUpMs: 30_000 };

function contact(own: Partial<ContactRow> = {}): ContactRow {
  return {
    contactId: "c1",
    queueId: "umum",
    callId: "call-1",
    caller: "+62811",
    called: "1500771",
    priority: 0,
    kind: "call",
    state: "waiting",
    agentId: null,
    connectedMs: null,
    joinedAtMs: SIGN_MS - 60_000,
    joinedMs: LAST_STEADY_MS - 58_000,
    enteredMs: LAST_STEADY_MS - 58_000,
    ...own,
  };
}

function callback(contactId: string, own: Partial<CallbackFact> & { readonly ticket?: number } = {}): CallbackFact {
  const { ticket = 7, ...more } = own;
  const joinedMs = LAST_STEADY_MS - 90_000;
  const place = { joinedAtMs: joinedMs, enteredAtMs: joinedMs, rankMs: joinedMs, ticket, priority: 0, needs: [] };
  return {
    contactId,
    number: "+62811",
    called: "1500771",
    joinedAtMs: SIGN_MS - 92_000,
    askedAtMs: SIGN_MS - 80_000,
    place: { ...place, id: contactId, queueId: "umum", stickyAgentId: null, visited: ["umum"] },
    isDialled: false,
    ...more,
  };
}

function standing(agentId: string, held: Partial<HeldAgent>, contactId: string | null = null): StoredAgentState {
  const usual = { lastContactEndedMs: 0, availableSinceMs: 0, contacts: 3, missed: 0, next: null };
  const state = { is: "available" } as const;
  return { agentId, phoneId: `phone-${agentId}`, contactId, sinceMs: LAST_MS, held: { ...usual, state, ...held } };
}

function reopened(own: Partial<StoredAcdState> = {}, nowMs = NOW_MS) {
  const nothing = {
    contacts: [],
    sticky: new Map<string, string>(),
    callbacks: [],
    agents: [],
    paces: [],
    atDesk: [],
    queueIds: new Set(["umum"]),
  };
  const last = { sequence: 41, atMs: LAST_MS, steadyMs: LAST_STEADY_MS };
  const facts = { tenantId: "t", fence: 2, last, lastSignAtMs: SIGN_MS, ...nothing, ...own };
  return restoreAcdState(facts, nowMs);
}

const bodies = (own: Partial<StoredAcdState>) => reopened(own).draft.events.map(({ body }) => body);

/** The effects of a restored ACD state. */
function goesOn(own: Partial<StoredAcdState>): readonly QueueEffect[] {
  const { steadyMs, input } = reopened(own);
  let acdState = createAcdState({ priorityWorthMs: 60_000 });
  const agents = ["a1", "a2"].map((id) => ({ id, queues: [{ queueId: "umum", tier: 1 }], skills: {} }));
  const configured: readonly QueueInput[] = [
    { input: "queue-configured", rules: RULES },
    ...agents.map((profile): QueueInput => ({ input: "agent-configured", profile })),
  ];
  for (const one of configured) acdState = stepQueues(acdState, one, steadyMs).state;
  return stepQueues(acdState, input, steadyMs).effects;
}

const changesIn = (effects: readonly QueueEffect[]) =>
  effects.flatMap((one) =>
    one.effect === "record" && one.event.body.kind === "agent.changed" ? [one.event.body] : [],
  );

describe("a floor that is taken over", () => {
  it("estimates the first wait at the pace its queue had", () => {
    const paces = [
      { queueId: "umum", pace: { workMs: 400_000, turns: 20, samples: 10 } },
      { queueId: "gone", pace: { workMs: 1, turns: 1, samples: 10 } },
    ];
    const { steadyMs, input } = reopened({
      paces,
      agents: [
        standing("a1", { state: { is: "paused", reason: "r", untilMs: LAST_STEADY_MS * 2 } }),
        standing("a2", {}),
      ],
    });
    let acdState = createAcdState({ priorityWorthMs: 60_000 });
    const profile = { id: "a2", queues: [{ queueId: "umum", tier: 1 }], skills: {} };
    const joined = {
      input: "joined",
      contactId: "c1",
      queueId: "umum",
      priority: 0,
      needs: [],
      stickyAgentId: null,
    } as const;
    const inputs: readonly QueueInput[] = [
      { input: "queue-configured", rules: RULES },
      { input: "agent-configured", profile },
      input,
    ];
    for (const one of inputs) acdState = stepQueues(acdState, one, steadyMs).state;
    const told = stepQueues(acdState, joined, steadyMs).effects.flatMap((one) =>
      one.effect === "record" && one.event.body.kind === "contact.entered" ? [one.event.body.toldMs] : [],
    );
    expect(told).toEqual([20_000]);
  });

  it("begins where it never was with the first sequence and its clock at zero", () => {
    const { steadyMs, nextSequence, draft } = reopened({ last: null, lastSignAtMs: null });
    expect([steadyMs, nextSequence, draft.events]).toEqual([0, 1, []]);
  });

  it("goes on with its clock by what the wall says went by, and never back", () => {
    expect(reopened().steadyMs).toBe(LAST_STEADY_MS + 5_000);
    expect(reopened({}, LAST_MS - 60_000).steadyMs).toBe(LAST_STEADY_MS);
  });

  it("closes who waited as system-restart, with his wait until the last sign of life", () => {
    const { draft, nextSequence } = reopened({ contacts: [contact(), contact({ contactId: "c2", state: "offered" })] });
    const closed = { kind: "contact.closed", queueId: "umum", outcome: "system-restart", talkMs: null, holdMs: null };
    expect(draft.events.map(({ body }) => body)).toEqual([
      { ...closed, contactId: "c1", waitedMs: 60_000 },
      { ...closed, contactId: "c2", waitedMs: 60_000 },
    ]);
    expect(draft.events[0]).toMatchObject({ sequence: 42, atMs: SIGN_MS, steadyMs: SIGN_STEADY_MS });
    expect([...draft.contacts]).toEqual([
      ["c1", null],
      ["c2", null],
    ]);
    expect(nextSequence).toBe(44);
  });

  it("closes who talked as answered, with his talk until the last sign of life", () => {
    const talking = contact({ state: "connected", agentId: "a1", connectedMs: LAST_STEADY_MS - 38_000 });
    expect(bodies({ contacts: [talking] })).toMatchObject([
      { kind: "contact.closed", outcome: "answered", waitedMs: 20_000, talkMs: 40_000, holdMs: 0 },
    ]);
  });

  it("brings callbacks back at their places, the first of all first, and draws new tickets behind them", () => {
    const facts = {
      contacts: [contact({ contactId: "k1", kind: "callback", state: "offered" as const })],
      callbacks: [callback("k2", { ticket: 9 }), callback("k1", { ticket: 4 })],
      agents: [standing("a1", {})],
    };
    expect(bodies(facts)[0]).toEqual({ kind: "contact.returned", contactId: "k1", queueId: "umum" });
    const offer = goesOn(facts).find((one) => one.effect === "offer");
    expect(offer).toMatchObject({ contactId: "k1", agentIds: ["a1"] });
    expect(offer?.effect === "offer" ? offer.decision.joinedAtMs : 0).toBe(LAST_STEADY_MS - 90_000);
  });

  it("never brings back a callback that was dialled, nor one whose queue is gone", () => {
    const dialled = contact({ contactId: "k1", kind: "callback", state: "connecting", agentId: "a1" });
    const facts = {
      contacts: [dialled, contact({ contactId: "k2", kind: "callback" })],
      callbacks: [callback("k1", { isDialled: true }), callback("k2", {})],
      queueIds: new Set<string>(),
    };
    const { input, draft } = reopened(facts);
    expect(input.callbacks).toEqual([]);
    expect(draft.closedCallbacks).toEqual([
      { contactId: "k1", outcome: "system-restart" },
      { contactId: "k2", outcome: "callback-expired" },
    ]);
  });

  it("has agents leave at the last sign and be back as they were: ready, paused as long as before, wrapping up who talked", () => {
    const talking = contact({ state: "connected", agentId: "a1", connectedMs: LAST_STEADY_MS });
    const untilMs = LAST_STEADY_MS + 900_000;
    const facts = {
      contacts: [talking],
      agents: [
        standing("a1", { state: { is: "talking", contactId: "c1" } }, "c1"),
        standing("a2", { state: { is: "paused", reason: "makan", untilMs } }),
      ],
    };
    expect(bodies(facts).slice(1)).toMatchObject([
      { kind: "agent.changed", agentId: "a1", state: "logged-out", reason: "system-restart" },
      { kind: "agent.changed", agentId: "a2", state: "logged-out", reason: "system-restart" },
    ]);
    expect(changesIn(goesOn(facts))).toMatchObject([
      { agentId: "a1", state: "wrap-up", contactId: "c1" },
      { agentId: "a2", state: "paused", reason: "makan" },
    ]);
  });

  it("gives an agent who talked what he asked for meanwhile, and makes ready whose call is no more", () => {
    const leaving = standing("a1", { state: { is: "talking", contactId: "c1" }, next: { is: "logged-out" } }, "c1");
    const rung = standing("a2", { state: { is: "offered", contactId: "c1" } }, "c1");
    expect(changesIn(goesOn({ agents: [leaving, rung] }))).toMatchObject([{ agentId: "a2", state: "available" }]);
  });

  it("ends what ended by itself meanwhile: a wrap-up by being ready, a pause by being gone", () => {
    const agents = [
      standing("a1", { state: { is: "wrap-up", contactId: "c0", untilMs: LAST_STEADY_MS + 4_000 } }),
      standing("a2", { state: { is: "paused", reason: "makan", untilMs: LAST_STEADY_MS + 4_000 } }),
    ];
    expect(changesIn(goesOn({ agents }))).toMatchObject([{ agentId: "a1", state: "available" }]);
  });

  it("asks agents to log in anew after a quarter of an hour without a sign, and not before", () => {
    const agents = [standing("a1", {})];
    const back = (ms: number) => reopened({ agents }, SIGN_MS + ms).input.agents.length;
    expect([back(15 * 60_000), back(15 * 60_000 + 1)]).toEqual([1, 0]);
  });

  it("asks whoever was answering a message first, else whoever talked with its writer before", () => {
    const message = (contactId: string, own: Partial<ContactRow>) =>
      contact({ contactId, kind: "message", callId: null, ...own });
    const { input } = reopened({
      contacts: [
        message("m1", { state: "connected", agentId: "a1" }),
        message("m2", {}),
        message("m3", { state: "waiting" }),
      ],
      sticky: new Map([
        ["m1", "a2"],
        ["m2", "a2"],
      ]),
    });
    expect(input.callbacks.map(({ id, stickyAgentId }) => [id, stickyAgentId])).toEqual([
      ["m1", "a1"],
      ["m2", "a2"],
      ["m3", null],
    ]);
  });
});
