import { describe, expect, it } from "vitest";
import { flowSample, withStep } from "../../../../testkit/flow-sample.ts";
import { type AnsweringFacts, answeringOf } from "./answering.ts";

const QUEUE = { id: "layanan", name: "Layanan", isOpen: true, agents: 3, atWork: 1 };
const facts: AnsweringFacts = {
  mode: "open",
  phones: 0,
  registered: 0,
  flow: { live: flowSample },
  hasTrunk: true,
  queues: [QUEUE, { ...QUEUE, id: "lain", name: "Lain", agents: 0 }],
  nowMs: Date.parse("2026-11-25T10:00:00+07:00"),
  daysOff: [],
  namedHours: [],
};
const warned = (change: Partial<AnsweringFacts>) =>
  answeringOf({ ...facts, ...change }).warnings.map(({ warning, queue }) => [warning, queue].filter(Boolean).join(" "));

describe("what answers a number", () => {
  it("is its live flow, with the hours on the way, the queues and numbers it leads to, and what callers come to at night", () => {
    const { by, hours, queues, transfersTo, warnings } = answeringOf(facts);
    expect({ by, queues, warnings }).toEqual({ by: "flow", queues: [QUEUE], warnings: [] });
    expect(transfersTo).toEqual(flowSample.steps.flatMap((step) => (step.kind === "transfer" ? [step.number] : [])));
    const changesAtMs = Date.parse("2026-11-25T12:00:00+07:00");
    expect(hours).toMatchObject([{ stepId: "jam", named: null, opening: "open", changesAtMs }]);
    expect(hours[0]?.closedTo?.kind).toBe("voicemail");
  });

  it("goes by the hours that the call centre keeps under a name", () => {
    const id = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
    const live = withStep("jam", { hoursId: id });
    const step = flowSample.steps.find((one) => one.kind === "hours");
    if (step?.kind !== "hours") throw new Error("the sample has hours");
    const named = { id, name: "Jam kantor", version: 2, hours: { ...step, zone: "Asia/Jayapura" } } as const;
    const nowMs = Date.parse("2026-11-25T16:00:00+07:00");
    const [hours] = answeringOf({ ...facts, nowMs, flow: { live }, namedHours: [named] }).hours;
    expect(hours).toMatchObject({ named: "Jam kantor", opening: "closed" });
  });

  it("is its phones while no flow of it is published, and nobody where none of them can be reached", () => {
    const draft = { flow: { live: null } };
    expect(answeringOf({ ...facts, ...draft, phones: 2, registered: 1 }).by).toBe("phones");
    expect(warned({ ...draft, phones: 2, registered: 1 })).toEqual(["flow-not-published"]);
    expect(warned({ flow: null, phones: 2 })).toEqual(["nobody-answers"]);
  });

  it.each<[string, Partial<AnsweringFacts>]>([
    ["number-off", { mode: "off" }],
    ["no-trunk", { hasTrunk: false }],
    ["queue-closed Layanan", { queues: [{ ...QUEUE, isOpen: false }] }],
    ["queue-without-agents Layanan", { queues: [{ ...QUEUE, agents: 0, atWork: 0 }] }],
    ["nobody-takes-calls", { flow: { live: { ...flowSample, start: "akhir" } } }],
  ])("is warned of: %s", (warning, change) => {
    expect(warned(change)).toEqual([warning]);
  });
});
