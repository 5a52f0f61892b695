import type { Result } from "../../kernel/index.ts";
import type { MediaCommand } from "./commands.ts";
import type { MediaEvent, MediaRefusal } from "./engine.ts";
import type { Prompt } from "./player.ts";
import type { SegmentPlan } from "./split-recording.ts";

/** Start parameters of a worker. */
export interface WorkerBegin {
  readonly bind: string;
  readonly advertised: string;
  readonly ports: { readonly from: number; readonly to: number };
  readonly legsMax: number;
  readonly folder: string;
  /** Prefix of its journal names; never reused. */
  readonly name: string;
}

/** Counters of a worker. */
export interface WorkerStatus {
  readonly legs: number;
  readonly portsInUse: number;
  readonly mixes: number;
  readonly recordings: number;
  readonly lateTicks: number;
}

/** Messages to a worker. */
export type ToWorker =
  | { readonly kind: "command"; readonly id: number; readonly command: MediaCommand }
  | { readonly kind: "prompt"; readonly name: string; readonly prompt: Prompt | null }
  | { readonly kind: "forget"; readonly recording: string }
  | { readonly kind: "close" };

/** Messages from a worker. `threadId` is the kernel's id of the thread, for its priority. */
export type FromWorker =
  | { readonly kind: "ready"; readonly threadId: number | null }
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly result: Result<unknown, MediaRefusal>;
      /** Plan of a recording that this worker stopped. */
      readonly plan: SegmentPlan | null;
    }
  | { readonly kind: "event"; readonly event: MediaEvent }
  | { readonly kind: "closed" };
