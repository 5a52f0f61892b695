import { describe, expect, it } from "vitest";
import { runSeed } from "../../testkit/run-seed.ts";
import { soundEngine, withFault } from "./queues/engine.ts";
import { FAULTS } from "./queues/faults.ts";
import { playSchedule } from "./queues/schedule.ts";

/** `SAMBUNG_QUEUE_SCHEDULES=1000000` for a long run. */
const SCHEDULES = Number(process.env["SAMBUNG_QUEUE_SCHEDULES"] ?? 600);
/** A planted fault must be detected within this number of schedules. */
const SCHEDULES_TO_SHOW = 3_000;
/** Each run uses different schedules. */
const FIRST_SEED = runSeed * SCHEDULES_TO_SHOW;
/** Seeds that once violated a property, wrongly or rightly: 456324 makes two announcements to a caller in one step, in two queues. */
const REMEMBERED = [456_324];
const LONG_MS = 24 * 3_600_000;

const replay = (seed: number) => `node bin/run.mjs tests/simulation/queues/replay.ts ${seed}`;

describe("queues under every kind of chance", () => {
  it(
    "keep all their properties in every schedule, and choose as the definitions say",
    async () => {
      const engine = await soundEngine();
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed += 1)
        expect(playSchedule(engine, seed).complaints, `again: ${replay(seed)}`).toEqual([]);
    },
    LONG_MS,
  );

  it.each(REMEMBERED)("keep them in schedule %i", async (seed) => {
    expect(playSchedule(await soundEngine(), seed).complaints, `again: ${replay(seed)}`).toEqual([]);
  });

  it("go the same way again from the same seed", async () => {
    const engine = await soundEngine();
    const linesOf = (seed: number) => {
      const lines: string[] = [];
      playSchedule(engine, seed, (line) => lines.push(line));
      return lines;
    };
    const once = linesOf(7);
    expect(once.length).toBeGreaterThan(40);
    expect(linesOf(7)).toEqual(once);
  });

  it.each(Object.entries(FAULTS))("notice by “%s” when it no longer holds", async (property, fault) => {
    const shown = await withFault(fault, (engine) => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES_TO_SHOW; seed += 1) {
        const found = playSchedule(engine, seed).complaints.filter((one) => one.property === property);
        if (found.length > 0) return found;
      }
      return [];
    });
    expect(shown).not.toEqual([]);
  });
});
