import { CLIPS_MAX, type Clip, fragments, GROUP_PAUSE, type SpokenLanguage } from "./spoken.shared.ts";

/** The maximum of characters in one group, for the listener's memory. */
const GROUP_MAX = 4;

const SIGN_NAMES: Readonly<Record<string, string>> = { "*": "star", "#": "hash", "+": "plus" };

/**
 * Reads digits and letters one by one, in the written groups ("TB-0123") or else in natural ones: as equal as possible, of four at the most, the
 * longer ones last. Null for anything else than letters, digits, `* # +`, spaces, dots and hyphens, and for more than the limit of one play.
 */
export function readDigits(text: string, language: SpokenLanguage): readonly Clip[] | null {
  const written = text.split(/[\s.-]+/).filter((group) => group !== "");
  return readGroups(written.length === 1 ? naturalGroups(text.trim()) : written, language);
}

/** Reads a telephone number in its usual groups: 0812 3456 7890, 021 555 1234, plus 62 812 3456 7890, 1500 123. */
export function readPhone(text: string, language: SpokenLanguage): readonly Clip[] | null {
  const bare = text.replaceAll(/[\s().-]/g, "");
  return /^\+?\d+$/.test(bare) ? readGroups(phoneGroups(bare), language) : null;
}

function phoneGroups(bare: string): readonly string[] {
  if (bare.startsWith("+62")) return ["+62", ...subscriberGroups(bare.slice(3), 3)];
  if (bare.startsWith("+")) return ["+", ...naturalGroups(bare.slice(1))];
  if (bare.startsWith("08")) return subscriberGroups(bare, 4);
  if (/^0(?:21|22|24|31|61)/.test(bare)) return subscriberGroups(bare, 3);
  if (bare.startsWith("0") && bare.length > 7) return subscriberGroups(bare, 4);
  if (/^1500?\d{3}$/.test(bare)) return [bare.slice(0, -3), bare.slice(-3)];
  return naturalGroups(bare);
}

function subscriberGroups(digits: string, prefix: number): readonly string[] {
  return [digits.slice(0, prefix), ...naturalGroups(digits.slice(prefix))].filter((group) => group !== "");
}

/** Groups as equal as possible, of four at the most, the longer ones last. */
function naturalGroups(signs: string): readonly string[] {
  const count = Math.ceil(signs.length / GROUP_MAX);
  const size = Math.floor(signs.length / Math.max(count, 1));
  const shorter = count - (signs.length % Math.max(count, 1));
  const ends = Array.from({ length: count }, (_, nth) => (nth + 1) * size + Math.max(0, nth + 1 - shorter));
  return ends.map((end, nth) => signs.slice(ends[nth - 1] ?? 0, end));
}

function readGroups(groups: readonly string[], language: SpokenLanguage): readonly Clip[] | null {
  const signs = groups.join("");
  if (!/^[\da-z*#+]+$/i.test(signs) || signs.length + groups.length - 1 > CLIPS_MAX) return null;
  return groups.flatMap((group, nth) => [
    ...(nth === 0 ? [] : [GROUP_PAUSE]),
    ...fragments(language, Array.from(group, signName)),
  ]);
}

function signName(sign: string): string {
  return SIGN_NAMES[sign] ?? (/\d/.test(sign) ? `n-${sign}` : `letter-${sign.toLowerCase()}`);
}
