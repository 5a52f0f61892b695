import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentCall, audioRoutesAfter, KINDS, targets } from "../../../../../testkit/call-with-agent.ts";
import { SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import type { SupervisionMode } from "../../call-control/index.ts";
import { foldCdr } from "../../cdr/index.ts";
import type { CallInput } from "../index.ts";
import { judgeCallCommand } from "../queue-port/call-command.ts";
import { GAIN_TABLE, type TalkRole } from "../transfer/talk-state.ts";

const supervise = (mode: SupervisionMode, personId = "sari"): CallInput => ({
  input: "act",
  wish: { phoneId: null, act: { act: "supervise", mode, phoneId: "phone-sup", personId } },
});
const leave: CallInput = {
  input: "act",
  wish: { phoneId: null, act: { act: "leave-supervision", personId: "sari" } },
};
const found = (legId: string): CallInput => ({ input: "supervision-resolved", destination: targets(legId) });
const answers = (legId: string): readonly CallInput[] => [
  { input: "media-opened", legId },
  { input: "accepted", legId },
];
const hungUp = (legId: string): CallInput => ({ input: "hung-up", legId, cause: 16 });
const act = (name: "hold" | "resume" | "complete" | "return" | "conference"): CallInput => ({
  input: "act",
  wish: { phoneId: null, act: { act: name } },
});
const consult: CallInput = { input: "act", wish: { phoneId: null, act: { act: "consult", number: "102" } } };
const press = (key: string): CallInput => ({ input: "digit", legId: "sup", key, by: "event" });
const supervised = (kind: (typeof KINDS)[number], mode: SupervisionMode) =>
  agentCall(kind).give(supervise(mode), found("sup"), ...answers("sup"));

const TALK = ["agent>in", "in>agent"];
const LISTENS = [...TALK, "agent>sup", "in>sup"];
const MATRIX: Readonly<Record<SupervisionMode, readonly string[]>> = {
  listen: LISTENS,
  whisper: [...LISTENS, "sup>agent"],
  barge: [...LISTENS, "sup>agent", "sup>in"],
};
const heard = (call: SteppedCall) => [...audioRoutesAfter(call)].toSorted();

describe.each(KINDS)("a supervisor at a call of an agent (%s)", (kind) => {
  it.each(["listen", "whisper", "barge"] as const)(
    "hears both by the table of %s, and a key chooses another",
    (mode) => {
      const call = supervised(kind, mode);
      expect(heard(call)).toEqual(MATRIX[mode].toSorted());
      for (const [key, next] of [
        ["1", "listen"],
        ["3", "barge"],
        ["2", "whisper"],
        ["9", "whisper"],
      ] as const) {
        call.give(press(key));
        expect(heard(call)).toEqual(MATRIX[next].toSorted());
      }
      call.give(supervise("barge"));
      expect(heard(call)).toEqual(MATRIX.barge.toSorted());
      expect(call.kinds()).not.toContain("digits.received");
    },
  );

  it.each([
    ["leaves", leave],
    ["hangs up", hungUp("sup")],
  ] as const)(
    "%s, and the two talk on, with nothing of it in their recording or in the figures of the call",
    (_, left) => {
      const call = supervised(kind, "barge").give({ input: "reoffered", legId: "sup", isHold: true }, left);
      expect(heard(call)).toEqual(TALK);
      expect(call.call).toMatchObject({ phase: "talking", supervision: null });
      expect(call.kinds().at(-1)).toBe("supervision.ended");
      for (const { legIds } of call.all("begin-recording")) expect(legIds).toEqual(["in", "agent"]);
      call.give(hungUp("in"));
      expect(foldCdr(call.call.events)).toMatchObject({ holdMs: 0, transfers: 0, outcome: "answered" });
    },
  );

  it("hears what the agent hears while the caller waits, and not the caller, who hears nobody", () => {
    const call = supervised(kind, "barge").give(act("hold"));
    expect(heard(call)).toEqual(["agent>sup", "sup>agent"]);
    call.give(consult, { input: "consult-resolved", destination: targets("col") }, ...answers("col"));
    expect(heard(call)).toEqual(["agent>col", "agent>sup", "col>agent", "col>sup", "sup>agent", "sup>col"]);
    call.give(act("return"));
    expect(heard(call)).toEqual(MATRIX.barge.toSorted());
  });

  it("leaves with the agent whom he came for", () => {
    const call = supervised(kind, "listen").give(
      consult,
      { input: "consult-resolved", destination: targets("col") },
      ...answers("col"),
      act("complete"),
    );
    expect(heard(call)).toEqual(["col>in", "in>col"]);
    expect(call.all("hang-up").map(({ legId }) => legId)).toEqual(expect.arrayContaining(["agent", "sup"]));
  });

  it.each<readonly [string, number | null, readonly CallInput[]]>([
    [
      "cannot be reached",
      480,
      [{ input: "supervision-resolved", destination: { ...targets("sup"), targets: [] } as never }],
    ],
    ["is declined", 603, [found("sup"), { input: "failed", legId: "sup", status: 603, cause: 21 }]],
    ["is not taken up", 408, [found("sup"), { input: "timer", timer: "supervision" }]],
  ])("leaves the two alone when his phone %s, and the call says why", (_, status, inputs) => {
    const call = agentCall(kind).give(supervise("listen"), ...inputs);
    expect(heard(call)).toEqual(TALK);
    expect(call.call.events.at(-1)?.body).toEqual({ kind: "supervision.ended", legId: null, status });
    expect(call.call.supervision).toBeNull();
  });
});

describe("who may not take part", () => {
  const wish = (personId: string, phoneId = "phone-sup") =>
    ({ phoneId: null, act: { act: "supervise", mode: "listen", phoneId, personId } }) as const;

  it("is told why: a call for help, one that rings, one that has a supervisor, the phone of one who talks", () => {
    const help = agentCall("plain", { isEmergency: true }).call;
    expect(judgeCallCommand(help, wish("sari"))).toMatchObject({ refusal: "call-act-barred" });
    expect(judgeCallCommand(new SteppedCall().call, wish("sari"))).toMatchObject({ refusal: "call-not-open" });
    const taken = supervised("plain", "listen");
    expect(judgeCallCommand(taken.call, wish("budi"))).toMatchObject({ refusal: "supervision-taken" });
    expect(judgeCallCommand(agentCall("plain").call, wish("sari", "phone-agent"))).toMatchObject({
      refusal: "supervision-own-phone",
    });
    const before = taken.call;
    expect(taken.give(supervise("barge", "budi")).call).toBe(before);
  });
});

describe("whatever happens at a supervised call, in whatever order", () => {
  const legId = fc.constantFrom("in", "agent", "col", "sup");
  const anyInput: fc.Arbitrary<CallInput> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom<SupervisionMode>("listen", "whisper", "barge").map((mode) => supervise(mode)),
    },
    { weight: 5, arbitrary: fc.constantFrom<CallInput>(found("sup"), press("1"), press("2"), press("3"), leave) },
    { weight: 3, arbitrary: fc.constantFrom("hold", "resume", "complete", "return", "conference").map(act) },
    {
      weight: 3,
      arbitrary: fc.constantFrom<CallInput>(consult, { input: "consult-resolved", destination: targets("col") }),
    },
    { weight: 4, arbitrary: legId.map((id): CallInput => ({ input: "media-opened", legId: id })) },
    { weight: 5, arbitrary: legId.map((id): CallInput => ({ input: "accepted", legId: id })) },
    { weight: 1, arbitrary: legId.map(hungUp) },
    { weight: 1, arbitrary: legId.map((id): CallInput => ({ input: "failed", legId: id, status: 486, cause: 17 })) },
    fc.constantFrom<CallInput>({ input: "timer", timer: "supervision" }, { input: "timer", timer: "transfer" }),
  );

  /** The supervisor's pairs follow from the others' gain table, which is unchanged by the supervisor. */
  function expectMatrix(call: SteppedCall): void {
    const { supervision, consultation, talking } = call.call;
    const all = [...audioRoutesAfter(call)].map((one) => one.split(">"));
    const others = all.filter((pair) => !pair.includes("sup"));
    for (const [from = "", to = ""] of others) {
      if (consultation === null) expect(talking).toEqual(expect.arrayContaining([from, to]));
      else {
        const { customerLegId, agentLegId, state } = consultation;
        const roleOf = (id: string): TalkRole =>
          id === customerLegId ? "customer" : id === agentLegId ? "agent" : "colleague";
        expect(GAIN_TABLE[state]).toContainEqual([roleOf(from), roleOf(to)]);
      }
    }
    const told = all.flatMap(([from, to = ""]) => (from === "sup" ? [to] : []));
    const hears = all.flatMap(([from = "", to]) => (to === "sup" ? [from] : []));
    if (supervision === null || supervision.legId === null) return expect([...told, ...hears]).toEqual([]);
    const { agentLegId, mode } = supervision;
    const near = [agentLegId, ...others.flatMap(([from = "", to]) => (to === agentLegId ? [from] : []))];
    expect(hears.toSorted()).toEqual(near.toSorted());
    const listeners: Readonly<Record<SupervisionMode, readonly string[]>> = {
      listen: [],
      whisper: [agentLegId],
      barge: near,
    };
    expect(told.toSorted()).toEqual(listeners[mode].toSorted());
  }

  it.each(KINDS)("the gain table holds after every step, and every leg and call ends once (%s)", (kind) => {
    let talked = 0;
    fc.assert(
      fc.property(fc.boolean(), fc.array(anyInput, { maxLength: 25 }), (isThere, inputs) => {
        const call = isThere ? supervised(kind, "listen") : agentCall(kind);
        // A leg id never occurs twice: devices get a new id each time they ring.
        const isKnown = (id: string): boolean => call.call.legs.some((leg) => leg.id === id);
        for (const input of inputs) {
          if (input.input === "supervision-resolved" && isKnown("sup")) continue;
          if (input.input === "consult-resolved" && isKnown("col")) continue;
          call.give(input);
          expectMatrix(call);
          if (call.call.supervision?.legId === "sup") talked += 1;
        }
        call.give({ input: "stop" });
        expect(call.all("close")).toHaveLength(1);
        for (const { id } of call.call.legs)
          expect(call.all("close-media").filter((effect) => effect.legId === id)).toHaveLength(1);
      }),
      { numRuns: 1_500 },
    );
    expect(talked).toBeGreaterThan(500);
  });
});
