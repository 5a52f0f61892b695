/** Letters that are taken for one another on a telephone's screen, folded to one of them. */
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
/** Shorter names are part of too many honest words. */
const CONTAINED_LEAST = 5;
/** From this length on a name with one letter wrong is still read as the name. */
const MISSPELT_LEAST = 6;

function fold(text: string): string {
  const letters = [...text.toUpperCase()].map((letter) => CONFUSABLE[letter] ?? letter).join("");
  return letters.replaceAll("RN", "M").replaceAll("VV", "W");
}

const squeezed = (text: string) => fold(text).replaceAll(/[ ._-]/g, "");

/** The protected name that a sender id looks like; undefined when it looks like none. */
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

/** Whether one letter more, less or another one is all that keeps two words apart. */
function isOneAway(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return short.slice(short.length === long.length ? same + 1 : same) === long.slice(same + 1);
}
