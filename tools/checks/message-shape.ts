/** The parts of an ICU message that translations must share: argument names, kinds and tags, sorted. */
export type MessageShape = readonly string[];

const SUB_MESSAGE_KINDS = new Set(["plural", "select", "selectordinal"]);
const DEPTH_MAX = 8;

/** The index after the brace that closes the one at `open`, or -1 without one. */
function closingOf(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === "{") depth += 1;
    if (text[index] === "}") depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** The texts inside the outermost braces of `text`; null when braces do not match. */
function bracedParts(text: string): readonly string[] | null {
  const parts: string[] = [];
  let index = 0;
  while (index < text.length) {
    if (text[index] === "}") return null;
    if (text[index] !== "{") {
      index += 1;
      continue;
    }
    const close = closingOf(text, index);
    if (close < 0) return null;
    parts.push(text.slice(index + 1, close));
    index = close + 1;
  }
  return parts;
}

function argumentsOf(text: string, depth: number): readonly string[] | null {
  const parts = bracedParts(text);
  if (parts === null || depth > DEPTH_MAX) return null;
  const found: string[] = [];
  for (const part of parts) {
    const [name = "", kind = "", ...rest] = part.split(",").map((piece) => piece.trim());
    if (!/^\w+$/.test(name)) return null;
    // A plural counts as the plain argument: Indonesian nouns do not change with the number.
    found.push(kind === "" || kind === "plural" ? name : `${name}:${kind}`);
    if (!SUB_MESSAGE_KINDS.has(kind)) continue;
    const choices = bracedParts(rest.join(","));
    const inner = choices?.map((choice) => argumentsOf(choice, depth + 1)) ?? [null];
    if (inner.includes(null)) return null;
    found.push(...inner.flatMap((names) => names ?? []));
  }
  return found;
}

/** Text between apostrophes that start before a syntax character is literal; two apostrophes are one. */
const QUOTED = /''|'[{}<>][^']*'/g;

/** Reads the shape of a message; null when its braces do not match or an argument has no plain name. */
export function messageShape(quoting: string): MessageShape | null {
  const message = quoting.replaceAll(QUOTED, "");
  const names = argumentsOf(message, 0);
  if (names === null) return null;
  const tags = [...message.matchAll(/<(\w+)>/g)].map((match) => `<${match[1] ?? ""}>`);
  return [...new Set([...names, ...tags])].sort();
}
