/** Maximum length of text synthesised at once; a longer text would delay the audio. */
const PART_MAX = 240;

/** Splits a text at sentence ends into parts for speech synthesis. */
export function spokenParts(text: string): readonly string[] {
  const sentences = (text.match(/[^.!?]+[.!?]*\s*/g) ?? [text]).flatMap((sentence) => inWords(sentence.trim()));
  const parts: string[] = [];
  let part = "";
  for (const sentence of sentences) {
    const isWhole = part !== "" && part.length + sentence.length >= PART_MAX;
    if (isWhole) parts.push(part);
    part = isWhole || part === "" ? sentence : `${part} ${sentence}`;
  }
  return [...parts, part].filter((one) => one !== "");
}

function inWords(sentence: string): readonly string[] {
  if (sentence.length <= PART_MAX) return [sentence];
  const at = sentence.lastIndexOf(" ", PART_MAX);
  const cut = at <= 0 ? PART_MAX : at;
  return [sentence.slice(0, cut), ...inWords(sentence.slice(cut).trim())];
}
