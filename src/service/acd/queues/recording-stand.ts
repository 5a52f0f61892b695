import type { RECORDING_STANDS } from "./agents/agent-desktop.shared.ts";

/** One of `RECORDING_STANDS`. */
export type RecordingStand = (typeof RECORDING_STANDS)[number];

/** The data of a recording event. */
export interface RecordingFact {
  readonly kind: string;
  readonly answer: string | null;
  readonly allows: boolean | null;
}

const WHY_NOT: ReadonlySet<string> = new Set([
  "not-asked",
  "refused",
  "silent",
  "unclear",
  "unheard",
  "withdrawn",
  "joined",
]);

/** The recording state of a call after these events, in their order. */
export function recordingStand(facts: readonly RecordingFact[]): RecordingStand {
  return facts.reduce<RecordingStand>((stand, { kind, answer, allows }) => {
    if (kind === "recording.began" || kind === "recording.resumed") return "on";
    if (kind === "recording.paused") return "paused";
    if (kind === "recording.refused") return "storage-full";
    if (kind === "recording.ended") return "off";
    return allows === true || answer === null || !WHY_NOT.has(answer) ? stand : (answer as RecordingStand);
  }, "off");
}
