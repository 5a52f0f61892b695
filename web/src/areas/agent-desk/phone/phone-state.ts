/** How the telephone of the page stands, and what can be done with it. */
import type { LineQuality, Silence } from "./line-quality.ts";
import type { MicrophoneFault } from "./sound-devices.ts";
import type { SoundWay } from "./sound-way.ts";

/** The line between the page and the switch. */
export type Line =
  | { readonly is: "off" }
  | { readonly is: "opening" }
  | { readonly is: "ready" }
  /** The connection is gone; it is tried again and again. */
  | { readonly is: "lost" }
  /** Another page of the same agent has taken the telephone. */
  | { readonly is: "elsewhere" }
  /** Nobody is there to be heard: the process of browsers' sound starts, or starts again. */
  | { readonly is: "returning" }
  /** The network lets no sound through, so that it is not rung. */
  | { readonly is: "closed"; readonly way: SoundWay }
  /** The page has no microphone, so that it is not rung. */
  | { readonly is: "no-microphone"; readonly why: MicrophoneFault }
  | { readonly is: "refused"; readonly code: string; readonly message: string };

/** A call of the page, from its ringing to its end. */
export interface PhoneCall {
  readonly id: string;
  readonly direction: "in" | "out";
  readonly is: "ringing" | "dialling" | "answering" | "talking";
  readonly number: string;
  readonly sinceMs: number;
  readonly isMuted: boolean;
  readonly isOnHold: boolean;
  /** Digits that were pressed in it, the last ones. */
  readonly keys: string;
}

/** Why the last call came to nothing, as the agent may be told. */
export type CallFault = "no-microphone" | "no-sound" | "busy" | "unreachable" | "refused" | "lost";

/** The telephone as the page shows it. */
export interface PhoneState {
  readonly line: Line;
  readonly call: PhoneCall | null;
  /** Whether the panic key was pressed: nothing is heard, and nobody hears the agent. */
  readonly isSilenced: boolean;
  readonly quality: LineQuality | null;
  /** Set when nothing has come of a talk that should be heard by now. */
  readonly silence: Silence | null;
  readonly fault: CallFault | null;
}

/** A telephone nobody uses. */
export const PHONE_OFF: PhoneState = {
  line: { is: "off" },
  call: null,
  isSilenced: false,
  quality: null,
  silence: null,
  fault: null,
};

const KEYS_SHOWN = 20;

/** A call with one more digit pressed. */
export function withKey(call: PhoneCall, key: string): PhoneCall {
  return { ...call, keys: `${call.keys}${key}`.slice(-KEYS_SHOWN) };
}

/** What can be done with the telephone now. */
export interface PhoneActions {
  readonly mayAnswer: boolean;
  readonly mayHangUp: boolean;
  readonly mayMute: boolean;
  readonly mayPress: boolean;
  readonly mayDial: boolean;
  readonly maySilence: boolean;
  readonly mayHold: boolean;
}

/** How the caller from a queue stands whom the desk has, if it has one. */
export type QueueCall = "none" | "ringing" | "talking";

/**
 * What is offered in a state. A caller from a queue is held by the desk, who hears music then; any other call by the
 * telephone. The desk may ring a moment before the telephone does, and whoever answers then is not asked twice.
 */
export function permittedPhoneActions({ line, call }: PhoneState, queueCall: QueueCall): PhoneActions {
  const isTalking = call?.is === "talking";
  return {
    mayAnswer: call === null ? queueCall === "ringing" && line.is === "ready" : call.is === "ringing",
    mayHangUp: call !== null,
    mayMute: isTalking,
    mayPress: isTalking,
    mayDial: call === null && line.is === "ready",
    maySilence: isTalking,
    mayHold: isTalking && queueCall === "none",
  };
}

/** What SIP says of a call that came to nothing (RFC 3261 §21), as an agent understands it; null where he ended it himself. */
export function faultOf(status: number | null, isOwn: boolean): CallFault | null {
  if (isOwn) return null;
  if (status === 488 || status === 606) return "no-sound";
  if (status === 486 || status === 600) return "busy";
  if (status === 404 || status === 480 || status === 484 || status === 604) return "unreachable";
  if (status === 487) return null;
  return status === null ? "lost" : "refused";
}
