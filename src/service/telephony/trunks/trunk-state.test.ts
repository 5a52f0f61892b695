import { describe, expect, it } from "vitest";
import { afterProbe, type TrunkState } from "./trunk-state.ts";

const answer = { status: 200, roundTripMs: 12 };
const silence = { status: null, roundTripMs: null };

describe("a line that is asked whether it is there", () => {
  it("is down at once when it may not be called at its host", () => {
    const up = afterProbe(null, answer, 1_000);
    const refused = afterProbe(up, { ...silence, isForbidden: true }, 2_000);
    expect(refused).toMatchObject({ state: "down", sinceMs: 2_000, isForbidden: true });
    expect(afterProbe(refused, answer, 3_000)).toMatchObject({ state: "up", isForbidden: false });
  });

  it("is up by any answer, also by one that refuses the question", () => {
    expect(afterProbe(null, answer, 1_000)).toMatchObject({ state: "up", sinceMs: 1_000, status: 200 });
    expect(afterProbe(null, { status: 405, roundTripMs: 3 }, 1_000)).toMatchObject({ state: "up", status: 405 });
  });

  it("keeps its state for one lost question and is down by the second, since then", () => {
    const up = afterProbe(null, answer, 1_000);
    const once = afterProbe(up, silence, 2_000);
    expect(once).toMatchObject({ state: "up", sinceMs: 1_000, missed: 1 });
    expect(afterProbe(once, silence, 3_000)).toMatchObject({ state: "down", sinceMs: 3_000 });
  });

  it("that never answered is down from the first question, and stays so since then", () => {
    const down: TrunkState = afterProbe(null, silence, 1_000);
    expect(down).toMatchObject({ state: "down", sinceMs: 1_000 });
    expect(afterProbe(down, silence, 2_000)).toMatchObject({ state: "down", sinceMs: 1_000, checkedAtMs: 2_000 });
    expect(afterProbe(down, answer, 3_000)).toMatchObject({ state: "up", sinceMs: 3_000, missed: 0 });
  });
});
