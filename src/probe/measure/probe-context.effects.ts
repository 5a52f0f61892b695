import type { Log } from "../../platform/telemetry/index.ts";
import type { serialiseSdp } from "../../protocols/sdp/index.ts";
import type { Pacer } from "./pacer.effects.ts";

/** Dependencies of every part of a run. */
export interface ProbeContext {
  /** Milliseconds since the run began. */
  readonly nowMs: () => number;
  /** A random number from 0 up to, not including, 1. */
  readonly chance: () => number;
  readonly pacer: Pacer;
  readonly log: Log;
  readonly writeSdp: typeof serialiseSdp;
  /** Aborts the run after an unexpected error. */
  readonly fail: (error: unknown) => void;
}
