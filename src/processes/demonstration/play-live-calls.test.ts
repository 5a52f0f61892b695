import { describe, expect, it } from "vitest";
import { testLog } from "../../../testkit/database.ts";
import { beginOnceTalking } from "./play-live-calls.ts";

describe("the caller of the user's call", () => {
  it("begins to talk once the user has answered, although a request for the agent's state failed before", async () => {
    const states = [new Error("portal restarts"), false, true];
    const ended = Promise.withResolvers<void>();
    const done: string[] = [];
    const centre = {
      isVisitorTalking: async () => {
        const state = states.shift() ?? true;
        done.push(String(state));
        if (state instanceof Error) throw state;
        return state;
      },
    };
    const caller = {
      ended: ended.promise,
      begin: () => {
        done.push("begins");
        ended.resolve();
      },
    };
    await beginOnceTalking(centre, caller, testLog);
    expect(done).toEqual(["Error: portal restarts", "false", "true", "begins"]);
  });
});
