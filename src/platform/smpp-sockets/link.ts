import type net from "node:net";
import { setImmediate } from "node:timers";
import { unreachable } from "../../kernel/index.ts";
import {
  ANSWER_BIT,
  type AnswerPdu,
  type Binding,
  type BindPdu,
  FRAMES_START,
  type FrameState,
  type InboundRequestPdu,
  knowsParameters,
  type MessageOutcome,
  newSession,
  type OutgoingMessage,
  readFrames,
  readPdu,
  type SessionEffect,
  type SessionEnd,
  type SessionInput,
  type SessionNote,
  type SessionOptions,
  type SessionState,
  type StatusName,
  stepSession,
  windowLeft,
  writePdu,
} from "../../protocols/smpp/index.ts";
import type { TimerWheel } from "../sip-sockets/index.ts";
import type { Log } from "../telemetry/index.ts";

/** Receives the events of a connection. An error that it throws ends the connection, not the process. */
export interface LinkUser {
  /** Authenticate the bind and call `decideBind`; called at our listener only. */
  onBindAsked?(link: SmppLink, pdu: BindPdu, binding: Binding): void;
  onBound(link: SmppLink, binding: Binding): void;
  /** Respond by `answer`, once. */
  onAsked(link: SmppLink, pdu: InboundRequestPdu): void;
  onOutcome(link: SmppLink, key: string, outcome: MessageOutcome): void;
  onNote?(link: SmppLink, what: SessionNote): void;
  /** The last event of a connection; `status` is the status of a refused bind. */
  onEnd(link: SmppLink, why: SessionEnd, status: number): void;
}

/** Dependencies of a connection. */
export interface LinkParts {
  readonly id: string;
  readonly socket: net.Socket;
  readonly address: string;
  readonly session: SessionOptions;
  readonly user: LinkUser;
  readonly wheel: TimerWheel;
  readonly nowMs: () => number;
  readonly log: Log;
}

/** Maximum number of unsent bytes for a peer that does not read; then the connection ends. */
const WAITING_BYTES_MAX = 1_048_576;
/** Time in which the last PDU must be sent. */
const FLUSH_MS_MAX = 2_000;

/** An effect whose PDU is already encoded. */
type ReadyEffect =
  | Exclude<SessionEffect, { readonly kind: "write" }>
  | { readonly kind: "write"; readonly bytes: Uint8Array };

function readyOf(effect: SessionEffect): ReadyEffect {
  return effect.kind === "write" ? { kind: "write", bytes: writePdu(effect.pdu) } : effect;
}

/** One connection with its session: owns the socket and its timers. `destroy` may be called twice. */
export class SmppLink {
  readonly id: string;
  readonly address: string;
  private readonly parts: LinkParts;
  private frames: FrameState = FRAMES_START;
  private session: SessionState;
  private isCorked = false;

  constructor(parts: LinkParts) {
    this.id = parts.id;
    this.address = parts.address;
    this.parts = parts;
    this.session = newSession(parts.session);
    const { socket } = parts;
    socket.on("data", (chunk) => this.read(chunk));
    // "close" always follows and reports the failure.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.tell({ kind: "closed" });
      parts.wheel.disarmAll(this.id);
    });
  }

  /** The connection is established: our listener waits for a bind, our client sends one. */
  open(): void {
    this.tell({ kind: "opened" });
  }

  /** Whether the peer supports optional parameters (SMPP 3.4 §3.4). */
  knowsParameters(): boolean {
    return knowsParameters(this.session);
  }

  /** Number of further messages that the window admits now. */
  windowLeft(): number {
    return windowLeft(this.session);
  }

  /** Number of our messages that wait for their responses. */
  inFlight(): number {
    return this.session.inFlight;
  }

  /** The kind of bind; null before and after. */
  binding(): Binding | null {
    return this.session.phase === "bound" ? this.session.binding : null;
  }

  send(message: OutgoingMessage): void {
    this.tell({ kind: "send", message });
  }

  answer(pdu: AnswerPdu): void {
    this.tell({ kind: "answer", pdu });
  }

  /** Accepts or refuses the bind; no effect when the connection has ended in between. */
  decideBind(status: StatusName, sequence: number): void {
    if (this.session.phase === "binding") this.tell({ kind: "bind-decided", status, sequence });
  }

  /** Ends the session by unbind; the connection closes afterwards. */
  unbind(): void {
    this.tell({ kind: "unbind" });
  }

  /** Closes the connection without an unbind. */
  destroy(): void {
    this.parts.socket.destroy();
  }

  private read(chunk: Uint8Array): void {
    if (this.session.phase === "closed") return;
    const step = readFrames(this.frames, chunk);
    this.frames = step.state;
    for (const frame of step.effects) {
      if (frame.kind === "pdu") this.tell({ kind: "received", read: readPdu(frame.bytes) });
      else if (frame.kind === "broken")
        this.tell({ kind: "unreadable", sequence: frame.sequence, isAnswer: false, isLost: true });
      else {
        const isAnswer = frame.commandId >= ANSWER_BIT;
        this.tell({ kind: "unreadable", sequence: frame.sequence, isAnswer, isLost: false });
      }
    }
  }

  /** A PDU that cannot be encoded is not sent: the session continues without it, or ends. */
  private tell(input: SessionInput): void {
    const step = stepSession(this.session, input, this.parts.nowMs());
    let ready: readonly ReadyEffect[];
    try {
      ready = step.effects.map(readyOf);
    } catch (error) {
      return this.unwritable(input, error);
    }
    this.session = step.state;
    for (const effect of ready) this.perform(effect);
  }

  private unwritable(input: SessionInput, error: unknown): void {
    const { log, user } = this.parts;
    log.error({ err: error, link: this.id }, "smpp.unwritable");
    if (input.kind !== "send") return this.destroy();
    this.guarded(() => user.onOutcome(this, input.message.key, { kind: "unwritable" }));
  }

  private perform(effect: ReadyEffect): void {
    const { user, wheel } = this.parts;
    switch (effect.kind) {
      case "write":
        return this.write(effect.bytes);
      case "arm":
        return wheel.arm(this.id, effect.timer, effect.ms, () => this.tell({ kind: "fired", timer: effect.timer }));
      case "bind-asked":
        return this.guarded(() => user.onBindAsked?.(this, effect.pdu, effect.binding));
      case "bound":
        return this.guarded(() => user.onBound(this, effect.binding));
      case "asked":
        return this.guarded(() => user.onAsked(this, effect.pdu));
      case "outcome":
        return this.guarded(() => user.onOutcome(this, effect.key, effect.outcome));
      case "noted":
        return this.guarded(() => user.onNote?.(this, effect.what));
      case "end":
        return this.end(effect.why, effect.status);
      default:
        return unreachable(effect);
    }
  }

  /** An unexpected error ends this connection, not the process. */
  private guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.parts.log.error({ err: error, link: this.id }, "smpp.link-failed");
      this.destroy();
    }
  }

  /** PDUs of one turn of the event loop are written together. */
  private write(bytes: Uint8Array): void {
    const { socket } = this.parts;
    if (socket.destroyed || socket.writableEnded) return;
    if (!this.isCorked) {
      this.isCorked = true;
      socket.cork();
      setImmediate(() => {
        this.isCorked = false;
        socket.uncork();
      });
    }
    socket.write(bytes);
    if (socket.writableLength > WAITING_BYTES_MAX) this.destroy();
  }

  private end(why: SessionEnd, status: number): void {
    const { socket, wheel, user } = this.parts;
    wheel.disarmAll(this.id);
    if (!socket.destroyed) {
      wheel.arm(this.id, "flush", FLUSH_MS_MAX, () => socket.destroy());
      socket.end(() => socket.destroy());
    }
    this.guarded(() => user.onEnd(this, why, status));
  }
}
