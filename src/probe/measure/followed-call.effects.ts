import type { Log } from "../../platform/telemetry/index.ts";
import { serialiseSdp } from "../../protocols/sdp/index.ts";
import { calledPair, callerPair } from "../scenarios/index.ts";
import { openAnsweringPhones } from "./answering.effects.ts";
import { openCallingSide } from "./calling.effects.ts";
import { openPacer } from "./pacer.effects.ts";
import type { ProbeContext } from "./probe-context.effects.ts";
import { FRAME_PAIR, type RawAnswer, type RawCall, type RawStream } from "./raw.ts";
import { type AnswerAccount, registerPhone } from "./register.effects.ts";
import { ProbeFailure } from "./run-probe.effects.ts";
import { peerOf } from "./sip-side.effects.ts";

/** The called code, and the phone to be rung. */
interface FollowedOptions {
  /** Address of both ends on this machine. */
  readonly address: string;
  readonly code: string;
  readonly callerNumber: string;
  /** A phone of the centre; the code is called at its registrar. */
  readonly phone: AnswerAccount;
  readonly log: Log;
  readonly chance: () => number;
}

/** One call that is tracked on its whole path through the centre; the phone answers every incoming call. The opener closes it. */
export interface FollowedCall {
  /** True once it was answered with usable media; false when it ended before. */
  readonly answered: Promise<boolean>;
  press(keys: string): void;
  /** Audio received by the caller since the answer, at 8,000 samples a second; at most five minutes. */
  heard(): Int16Array;
  /** How long each end has received the tones of the other one. */
  tonesMs(): { readonly caller: number; readonly phone: number };
  /** Data of the caller's end so far, and of the phone's answered calls in order. */
  raw(): { readonly caller: RawCall; readonly phone: readonly RawAnswer[] };
  /** The phone hangs up; the centre decides about the caller. */
  phoneHangsUp(): void;
  hangUp(): Promise<void>;
  close(): Promise<void>;
}

const FRAME_MS = 20;
const PACKETS_MAX = 15_000;

/** Registers the phone and calls the code; each end plays its own tones. Throws `ProbeFailure` when the registration is refused. */
export async function followCall(options: FollowedOptions): Promise<FollowedCall> {
  const { address, code, callerNumber, phone, log, chance } = options;
  const beganMs = performance.now();
  const nowMs = () => performance.now() - beganMs;
  const pacer = openPacer(nowMs);
  const fail = (error: unknown) => log.error({ err: error }, "probe.call-failed");
  const probeContext: ProbeContext = { nowMs, chance, log, pacer, writeSdp: serialiseSdp, fail };
  const phones = await openAnsweringPhones(probeContext, { address, packetsMax: PACKETS_MAX });
  const side = await openCallingSide(probeContext, { address, to: peerOf(phone) });
  const close = async () => {
    await Promise.all([phones.close(), side.close()]);
    pacer.close();
  };
  const status = await registerPhone(phones.side, phone);
  if (status !== 200) {
    await close();
    throw new ProbeFailure(status === null ? "register-silent" : "register-refused", `${phone.user}: ${status}`);
  }
  const frames: Int16Array[] = [];
  const planned = { nth: 0, callerNumber, atMs: 0 };
  const onFrame = (samples: Int16Array) => void frames.push(samples);
  const call = await side.call({ planned, code, pair: callerPair(0), packetsMax: PACKETS_MAX, onFrame });
  return {
    answered: call.answered,
    press: (keys) => call.line.press(keys),
    heard: () => joined(frames),
    tonesMs: () => ({
      caller: measureToneMs(call.line.stream(), calledPair(0)),
      phone: Math.max(0, ...phones.answers().map(({ stream }) => measureToneMs(stream, callerPair(0)))),
    }),
    raw: () => ({ caller: call.raw(), phone: phones.answers() }),
    phoneHangsUp: phones.hangUp,
    async hangUp() {
      call.hangUp();
      await call.ended;
      await registerPhone(phones.side, phone, 0);
    },
    close,
  };
}

function measureToneMs({ heard }: RawStream, pair: number): number {
  return FRAME_MS * heard.filter((one) => one === FRAME_PAIR + pair).length;
}

function joined(frames: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(frames.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const frame of frames) {
    all.set(frame, at);
    at += frame.length;
  }
  return all;
}
