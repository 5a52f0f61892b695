import type { SpeechOptions } from "../../../telephony/calls/index.ts";
import type { AttributeReader } from "./read-attributes.ts";

/** Default language, as in Twilio's API. */
const LANGUAGE = "en-US";
const TAG = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;
const HINTS_MAX = 500;
const HINT_MAX = 100;
const QUIET_S_MAX = 600;
const SECOND_MS = 1_000;

/** Reads the speech options of a `Gather`; null if only keys are accepted. */
export function readSpeechOptions(attributes: AttributeReader, waitMs: number): SpeechOptions | null {
  const input = attributes.words("input", ["dtmf", "speech"]);
  const tag = attributes.text("language");
  const hints = (attributes.text("hints") ?? "").split(",").map((hint) => hint.trim().slice(0, HINT_MAX));
  const isAuto = attributes.text("speechTimeout")?.toLowerCase() === "auto";
  const otherwise = Math.max(1, Math.round(waitMs / SECOND_MS));
  const quietS = isAuto ? null : attributes.whole("speechTimeout", { min: 1, max: QUIET_S_MAX, otherwise });
  if (!input.includes("speech")) return null;
  return {
    language: tag !== null && TAG.test(tag) ? tag : LANGUAGE,
    hints: hints.filter((hint) => hint !== "").slice(0, HINTS_MAX),
    quietMs: quietS === null ? null : quietS * SECOND_MS,
    takesKeys: input.includes("dtmf"),
  };
}
