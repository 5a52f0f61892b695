import type { FeatureCodeAction } from "../../telephony/dial-plan/index.ts";

/** The prompt after a completed action. */
const DONE: Readonly<Record<FeatureCodeAction, string>> = {
  "log-in": "desk-logged-in",
  "log-out": "desk-logged-out",
  pause: "desk-paused",
  ready: "desk-ready",
};

/** The last prompts of a completed code: an agent who logs in at another phone is informed of the pause that continues. */
export function farewellOf(act: FeatureCodeAction, { isPaused }: { readonly isPaused: boolean }): readonly string[] {
  return act === "log-in" && isPaused ? [DONE[act], DONE.pause] : [DONE[act]];
}
