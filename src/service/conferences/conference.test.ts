import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConferenceSeat } from "../calls/index.ts";
import {
  type Conference,
  type ConferenceEffect,
  type ConferenceInput,
  openConference,
  stepConference,
  tableOf,
} from "./conference.ts";

const SEAT: ConferenceSeat = {
  ...{ label: null, isMuted: false, beeps: "none", starts: true, ends: false, coachedCallId: null },
};
const joins = (callId: string, seat: Partial<ConferenceSeat> = {}): ConferenceInput => ({
  ...{ input: "joined", callId, legId: `leg-${callId}`, seat: { ...SEAT, ...seat } },
});
const leaves = (callId: string): ConferenceInput => ({ input: "left", callId });
const changes = (
  callId: string,
  change: Extract<ConferenceInput, { input: "changed" }>["change"],
): ConferenceInput => ({
  ...{ input: "changed", callId, change },
});

/** A conference after all of these, and what the last of them asked for. */
function having(...inputs: readonly ConferenceInput[]): {
  conference: Conference;
  effects: readonly ConferenceEffect[];
} {
  let step = { conference: openConference("room", 32), effects: [] as readonly ConferenceEffect[] };
  for (const input of inputs) step = stepConference(step.conference, input) as typeof step;
  return step;
}
const told = ({ effects }: { readonly effects: readonly ConferenceEffect[] }, callId: string) =>
  effects.flatMap((one) => (one.effect === "tell" && one.callId === callId ? [one.order] : []));
const heard = ({ conference }: { readonly conference: Conference }) =>
  tableOf(conference).heard.map(([from, to]) => `${from.slice(4)}>${to.slice(4)}`);

describe("a conference", () => {
  it("has whoever is there alone wait, and begins when a second comes", () => {
    const alone = having(joins("a"));
    expect(told(alone, "a")).toEqual([
      { order: "entered", conferenceId: "room" },
      { order: "wait", meanwhile: null },
    ]);
    expect(heard(alone)).toEqual([]);
    const two = having(joins("a"), joins("b"));
    expect(told(two, "a")).toEqual([{ order: "talk" }]);
    expect(heard(two)).toEqual(["a>b", "b>a"]);
    expect(two.effects).toContainEqual({ effect: "keep-start" });
  });

  it("has its program told of it by whoever comes first and names an address", () => {
    const told = (url: string) => ({ url, method: "POST", events: ["end"] }) as const;
    const naming = (callId: string, url: string) => ({ ...joins(callId), told: told(url) });
    const kept = ({ effects }: { readonly effects: readonly ConferenceEffect[] }) =>
      effects.filter(({ effect }) => effect === "keep-told" || effect === "keep-member");
    expect(kept(having(joins("a")))).toMatchObject([{ effect: "keep-member" }]);
    expect(kept(having(joins("a"), naming("b", "https://one.example")))).toMatchObject([
      { effect: "keep-told", told: told("https://one.example") },
      { effect: "keep-member", member: { callId: "b" } },
    ]);
    expect(kept(having(naming("a", "https://one.example"), naming("b", "https://two.example")))).toMatchObject([
      { effect: "keep-member" },
    ]);
  });

  it("does not begin before one comes who begins it, and goes on when he leaves", () => {
    const guests = [joins("a", { starts: false }), joins("b", { starts: false })] as const;
    expect(heard(having(...guests))).toEqual([]);
    expect(heard(having(...guests, joins("c")))).toHaveLength(6);
    expect(heard(having(...guests, joins("c"), leaves("c")))).toEqual(["a>b", "b>a"]);
  });

  it("has the last one there wait again, and is over when he leaves", () => {
    const left = having(joins("a"), joins("b"), leaves("a"));
    expect(told(left, "b")).toEqual([{ order: "wait", meanwhile: null }]);
    const over = having(joins("a"), leaves("a"));
    expect(over.conference.isOver).toBe(true);
    expect(over.effects).toContainEqual({ effect: "keep-end", why: "last-left" });
    expect(told(having(joins("a"), leaves("a"), joins("b")), "b")).toEqual([{ order: "over", why: "failed" }]);
  });

  it("is over for all when one leaves with whom it ends, or a program ends it", () => {
    const exit = having(joins("a", { ends: true }), joins("b"), leaves("a"));
    expect(told(exit, "b")).toEqual([{ order: "over", why: "ended" }]);
    expect(told(exit, "a")).toEqual([]);
    const ended = having(joins("a"), joins("b"), { input: "ended" });
    expect([told(ended, "a"), told(ended, "b")]).toEqual([
      [{ order: "over", why: "ended" }],
      [{ order: "over", why: "ended" }],
    ]);
  });

  it("lets one out whom a program wants out, and tells him", () => {
    const kicked = having(joins("a"), joins("b"), joins("c"), { input: "kicked", callId: "b" });
    expect(told(kicked, "b")).toEqual([{ order: "over", why: "left" }]);
    expect(heard(kicked)).toEqual(["a>c", "c>a"]);
  });

  it("lets one out for whom there is no sound, and tells him so", () => {
    const left = having(joins("a"), joins("b"), joins("c"), { input: "unheard", legId: "leg-b" });
    expect(told(left, "b")).toEqual([{ order: "over", why: "failed" }]);
    expect(heard(left)).toEqual(["a>c", "c>a"]);
    expect(stepConference(left.conference, { input: "unheard", legId: "leg-b" }).effects).toEqual([]);
  });

  it("has a muted one heard by nobody, and one who coaches by the one he coaches alone", () => {
    const three = [joins("a"), joins("b"), joins("c")] as const;
    expect(heard(having(...three, changes("b", { isMuted: true })))).toEqual(["a>b", "a>c", "c>a", "c>b"]);
    expect(heard(having(...three, changes("c", { coachedCallId: "b" })))).toEqual(["a>b", "a>c", "b>a", "b>c", "c>b"]);
    expect(heard(having(...three, changes("c", { coachedCallId: "b" }), leaves("b")))).toEqual(["a>c"]);
  });

  it("has a held one hear music or what was given, and nobody him; anew where something else is given", () => {
    const held = having(joins("a"), joins("b"), joins("c"), changes("c", { isHeld: true }));
    expect(told(held, "c")).toEqual([{ order: "wait", meanwhile: "music" }]);
    expect(heard(held)).toEqual(["a>b", "b>a"]);
    const other = stepConference(held.conference, changes("c", { isHeld: true, heldWith: "silence" }));
    expect(told(other, "c")).toEqual([{ order: "wait", meanwhile: "silence" }]);
    const back = stepConference(other.conference, changes("c", { isHeld: false }));
    expect(told(back, "c")).toEqual([{ order: "talk" }]);
  });

  it("tells by a tone who comes and goes, where that is wanted, and to those who talk", () => {
    const came = having(joins("a"), joins("b", { beeps: "enter" }));
    expect(told(came, "a")).toContainEqual({ order: "hear", clips: [{ kind: "tone", tone: "beep" }] });
    const gone = having(joins("a"), joins("c"), joins("b", { beeps: "exit" }), leaves("b"));
    expect(told(gone, "a")).toEqual([{ order: "hear", clips: [{ kind: "tone", tone: "beep" }] }]);
    expect(told(having(joins("a", { beeps: "both" })), "a")).toHaveLength(2);
  });

  it("takes as many as it may, and no more", () => {
    let conference = openConference("room", 2);
    for (const id of ["a", "b"]) conference = stepConference(conference, joins(id)).conference;
    expect(told(stepConference(conference, joins("c")), "c")).toEqual([{ order: "over", why: "full" }]);
    expect(openConference("room", 250).membersMax).toBe(32);
  });

  it("whatever happens, nobody hears himself or one who does not talk, and who is there was told what he does", () => {
    const id = fc.constantFrom("a", "b", "c", "d");
    const input: fc.Arbitrary<ConferenceInput> = fc.oneof(
      id.map((one) => joins(one)),
      fc.tuple(id, fc.boolean()).map(([one, starts]) => joins(one, { starts })),
      id.map(leaves),
      id.map((callId): ConferenceInput => ({ input: "kicked", callId })),
      fc
        .tuple(id, fc.boolean(), fc.boolean(), fc.option(id))
        .map(([one, isMuted, isHeld, coachedCallId]) => changes(one, { isMuted, isHeld, coachedCallId })),
    );
    fc.assert(
      fc.property(fc.array(input, { maxLength: 30 }), (inputs) => {
        let conference = openConference("room", 32);
        const states = new Map<string, string>();
        let table = JSON.stringify(tableOf(conference));
        for (const one of inputs) {
          const step = stepConference(conference, one);
          conference = step.conference;
          for (const effect of step.effects) {
            if (effect.effect === "tell" && effect.order.order !== "hear")
              states.set(effect.callId, effect.order.order);
            if (effect.effect === "hear") table = JSON.stringify({ legIds: effect.legIds, heard: effect.heard });
          }
        }
        expect(table).toBe(JSON.stringify(tableOf(conference)));
        for (const { callId, told: state } of conference.members)
          expect(states.get(callId)).toBe(state === "talk" ? "talk" : "wait");
        const { legIds, heard: pairs } = tableOf(conference);
        for (const [from, to] of pairs)
          expect([from !== to, legIds.includes(from), legIds.includes(to)]).toEqual([true, true, true]);
      }),
    );
  });
});
