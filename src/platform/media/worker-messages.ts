import type { Result } from "../../kernel/index.ts";
import type { MediaCommand } from "./commands.ts";
import type { MediaEvent, MediaRefusal } from "./engine.ts";
import type { Prompt } from "./player.ts";
import type { SegmentPlan } from "./split-recording.ts";

/** What a worker is started with. */
export interface WorkerBegin {
  readonly bind: string;
  readonly advertised: string;
  readonly ports: { readonly from: number; readonly to: number };
  readonly legsMax: number;
  readonly folder: string;
  /** Begins the names of its journals; never used before. */
  readonly name: string;
}

/** What a worker counts. */
export interface WorkerStatus {
  readonly legs: number;
  readonly portsInUse: number;
  readonly mixes: number;
  readonly recordings: number;
  readonly lateTicks: number;
}

/** What a worker is told. */
export type ToWorker =
  | { readonly kind: "command"; readonly id: number; readonly command: MediaCommand }
  | { readonly kind: "prompt"; readonly name: string; readonly prompt: Prompt | null }
  | { readonly kind: "forget"; readonly recording: string }
  | { readonly kind: "close" };

/** What a worker says. `threadId` is the kernel's number of the thread, for its priority. */
export type FromWorker =
  | { readonly kind: "ready"; readonly threadId: number | null }
  | {
      readonly kind: "answer";
      readonly id: number;
      readonly result: Result<unknown, MediaRefusal>;
      /** Of a recording that was stopped here. */
      readonly plan: SegmentPlan | null;
    }
  | { readonly kind: "event"; readonly event: MediaEvent }
  | { readonly kind: "closed" };
