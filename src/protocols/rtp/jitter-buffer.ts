import { since32 } from "./packet.ts";

/** One audio packet waiting to be played. */
interface Waiting {
  readonly timestamp: number;
  readonly payload: Uint8Array;
}

/** A jitter buffer, which delays packets so that late ones arrive in time. One sample is one byte: G.711. */
export interface JitterBuffer {
  readonly waiting: readonly Waiting[];
  /** Timestamp of the next sample to play; null while filling. */
  readonly next: number | null;
  /** Delay before playback begins, in samples. */
  readonly target: number;
  readonly ssrc: number | null;
  readonly late: number;
  /** Number of consecutive pulls with more delay than needed. */
  readonly fullPulls: number;
}

/** Output of one tick: the available samples, or a loss. */
export interface Pulled {
  /** Null = no samples: the far end is silent or its packets were lost. */
  readonly payload: Uint8Array | null;
  /** True when surrounding packets are there, so that loss concealment makes sense. */
  readonly isLost: boolean;
}

const FRAME = 160;
const TARGET_MIN = 160;
const TARGET_MAX = 1_600;
/** Maximum number of waiting samples; older ones are dropped. */
const WAITING_MAX = 3_200;
const PACKETS_MAX = 40;
const SHRINK_PULLS = 100;

/** An empty buffer. */
export const EMPTY_BUFFER: JitterBuffer = {
  waiting: [],
  next: null,
  target: TARGET_MIN * 2,
  ssrc: null,
  late: 0,
  fullPulls: 0,
};

/** Inserts a packet at its position; `jitter` in samples sets the delay. */
export function pushPacket(
  buffer: JitterBuffer,
  packet: { readonly ssrc: number; readonly timestamp: number; readonly payload: Uint8Array; readonly jitter: number },
): JitterBuffer {
  const begun = buffer.ssrc === packet.ssrc ? buffer : { ...EMPTY_BUFFER, late: buffer.late, ssrc: packet.ssrc };
  const { next } = begun;
  const ahead = next === null ? 0 : since32(packet.timestamp, next);
  if (next !== null && ahead + packet.payload.length <= 0) {
    // Too late to play. Far behind, the sender has restarted its clock.
    if (ahead < -WAITING_MAX * 5) return pushPacket({ ...EMPTY_BUFFER, ssrc: packet.ssrc, late: begun.late }, packet);
    return { ...begun, late: begun.late + 1, target: Math.min(TARGET_MAX, begun.target + FRAME) };
  }
  const waiting = inserted(begun.waiting, { timestamp: packet.timestamp, payload: packet.payload });
  const wanted = Math.ceil((2 * packet.jitter) / FRAME) * FRAME + FRAME;
  const target = Math.max(
    TARGET_MIN,
    Math.min(TARGET_MAX, Math.max(wanted, begun.target - (wanted < begun.target ? 1 : 0))),
  );
  return limited({ ...begun, waiting, target });
}

/** Takes the next 20 ms; `silence` fills missing samples. */
export function pullFrame(
  buffer: JitterBuffer,
  silence: number,
): { readonly state: JitterBuffer; readonly pulled: Pulled } {
  const [first] = buffer.waiting;
  if (first === undefined) return { state: { ...buffer, next: null, fullPulls: 0 }, pulled: NOTHING };
  if (buffer.next === null && heldBy(buffer) < buffer.target) return { state: buffer, pulled: NOTHING };
  const start = buffer.next ?? first.timestamp;
  const ahead = since32(first.timestamp, start);
  // A gap longer than the maximum delay is a pause of the speaker: playback continues with the next packet.
  if (ahead >= WAITING_MAX) return pullFrame({ ...buffer, next: first.timestamp }, silence);
  const end = (start + FRAME) >>> 0;
  const whole = ahead === 0 && first.payload.length === FRAME ? first.payload : null;
  const payload = whole ?? gathered(buffer.waiting, { start, silence });
  const waiting = buffer.waiting.filter((one) => since32(one.timestamp + one.payload.length, end) > 0);
  return { state: shrunk({ ...buffer, waiting, next: end }), pulled: { payload, isLost: payload === null } };
}

const NOTHING: Pulled = { payload: null, isLost: false };

function heldBy({ waiting }: JitterBuffer): number {
  const first = waiting[0];
  const last = waiting.at(-1);
  return first === undefined || last === undefined ? 0 : since32(last.timestamp, first.timestamp) + last.payload.length;
}

function inserted(waiting: readonly Waiting[], packet: Waiting): readonly Waiting[] {
  const after = waiting.findLastIndex((one) => since32(packet.timestamp, one.timestamp) >= 0);
  // A duplicate packet is stored once.
  if (waiting[after]?.timestamp === packet.timestamp) return waiting;
  return waiting.toSpliced(after + 1, 0, packet);
}

function limited(buffer: JitterBuffer): JitterBuffer {
  let { waiting, next } = buffer;
  while (waiting.length > 1 && (waiting.length > PACKETS_MAX || heldBy({ ...buffer, waiting }) > WAITING_MAX)) {
    waiting = waiting.slice(1);
    next = next === null ? null : (waiting[0]?.timestamp ?? null);
  }
  return { ...buffer, waiting, next };
}

/** After two seconds with more delay than needed, one frame is skipped, so that the delay shrinks again. */
function shrunk(buffer: JitterBuffer): JitterBuffer {
  if (heldBy(buffer) < buffer.target + FRAME) return { ...buffer, fullPulls: 0 };
  if (buffer.fullPulls < SHRINK_PULLS || buffer.next === null) return { ...buffer, fullPulls: buffer.fullPulls + 1 };
  const next = (buffer.next + FRAME) >>> 0;
  const waiting = buffer.waiting.filter((one) => since32(one.timestamp + one.payload.length, next) > 0);
  return { ...buffer, waiting, next, fullPulls: 0 };
}

/** Assembles 20 ms from packets of other lengths; null when none of them has a sample in that time. */
function gathered(
  waiting: readonly Waiting[],
  { start, silence }: { readonly start: number; readonly silence: number },
): Uint8Array | null {
  const frame = new Uint8Array(FRAME).fill(silence);
  let filled = 0;
  for (const one of waiting) {
    const offset = since32(one.timestamp, start);
    if (offset >= FRAME) break;
    const from = Math.max(0, -offset);
    const part = one.payload.subarray(from, Math.max(from, FRAME - offset));
    frame.set(part, Math.max(0, offset));
    filled += part.length;
  }
  return filled === 0 ? null : frame;
}
