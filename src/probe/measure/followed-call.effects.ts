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

/** Who calls what, and the phone that is there to be rung. */
interface FollowedOptions {
  /** Address of this machine at which both ends are. */
  readonly address: string;
  readonly code: string;
  readonly callerNumber: string;
  /** A phone of the centre, at whose registrar the code is called, too. */
  readonly phone: AnswerAccount;
  readonly log: Log;
  readonly chance: () => number;
}

/** One call that is followed wherever the centre leads it; the phone answers whatever comes to it. Whoever opens it closes it. */
export interface FollowedCall {
  /** True once it was answered with sound that can be sent; false once it came to its end before. */
  readonly answered: Promise<boolean>;
  press(keys: string): void;
  /** What the caller has heard since the answer, at 8,000 samples a second; five minutes at the most. */
  heard(): Int16Array;
  /** For how long each end has heard the tones of the other one. */
  tonesMs(): { readonly caller: number; readonly phone: number };
  /** What the caller's end knows of the call by now, and the phone's of each that it answered, in the order of answering. */
  raw(): { readonly caller: RawCall; readonly phone: readonly RawAnswer[] };
  /** The phone hangs up; what becomes of the caller is the centre's. */
  phoneHangsUp(): void;
  hangUp(): Promise<void>;
  close(): Promise<void>;
}

const FRAME_MS = 20;
const PACKETS_MAX = 15_000;

/** Registers the phone and calls the code; each end plays tones of its own. Throws `ProbeFailure` when the phone is not let in. */
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
