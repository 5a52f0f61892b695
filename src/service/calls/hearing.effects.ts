import type { SoundDesk } from "./ports.ts";
import type { Ask, SoundDeskOptions } from "./sound-parts.effects.ts";

type Who = Parameters<SoundDesk["hear"]>[1];

/**
 * Puts legs together as a gain table says: two who hear each other are bridged, more are mixed, with silence where nobody is to
 * be heard. All commands of a table go out at once and in order, so that the next table cannot come between.
 */
export function openHearing({ engine }: Pick<SoundDeskOptions, "engine">, ask: Ask): SoundDesk["hear"] {
  return async (callId, who) => {
    const mix = `talk.${callId}`;
    const isPair = who.heard.length === 2;
    const [pair] = isPair ? who.heard : [];
    const parted = who.legIds.filter((leg) => pair?.includes(leg) !== true);
    const isConference = who.heard.length > 2;
    await Promise.all([
      // Most calls have none: that there is none is no fault.
      engine.mixer.request({ kind: "unmix", mix }),
      ...parted.map((leg) => ask({ kind: "unbridge", leg })),
      ...(pair === undefined ? [] : [ask({ kind: "bridge", left: pair[0], right: pair[1] })]),
      ...(isConference ? [ask({ kind: "mix", mix, members: [...who.legIds], gains: silent(who) })] : []),
    ]);
  };
}

/** Gains that are not 1: of everybody by whom he is not to be heard. */
function silent({ legIds, heard }: Who): { readonly from: string; readonly to: string; readonly gain: number }[] {
  const isHeard = (from: string, to: string): boolean => heard.some(([one, other]) => one === from && other === to);
  return legIds.flatMap((from) =>
    legIds.filter((to) => to !== from && !isHeard(from, to)).map((to) => ({ from, to, gain: 0 })),
  );
}
