import { describe, expect, it } from "vitest";
import { runSeed } from "../../../../../testkit/run-seed.ts";
import { mulberry32 } from "../../../../kernel/index.ts";
import { redactTranscript } from "./transcript-redaction.ts";

describe("an answer without what was said", () => {
  it("has it in no form that a document or an address writes it in", () => {
    const said = 'Budi & "Café" 1';
    const forms = [
      said,
      "BUDI &amp; &quot;CAFÉ&quot; 1",
      "budi%20%26%20%22Caf%C3%A9%22%201",
      "Budi+%26+%22Caf%C3%A9%22+1",
    ];
    for (const form of [...forms, "Budi%20&%20%22Caf%C3%A9%22%201"])
      expect(redactTranscript(`<a>${form}</a>`, [said])).toBe(`<a>… (${Array.from(form).length})</a>`);
  });

  it("has the longest of what begins at a place, and looks on behind it", () => {
    expect(redactTranscript("budi santoso, budi", ["budi", "budi santoso"])).toBe("… (12), … (4)");
    expect(redactTranscript("aaaaaa", ["aaa"])).toBe("… (3)… (3)");
    expect(redactTranscript("ß budi σας", ["BUDI", "ΣΑΣ"])).toBe("ß … (4) … (3)");
    expect(redactTranscript("ab", ["abc"])).toBe("ab");
  });

  it("keeps names of elements and of attributes, and no text that looks like one", () => {
    const said = ["say", "voice", "hints"];
    const answer = `<Say voice = "x">say voice</Say ><Gather hints='voice'/>say="1" < say hints =5`;
    expect(redactTranscript(answer, said)).toBe(
      `<Say voice = "x">… (3) … (5)</Say ><Gather hints='… (5)'/>say="1" < … (3) … (5) =5`,
    );
  });

  it("masks the beginning of what is long wherever it is cut off", () => {
    const long = "nama saya Budi Santoso dari Bandung, nomor pelanggan tujuh";
    expect(redactTranscript(`<a b="${long.slice(0, 40)}"/>`, [long])).toBe(`<a b="… (40)"/>`);
    expect(redactTranscript(`<a b="${long}!"/>`, [long, `${long.slice(0, 50)} lain`])).toBe(
      `<a b="… (${long.length})!"/>`,
    );
    expect(redactTranscript(`${"<Pause/>".repeat(2_045)}${long}`, [long])).not.toContain("nama");
  });

  it("says what was said at no place, whatever is said and answered", () => {
    const chance = mulberry32(runSeed);
    const below = (most: number) => Math.floor(chance() * most);
    const text = (letters: string, most: number) =>
      Array.from({ length: below(most) }, () => letters.charAt(below(letters.length))).join("");
    for (let round = 0; round < 2_000; round += 1) {
      const words = Array.from({ length: 1 + below(4) }, () => text("ab", 6)).filter(({ length }) => length > 2);
      const shown = redactTranscript(text("aabbc ", 60), words);
      for (const word of words) expect(shown).not.toContain(word);
    }
  });

  it("takes no longer for what was made to take long", () => {
    const run = "a".repeat(65_536);
    const many = (nth: number) => `${"a".repeat(20 + nth)}b`;
    const beganMs = performance.now();
    for (const words of [["aab", "caa"], ["aaab"], Array.from({ length: 100 }, (_, nth) => many(nth))])
      for (const part of ["a", 'aaaa="', "<a", "a "]) redactTranscript(part.repeat(65_536 / part.length), words);
    redactTranscript(
      run,
      Array.from({ length: 100 }, (_, nth) => `${"a".repeat(900)}${nth}`),
    );
    redactTranscript(
      run,
      Array.from({ length: 100 }, (_, nth) => `${"a".repeat(900 + nth)}&`),
    );
    // A quadratic search would take ten times as long.
    expect(performance.now() - beganMs).toBeLessThan(2_000);
  });
});
