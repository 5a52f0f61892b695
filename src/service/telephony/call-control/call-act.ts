import type { RefusalTable } from "../../../kernel/index.ts";
import type { SupervisionMode } from "./supervision.shared.ts";

/** An action on a call: by its agent, or by a supervisor of the call centre. `number` is dialled text. */
export type TalkAct =
  | { readonly act: "hold" | "resume" | "complete" | "return" | "conference" | "hang-up" }
  /** Consults a party while the caller waits, or transfers the caller blind. */
  | { readonly act: "consult" | "transfer"; readonly number: string };

/** The caller withdraws the consent to recording: it stops, and the existing recording is deleted. */
export interface RecordingAct {
  readonly act: "withdraw-recording";
}

/** A supervisor monitors a call at a phone, changes the mode, or leaves. */
export type SupervisionAct =
  | {
      readonly act: "supervise";
      readonly mode: SupervisionMode;
      readonly phoneId: string;
      readonly personId: string;
    }
  | { readonly act: "leave-supervision"; readonly personId: string };

/** The actions on a call. */
export type CallAct = TalkAct | SupervisionAct | RecordingAct;

/** Refusals of actions: the call is over or not the person's, not possible now, not permitted, or no switch took the command. */
export const CALL_ACT_REFUSALS = {
  "call-not-open": "not-found",
  "call-act-not-now": "conflict",
  "call-act-barred": "conflict",
  "consult-no-number": "conflict",
  "supervision-taken": "taken",
  "supervision-own-phone": "conflict",
  "call-act-late": "unavailable",
} as const satisfies RefusalTable;

/** Why an action was refused. */
export type CallActRefusal = keyof typeof CALL_ACT_REFUSALS;

/** An action on the call of a phone; null for the tenant's phone that talks in the call. */
export interface CallActCommand {
  readonly phoneId: string | null;
  readonly act: CallAct;
}
