import { describe, expect, it } from "vitest";
import { openSpeech } from "../../platform/speech/index.ts";
import { openCallerVoices } from "./caller-voices.ts";

const SCRIPTS = ["agent", "caller-billing", "caller-fault"] as const;
const LANGUAGES = ["id", "en"] as const;

describe("the voices of simulated callers", () => {
  it("are shipped recordings on a machine without a text-to-speech program", async () => {
    const voices = openCallerVoices(openSpeech("/no/such/program"));
    for (const name of SCRIPTS)
      for (const language of LANGUAGES) {
        const turns = await voices(name, language);
        expect(turns.length, `${name} ${language}`).toBe(5);
        for (const turn of turns) expect(turn.some((sample) => sample !== 0)).toBe(true);
      }
  });
});
