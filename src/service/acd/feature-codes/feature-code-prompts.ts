import type { FeatureCodeAction } from "../../telephony/dial-plan/index.ts";

/** What is said once the desk has done it. */
const DONE: Readonly<Record<FeatureCodeAction, string>> = {
  "log-in": "desk-logged-in",
  "log-out": "desk-logged-out",
  pause: "desk-paused",
  ready: "desk-ready",
};

/** The last words of a code that was done: an agent who comes to another phone is told of the pause he is still in. */
export function farewellOf(act: FeatureCodeAction, { isPaused }: { readonly isPaused: boolean }): readonly string[] {
  return act === "log-in" && isPaused ? [DONE[act], DONE.pause] : [DONE[act]];
}
