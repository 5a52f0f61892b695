import type { Body } from "./commands.ts";
import { INTERFACE_VERSION } from "./limits.ts";
import type { AnswerPdu, Pdu, PduOf, ReadPdu } from "./pdu.ts";
import type { StatusName } from "./status.ts";
import type { Tlvs } from "./tlv.ts";

/** Which way messages go in a session. */
export type Binding = "transmitter" | "receiver" | "transceiver";

/** A session of a program that binds (`esme`), or of what it binds to (`smsc`). */
export type SessionOptions = SessionLimits &
  (
    | { readonly side: "smsc"; readonly systemId: string }
    | { readonly side: "esme"; readonly binding: Binding; readonly bind: Body<"bind_transceiver"> }
  );

/** How long and how much a session may wait. */
export interface SessionLimits {
  /** A connection that is not bound by then is closed (SMPP 3.4 §7.2, session_init_timer). */
  readonly bindMsMax: number;
  /** After so much silence the other end is asked whether it is there (enquire_link_timer). */
  readonly enquireMs: number;
  /** An answer that has not come by then does not come (response_timer). */
  readonly answerMsMax: number;
  /** Requests of ours that wait for answers at once. */
  readonly windowMax: number;
  /** Requests of the other end that wait for ours; more are answered as throttled. */
  readonly owedMax: number;
}

/** A request of ours that waits for its answer. `key` is its sender's; null for requests of the session itself. */
export interface Pending {
  readonly key: string | null;
  readonly command: "submit_sm" | "deliver_sm" | "enquire_link" | "unbind" | `bind_${Binding}`;
  readonly dueMs: number;
}

/** A message that is no longer waited for; its answer is still heard for a while. */
export interface LateAnswer {
  readonly key: string;
  readonly untilMs: number;
}

/** One session from its connection to its end. */
export interface SessionState {
  readonly options: SessionOptions;
  readonly phase: "open" | "binding" | "bound" | "unbinding" | "closed";
  readonly binding: Binding | null;
  /** The other end's version of the protocol; below 0x34 it knows no optional parameters. */
  readonly version: number;
  readonly sequence: number;
  /** In the order in which they were sent, which is that of their ends. */
  readonly pending: ReadonlyMap<number, Pending>;
  /** Messages whose answers did not come in time, in the order in which they are forgotten; their numbers are not used meanwhile. */
  readonly late: ReadonlyMap<number, LateAnswer>;
  /** How many of `pending` have a key. */
  readonly inFlight: number;
  readonly owed: number;
  /** The session ends once nothing is owed, with this answer to the other end's unbind, if it said one; null while nobody leaves. */
  readonly leaving: { readonly goodbye: AnswerPdu | null } | null;
  /** When the other end was last heard. */
  readonly heardAtMs: number;
  /** Unreadable PDUs since the last good one. */
  readonly faults: number;
}

/** The bind as it was asked for. */
export type BindPdu = PduOf<"bind_receiver"> | PduOf<"bind_transmitter"> | PduOf<"bind_transceiver">;

/** What the other end asks for and the session cannot answer by itself. */
export type InboundRequestPdu = PduOf<"submit_sm"> | PduOf<"query_sm"> | PduOf<"cancel_sm"> | PduOf<"deliver_sm">;

/** A message that is to be sent. */
export interface OutgoingMessage {
  readonly key: string;
  readonly command: "submit_sm" | "deliver_sm";
  readonly body: Body<"submit_sm">;
  readonly tlvs: Tlvs;
}

/** What happens to a session. */
export type SessionInput =
  | { readonly kind: "opened" }
  | { readonly kind: "received"; readonly read: ReadPdu }
  /** A length that is none, or more than is read; after `isLost` nothing more is readable. */
  | { readonly kind: "unreadable"; readonly sequence: number; readonly isAnswer: boolean; readonly isLost: boolean }
  | { readonly kind: "bind-decided"; readonly status: StatusName; readonly sequence: number }
  | { readonly kind: "send"; readonly message: OutgoingMessage }
  | { readonly kind: "answer"; readonly pdu: AnswerPdu }
  | { readonly kind: "unbind" }
  | { readonly kind: "fired"; readonly timer: SessionTimer }
  | { readonly kind: "closed" };

/** Timers of a session; each is one alone. */
export type SessionTimer = "bind" | "enquire" | "answers" | "leave";

/** Why a session ended. */
export type SessionEnd =
  | "not-bound-in-time"
  | "bind-refused"
  | "unbound"
  | "link-dead"
  | "unreadable"
  | "too-many-faults"
  | "connection-lost";

/** What became of a message. */
export type MessageOutcome =
  | { readonly kind: "answered"; readonly pdu: AnswerPdu }
  /** It was taken after all, said after `unanswered`. */
  | { readonly kind: "taken-late"; readonly pdu: AnswerPdu }
  /** It was written, and no answer that could be read came. */
  | { readonly kind: "unanswered" }
  /** It was never written. */
  | { readonly kind: "not-sent" }
  /** It does not fit the fields it would be written in, and never will. */
  | { readonly kind: "unwritable" };

/** What is worth counting. */
export type SessionNote = "bad-pdu" | "late-answer" | "throttled" | "not-supported" | "alert";

/** What a session wants done. */
export type SessionEffect =
  | { readonly kind: "write"; readonly pdu: Pdu }
  | { readonly kind: "arm"; readonly timer: SessionTimer; readonly ms: number }
  | { readonly kind: "bind-asked"; readonly pdu: BindPdu; readonly binding: Binding }
  | { readonly kind: "bound"; readonly binding: Binding }
  | { readonly kind: "asked"; readonly pdu: InboundRequestPdu }
  | { readonly kind: "outcome"; readonly key: string; readonly outcome: MessageOutcome }
  | { readonly kind: "noted"; readonly what: SessionNote }
  /** The last effect of a session: what was written goes out, then the connection is closed. */
  | { readonly kind: "end"; readonly why: SessionEnd; readonly status: number };

/** Whether messages of ours may go out in a session as it is bound. */
function sends({ options, binding }: Pick<SessionState, "options" | "binding">): boolean {
  return binding === "transceiver" || binding === (options.side === "esme" ? "transmitter" : "receiver");
}

/** Whether the other end knows optional parameters: one that speaks an older version does not (SMPP 3.4 §3.4). */
export function knowsParameters({ version }: Pick<SessionState, "version">): boolean {
  return version >= INTERFACE_VERSION;
}

/** How many more messages a session takes now. */
export function windowLeft(state: SessionState): number {
  if (state.phase !== "bound" || !sends(state)) return 0;
  return Math.max(0, state.options.windowMax - state.inFlight);
}
