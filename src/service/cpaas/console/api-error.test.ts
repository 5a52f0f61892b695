import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { wordsOf } from "../../../../testkit/words.ts";
import { API_ERRORS, apiErrorOf, explain } from "./api-error.ts";

const SERVICE = path.resolve(import.meta.dirname, "../..");
/** Modules that contain the error numbers of webhooks, documents and streams. */
const MODULES = ["flows/call-documents", "cpaas/twilio-api", "flows/media-streams"];
const NUMBER = /(?<![\w.])(?:1[1-9]|2[01]|3[0-5]|88)_?\d{3}(?![\w.])/g;
/** Numbers that match the pattern of an error number but are none. */
const OTHERS = new Set([12_000, 14_400, 15_000, 20_000, 30_000, 31_000]);

function numbersIn(module: string): readonly number[] {
  return readdirSync(path.join(SERVICE, module), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .flatMap((name) => {
      const text = readFileSync(path.join(SERVICE, module, name), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      return [...text.matchAll(NUMBER)].map(([number]) => Number(number.replace("_", "")));
    });
}

describe("the errors that programs meet", () => {
  it("are all that the code answers with", () => {
    const written = new Set(MODULES.flatMap(numbersIn).filter((number) => !OTHERS.has(number)));
    expect([...written].filter((code) => apiErrorOf(code) === undefined)).toEqual([]);
    expect(written.size).toBeGreaterThan(50);
  });

  it("have each a number of its own, a title, a cause and something to do, in both languages", () => {
    expect(new Set(API_ERRORS.map(({ code }) => code)).size).toBe(API_ERRORS.length);
    for (const locale of ["id", "en"] as const) {
      const say = wordsOf(locale);
      const missing: string[] = [];
      for (const error of API_ERRORS) {
        const { title, cause, todo } = explain(error, (key) => {
          const text = say(key);
          if (text === "" || text === key) missing.push(key);
          return text;
        });
        for (const text of [cause, todo]) if (!/[.!?]$/.test(text)) missing.push(`${error.code}: ${text}`);
        if (/[.{}]/.test(title)) missing.push(`${error.code}: ${title}`);
      }
      expect(missing).toEqual([]);
    }
  });
});
