import { describe, expect, it } from "vitest";
import { openChance } from "../../../testkit/chance.ts";
import { complaintAbout, sipFuzzer, sipSeeds } from "../../../testkit/sip-fuzz.ts";

/** A few seconds of a core; `SAMBUNG_FUZZ_INPUTS` asks for more, and `npm run bench -- fuzz-sip` reads millions. */
const INPUTS = Number(process.env["SAMBUNG_FUZZ_INPUTS"] ?? 200_000);

describe("messages that are nearly right", () => {
  it("are read without a throw, the same whole and cut, and as they were written", () => {
    const next = sipFuzzer(4_475, sipSeeds());
    const chance = openChance(3_261);
    const complaints: string[] = [];
    for (let nth = 0; nth < INPUTS && complaints.length < 5; nth += 1) {
      const bytes = next();
      const complaint = complaintAbout(bytes, chance);
      if (complaint !== null) complaints.push(`input ${nth}: ${complaint}\n${Buffer.from(bytes).toString("latin1")}`);
    }
    expect(complaints).toEqual([]);
  }, 600_000);
});
