import { describe, expect, it } from "vitest";
import { flowSample } from "../../../../testkit/flow-sample.ts";
import type { Script, ScriptInput } from "../../telephony/calls/index.ts";
import { flowScript } from "./flow-script.ts";

/** Noon of a Wednesday in Jakarta. */
const NOON = Date.parse("2026-11-25T11:00:00+07:00");
const begun = () =>
  flowScript({ flowId: "flow", version: 4, flow: flowSample, daysOff: [] }, { caller: "+628111", called: "14045" });

/** Passes inputs to a script one after the other; returns the last step. */
function led(script: Script, ...inputs: readonly ScriptInput[]) {
  let step = script.step({ input: "begun" }, NOON);
  for (const input of inputs) step = step.script.step(input, NOON);
  return step;
}

describe("a call that a flow leads", () => {
  it("tells the version it began with, and where it is", () => {
    const step = begun().step({ input: "begun" }, NOON);
    expect(step.bodies).toEqual([
      { kind: "flow.began", flowId: "flow", version: 4 },
      { kind: "flow.entered", stepId: "bahasa", step: "Bahasa" },
    ]);
    expect(step.run).toMatchObject({ token: 1, tasks: [{ task: "gather" }] });
  });

  it("tells what decided by itself, and what the caller chose", () => {
    const gathered = (token: number, digits: string): ScriptInput => ({
      input: "finished",
      token,
      outcome: { outcome: "gathered", digits },
    });
    const step = led(begun(), gathered(1, "1"));
    expect(step.bodies).toContainEqual({ kind: "flow.decided", stepId: "jam", way: "open" });
    const chosen = step.script.step(gathered(2, "9"), NOON);
    expect(chosen.bodies[0]).toEqual({
      kind: "flow.chose",
      stepId: "menu",
      step: "Menu utama",
      label: "Kantor",
      keys: "9",
    });
    expect(chosen.run).toMatchObject({ tasks: [{ task: "dial", number: "0215551234" }] });
  });

  it("is a value: a step changes nothing of the script before it", () => {
    const script = begun();
    expect(led(script).bodies).toEqual(led(script).bodies);
  });

  it("means nothing any more when the caller has left", () => {
    const step = led(begun(), { input: "caller-gone" });
    expect(step.bodies).toEqual([{ kind: "flow.ended", end: "caller-gone" }]);
    expect(step.run).toBeNull();
    expect(led(begun(), { input: "caller-gone" }, { input: "begun" }).bodies.slice(1)).toEqual([]);
  });
});
