import type { Body } from "./commands.ts";
import { INTERFACE_VERSION } from "./limits.ts";
import type { AnswerPdu, Pdu, PduOf, ReadPdu } from "./pdu.ts";
import type { StatusName } from "./status.ts";
import type { Tlvs } from "./tlv.ts";

/** Direction of messages in a session. */
export type Binding = "transmitter" | "receiver" | "transceiver";

/** A session of an ESME, or of the SMSC that it binds to. */
export type SessionOptions = SessionLimits &
  (
    | { readonly side: "smsc"; readonly systemId: string }
    | { readonly side: "esme"; readonly binding: Binding; readonly bind: Body<"bind_transceiver"> }
  );

/** Time and queue limits of a session. */
export interface SessionLimits {
  /** A connection that is not bound within this time is closed (SMPP 3.4 §7.2, session_init_timer). */
  readonly bindMsMax: number;
  /** Silence after which enquire_link is sent (enquire_link_timer). */
  readonly enquireMs: number;
  /** Time after which a response counts as missing (response_timer). */
  readonly answerMsMax: number;
  /** Maximum number of our requests that wait for responses. */
  readonly windowMax: number;
  /** Maximum number of the peer's requests that wait for our responses; further ones are throttled. */
  readonly owedMax: number;
}

/** A request of ours that waits for its response. `key` is the sender's; null for requests of the session itself. */
export interface Pending {
  readonly key: string | null;
  readonly command: "submit_sm" | "deliver_sm" | "enquire_link" | "unbind" | `bind_${Binding}`;
  readonly dueMs: number;
}

/** A message that timed out; its response is still accepted for a while. */
export interface LateAnswer {
  readonly key: string;
  readonly untilMs: number;
}

/** One session from its connection to its end. */
export interface SessionState {
  readonly options: SessionOptions;
  readonly phase: "open" | "binding" | "bound" | "unbinding" | "closed";
  readonly binding: Binding | null;
  /** The peer's version of the protocol; below 0x34 it does not support optional parameters. */
  readonly version: number;
  readonly sequence: number;
  /** In sending order, which is also the order of their deadlines. */
  readonly pending: ReadonlyMap<number, Pending>;
  /** Messages without a response in time, in order of expiry; their sequence numbers are not reused until then. */
  readonly late: ReadonlyMap<number, LateAnswer>;
  /** Number of `pending` entries with a key. */
  readonly inFlight: number;
  readonly owed: number;
  /** The session ends once no response is owed, with this response to the peer's unbind, if there was one; null while neither side unbinds. */
  readonly leaving: { readonly goodbye: AnswerPdu | null } | null;
  /** Time of the last PDU from the peer. */
  readonly heardAtMs: number;
  /** Unreadable PDUs since the last valid one. */
  readonly faults: number;
}

/** The received bind request. */
export type BindPdu = PduOf<"bind_receiver"> | PduOf<"bind_transmitter"> | PduOf<"bind_transceiver">;

/** Requests of the peer that the session passes to the application. */
export type InboundRequestPdu = PduOf<"submit_sm"> | PduOf<"query_sm"> | PduOf<"cancel_sm"> | PduOf<"deliver_sm">;

/** A message to send. */
export interface OutgoingMessage {
  readonly key: string;
  readonly command: "submit_sm" | "deliver_sm";
  readonly body: Body<"submit_sm">;
  readonly tlvs: Tlvs;
}

/** Inputs of a session. */
export type SessionInput =
  | { readonly kind: "opened" }
  | { readonly kind: "received"; readonly read: ReadPdu }
  /** An invalid length, or one above the limit; after `isLost` nothing more is readable. */
  | { readonly kind: "unreadable"; readonly sequence: number; readonly isAnswer: boolean; readonly isLost: boolean }
  | { readonly kind: "bind-decided"; readonly status: StatusName; readonly sequence: number }
  | { readonly kind: "send"; readonly message: OutgoingMessage }
  | { readonly kind: "answer"; readonly pdu: AnswerPdu }
  | { readonly kind: "unbind" }
  | { readonly kind: "fired"; readonly timer: SessionTimer }
  | { readonly kind: "closed" };

/** Timers of a session; one of each kind. */
export type SessionTimer = "bind" | "enquire" | "answers" | "leave";

/** Reason for the end of a session. */
export type SessionEnd =
  | "not-bound-in-time"
  | "bind-refused"
  | "unbound"
  | "link-dead"
  | "unreadable"
  | "too-many-faults"
  | "connection-lost";

/** Outcome of a message. */
export type MessageOutcome =
  | { readonly kind: "answered"; readonly pdu: AnswerPdu }
  /** Accepted after all, reported after `unanswered`. */
  | { readonly kind: "taken-late"; readonly pdu: AnswerPdu }
  /** It was written, and no readable response arrived. */
  | { readonly kind: "unanswered" }
  /** It was never written. */
  | { readonly kind: "not-sent" }
  /** It does not fit the fields of the PDU, and never will. */
  | { readonly kind: "unwritable" };

/** Countable events. */
export type SessionNote = "bad-pdu" | "late-answer" | "throttled" | "not-supported" | "alert";

/** Effects of a session. */
export type SessionEffect =
  | { readonly kind: "write"; readonly pdu: Pdu }
  | { readonly kind: "arm"; readonly timer: SessionTimer; readonly ms: number }
  | { readonly kind: "bind-asked"; readonly pdu: BindPdu; readonly binding: Binding }
  | { readonly kind: "bound"; readonly binding: Binding }
  | { readonly kind: "asked"; readonly pdu: InboundRequestPdu }
  | { readonly kind: "outcome"; readonly key: string; readonly outcome: MessageOutcome }
  | { readonly kind: "noted"; readonly what: SessionNote }
  /** The last effect of a session: pending bytes are sent, then the connection is closed. */
  | { readonly kind: "end"; readonly why: SessionEnd; readonly status: number };

/** Whether the kind of bind permits messages to the peer. */
function sends({ options, binding }: Pick<SessionState, "options" | "binding">): boolean {
  return binding === "transceiver" || binding === (options.side === "esme" ? "transmitter" : "receiver");
}

/** Whether the peer supports optional parameters; older versions do not (SMPP 3.4 §3.4). */
export function knowsParameters({ version }: Pick<SessionState, "version">): boolean {
  return version >= INTERFACE_VERSION;
}

/** Number of further messages that the session accepts now. */
export function windowLeft(state: SessionState): number {
  if (state.phase !== "bound" || !sends(state)) return 0;
  return Math.max(0, state.options.windowMax - state.inFlight);
}
