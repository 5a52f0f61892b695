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

/** Who is told what happens on a connection. What it throws ends the connection, not the process. */
export interface LinkUser {
  /** Judge it and call `decideBind`; asked at our listener only. */
  onBindAsked?(link: SmppLink, pdu: BindPdu, binding: Binding): void;
  onBound(link: SmppLink, binding: Binding): void;
  /** Answer it by `answer`, once. */
  onAsked(link: SmppLink, pdu: InboundRequestPdu): void;
  onOutcome(link: SmppLink, key: string, outcome: MessageOutcome): void;
  onNote?(link: SmppLink, what: SessionNote): void;
  /** The last that is heard of it; `status` is that of a bind that was refused. */
  onEnd(link: SmppLink, why: SessionEnd, status: number): void;
}

/** What a connection needs. */
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

/** Bytes that may wait for an other end which does not read; then it is cut off. */
const WAITING_BYTES_MAX = 1_048_576;
/** What was said last has so long to go out. */
const FLUSH_MS_MAX = 2_000;

/** An effect whose PDU is bytes already. */
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
    // What went wrong is told by "close", which always follows.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.tell({ kind: "closed" });
      parts.wheel.disarmAll(this.id);
    });
  }

  /** The connection stands: our own listener waits for a bind, our own side says one. */
  open(): void {
    this.tell({ kind: "opened" });
  }

  /** Whether the other end knows optional parameters (SMPP 3.4 §3.4). */
  knowsParameters(): boolean {
    return knowsParameters(this.session);
  }

  /** How many more messages it takes now. */
  windowLeft(): number {
    return windowLeft(this.session);
  }

  /** Messages of ours that wait for their answers. */
  inFlight(): number {
    return this.session.inFlight;
  }

  /** How it is bound; null before and after. */
  binding(): Binding | null {
    return this.session.phase === "bound" ? this.session.binding : null;
  }

  send(message: OutgoingMessage): void {
    this.tell({ kind: "send", message });
  }

  answer(pdu: AnswerPdu): void {
    this.tell({ kind: "answer", pdu });
  }

  /** Says whether the bind is taken; nothing when the connection ended meanwhile. */
  decideBind(status: StatusName, sequence: number): void {
    if (this.session.phase === "binding") this.tell({ kind: "bind-decided", status, sequence });
  }

  /** Ends the session in words; the connection follows. */
  unbind(): void {
    this.tell({ kind: "unbind" });
  }

  /** Ends the connection without a word. */
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

  /** What cannot be written never was: the session goes on as if nobody had asked for it, or ends. */
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

  /** What is impossible ends this connection, not the process (house rule 15). */
  private guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.parts.log.error({ err: error, link: this.id }, "smpp.link-failed");
      this.destroy();
    }
  }

  /** What is said in one turn goes out in one piece. */
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
