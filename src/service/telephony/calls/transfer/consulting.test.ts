import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentCall, audioRoutesAfter, KINDS, targets } from "../../../../../testkit/call-with-agent.ts";
import { SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import { foldCdr } from "../../cdr/index.ts";
import type { CallInput, QueuedCallEvent } from "../index.ts";
import { judgeAct, talkStateOf } from "./consulting.ts";
import { GAIN_TABLE, type TalkRole } from "./talk-state.ts";

type ActName = "hold" | "resume" | "complete" | "return" | "conference" | "hang-up";
const act = (name: ActName): CallInput => ({ input: "act", wish: { phoneId: "phone-agent", act: { act: name } } });
const consult: CallInput = { input: "act", wish: { phoneId: null, act: { act: "consult", number: "102" } } };
const transfer: CallInput = { input: "act", wish: { phoneId: null, act: { act: "transfer", number: "102" } } };
const found = (legId: string): CallInput => ({ input: "consult-resolved", destination: targets(legId) });
const answers = (legId: string): readonly CallInput[] => [
  { input: "media-opened", legId },
  { input: "accepted", legId },
];
const hungUp = (legId: string): CallInput => ({ input: "hung-up", legId, cause: 16 });
const consulting = (kind: (typeof KINDS)[number]) => agentCall(kind).give(consult, found("col"), ...answers("col"));
const conference = (kind: (typeof KINDS)[number]) => consulting(kind).give(act("conference"));
const letGo = (call: SteppedCall) => call.all("hang-up").map(({ legId }) => legId);
const newsOf = (call: SteppedCall): readonly QueuedCallEvent[] => call.all("tell-queue").map(({ news }) => news);

describe.each(KINDS)("an agent with a caller (%s)", (kind) => {
  it("holds him, who hears music and is heard by nobody, and takes him back; nothing of it is in his recording", () => {
    const call = agentCall(kind).give(act("hold"));
    expect([...audioRoutesAfter(call)]).toEqual([]);
    expect(call.last).toContainEqual({ effect: "play", legId: "in", sound: "music" });
    expect(call.last).toContainEqual({ effect: "pause-recording", recordingId: "rec" });
    call.give(act("resume"));
    expect([...audioRoutesAfter(call)].toSorted()).toEqual(["agent>in", "in>agent"]);
    expect(call.last).toContainEqual({ effect: "play", legId: "in", sound: "silence" });
    expect(call.last).toContainEqual({ effect: "begin-recording", recordingId: "rec", legIds: ["in", "agent"] });
    call.give(hungUp("in"));
    expect(foldCdr(call.call.events)).toMatchObject({ holdMs: 1_000, transfers: 0 });
  });

  it("asks a colleague, whom only he hears, and goes when the two are put together", () => {
    const call = consulting(kind);
    expect([...audioRoutesAfter(call)].toSorted()).toEqual(["agent>col", "col>agent"]);
    call.give(act("complete"));
    expect([...audioRoutesAfter(call)].toSorted()).toEqual(["col>in", "in>col"]);
    expect(call.call).toMatchObject({ phase: "talking", consultation: null });
    expect(letGo(call)).toEqual(["agent"]);
    expect(call.all("begin-recording").at(-1)?.legIds).toEqual(["in", "col"]);
    if (kind === "queued") expect(newsOf(call).at(-1)).toMatchObject({ news: "ended" });
    call.give(hungUp("in"));
    expect(foldCdr(call.call.events)).toMatchObject({ transfers: 1, phoneId: "phone-col", outcome: "answered" });
    expect(newsOf(call).filter(({ news }) => news === "ended")).toHaveLength(kind === "queued" ? 1 : 0);
  });

  it("returns to his caller and lets the colleague go, whether she has answered or rings yet", () => {
    for (const call of [consulting(kind), agentCall(kind).give(consult, found("col"))]) {
      call.give(act("return"));
      expect([...audioRoutesAfter(call)].toSorted()).toEqual(["agent>in", "in>agent"]);
      expect(letGo(call)).toEqual(["col"]);
      expect(talkStateOf(call.call)).toBe("talking");
    }
  });

  it.each<readonly [string, readonly CallInput[]]>([
    ["is nowhere", [{ input: "consult-resolved", destination: { kind: "nowhere", outcome: "unknown-number" } }]],
    ["declines", [found("col"), { input: "failed", legId: "col", status: 603, cause: 21 }]],
    ["does not answer", [found("col"), { input: "timer", timer: "transfer" }]],
    ["hangs up", [found("col"), ...answers("col"), hungUp("col")]],
  ])("still has his caller, who waits, when the colleague %s", (_, inputs) => {
    const call = agentCall(kind).give(consult, ...inputs);
    expect(talkStateOf(call.call)).toBe("held");
    expect([...audioRoutesAfter(call)]).toEqual([]);
    call.give(act("resume"));
    expect([...audioRoutesAfter(call)].toSorted()).toEqual(["agent>in", "in>agent"]);
  });

  it("joins all three, and whoever of agent and colleague leaves them leaves two who talk", () => {
    expect(audioRoutesAfter(conference(kind)).size).toBe(6);
    for (const leaves of [act("hang-up"), act("complete"), hungUp("agent")]) {
      const call = conference(kind).give(leaves);
      expect([...audioRoutesAfter(call)].toSorted()).toEqual(["col>in", "in>col"]);
      expect(call.kinds()).toContain("transfer.done");
    }
    const call = conference(kind).give(hungUp("col"));
    expect([...audioRoutesAfter(call)].toSorted()).toEqual(["agent>in", "in>agent"]);
    expect(talkStateOf(call.call)).toBe("talking");
    call.give(hungUp("in"));
    expect(call.call.phase).toBe("ended");
  });

  it("hands him on without a talk, also out of a hold", () => {
    for (const before of [[], [act("hold")]]) {
      const call = agentCall(kind).give(...before, transfer);
      expect(call.all("resolve-transfer")).toEqual([{ effect: "resolve-transfer", target: "102" }]);
      call.give({ input: "transfer-resolved", destination: targets("col") }, ...answers("col"));
      expect([...audioRoutesAfter(call)].toSorted()).toEqual(["col>in", "in>col"]);
    }
  });

  it("lets go everybody he asked when he hangs up", () => {
    const call = consulting(kind).give(act("hang-up"));
    expect(letGo(call)).toEqual(expect.arrayContaining(["agent", "col"]));
    expect(call.call.consultation).toBeNull();
  });
});

describe("an act that means nothing where the call stands", () => {
  it.each([
    ["resume", agentCall("plain")],
    ["complete", agentCall("plain").give(act("hold"))],
    ["conference", agentCall("plain").give(consult, found("col"))],
    ["hold", consulting("plain")],
  ] as const)("%s is refused and changes nothing", (name, call) => {
    expect(judgeAct(call.call, { phoneId: null, act: { act: name } })).toEqual({
      ok: false,
      refusal: "call-act-not-now",
    });
    const before = call.call;
    expect(call.give(act(name)).call).toBe(before);
  });

  it("is refused for another phone's call, for one that rings, and for all but the end of a call for help", () => {
    const hold = { act: "hold" } as const;
    expect(judgeAct(agentCall("plain").call, { phoneId: "phone-other", act: hold })).toMatchObject({
      refusal: "call-not-open",
    });
    expect(judgeAct(new SteppedCall().call, { phoneId: null, act: hold })).toMatchObject({ refusal: "call-not-open" });
    const help = agentCall("plain", { isEmergency: true }).call;
    expect(judgeAct(help, { phoneId: null, act: hold })).toMatchObject({ refusal: "call-act-barred" });
    expect(judgeAct(help, { phoneId: null, act: { act: "hang-up" } }).ok).toBe(true);
  });
});

describe("whatever happens at a desk, in whatever order", () => {
  const legId = fc.constantFrom("in", "agent", "col", "col2");
  const anyAct = fc.constantFrom<ActName>("hold", "resume", "complete", "return", "conference");
  const anyInput: fc.Arbitrary<CallInput> = fc.oneof(
    { weight: 4, arbitrary: anyAct.map(act) },
    { weight: 3, arbitrary: fc.constantFrom<CallInput>(consult, found("col"), found("col2")) },
    { weight: 1, arbitrary: fc.constantFrom<CallInput>(transfer, act("hang-up")) },
    { weight: 3, arbitrary: legId.map((id): CallInput => ({ input: "media-opened", legId: id })) },
    { weight: 3, arbitrary: legId.map((id): CallInput => ({ input: "accepted", legId: id })) },
    { weight: 1, arbitrary: legId.map(hungUp) },
    { weight: 1, arbitrary: legId.map((id): CallInput => ({ input: "failed", legId: id, status: 486, cause: 17 })) },
    fc.tuple(legId, fc.boolean()).map(([id, isHold]): CallInput => ({ input: "reoffered", legId: id, isHold })),
    fc.constantFrom<CallInput>({ input: "timer", timer: "transfer" }, { input: "media-lost" }, { input: "media-back" }),
  );

  it.each(KINDS)("nobody hears whom the table does not name, and every leg, wait and call ends once (%s)", (kind) => {
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 25 }), (inputs) => {
        const call = agentCall(kind);
        // A leg id never occurs twice: devices get a new id each time they ring.
        const asked = new Set<string>();
        for (const input of inputs) {
          if (input.input === "consult-resolved" && input.destination.kind === "targets") {
            const [target] = input.destination.targets;
            if (target === undefined || asked.has(target.legId)) continue;
            if (call.call.consultation?.state === "ringing" && call.call.consultation.legIds.length === 0)
              asked.add(target.legId);
          }
          call.give(input);
          expectNamed(call);
        }
        call.give({ input: "stop" });
        expect(call.all("close")).toHaveLength(1);
        for (const one of ["in", "agent", ...asked])
          expect(call.all("close-media").filter((effect) => effect.legId === one)).toHaveLength(1);
        const ends = newsOf(call).filter(({ news }) => news === "ended");
        expect(ends).toHaveLength(kind === "queued" ? 1 : 0);
      }),
      { numRuns: 1_500 },
    );
  });

  /** Only pairs of the gain table are audible, and no party that hears no other is left without an action to leave that state. */
  function expectNamed(call: SteppedCall): void {
    const { consultation, talking, legs, phase } = call.call;
    const heard = [...audioRoutesAfter(call)];
    if (consultation === null) {
      const pair = talking ?? [];
      for (const one of heard) expect(pair).toEqual(expect.arrayContaining(one.split(">")));
      return;
    }
    const { customerLegId, agentLegId, colleagueLegId, state } = consultation;
    const roleOf = (id: string): TalkRole =>
      id === customerLegId ? "customer" : id === agentLegId ? "agent" : "colleague";
    expect(phase).toBe("talking");
    for (const one of heard) {
      const [from = "", to = ""] = one.split(">");
      expect(GAIN_TABLE[state]).toContainEqual([roleOf(from), roleOf(to)]);
    }
    for (const id of [customerLegId, agentLegId, ...(state === "consulting" ? [colleagueLegId] : [])])
      expect(legs.find((leg) => leg.id === id)?.state).not.toBe("gone");
  }
});
