import { describe, expect, it } from "vitest";
import { type RecordingFact, recordingStand } from "./recording-stand.ts";

const consent = (answer: string, allows: boolean): RecordingFact => ({ kind: "recording.consent", answer, allows });
const told = (kind: "began" | "refused" | "paused" | "resumed" | "ended"): RecordingFact => ({
  kind: `recording.${kind}`,
  answer: null,
  allows: null,
});

describe("what an agent reads of the recording of his call", () => {
  it.each([
    ["off", []],
    ["on", [told("began")]],
    ["off", [consent("announced", true)]],
    ["on", [consent("silent", true), told("began")]],
    ["refused", [consent("refused", false)]],
    ["silent", [consent("silent", false)]],
    ["not-asked", [consent("not-asked", false)]],
    ["withdrawn", [consent("agreed", true), told("began"), consent("withdrawn", false)]],
    ["joined", [consent("agreed", true), told("began"), told("ended"), consent("joined", false)]],
    ["storage-full", [told("began"), told("refused")]],
    ["off", [told("began"), told("ended")]],
    ["paused", [consent("agreed", true), told("began"), told("paused")]],
    ["on", [told("began"), told("paused"), told("resumed")]],
    ["off", [told("began"), told("paused"), told("ended")]],
  ] as const)("is %s after %j", (stand, facts) => {
    expect(recordingStand(facts)).toBe(stand);
  });
});
