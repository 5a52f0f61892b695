/** The GSM 7-bit default alphabet (3GPP TS 23.038 §6.2.1), one character for each septet. */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

const ESCAPE = 0x1b;

/** Characters of the extension table, two septets each: escape and this one. */
const EXTENSION: Readonly<Record<string, number>> = {
  "\f": 0x0a,
  "^": 0x14,
  "{": 0x28,
  "}": 0x29,
  "\\": 0x2f,
  "[": 0x3c,
  "~": 0x3d,
  "]": 0x3e,
  "|": 0x40,
  "€": 0x65,
};

const SEPTETS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...Array.from(BASIC).flatMap((character, septet) => (septet === ESCAPE ? [] : [[character, [septet]] as const])),
  ...Object.entries(EXTENSION).map(([character, septet]) => [character, [ESCAPE, septet]] as const),
]);

const EXTENDED: ReadonlyMap<number, string> = new Map(
  Object.entries(EXTENSION).map(([character, septet]) => [septet, character]),
);

/** The septets of a character; undefined when it is outside the alphabet. */
export function septetsOf(character: string): readonly number[] | undefined {
  return SEPTETS.get(character);
}

/** Characters outside the alphabet, each once, in the order of the text. */
export function outsideGsm(text: string): readonly string[] {
  return [...new Set([...text].filter((character) => !SEPTETS.has(character)))];
}

/** A text as septets, one in each octet; undefined when it has a character outside the alphabet. */
export function encodeGsm(text: string): Uint8Array | undefined {
  const septets: number[] = [];
  for (const character of text) {
    const own = SEPTETS.get(character);
    if (own === undefined) return undefined;
    septets.push(...own);
  }
  return Uint8Array.from(septets);
}

/**
 * Decodes septets, one in each octet (the eighth bit is ignored). An unknown extension is shown as the basic character, and an escape at the very end as a
 * space, as phones do (§6.2.1).
 */
export function decodeGsm(octets: Uint8Array): string {
  let text = "";
  for (let index = 0; index < octets.length; index += 1) {
    const septet = (octets[index] ?? 0) & 0x7f;
    if (septet !== ESCAPE) {
      text += BASIC.charAt(septet);
      continue;
    }
    index += 1;
    const extended = (octets[index] ?? 0x20) & 0x7f;
    text +=
      index >= octets.length ? " " : (EXTENDED.get(extended) ?? (extended === ESCAPE ? " " : BASIC.charAt(extended)));
  }
  return text;
}

/** Replacements of characters outside the alphabet that keep the meaning. */
const PLAIN: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201b": "'",
  "\u2032": "'",
  "`": "'",
  "\u00b4": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u2033": '"',
  "\u00ab": '"',
  "\u00bb": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2015": "-",
  "\u2212": "-",
  "\u2026": "...",
  "\u2022": "*",
  "\u00b7": "*",
  "\u00d7": "x",
  "\u2044": "/",
  "\u00a0": " ",
  "\u2007": " ",
  "\u2009": " ",
  "\u202f": " ",
  "\u3000": " ",
  "\u200b": "",
  "\u200c": "",
  "\u200d": "",
  "\u2060": "",
  "\ufeff": "",
  "\t": " ",
  "\u0142": "l",
  "\u0141": "L",
  "\u0111": "d",
  "\u0110": "D",
};

const MARKS = /\p{Mark}+/gu;

/**
 * Transliterates characters outside the alphabet that have a plain replacement: typographic quotes and dashes, letters with diacritics. Other characters stay,
 * so that the text is then sent as UCS-2. Only done at the sender's request.
 */
export function transliterate(text: string): string {
  return [...text.normalize("NFC")].map(plainOf).join("");
}

function plainOf(character: string): string {
  if (SEPTETS.has(character)) return character;
  const plain = PLAIN[character];
  if (plain !== undefined) return plain;
  const bare = character.normalize("NFD").replace(MARKS, "");
  return bare !== "" && [...bare].every((one) => SEPTETS.has(one)) ? bare : character;
}
