import type { Log } from "../../platform/telemetry/index.ts";
import type { serialiseSdp } from "../../protocols/sdp/index.ts";
import type { Pacer } from "./pacer.effects.ts";

/** What every part of a run works with. */
export interface ProbeContext {
  /** Milliseconds since the run began. */
  readonly nowMs: () => number;
  /** From 0 up to, not including, 1. */
  readonly chance: () => number;
  readonly pacer: Pacer;
  readonly log: Log;
  readonly writeSdp: typeof serialiseSdp;
  /** Ends the run: something happened that must not. */
  readonly fail: (error: unknown) => void;
}
