/** Letters that look alike on a phone's screen, mapped to one of them. */
const CONFUSABLE: Readonly<Record<string, string>> = {
  "0": "O",
  "1": "I",
  "2": "Z",
  "3": "E",
  "4": "A",
  "5": "S",
  "6": "G",
  "7": "T",
  "8": "B",
  L: "I",
  Q: "O",
};

const SEPARATORS = /[ ._-]+/;
/** Minimum length of a protected name to be searched inside other names; shorter ones occur in too many legitimate words. */
const CONTAINED_LEAST = 5;
/** Minimum length at which a name with one wrong letter is still read as the name. */
const MISSPELT_LEAST = 6;

function fold(text: string): string {
  const letters = [...text.toUpperCase()].map((letter) => CONFUSABLE[letter] ?? letter).join("");
  return letters.replaceAll("RN", "M").replaceAll("VV", "W");
}

const squeezed = (text: string) => fold(text).replaceAll(/[ ._-]/g, "");

/** The protected name that a sender id resembles; undefined when there is none. */
export function similarNameOf(value: string, protectedNames: readonly string[]): string | undefined {
  const whole = squeezed(value);
  const words = value.split(SEPARATORS).map(fold);
  return protectedNames.find((name) => {
    const own = squeezed(name);
    if (whole === own || words.includes(own)) return true;
    if (own.length >= CONTAINED_LEAST && whole.includes(own)) return true;
    return own.length >= MISSPELT_LEAST && isOneAway(whole, own);
  });
}

/** Whether the edit distance of two words is one insertion, deletion or substitution. */
function isOneAway(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return short.slice(short.length === long.length ? same + 1 : same) === long.slice(same + 1);
}
