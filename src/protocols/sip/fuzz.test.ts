import { describe, expect, it } from "vitest";
import { openChance } from "../../../testkit/chance.ts";
import { slowness } from "../../../testkit/pumped.ts";
import { cases, runSeed } from "../../../testkit/run-seed.ts";
import { complaintAbout, sipFuzzer, sipSeeds } from "../../../testkit/sip-fuzz.ts";

/**
 * `SAMBUNG_FUZZ_INPUTS` overrides the number, and `npm run bench -- fuzz-sip` reads millions. An input has 2.5 edits on average, of
 * seven kinds, so 60,000 inputs apply each kind of edit to each sample about a hundred times whatever the seed.
 */
const INPUTS = Number(process.env["SAMBUNG_FUZZ_INPUTS"] ?? cases({ short: 60_000, long: 200_000 }));

describe("messages that are nearly right", () => {
  it("are read without a throw, the same whole and cut, and as they were written", () => {
    const next = sipFuzzer(runSeed, sipSeeds());
    const chance = openChance(runSeed);
    const complaints: string[] = [];
    for (let nth = 0; nth < INPUTS && complaints.length < 5; nth += 1) {
      const bytes = next();
      const startedMs = performance.now();
      const complaint =
        complaintAbout(bytes, chance) ?? slowness(performance.now() - startedMs, () => complaintAbout(bytes, chance));
      if (complaint !== null) complaints.push(`input ${nth}: ${complaint}\n${Buffer.from(bytes).toString("latin1")}`);
    }
    expect(complaints).toEqual([]);
  }, 600_000);
});
