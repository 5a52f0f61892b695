import type { SupervisionMode } from "./supervision.shared.ts";

/** What somebody at a desk does with a call: his own, or as a supervisor one of his call centre. `number` is dialled text. */
export type TalkAct =
  | { readonly act: "hold" | "resume" | "complete" | "return" | "conference" | "hang-up" }
  /** Asks somebody while the caller waits, or hands the caller on without a talk. */
  | { readonly act: "consult" | "transfer"; readonly number: string };

/** The caller no longer agrees to be recorded: it stops, and what there is of it is deleted. */
export interface RecordingAct {
  readonly act: "withdraw-recording";
}

/** A supervisor listens to a call at a phone of his, changes how he takes part in it, or leaves it. */
export type SupervisionAct =
  | {
      readonly act: "supervise";
      readonly mode: SupervisionMode;
      readonly phoneId: string;
      readonly personId: string;
    }
  | { readonly act: "leave-supervision"; readonly personId: string };

/** What is done with a call. */
export type CallAct = TalkAct | SupervisionAct | RecordingAct;

/** Why a call was not changed: it is over or not his, not now, never, or no switch took the order. */
export type CallActRefusal =
  | "call-not-open"
  | "call-act-not-now"
  | "call-act-barred"
  | "call-act-late"
  | "consult-no-number"
  | "supervision-taken"
  | "supervision-own-phone";

/** An act at the call of a phone; null for whichever phone of ours talks in it. */
export interface CallActCommand {
  readonly phoneId: string | null;
  readonly act: CallAct;
}
