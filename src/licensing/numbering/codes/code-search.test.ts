import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRulebook, readNumberingPlan, rulesetVersion } from "../../../regulation/index.ts";
import { enumeratePattern } from "./access-code.ts";
import { type CodeSearch, parseCodeSearch, SEARCH_CHARACTERS_MAX } from "./code-search.ts";

const opened = openRulebook({ version: rulesetVersion, atDate: "2026-11-25" });
if (!opened.ok) throw new Error(opened.refusal.code);
const everyCode = readNumberingPlan(opened.value).patterns.flatMap((pattern) => enumeratePattern(pattern));

function search(text: string): CodeSearch {
  const parsed = parseCodeSearch(text);
  if (!parsed.ok) throw new Error(parsed.refusal.code);
  return parsed.value;
}

function found(text: string): readonly string[] {
  return everyCode.filter(search(text).matches);
}

/** PostgreSQL's LIKE as its manual defines it: `_` matches one character, `%` any number of them. */
function like(text: string, pattern: string): boolean {
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === undefined) return text === "";
  if (first === "%") return like(text, rest) || (text !== "" && like(text.slice(1), pattern));
  return text !== "" && (first === "_" || first === text[0]) && like(text.slice(1), rest);
}

describe("a search for codes", () => {
  it("with one open digit finds the ten codes it can be", () => {
    expect(search("1500 1_3")).toMatchObject({ text: "15001_3", sqlLike: "15001_3" });
    expect(found("1500 1_3")).toEqual(Array.from({ length: 10 }, (_, digit) => `15001${digit}3`));
    expect(found("1500 1?3")).toEqual(found("1500 1_3"));
  });

  it("with a star finds any digits or none in its place", () => {
    expect(search("*23").sqlLike).toBe("%23");
    expect(found("*23")).toHaveLength(29);
    expect(found("14045*")).toEqual(["14045"]);
    expect(found("14*5")).toHaveLength(100);
  });

  it("with digits alone finds them anywhere in a code", () => {
    expect(search("500").sqlLike).toBe("%500%");
    expect(found("1500123")).toEqual(["1500123"]);
    expect(found("14045")).toEqual(["14045"]);
    expect(found("0164")).toEqual(["150164", "1500164"]);
  });

  it("with an open digit does not find a code that is longer or shorter", () => {
    expect(found("1404_")).toHaveLength(10);
    expect(found("15016_").every((code) => code.length === 6)).toBe(true);
    expect(found("_____")).toHaveLength(1000);
    expect(found("____")).toEqual([]);
  });

  it("takes separators for nothing and a row of stars for one", () => {
    expect(search(" 1500-1_3 ").sqlLike).toBe("15001_3");
    expect(search("**1**").sqlLike).toBe("%1%");
    expect(found("*")).toHaveLength(2900);
  });

  it.each(["", "   ", "-"])("that says nothing (%o) is refused as empty", (text) => {
    expect(parseCodeSearch(text)).toEqual({ ok: false, refusal: { code: "search-empty" } });
  });

  it.each(["15%", "1500\\", "14a", "'; --1", "१४", "1500+"])("with a sign of its own (%o) is refused", (text) => {
    expect(parseCodeSearch(text)).toEqual({ ok: false, refusal: { code: "search-malformed", text } });
  });

  it("is refused one character beyond the limit, and judged without delay at it", () => {
    const longest = "*1".repeat(SEARCH_CHARACTERS_MAX / 2);
    expect(search(longest).matches("111111111112")).toBe(false);
    expect(search(longest).matches("111111111111")).toBe(true);
    expect(search("*").matches("1".repeat(13))).toBe(false);
    expect(parseCodeSearch(`${longest}*`)).toEqual({
      ok: false,
      refusal: { code: "search-too-long", charactersMax: 24 },
    });
  });

  it("judges every code as the database would", () => {
    const part = fc.constantFrom("0", "1", "2", "3", "5", "9", "_", "?", "*", " ");
    const ownShape = fc
      .constantFrom(...everyCode)
      .chain((code) =>
        fc
          .array(fc.constantFrom("=", "=", "=", "_", "*"), { minLength: code.length, maxLength: code.length })
          .map((marks) => marks.map((mark, index) => (mark === "=" ? code.charAt(index) : mark)).join("")),
      );
    const texts = fc.oneof(
      ownShape,
      fc.array(part, { minLength: 1, maxLength: 9 }).map((parts) => parts.join("")),
    );
    const seen = { match: 0, miss: 0 };
    fc.assert(
      fc.property(texts, fc.constantFrom(...everyCode), fc.nat({ max: 2899 }), (text, anyCode, index) => {
        const parsed = parseCodeSearch(text);
        if (!parsed.ok) {
          expect(parsed.refusal.code).toBe("search-empty");
          return;
        }
        const { matches, sqlLike } = parsed.value;
        expect(sqlLike).toMatch(/^[\d_%]+$/);
        for (const code of [anyCode, ...everyCode.slice(index, index + 20)]) {
          expect(matches(code), `${text} on ${code}`).toBe(like(code, sqlLike));
          seen[matches(code) ? "match" : "miss"] += 1;
        }
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(seen.match, seen.miss), JSON.stringify(seen)).toBeGreaterThan(1000);
  });
});
