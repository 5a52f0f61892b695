import type { MediaController } from "../ports.ts";
import type { Ask, MediaControllerOptions } from "./sound-parts.effects.ts";

type Who = Parameters<MediaController["hear"]>[1];

/**
 * Routes legs by a gain table: two legs that only hear each other are bridged, otherwise all are mixed, with zero gain for pairs that are not audible. A mix
 * changes its table between two ticks. All commands of a table are sent at once and in order, so that the next table cannot come between.
 */
export function openAudioRouting(
  { engine }: Pick<MediaControllerOptions, "engine">,
  ask: Ask,
): MediaController["hear"] {
  return async (callId, who) => {
    const mix = `talk.${callId}`;
    const [first, second] = who.heard;
    const isPair = who.heard.length === 2 && first?.[0] === second?.[1] && first?.[1] === second?.[0];
    const pair = isPair ? first : undefined;
    const parted = who.legIds.filter((leg) => pair?.includes(leg) !== true);
    const isMixed = !isPair && who.heard.length > 0;
    await Promise.all([
      // Most calls have no mix, so its absence is not an error.
      ...(isMixed ? [] : [engine.mixer.request({ kind: "unmix", mix })]),
      ...parted.map((leg) => ask({ kind: "unbridge", leg })),
      ...(pair === undefined ? [] : [ask({ kind: "bridge", left: pair[0], right: pair[1] })]),
      ...(isMixed ? [ask({ kind: "mix", mix, members: [...who.legIds], gains: silent(who) })] : []),
    ]);
  };
}

/** Gains that are not 1: the legs that this leg must not hear. */
function silent({ legIds, heard }: Who): { readonly from: string; readonly to: string; readonly gain: number }[] {
  const isHeard = (from: string, to: string): boolean => heard.some(([one, other]) => one === from && other === to);
  return legIds.flatMap((from) =>
    legIds.filter((to) => to !== from && !isHeard(from, to)).map((to) => ({ from, to, gain: 0 })),
  );
}
