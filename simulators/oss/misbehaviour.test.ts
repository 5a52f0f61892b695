import { describe, expect, it } from "vitest";
import { changed, type Misbehaviour, treat, troubleOf, wellBehaved } from "./misbehaviour.ts";

function play(state: Misbehaviour, requests: number): readonly string[] {
  const modes: string[] = [];
  let now = state;
  for (let index = 0; index < requests; index += 1) {
    const step = treat(now);
    modes.push(`${step.treatment.mode}/${step.treatment.delayMs}`);
    now = step.state;
  }
  return modes;
}

describe("misbehaviour on request", () => {
  it("lasts for the requests asked for and then ends by itself", () => {
    expect(play(changed({ mode: "error-500", count: 2 }), 4)).toEqual([
      "error-500/0",
      "error-500/0",
      "normal/0",
      "normal/0",
    ]);
  });

  it("without a count lasts until changed", () => {
    expect(new Set(play(changed({ mode: "hang" }), 50))).toEqual(new Set(["hang/0"]));
    expect(play(wellBehaved, 2)).toEqual(["normal/0", "normal/0"]);
  });

  it("slow answers normally after its delay", () => {
    expect(play(changed({ mode: "slow", delayMs: 700 }), 1)).toEqual(["normal/700"]);
    expect(play(changed({ mode: "slow" }), 1)).toEqual(["normal/1200"]);
  });

  it("flaky fails every first of two", () => {
    expect(play(changed({ mode: "flaky" }), 4)).toEqual(["error-500/0", "normal/0", "error-500/0", "normal/0"]);
  });

  it("sticks to the troubled NIB and leaves the others alone", () => {
    expect(troubleOf("7700000000094", 0)).toEqual({ mode: "hang", delayMs: 0 });
    expect(troubleOf("7700000000095", 0)?.mode).toBe("error-500");
    expect(troubleOf("7700000000095", 1)?.mode).toBe("normal");
    expect(troubleOf("7700000000001", 0)).toBeUndefined();
  });
});
