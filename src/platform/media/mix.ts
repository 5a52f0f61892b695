import {
  decode,
  encode,
  FRAME_SAMPLES,
  hideLoss,
  mix as mixVoices,
  receivedFrame,
  SILENCE,
  type Voice,
} from "../../protocols/audio/index.ts";
import { pullFrame } from "../../protocols/rtp/index.ts";
import type { Gain } from "./commands.ts";
import type { Leg, Mix } from "./leg.ts";

/** Gains by their pair of legs. */
export function gainsByPair(gains: readonly Gain[]): ReadonlyMap<string, number> {
  return new Map(gains.map(({ from, to, gain }) => [pair(from, to), gain]));
}

/** Takes 20 ms from every member and sends each member the sum of the others. Gains apply to the whole tick. */
export function tickMix(mix: Mix, nowMs: number): void {
  const heard = mix.members.map((leg) => ({ leg, samples: nextSamples(leg) }));
  for (const to of mix.members) {
    if (!to.maySend || to.isTaken) continue;
    const voices = heard.flatMap(({ leg, samples }): readonly Voice[] => {
      const gain = leg === to ? 0 : (mix.gains.get(pair(leg.id, to.id)) ?? 1);
      return samples === null || gain === 0 ? [] : [{ samples, gain }];
    });
    to.sendFrame(encode(to.law, mixVoices(voices, FRAME_SAMPLES)), nowMs);
  }
}

function pair(from: string, to: string): string {
  return `${from} ${to}`;
}

function nextSamples(leg: Leg): Int16Array | null {
  const { state, pulled } = pullFrame(leg.buffer, SILENCE[leg.law]);
  leg.buffer = state;
  if (pulled.payload !== null) {
    const samples = decode(leg.law, pulled.payload);
    leg.concealment = receivedFrame(samples);
    return samples;
  }
  if (!pulled.isLost) return null;
  const hidden = hideLoss(leg.concealment);
  leg.concealment = hidden.state;
  return hidden.frame;
}
