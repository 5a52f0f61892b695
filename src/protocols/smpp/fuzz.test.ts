import { describe, expect, it } from "vitest";
import { openChance } from "../../../testkit/chance.ts";
import { slowness } from "../../../testkit/pumped.ts";
import { cases, runSeed } from "../../../testkit/run-seed.ts";
import { smppComplaintAbout, smppFuzzer } from "../../../testkit/smpp-fuzz.ts";

/**
 * `SAMBUNG_FUZZ_INPUTS` overrides the number, and `npm run bench -- fuzz-smpp` reads ten million. Each of the six edits occurs in
 * about a third of the inputs, so 90,000 inputs apply each edit to each command more than a thousand times whatever the seed.
 */
const INPUTS = Number(process.env["SAMBUNG_FUZZ_INPUTS"] ?? cases({ short: 90_000, long: 800_000 }));

describe("PDUs that are nearly right", () => {
  it("are read without a throw, the same whole and cut, and as they were written", () => {
    const next = smppFuzzer(runSeed);
    const chance = openChance(runSeed);
    const complaints: string[] = [];
    for (let nth = 0; nth < INPUTS && complaints.length < 5; nth += 1) {
      const bytes = next();
      const startedMs = performance.now();
      const complaint =
        smppComplaintAbout(bytes, chance) ??
        slowness(performance.now() - startedMs, () => smppComplaintAbout(bytes, chance));
      if (complaint !== null) complaints.push(`input ${nth}: ${complaint}\n${Buffer.from(bytes).toString("hex")}`);
    }
    expect(complaints).toEqual([]);
  }, 600_000);
});
