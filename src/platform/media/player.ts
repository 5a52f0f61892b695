import {
  encode,
  FRAME_SAMPLES,
  keyFrequencies,
  type Law,
  renderTone,
  SILENCE,
  type ToneName,
  tonePeriod,
} from "../../protocols/audio/index.ts";
import { type PressPacket, pressPackets, sendOwn } from "../../protocols/rtp/index.ts";
import type { ClipName, CommandOf } from "./commands.ts";
import type { Leg, Playing, Pressing } from "./leg.ts";

/** A prompt in both laws, in memory shared by the workers. */
export interface Prompt {
  readonly alaw: Uint8Array;
  readonly ulaw: Uint8Array;
}

const TONES = new Map<string, Uint8Array>();

/** Plays clips one after the other, a given number of times. */
export class Player implements Playing {
  readonly play: string;
  readonly endsWithKey: boolean;
  readonly #clips: readonly Uint8Array[];
  readonly #silence: number;
  #timesLeft: number;
  #clip = 0;
  #offset = 0;

  /** Clips are samples encoded in the law of the leg. */
  constructor(command: CommandOf<"play">, sound: { readonly clips: readonly Uint8Array[]; readonly law: Law }) {
    this.play = command.play;
    this.endsWithKey = command.endsWithKey;
    this.#clips = sound.clips;
    this.#silence = SILENCE[sound.law];
    this.#timesLeft = command.times ?? Number.POSITIVE_INFINITY;
  }

  /** The next 20 ms; null after the end. */
  next(): Uint8Array | null {
    const whole = this.#piece(FRAME_SAMPLES);
    if (whole === null || whole.length === FRAME_SAMPLES) return whole;
    const frame = new Uint8Array(FRAME_SAMPLES).fill(this.#silence);
    frame.set(whole);
    for (let filled = whole.length; filled < FRAME_SAMPLES; ) {
      const more = this.#piece(FRAME_SAMPLES - filled);
      if (more === null) break;
      frame.set(more, filled);
      filled += more.length;
    }
    return frame;
  }

  #piece(wanted: number): Uint8Array | null {
    const clip = this.#clips[this.#clip];
    if (clip === undefined) return null;
    const piece = clip.subarray(this.#offset, this.#offset + wanted);
    this.#offset += piece.length;
    if (this.#offset < clip.length) return piece;
    this.#offset = 0;
    this.#clip += 1;
    if (this.#clip === this.#clips.length && this.#timesLeft > 1) {
      this.#timesLeft -= 1;
      this.#clip = 0;
    }
    return piece;
  }
}

/** The encoded samples of a clip; null for an unknown prompt. */
export function clipCodes(
  clip: ClipName,
  from: { readonly law: Law; readonly prompts: ReadonlyMap<string, Prompt> },
): Uint8Array | null {
  if (clip.kind === "prompt") return from.prompts.get(clip.prompt)?.[from.law] ?? null;
  if (clip.kind === "silence") return new Uint8Array(clip.ms * 8).fill(SILENCE[from.law]);
  return toneCodes(clip.tone, from.law);
}

function toneCodes(tone: ToneName, law: Law): Uint8Array {
  const name = `${tone} ${law}`;
  const codes = TONES.get(name) ?? encode(law, tonePeriod(tone));
  TONES.set(name, codes);
  return codes;
}

const GAP_SAMPLES = 640;

/** Sends DTMF digits one after the other: as telephone events, or in-band if the far end accepts none. */
export class Presser implements Pressing {
  readonly #queue: PressPacket[] = [];
  readonly #sound: Uint8Array | null;
  #at = 0;
  #start: number | null = null;

  /** Each key is pressed for `pressMs`, with gaps of 80 ms. */
  constructor(leg: Leg, { keys, pressMs }: Pick<CommandOf<"send-keys">, "keys" | "pressMs">) {
    const isEvents = leg.settings.keysPayloadType !== null;
    const stretches = Array.from(keys).flatMap((key) => [
      { frequenciesHz: keyFrequencies(key) ?? [], ms: pressMs },
      { frequenciesHz: [], ms: GAP_SAMPLES / 8 },
    ]);
    this.#sound = isEvents ? null : encode(leg.law, renderTone(stretches));
    let at = 0;
    for (const key of isEvents ? keys : "") {
      const packets = pressPackets(key, pressMs * 8);
      this.#queue.push(...packets.map((packet) => ({ ...packet, atSamples: packet.atSamples + at })));
      at = (this.#queue.at(-1)?.atSamples ?? 0) + FRAME_SAMPLES + GAP_SAMPLES;
    }
  }

  /** Sends what is due in this tick; false after the last one. */
  tick(leg: Leg, nowMs: number): boolean {
    const at = this.#at;
    this.#at += FRAME_SAMPLES;
    if (this.#sound !== null) {
      const codes = this.#sound.subarray(at, at + FRAME_SAMPLES);
      if (codes.length === FRAME_SAMPLES) leg.sendFrame(codes, nowMs);
      return this.#at < this.#sound.length;
    }
    const [packet] = this.#queue;
    if (packet !== undefined && packet.atSamples <= at) {
      this.#queue.shift();
      this.#send(leg, packet, nowMs);
    }
    return this.#queue.length > 0;
  }

  /** RFC 4733 §2.2.1 and §2.5.1: sequence numbers continue, the timestamp stays at the start of the press or its segment. */
  #send(leg: Leg, packet: PressPacket, nowMs: number): void {
    const step = sendOwn(leg.outgoing, { samples: FRAME_SAMPLES, octets: packet.payload.length, nowMs });
    leg.outgoing = step.state;
    if (packet.marker || this.#start === null) this.#start = step.header.timestamp;
    const timestamp = (this.#start + packet.timestampOffset) >>> 0;
    const { keysPayloadType } = leg.settings;
    if (keysPayloadType === null) return;
    const { sequence } = step.header;
    leg.sendPacket({
      sequence,
      timestamp,
      marker: packet.marker,
      payloadType: keysPayloadType,
      payload: packet.payload,
    });
  }
}
