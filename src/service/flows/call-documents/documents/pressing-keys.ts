import type { Script } from "../../../telephony/calls/index.ts";

/** Time limit for generating the tones, which is fast. */
const TONES_MS_MAX = 1_000;

/** A script that first sends DTMF keys, such as an extension behind a menu. */
export function withKeysPressed(script: Script, keys: string): Script {
  const wish = { sounds: [{ sound: { sound: "keys", keys } as const, times: 1 }], budgetMs: TONES_MS_MAX };
  return {
    step: (input, nowMs) =>
      input.input === "begun"
        ? { script: pressing(script), bodies: [], run: { token: 0, tasks: [{ task: "ready-sounds", wish }] } }
        : script.step(input, nowMs),
  };
}

function pressing(script: Script): Script {
  return {
    step: (input, nowMs) => {
      if (input.input !== "finished") return script.step(input, nowMs);
      const { outcome } = input;
      if (outcome.outcome !== "sounds-ready" || outcome.clips.length === 0)
        return script.step({ input: "begun" }, nowMs);
      const play = { task: "play", clips: outcome.clips, times: 1, isBargeable: false } as const;
      return { script: pressing(script), bodies: [], run: { token: 0, tasks: [play] } };
    },
  };
}
