import { describe, expect, it } from "vitest";
import { openChance } from "../../../testkit/chance.ts";
import { smppComplaintAbout, smppFuzzer } from "../../../testkit/smpp-fuzz.ts";

/** A minute of a core; `SAMBUNG_FUZZ_INPUTS` asks for more, and `npm run bench -- fuzz-smpp` reads ten million. */
const INPUTS = Number(process.env["SAMBUNG_FUZZ_INPUTS"] ?? 800_000);

describe("PDUs that are nearly right", () => {
  it("are read without a throw, the same whole and cut, and as they were written", () => {
    const next = smppFuzzer(3_400);
    const chance = openChance(34);
    const complaints: string[] = [];
    for (let nth = 0; nth < INPUTS && complaints.length < 5; nth += 1) {
      const bytes = next();
      const complaint = smppComplaintAbout(bytes, chance);
      if (complaint !== null) complaints.push(`input ${nth}: ${complaint}\n${Buffer.from(bytes).toString("hex")}`);
    }
    expect(complaints).toEqual([]);
  }, 600_000);
});
