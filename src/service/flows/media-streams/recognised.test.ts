import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRecognised, recogniserConfig } from "./recognised.ts";

const read = (value: object) => readRecognised(JSON.stringify(value));

describe("what a recogniser says", () => {
  it("is read as servers of its protocol say it", () => {
    expect(read({ partial: "selamat" })).toEqual({ is: "speaking" });
    expect(read({ partial: "" })).toEqual({ is: "nothing" });
    expect(
      read({
        result: [
          { conf: 1, word: "selamat" },
          { conf: 0.5, word: "pagi" },
        ],
        text: "selamat pagi",
      }),
    ).toEqual({
      is: "said",
      text: "selamat pagi",
      confidence: 0.75,
    });
    expect(read({ text: "" })).toEqual({ is: "nothing" });
    expect(read({ text: "ya" })).toEqual({ is: "said", text: "ya", confidence: null });
    // Several alternatives: the first is the best, and their confidences are not probabilities.
    expect(read({ alternatives: [{ confidence: 212.4, text: " ya " }, { text: "tidak" }] })).toEqual({
      is: "said",
      text: "ya",
      confidence: null,
    });
  });

  it("is nonsense, or a text of one line, whatever comes", () => {
    for (const text of ["", "<html>", "[]", "null", "1", `{"text":7}`, `{"partial":null}`, `{"alternatives":[1]}`])
      expect(readRecognised(text)).toEqual({ is: "nonsense" });
    fc.assert(
      fc.property(fc.string(), (text) => {
        const said = read({ text });
        expect(said.is === "said" ? /\n|^$/.test(said.text) : false).toBe(false);
      }),
    );
    expect(read({ text: "a".repeat(10_000), result: [{ conf: 7 }, null, { conf: "x" }] })).toMatchObject({
      text: "a".repeat(4_096),
      confidence: null,
    });
  });

  it("is asked for by a message that names the rate, the language and the hints", () => {
    expect(JSON.parse(recogniserConfig({ language: "id-ID", hints: ["ya"] }))).toEqual({
      config: { sample_rate: 8_000, words: true, language: "id-ID", hints: ["ya"] },
    });
  });
});
