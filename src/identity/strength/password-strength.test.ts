import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openTexts } from "../../platform/texts/index.ts";
import { JUDGED_CHARACTERS, makeStrengthJudge, ownWords } from "./password-strength.shared.ts";
import { openStrengthEvaluator } from "./strength-evaluator.effects.ts";

const judge = makeStrengthJudge();
const BUDI = ["Budi Santoso", "budi.santoso@suara-nusantara.co.id", "PT Suara Nusantara"];
const WEAK_MAX = 2;

describe("a password in Indonesian", () => {
  it.each([
    ["Rahasia-1", "a word that Indonesians use"],
    ["Indonesia123!", "the country with numbers"],
    ["Password1!", "the commonest of all"],
    ["Budi.Santoso1", "the person's own name"],
    ["Nusantara-1!", "the person's company"],
    ["Sambung-1!", "our own name"],
    ["Abcdef-1", "a sequence"],
    ["Aaaaaa1!", "a repeat"],
  ])("%s is weak: %s", (password) => {
    expect(judge(password, BUDI).score).toBeLessThanOrEqual(WEAK_MAX);
  });

  it.each(["Mawar-Biru-Terbang-42", "Kuda-Langit-Sembilan-7", "x7#Kp!2qLm"])("%s is strong", (password) => {
    expect(judge(password, BUDI).score).toBeGreaterThan(WEAK_MAX);
  });

  it("is never stronger for knowing more of its owner", () => {
    const words = fc.constantFrom("Budi", "Santoso", "Nusantara", "42", "-", "Mawar", "!", "xq7");
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (pieces) => {
        const password = pieces.join("");
        expect(judge(password, BUDI).score).toBeLessThanOrEqual(judge(password, []).score);
      }),
      { numRuns: 60 },
    );
  });

  it("gets advice that has words in both languages, whatever it is", () => {
    const texts = openTexts();
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (password) => {
        const { advice } = judge(password, BUDI);
        expect(texts.has("id", `web.passwordAdvice.${advice}`)).toBe(true);
        expect(texts.has("en", `web.passwordAdvice.${advice}`)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("is judged by its first forty characters, however long it is", () => {
    const start = "Password1!".padEnd(JUDGED_CHARACTERS, "a");
    expect(judge(`${start}x7#Kp!2qLm`, [])).toEqual(judge(start, []));
  });
});

describe("what is known of a person", () => {
  it("is taken apart into words, with our own name, and is bounded", () => {
    expect(ownWords(BUDI)).toEqual(expect.arrayContaining(["sambung", "budi", "santoso", "nusantara", "suara"]));
    expect(ownWords(Array.from({ length: 500 }, (_, nth) => `kata${nth}`)).length).toBeLessThanOrEqual(40);
  });
});

describe("the desk beside the event loop", () => {
  it("judges as the judge itself does, and leaves the loop free meanwhile", async () => {
    const desk = openStrengthEvaluator();
    const password = "passwordqwertyjakarta1999-01-01passwordq";
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    expect(await desk.judge(password, BUDI)).toEqual(judge(password, BUDI));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
    await desk.close();
  });

  it("turns away what it cannot hold, and what waits when it closes", async () => {
    const desk = openStrengthEvaluator();
    const waiting = Array.from({ length: 101 }, () =>
      desk.judge("Mawar-Biru-1", []).then(
        () => "judged",
        () => "away",
      ),
    );
    await desk.close();
    await desk.close();
    const answers = await Promise.all(waiting);
    expect(answers.at(-1)).toBe("away");
    expect(answers).toHaveLength(101);
  });
});
