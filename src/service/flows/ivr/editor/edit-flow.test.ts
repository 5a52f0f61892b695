import { describe, expect, it } from "vitest";
import { openChance } from "../../../../../testkit/chance.ts";
import { flowSample, surroundings, withStep } from "../../../../../testkit/flow-sample.ts";
import { randomFlow } from "../../../../../testkit/random-flow.ts";
import { runSeed } from "../../../../../testkit/run-seed.ts";
import { checkFlow, type Flow, type FlowStep, flowSchema } from "../index.ts";
import { type BlankMaking, blankStep, startingQueue } from "./blank-step.shared.ts";
import {
  changeStep,
  connect,
  freshId,
  insertStep,
  mayMove,
  moveStep,
  placeAfter,
  placeBefore,
  removeStep,
  targetOf,
} from "./edit-flow.shared.ts";
import { exampleFlow } from "./example-flows.shared.ts";
import { START, treeOf } from "./flow-tree.shared.ts";

const making: BlankMaking = {
  id: "baru",
  name: "Baru",
  languages: ["id", "en"],
  queueId: "layanan",
  choiceLabel: "Pilihan",
  zone: "Asia/Jakarta",
};
const KINDS: readonly FlowStep["kind"][] = [
  ...(["say", "play", "menu", "collect", "hours", "condition", "queue", "transfer", "voicemail"] as const),
  ...(["callback", "survey", "language", "hang-up"] as const),
];
const at = (stepId: string, field: string) => ({ stepId, field });
/** The tree with one line for each row. */
const drawn = (flow: Flow) =>
  treeOf(flow).map((row) => {
    const indent = "  ".repeat(row.depth);
    if (row.row === "loose") return "loose:";
    if (row.row === "step") return `${indent}${row.stepId}`;
    const to = row.leads === "here" ? "" : row.leads === "elsewhere" ? ` = ${row.to}` : " ?";
    return `${indent}> ${row.isOnly ? "" : row.place.field}${to}`.trimEnd();
  });

const chain = (...ids: readonly string[]): Flow => ({
  languages: ["id"],
  start: ids[0] ?? null,
  steps: ids.map((id, nth) => ({
    id,
    name: id,
    kind: "say",
    phrase: [],
    isBargeable: true,
    next: ids[nth + 1] ?? null,
  })),
});

describe("a flow as a tree", () => {
  it("shows a step once at its shortest place, and names it wherever else it is led to", () => {
    const flow: Flow = {
      languages: ["id"],
      start: "jam",
      steps: [
        { ...blankStep("hours", { ...making, id: "jam" }), open: "halo", closed: "akhir" } as FlowStep,
        ...chain("halo", "akhir").steps.slice(0, 1),
        blankStep("hang-up", { ...making, id: "akhir" }),
      ],
    };
    expect(drawn(flow)).toEqual([
      "> start",
      "jam",
      "  > open",
      "  halo",
      "  >  = akhir",
      "  > closed",
      "  akhir",
      "  > dayOff ?",
    ]);
  });

  it("shows steps that nothing leads to as well, rings among them, and everything exactly once", () => {
    const loose = [...chain("a", "b").steps, ...chain("c", "d").steps].map((step) =>
      step.id === "d" && step.kind === "say" ? { ...step, next: "c" } : step,
    );
    expect(drawn({ ...chain("akar"), steps: [...chain("akar").steps, ...loose] })).toEqual([
      ...["> start", "akar", ">  ?"],
      ...["loose:", "a", ">", "b", ">  ?"],
      ...["loose:", "c", ">", "d", ">  = c"],
    ]);
    for (let seed = runSeed * 200; seed < (runSeed + 1) * 200; seed += 1) {
      const flow = randomFlow(openChance(seed));
      const shown = treeOf(flow).flatMap((row) => (row.row === "step" ? [row.stepId] : []));
      expect(shown.toSorted()).toEqual([...new Set(flow.steps.map(({ id }) => id))].toSorted());
    }
  });
});

describe("editing a flow", () => {
  it("puts a step into a way, and what the way led to behind it", () => {
    const flow = insertStep(chain("a", "b"), at("a", "next"), blankStep("say", making));
    expect(drawn(flow)).toEqual(["> start", "a", ">", "baru", ">", "b", ">  ?"]);
    expect(targetOf(insertStep(chain("a"), START, blankStep("say", making)), at("baru", "next"))).toBe("a");
  });

  it("takes a step out and closes the gap, at the start as well", () => {
    expect(drawn(removeStep(chain("a", "b", "c"), "b"))).toEqual(["> start", "a", ">", "c", ">  ?"]);
    expect(removeStep(chain("a", "b"), "a").start).toBe("b");
    const self = connect(chain("a", "b"), at("b", "next"), "b");
    expect(targetOf(removeStep(self, "b"), at("a", "next"))).toBeNull();
  });

  it("moves a step with one way out alone, before and behind its neighbours", () => {
    const flow = chain("a", "b", "c");
    expect(drawn(moveStep(flow, "c", START))).toEqual(["> start", "c", ">", "a", ">", "b", ">  ?"]);
    const earlier = placeBefore(flow, "b");
    expect(earlier && drawn(moveStep(flow, "b", earlier))).toEqual(["> start", "b", ">", "a", ">", "c", ">  ?"]);
    const later = placeAfter(flow, "a");
    expect(later && drawn(moveStep(flow, "a", later))).toEqual(["> start", "b", ">", "a", ">", "c", ">  ?"]);
    expect([placeBefore(flow, "a"), placeAfter(flow, "c")]).toEqual([null, null]);
  });

  it("moves a step that branches with all below it, in exchange for what stood there, and never below itself", () => {
    const place = at("jam", "closed");
    const flow = moveStep(flowSample, "menu", place);
    expect([targetOf(flow, place), targetOf(flow, at("jam", "open"))]).toEqual(["menu", "tutup"]);
    expect(mayMove(flowSample, "menu", at("baca", "next"))).toBe(false);
    expect(moveStep(flowSample, "menu", at("baca", "next"))).toBe(flowSample);
  });

  it("gives ids that nobody has, and writes a step anew in its place", () => {
    expect(freshId(insertStep(chain("a"), START, { ...blankStep("say", making), id: "say-1" }), "say")).toBe("say-2");
    const renamed = changeStep(flowSample, { ...blankStep("hang-up", making), id: "akhir", name: "Sampai jumpa" });
    expect(renamed.steps.map(({ id }) => id)).toEqual(flowSample.steps.map(({ id }) => id));
  });

  it("begins each kind of step as one that the schema takes and the check finds nothing reversed in", () => {
    const open = new Set([
      "way-open",
      "phrase-empty",
      "number-missing",
      "value-unknown",
      "survey-before-call",
      "unreachable",
    ]);
    for (const kind of KINDS) {
      const flow = insertStep({ ...flowSample, steps: [...flowSample.steps] }, START, blankStep(kind, making));
      expect(flowSchema.safeParse(flow).success).toBe(true);
      expect(checkFlow(flow, surroundings).filter(({ rule }) => !open.has(rule))).toEqual([]);
    }
  });

  it("keeps every step whatever is moved, and what the schema takes", () => {
    for (let seed = runSeed * 200; seed < (runSeed + 1) * 200; seed += 1) {
      const chance = openChance(seed);
      let flow = randomFlow(chance);
      const ids = flow.steps.map(({ id }) => id);
      const places = treeOf(flow).flatMap((row) => (row.row === "way" ? [row.place] : []));
      for (const id of ids) for (const place of places.slice(0, 20)) flow = moveStep(flow, id, place);
      expect(flow.steps.map(({ id }) => id)).toEqual(ids);
      expect(flowSchema.safeParse(flow).success).toBe(true);
    }
  });

  it("says that a transfer has no number yet", () => {
    expect(checkFlow(withStep("alih", { number: "" }), surroundings).map(({ rule }) => rule)).toEqual([
      "number-missing",
    ]);
  });
});

it("a new step takes the only queue there is; of several, or of none, somebody has to choose", () => {
  expect(startingQueue([{ id: "tagihan" }])).toBe("tagihan");
  for (const queues of [[], [{ id: "aduan" }, { id: "tagihan" }]]) {
    const step = blankStep("queue", { ...making, queueId: startingQueue(queues) });
    const flow = insertStep({ ...flowSample, steps: [...flowSample.steps] }, START, step);
    expect(checkFlow(flow, surroundings)).toContainEqual(
      expect.objectContaining({ stepId: "baru", field: "queueId", rule: "queue-not-chosen" }),
    );
  }
});

it.each([
  ["callback", { booked: null, declined: "pesan", refused: "pesan" }],
  ["queue", { served: null, full: "pesan", waitOver: "pesan", nobodyThere: "pesan" }],
  ["transfer", { reached: null, notReached: "pesan" }],
] as const)("a new %s before a voicemail leads only callers on whom it did not serve", (kind, ways) => {
  const voicemail = blankStep("voicemail", { ...making, id: "pesan" });
  const flow: Flow = { languages: ["id"], start: "pesan", steps: [voicemail] };
  expect(insertStep(flow, START, blankStep(kind, making)).steps.at(-1)).toMatchObject(ways);
});

it("a callback that is taken out leaves its place to what callers without one reached", () => {
  expect(targetOf(removeStep({ ...flowSample, start: "telepon" }, "telepon"), START)).toBe("pesan");
});

it.each(["simple", "survey"] as const)("an example (%s) tells callers who are not served the reason", (example) => {
  const flow = exampleFlow(example, { language: "id", queueId: "layanan", nameOf: (key) => key });
  const queue = flow.steps.find(({ kind }) => kind === "queue");
  const saidAfter = (field: "full" | "waitOver" | "nobodyThere") => {
    const step = flow.steps.find(({ id }) => queue?.kind === "queue" && id === queue[field]);
    return step?.kind === "say" ? step.phrase : null;
  };
  expect(saidAfter("full")).toEqual([{ piece: "prompt", prompt: "queue-full" }]);
  expect(saidAfter("waitOver")).toEqual([{ piece: "prompt", prompt: "still-busy" }]);
  expect(saidAfter("nobodyThere")).toEqual([{ piece: "prompt", prompt: "no-agents" }]);
});
