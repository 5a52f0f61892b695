import { describe, expect, it } from "vitest";
import { SteppedCall } from "../../../../../testkit/call-with-tasks.ts";
import type { CallInput } from "../call-step.ts";
import type { CallExecutor } from "../mailbox.effects.ts";
import { actOnTasks } from "./task-effects.effects.ts";

describe("parties that are dialled at once", () => {
  it("ring without the one that cannot be looked up, so that what they took is given back with their legs", () => {
    const inputs: CallInput[] = [];
    const errors: object[] = [];
    const executor = {
      box: { call: new SteppedCall().call },
      later: (input: CallInput) => void inputs.push(input),
      options: {
        log: { error: (fault: object) => void errors.push(fault) },
        resolveTransfer: () => ({ kind: "nowhere", outcome: "unknown-number" }),
        resolveDial: (_: unknown, number: string) => {
          if (number === "broken") throw new Error("this number breaks what looks it up");
          return { kind: "targets", ringMs: 1, isRecorded: false, targets: [{ legId: number, party: null }] };
        },
      },
    } as unknown as CallExecutor;
    const besides = ["broken", "0215550002"].map((number) => ({ number, isInHouse: false }));
    actOnTasks(executor, { effect: "resolve-dial", number: "0215550001", besides });
    expect(inputs).toMatchObject([
      { destination: { kind: "targets", targets: [{ legId: "0215550001" }, { legId: "0215550002" }] } },
    ]);
    expect(errors).toHaveLength(1);
    actOnTasks(executor, { effect: "resolve-dial", number: "broken" });
    expect(inputs.at(-1)).toMatchObject({ destination: { kind: "nowhere" } });
  });
});
