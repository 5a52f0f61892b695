import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PHRASES_MAX, type Phrase, shelfFrom, withPhrase } from "./phrases.ts";

const phrase = (note: string, remedy = "Unggah lagi."): Phrase => ({ note, remedy, rule: "D07" });

describe("an officer's own sentences", () => {
  it("put the newest first, and the same note comes once, as it was written last", () => {
    const kept = withPhrase(withPhrase([phrase("Kabur.")], phrase("Tanpa cap.")), phrase("Kabur.", "Pindai lagi."));
    expect(kept).toEqual([phrase("Kabur.", "Pindai lagi."), phrase("Tanpa cap.")]);
  });

  it("are so many and no more, the oldest giving way", () => {
    const notes = Array.from({ length: PHRASES_MAX + 3 }, (_, nth) => `Kalimat ${nth}`);
    const kept = notes.reduce<readonly Phrase[]>((list, note) => withPhrase(list, phrase(note)), []);
    expect(kept).toHaveLength(PHRASES_MAX);
    expect(kept.at(-1)?.note).toBe("Kalimat 3");
  });

  it("are read from whatever stands in the browser's storage without failing", () => {
    expect(shelfFrom(null)).toEqual({});
    expect(shelfFrom("[[[")).toEqual({});
    expect(shelfFrom('{"D07":[{"note":"a","remedy":"b","rule":"c"},{"note":1},null],"D08":7}')).toEqual({
      D07: [{ note: "a", remedy: "b", rule: "c" }],
      D08: [],
    });
    fc.assert(fc.property(fc.string(), (text) => typeof shelfFrom(text) === "object"));
    fc.assert(fc.property(fc.json(), (text) => typeof shelfFrom(text) === "object"));
  });
});
