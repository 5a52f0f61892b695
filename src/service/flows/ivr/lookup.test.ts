import { describe, expect, it } from "vitest";
import { dataLookupFlow } from "../../../../testkit/data-lookup-flow.ts";
import { surroundings } from "../../../../testkit/flow-sample.ts";
import type { TaskOutcome } from "../../telephony/calls/index.ts";
import {
  beginFlow,
  checkFlow,
  type FlowEffect,
  type FlowState,
  flowSchema,
  formatEntries,
  type SimulatedCaller,
  simulateCaller,
  stepFlow,
} from "./index.ts";

const NOW_MS = Date.UTC(2026, 10, 26, 3);
const rulesOf = (change: object) =>
  checkFlow(dataLookupFlow("harga", change), surroundings).map(({ field, rule }) => `${field} ${rule}`);

/** A call in the flow after these outcomes, with the effects of the last one. */
function callAfter(outcomes: readonly TaskOutcome[], change: object = {}) {
  const begun = beginFlow({ flow: dataLookupFlow("harga", change), daysOff: [] }, { caller: "0812", called: "14045" });
  let step = stepFlow(begun, { input: "begun" }, NOW_MS);
  for (const outcome of outcomes)
    step = stepFlow(step.state, { input: "finished", token: step.state.token, outcome }, NOW_MS);
  return step;
}

const tasksOf = ({ effects }: { readonly effects: readonly FlowEffect[] }) =>
  effects.flatMap((effect) => (effect.effect === "run" ? effect.tasks : []));
const toldOf = ({ effects }: { readonly effects: readonly FlowEffect[] }) =>
  effects.flatMap((effect) => (effect.effect === "looked-up" ? [effect.lookedUp] : []));
const placeOf = ({ state }: { readonly state: FlowState }) => state.stepId;

const digits = { outcome: "gathered", digits: "2001" } as const;
const answer = { is: "found", prompt: "said.1", said: "Harga A adalah 5 rupiah.", list: "Eceran", version: 3 } as const;
const toldAs = (result: string) => {
  const { list, version, said } = answer;
  return { stepId: "harga", listId: "harga", result, list, version, said };
};

describe("a step that looks up and says", () => {
  it("asks, looks up what was entered, plays the answer, and tells which version of which list it was", () => {
    expect(tasksOf(callAfter([]))).toMatchObject([
      { task: "gather", entry: { digitsMin: 1, digitsMax: 6, endKey: "#" } },
    ]);
    expect(tasksOf(callAfter([digits]))).toEqual([
      {
        task: "look-up",
        wish: {
          listId: "harga",
          by: "code",
          digits: "2001",
          language: "id",
          says: "Harga {name} adalah {price} rupiah",
        },
      },
    ]);
    const found = callAfter([digits, { outcome: "found", answer }]);
    expect(tasksOf(found)).toEqual([
      { task: "play", clips: [{ kind: "prompt", prompt: "said.1" }], times: 1, isBargeable: true },
    ]);
    expect(toldOf(found)).toEqual([]);
    const heard = callAfter([digits, { outcome: "found", answer }, { outcome: "played", key: null }]);
    expect([placeOf(heard), toldOf(heard)]).toEqual(["akhir", [toldAs("found")]]);
  });

  it("tells what was not heard to its end: not played, passed over by a key, left, or cut off", () => {
    const found = callAfter([digits, { outcome: "found", answer }]);
    const failed = callAfter([digits, { outcome: "found", answer }, { outcome: "failed" }]);
    expect([placeOf(failed), toldOf(failed)]).toEqual(["gangguan", [toldAs("unheard")]]);
    const passed = callAfter([digits, { outcome: "found", answer }, { outcome: "played", key: "1" }]);
    expect([placeOf(passed), toldOf(passed)]).toEqual(["akhir", [toldAs("unheard")]]);
    const left = stepFlow(found.state, { input: "caller-gone" }, NOW_MS).effects;
    expect(left).toEqual([
      { effect: "looked-up", lookedUp: toldAs("unheard") },
      { effect: "ended", end: "caller-gone" },
    ]);
    for (const { state } of [callAfter([digits]), failed])
      expect(toldOf(stepFlow(state, { input: "caller-gone" }, NOW_MS))).toEqual([]);
    expect(stepFlow(found.state, { input: "cut-off" }, NOW_MS).effects).toEqual([
      { effect: "looked-up", lookedUp: toldAs("unheard") },
    ]);
    for (const { state } of [callAfter([digits]), failed])
      expect(stepFlow(state, { input: "cut-off" }, NOW_MS).effects).toEqual([]);
  });

  it("goes elsewhere where nothing was found, where nothing was entered, and where the answer cannot be had", () => {
    const missing = callAfter([digits, { outcome: "not-found", list: "Eceran", version: null }]);
    expect([placeOf(missing), toldOf(missing)]).toEqual([
      "tidak-ada",
      [{ stepId: "harga", listId: "harga", result: "not-found", list: "Eceran" }],
    ]);
    expect(placeOf(callAfter([{ outcome: "no-input" }]))).toBe("gangguan");
    expect(placeOf(callAfter([{ outcome: "no-input" }], { attemptsMax: 2 }))).toBe("harga");
    expect(placeOf(callAfter([digits, { outcome: "failed" }]))).toBe("gangguan");
  });

  it("takes digits that were asked for before, and asks nothing then", () => {
    const first = callAfter([], { asks: false, value: "caller" });
    expect(tasksOf(first)).toMatchObject([{ task: "look-up", wish: { digits: "0812" } }]);
    expect(placeOf(callAfter([{ outcome: "no-input" }], { asks: false, value: "caller", attemptsMax: 5 }))).toBe(
      "gangguan",
    );
  });

  it("is checked for its list, its key, its fields, its digits and rounds without an act", () => {
    expect(flowSchema.safeParse(dataLookupFlow("harga")).success).toBe(true);
    expect(rulesOf({})).toEqual([]);
    expect(rulesOf({ listId: "" })).toEqual(["listId list-missing"]);
    expect(rulesOf({ by: "postcode" })).toEqual(["by list-without-postcode"]);
    expect(rulesOf({ listId: "cabang", by: "postcode", says: { id: "{address} {price}", en: "" } })).toEqual([
      "says.id says-field-unknown",
    ]);
    expect(rulesOf({ says: { id: "", en: "x" } })).toEqual(["says.id says-empty"]);
    expect(rulesOf({ digitsMin: 9 })).toEqual(["digitsMin digits-reversed"]);
    expect(rulesOf({ asks: false })).toEqual(["value value-unknown"]);
    expect(rulesOf({ asks: false, value: "caller", phrase: [] })).toEqual([]);
    expect(rulesOf({ failed: "harga" })).toContain("failed loop-without-act");
    expect(rulesOf({ notFound: "harga" })).toEqual(["id unreachable"]);
    expect(rulesOf({ asks: false, value: "caller", notFound: "harga" })).toContain("notFound loop-without-act");
  });

  it("is tried out with an entry of its list", () => {
    const caller: SimulatedCaller = {
      nowMs: NOW_MS,
      caller: "0812",
      called: "14045",
      keys: ["77#"],
      queue: "served",
      isReached: true,
      leavesMessage: true,
      mayBeCalledBack: true,
      exampleOf: (listId) => (listId === "harga" ? { name: "Pulsa", price: "25000" } : null),
    };
    const tried = (change: Partial<SimulatedCaller>) =>
      simulateCaller({ flow: dataLookupFlow("harga"), daysOff: [] }, { ...caller, ...change }).lines;
    const heard = tried({}).find(({ params }) => params["words"]?.includes("Pulsa"));
    expect(heard).toMatchObject({ params: { words: "Harga Pulsa adalah 25000 rupiah." }, clips: [] });
    expect(tried({}).map(({ line, params }) => `${line} ${params["digits"] ?? ""}`)).toContain("looking-up 77");
    expect(tried({ lookUp: "not-found" }).map(({ stepId }) => stepId)).toContain("tidak-ada");
    expect(tried({ lookUp: "failed" }).map(({ stepId }) => stepId)).toContain("gangguan");
  });
});

it("says of each entry what it has, and leaves out what it has not", () => {
  expect(
    formatEntries("{name}, {unit} {price}", [
      { name: "A", price: "5" },
      { name: "B!", unit: "kg", price: "" },
    ]),
  ).toBe("A, 5. B!, kg.");
  expect(formatEntries("{toString}{__proto__}x", [{}])).toBe("x.");
});
