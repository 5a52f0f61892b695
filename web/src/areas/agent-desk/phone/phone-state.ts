/** The state of the softphone and its permitted actions. */
import type { LineQuality, Silence } from "./line-quality.ts";
import type { MicrophoneFault } from "./sound-devices.ts";
import type { SoundWay } from "./sound-way.ts";

/** The connection between page and switch. */
export type Line =
  | { readonly is: "off" }
  | { readonly is: "opening" }
  | { readonly is: "ready" }
  /** The connection is lost; the page keeps trying to reconnect. */
  | { readonly is: "lost" }
  /** The agent has opened the softphone in another page. */
  | { readonly is: "elsewhere" }
  /** The media process for browsers is starting or restarting. */
  | { readonly is: "returning" }
  /** The network blocks media, so the page is not rung. */
  | { readonly is: "closed"; readonly way: SoundWay }
  /** The page has no microphone, so it is not rung. */
  | { readonly is: "no-microphone"; readonly why: MicrophoneFault }
  | { readonly is: "refused"; readonly code: string; readonly message: string };

/** A call of the page, from ringing to its end. */
export interface PhoneCall {
  readonly id: string;
  readonly direction: "in" | "out";
  readonly is: "ringing" | "dialling" | "answering" | "talking";
  readonly number: string;
  readonly sinceMs: number;
  readonly isMuted: boolean;
  readonly isOnHold: boolean;
  /** The last digits sent in the call. */
  readonly keys: string;
}

/** The reason why the last call failed, as shown to the agent. */
export type CallFault = "no-microphone" | "no-sound" | "busy" | "unreachable" | "refused" | "lost";

/** The state of the softphone as shown on the page. */
export interface PhoneState {
  readonly line: Line;
  readonly call: PhoneCall | null;
  /** Whether the panic key is active: speaker and microphone are muted. */
  readonly isSilenced: boolean;
  readonly quality: LineQuality | null;
  /** Set when no audio has arrived in a call that should have audio by now. */
  readonly silence: Silence | null;
  readonly fault: CallFault | null;
}

/** The state of a softphone that is not in use. */
export const PHONE_OFF: PhoneState = {
  line: { is: "off" },
  call: null,
  isSilenced: false,
  quality: null,
  silence: null,
  fault: null,
};

const KEYS_SHOWN = 20;

/** Adds a digit to the call. */
export function withKey(call: PhoneCall, key: string): PhoneCall {
  return { ...call, keys: `${call.keys}${key}`.slice(-KEYS_SHOWN) };
}

/** The permitted actions of the softphone. */
export interface PhoneActions {
  readonly mayAnswer: boolean;
  readonly mayHangUp: boolean;
  readonly mayMute: boolean;
  readonly mayPress: boolean;
  readonly mayDial: boolean;
  readonly maySilence: boolean;
  readonly mayHold: boolean;
}

/** The state of the queue call on the desktop, if any. */
export type QueueCall = "none" | "ringing" | "talking";

/**
 * Computes the permitted actions. The desktop holds a queue call, whose caller hears music; the softphone holds any
 * other call. The desktop may ring a moment before the softphone; an agent who answers there does not have to answer
 * twice.
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

/** Maps the SIP status of a failed call (RFC 3261 §21) to a reason for the agent; null when the agent ended the call. */
export function faultOf(status: number | null, isOwn: boolean): CallFault | null {
  if (isOwn) return null;
  if (status === 488 || status === 606) return "no-sound";
  if (status === 486 || status === 600) return "busy";
  if (status === 404 || status === 480 || status === 484 || status === 604) return "unreachable";
  if (status === 487) return null;
  return status === null ? "lost" : "refused";
}
