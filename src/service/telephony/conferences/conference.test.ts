import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParticipantSettings } from "../calls/index.ts";
import {
  type Conference,
  type ConferenceEffect,
  type ConferenceInput,
  openConference,
  stepConference,
  tableOf,
} from "./conference.ts";

const SEAT: ParticipantSettings = {
  label: null,
  isMuted: false,
  beeps: "none",
  starts: true,
  ends: false,
  coachedCallId: null,
};
const joins = (callId: string, seat: Partial<ParticipantSettings> = {}): ConferenceInput => ({
  input: "joined",
  callId,
  legId: `leg-${callId}`,
  seat: { ...SEAT, ...seat },
  mayBeKept: false,
  recordingId: `rec-${callId}`,
});
/** A participant who may be recorded, and whose application may request the recording. */
const recorded = (
  callId: string,
  wants: "wants" | "" = "",
  seat: Partial<ParticipantSettings> = {},
): ConferenceInput => ({
  ...(joins(callId, seat) as Extract<ConferenceInput, { input: "joined" }>),
  mayBeKept: true,
  ...(wants === "" ? {} : { record: { isTrimmed: true } }),
});
const leaves = (callId: string): ConferenceInput => ({ input: "left", callId });
const changes = (
  callId: string,
  change: Extract<ConferenceInput, { input: "changed" }>["change"],
): ConferenceInput => ({
  input: "changed",
  callId,
  change,
});

const sortedJson = (value: object): string =>
  JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** A conference after all of these inputs, and the effects of the last one. */
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

  const kept = ({ conference }: { readonly conference: Conference }) => {
    const now = tableOf(conference).recorded;
    return (
      now && `${now.recordingId}${now.isPaused ? " paused" : ""}: ${now.members.map(({ callId }) => callId).join(" ")}`
    );
  };
  const has = (change: "pause" | "go-on" | "end", recordingId = "rec-a"): ConferenceInput => ({
    input: "recording",
    recordingId,
    change,
  });

  it("is recorded from its begin on where somebody who comes wants it, and tells those whom it holds", () => {
    expect(kept(having(recorded("a"), recorded("b")))).toBeNull();
    expect(kept(having(recorded("a", "wants")))).toBeNull();
    const begun = having(recorded("a", "wants"), recorded("b", "wants"));
    expect(kept(begun)).toBe("rec-a: a b");
    const notice = { order: "recorded", recordingId: "rec-a", clips: [{ kind: "prompt", prompt: "notice" }] };
    expect(told(begun, "a")).toEqual([{ order: "talk" }, notice]);
    expect(told(begun, "b").at(-1)).toEqual(notice);
    const later = having(recorded("a", "wants"), recorded("b"), recorded("c", "", { beeps: "both" }));
    expect(kept(later)).toBe("rec-a: a b c");
    const beep = { kind: "tone", tone: "beep" };
    expect(told(later, "c").at(-1)).toEqual({ ...notice, clips: [beep, ...notice.clips] });
    expect(told(later, "a")).toEqual([{ order: "hear", clips: [beep] }]);
  });

  it("records nobody who may not be, is muted, held, or coaches, and tells nobody twice", () => {
    expect(kept(having(joins("a"), joins("b"), recorded("c", "wants")))).toBe("rec-c: c");
    const [a, b, c] = [recorded("a", "wants"), recorded("b"), joins("c")];
    expect(kept(having(a, b, c))).toBe("rec-a: a b");
    expect(told(having(a, b, c), "c").some(({ order }) => order === "recorded")).toBe(false);
    for (const change of [{ isMuted: true }, { isHeld: true }, { coachedCallId: "a" }]) {
      expect(kept(having(a, b, c, changes("b", change)))).toBe("rec-a: a");
    }
    const back = having(a, b, changes("b", { isMuted: true }), changes("b", { isMuted: false }));
    expect(kept(back)).toBe("rec-a: a b");
    expect(told(back, "b")).toEqual([]);
    expect(kept(having(a, c))).toBe("rec-a: a");
    expect(kept(having({ ...a, mayBeKept: false } as ConferenceInput, c))).toBeNull();
  });

  it("records nobody any more who has taken it back, and the others go on", () => {
    const [a, b] = [recorded("a", "wants"), recorded("b")];
    const back: ConferenceInput = { input: "withdrawn", callId: "b" };
    const without = having(a, b, back);
    expect(kept(without)).toBe("rec-a: a");
    expect(without.effects.map(({ effect }) => effect)).toEqual(["hear"]);
    expect(kept(having(a, b, back, changes("b", { isMuted: true }), changes("b", { isMuted: false })))).toBe(
      "rec-a: a",
    );
    expect(having(a, b, { input: "withdrawn", callId: "nobody" }).effects).toEqual([]);
  });

  it("stands still, goes on and ends its recording at a program's word, and begins none anew", () => {
    const [a, b] = [recorded("a", "wants"), recorded("b")];
    expect(kept(having(a, b, has("pause")))).toBe("rec-a paused: a b");
    expect(kept(having(a, b, has("pause"), has("go-on")))).toBe("rec-a: a b");
    expect(kept(having(a, b, has("end", "other")))).toBe("rec-a: a b");
    expect(kept(having(a, b, has("end")))).toBeNull();
    expect(kept(having(a, b, has("end"), has("go-on"), recorded("c", "wants")))).toBeNull();
    const over = having(a, b, leaves("b"), leaves("a"));
    expect(over.effects.find(({ effect }) => effect === "hear")).toMatchObject({ recorded: null });
    expect(kept(over)).toBeNull();
    expect(kept(having(a, b, leaves("b")))).toBe("rec-a: ");
  });

  it("whatever happens, nobody hears himself or one who does not talk, and who is there was told what he does", () => {
    const id = fc.constantFrom("a", "b", "c", "d");
    const input: fc.Arbitrary<ConferenceInput> = fc.oneof(
      id.map((one) => joins(one)),
      id.map((one) => recorded(one, "wants")),
      fc
        .constantFrom("pause", "go-on", "end")
        .map((change): ConferenceInput => ({ input: "recording", recordingId: "rec-a", change })),
      fc.tuple(id, fc.boolean()).map(([one, starts]) => joins(one, { starts })),
      id.map(leaves),
      id.map((callId): ConferenceInput => ({ input: "kicked", callId })),
      id.map((callId): ConferenceInput => ({ input: "withdrawn", callId })),
      fc
        .tuple(id, fc.boolean(), fc.boolean(), fc.option(id))
        .map(([one, isMuted, isHeld, coachedCallId]) => changes(one, { isMuted, isHeld, coachedCallId })),
    );
    fc.assert(
      fc.property(fc.array(input, { maxLength: 30 }), (inputs) => {
        let conference = openConference("room", 32);
        const states = new Map<string, string>();
        let table = sortedJson(tableOf(conference));
        for (const one of inputs) {
          const step = stepConference(conference, one);
          conference = step.conference;
          for (const effect of step.effects) {
            if (effect.effect === "tell" && effect.order.order !== "hear" && effect.order.order !== "recorded")
              states.set(effect.callId, effect.order.order);
            if (effect.effect === "hear") {
              const { effect: _, ...rest } = effect;
              table = sortedJson(rest);
            }
          }
        }
        expect(table).toBe(sortedJson(tableOf(conference)));
        for (const { callId, told: state } of conference.members)
          expect(states.get(callId)).toBe(state === "talk" ? "talk" : "wait");
        const { legIds, heard: pairs, recorded: kept } = tableOf(conference);
        for (const { callId } of kept?.members ?? []) {
          const member = conference.members.find((one) => one.callId === callId);
          expect(member).toMatchObject({ mayBeKept: true, knowsOfRecording: true, told: "talk" });
        }
        for (const [from, to] of pairs)
          expect([from !== to, legIds.includes(from), legIds.includes(to)]).toEqual([true, true, true]);
      }),
    );
  });
});
