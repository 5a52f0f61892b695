import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import { foldCdr } from "../../cdr/index.ts";
import type { Arrival, CallEffect, CallInput, Destination, Party } from "../index.ts";
import { planJoin, STATUS_OF_JOIN } from "./joining.ts";

const phone = (name: string): Party => ({ kind: "phone", phoneId: `phone-${name}`, contact: `sip:${name}@127.0.0.1` });
const ringing = (legId: string, party: Party, isRecorded = false): Destination => ({
  kind: "targets",
  targets: [{ legId, party }],
  ringMs: 30_000,
  isRecorded,
});

/** A caller from outside to Ani's phone, and Ani's call to Budi. */
const outside: Partial<Arrival> = { callId: "first", destination: ringing("ani", phone("ani"), true) };
const inside: Partial<Arrival> = {
  callId: "second",
  legId: "ani2",
  party: phone("ani"),
  direction: "internal",
  code: null,
  besides: "first",
  caller: "101",
  called: "102",
  destination: ringing("budi", phone("budi")),
};

/** Two calls of one switch and the inputs between them, as the call engine delivers them. */
class TwoCalls {
  readonly calls: Readonly<Record<string, SteppedCall>>;

  constructor(first: Partial<Arrival> = {}, second: Partial<Arrival> = {}) {
    this.calls = {
      first: new SteppedCall(undefined, { ...outside, ...first }),
      second: new SteppedCall(undefined, { ...inside, ...second }),
    };
  }

  of(callId: string): SteppedCall {
    const call = this.calls[callId];
    if (call === undefined) throw new Error("no such call");
    return call;
  }

  give(callId: string, ...inputs: readonly CallInput[]): this {
    for (const input of inputs) this.#carry(callId, this.of(callId).give(input).last);
    return this;
  }

  /** Both talk: the caller with Ani, Ani with Budi. */
  talking(): this {
    const up = (callerId: string, calledId: string): readonly CallInput[] => [
      { input: "permitted", mode: "open", recordingId: "rec" },
      ...[callerId, calledId].map((legId): CallInput => ({ input: "media-opened", legId })),
      { input: "accepted", legId: calledId },
      { input: "answer-written" },
    ];
    return this.give("first", ...up("in", "ani")).give("second", ...up("ani2", "budi"));
  }

  join(callId: string, legId: string, named: { readonly callId: string; readonly legId: string } | null): this {
    const dialog = named === null ? null : { ...named, isEarlyOnly: false };
    return this.give(callId, { input: "join-asked", legId, target: "102", dialog });
  }

  #carry(callId: string, effects: readonly CallEffect[]): void {
    for (const effect of effects) {
      if (effect.effect === "give-leg") {
        const { leg, leavingLegId } = effect;
        this.give(effect.toCallId, { input: "leg-taken", leg, fromCallId: callId, leavingLegId });
      }
      if (effect.effect !== "find-joined") continue;
      const { dialog, legId } = effect;
      const named = dialog === null ? null : { call: this.of(dialog.callId).call, legId: dialog.legId };
      const plan = planJoin({ call: this.of(callId).call, legId }, named, dialog?.isEarlyOnly ?? false);
      if (!plan.ok) this.give(callId, { input: "join-refused", status: STATUS_OF_JOIN[plan.refusal] });
      else {
        const { from, into, movedId, leavingId } = plan.value;
        this.give(from, { input: "leg-wanted", legId: movedId, toCallId: into, leavingLegId: leavingId });
      }
    }
  }
}

const LEGS = { first: "ani", second: "ani2" } as const;
const asked = [
  ["the caller's", "first", "second"],
  ["the colleague's", "second", "first"],
] as const;

describe("a phone that joins its two calls", () => {
  it.each(asked)("by %s dialog: caller and colleague hear each other, and the phone is let go", (_, own, other) => {
    const two = new TwoCalls().talking().join(own, LEGS[own], { callId: other, legId: LEGS[other] });
    const [first, second] = [two.of("first"), two.of("second")];
    expect(first.call).toMatchObject({ phase: "talking", talking: ["in", "budi"], transfer: null });
    expect(first.last).toEqual(expect.arrayContaining([{ effect: "bridge", legIds: ["in", "budi"] }]));
    expect(first.last).toContainEqual({ effect: "begin-recording", recordingId: "rec", legIds: ["in", "budi"] });
    expect(first.all("hang-up").map(({ legId }) => legId)).toEqual(["ani"]);
    expect(second.call.phase).toBe("ended");
    expect(second.all("hang-up").map(({ legId }) => legId)).toEqual(["ani2"]);
    expect(second.all("close-media").map(({ legId }) => legId)).toEqual(["ani2"]);
    expect(two.of(own).all("answer-transfer")).toMatchObject([{ isTaken: true }]);
    expect(two.of(own).all("notify-transfer")).toMatchObject([{ legId: LEGS[own], status: 200 }]);
    expect(two.of(other).all("notify-transfer")).toEqual([]);
  });

  it.each([
    ["none", "rec"],
    ["announced", null],
    ["may-refuse", null],
    ["must-agree", null],
  ] as const)("with somebody outside whose number asks for %s before it records: %s goes on", (notice, recordingId) => {
    const line = { kind: "trunk", trunkId: "line", notice } as const;
    const two = new TwoCalls({}, { direction: "outbound", destination: ringing("budi", line) }).talking();
    const first = two.join("first", "ani", { callId: "second", legId: "ani2" }).of("first");
    expect(first.call).toMatchObject({ talking: ["in", "budi"], recordingId });
    expect(first.last.some(({ effect }) => effect === "begin-recording")).toBe(recordingId !== null);
    expect(first.all("end-recording")).toHaveLength(recordingId === null ? 1 : 0);
    const answers = first.call.events.flatMap(({ body }) => (body.kind === "recording.consent" ? [body.answer] : []));
    expect(answers).toEqual(recordingId === null ? ["joined"] : []);
    expect(foldCdr(first.give({ input: "stop" }).call.events).recordingId).toBe("rec");
  });

  it("leaves two records of one story: whose talk it was goes on, and what was held ends with who held it", () => {
    const two = new TwoCalls().talking().give("first", { input: "reoffered", legId: "ani", isHold: true });
    two.join("first", "ani", { callId: "second", legId: "ani2" });
    two.give("first", { input: "hung-up", legId: "budi", cause: 16 });
    const cdr = foldCdr(two.of("first").call.events);
    expect(cdr).toMatchObject({ outcome: "answered", transfers: 1, phoneId: "phone-budi", holdMs: 2_000 });
    expect(two.of("first").call.events.at(-1)?.body).toMatchObject({ kind: "call.ended", by: "called" });
    expect(foldCdr(two.of("second").call.events)).toMatchObject({ outcome: "answered", transfers: 0 });
    expect(two.of("first").call.events.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ kind: "leg.taken", callId: "second", legId: "budi" }),
    );
    expect(two.of("second").call.events.map(({ body }) => body)).toContainEqual(
      expect.objectContaining({ kind: "leg.given", callId: "first", legId: "budi" }),
    );
  });
});

type Named = { readonly callId: string; readonly legId: string };
const budiRings = () =>
  new TwoCalls().give(
    "first",
    { input: "permitted", mode: "open", recordingId: "rec" },
    { input: "media-opened", legId: "in" },
    { input: "media-opened", legId: "ani" },
    { input: "accepted", legId: "ani" },
    { input: "answer-written" },
  );
const own: Named = { callId: "second", legId: "ani2" };

describe("two calls that are not joined", () => {
  it.each<readonly [string, number, () => TwoCalls, Named | null]>([
    ["the dialog is known to nobody", 481, () => new TwoCalls().talking(), null],
    ["it is another call centre's", 481, () => new TwoCalls({}, { tenantId: "other" }).talking(), own],
    ["it is another phone's", 481, () => new TwoCalls({}, { party: phone("citra") }).talking(), own],
    ["it is the other end's", 481, () => new TwoCalls().talking(), { callId: "second", legId: "budi" }],
    ["it is the same call's", 481, () => new TwoCalls().talking(), { callId: "first", legId: "ani" }],
    ["the colleague still rings", 481, budiRings, own],
    [
      "it is over",
      481,
      () => new TwoCalls().talking().give("second", { input: "hung-up", legId: "ani2", cause: 16 }),
      own,
    ],
    ["the second is a call for help", 603, () => new TwoCalls({}, { isEmergency: true }).talking(), own],
    ["their sound is kept apart", 488, () => new TwoCalls({}, { besides: "elsewhere" }).talking(), own],
  ])("since %s: the phone hears %d, and both go on as they were", (_, status, make, named) => {
    const two = make();
    const before = [two.of("first").call.talking, two.of("second").call.phase];
    two.join("first", "ani", named);
    expect(two.of("first").all("notify-transfer")).toEqual([{ effect: "notify-transfer", legId: "ani", status }]);
    expect([two.of("first").call.talking, two.of("second").call.phase]).toEqual(before);
    expect(two.of("first").call).toMatchObject({ phase: "talking", transfer: null });
  });

  it("since the call is one for help, the wish is declined at once", () => {
    const two = new TwoCalls({ isEmergency: true }).talking().join("first", "ani", own);
    expect(two.of("first").all("answer-transfer")).toMatchObject([{ isTaken: false }]);
  });
});

describe("whatever happens to two calls, in whatever order", () => {
  const legOf = { first: ["in", "ani", "budi"], second: ["ani2", "budi"] } as const;
  const anyCall = fc.constantFrom("first", "second");
  const anyInput: fc.Arbitrary<(two: TwoCalls) => unknown> = fc.oneof(
    fc.tuple(anyCall, fc.nat(2)).map(([callId, nth]) => (two: TwoCalls) => {
      const legId = legOf[callId][nth % legOf[callId].length] ?? "in";
      return two.give(callId, { input: "hung-up", legId, cause: 16 });
    }),
    fc.tuple(anyCall, fc.nat(2), fc.boolean()).map(([callId, nth, isHold]) => (two: TwoCalls) => {
      const legId = legOf[callId][nth % legOf[callId].length] ?? "in";
      return two.give(callId, { input: "reoffered", legId, isHold });
    }),
    fc.tuple(anyCall, anyCall).map(([from, to]) => (two: TwoCalls) => {
      return two.join(from, LEGS[from], { callId: to, legId: LEGS[to] });
    }),
    fc.constantFrom("media-lost", "media-back").map((input) => (two: TwoCalls) => two.give("first", { input })),
    anyCall.map((callId) => (two: TwoCalls) => two.give(callId, { input: "end-ordered" })),
  );

  it("each ends with one record, every leg is let go once, and nobody is left with nobody", () => {
    fc.assert(
      fc.property(fc.array(anyInput, { maxLength: 12 }), (acts) => {
        const two = new TwoCalls().talking();
        for (const act of acts) {
          act(two);
          for (const { call } of Object.values(two.calls)) {
            if (call.phase !== "talking" || call.talking === null) continue;
            const there = call.talking.filter((id) => call.legs.some((leg) => leg.id === id && leg.state !== "gone"));
            expect(there).toEqual(call.talking);
          }
        }
        for (const callId of ["first", "second"]) two.give(callId, { input: "stop" });
        const effects = Object.values(two.calls).flatMap((call) => call.effects);
        for (const call of Object.values(two.calls)) expect(call.all("close")).toHaveLength(1);
        for (const legId of ["in", "ani", "ani2", "budi"])
          expect(effects.filter((one) => one.effect === "close-media" && one.legId === legId)).toHaveLength(1);
      }),
      { numRuns: 2_000 },
    );
  });
});
