/** Message of a recogniser: speech in progress, a result, or an irrelevant message. */
export type Recognised =
  | { readonly is: "speaking" }
  | { readonly is: "said"; readonly text: string; readonly confidence: number | null }
  | { readonly is: "nothing" }
  | { readonly is: "nonsense" };

/** The first message of a stream to a recogniser (the protocol of Vosk's server); unknown fields are ignored by servers. */
export function recogniserConfig({
  language,
  hints,
}: {
  readonly language: string;
  readonly hints: readonly string[];
}) {
  return JSON.stringify({ config: { sample_rate: 8_000, words: true, language, hints } });
}

/** Requests the remaining results; servers of that protocol compare the text literally. */
export const RECOGNISER_END = '{"eof" : 1}';

const TEXT_MAX = 4_096;

/** Parses a message of a recogniser. */
export function readRecognised(text: string): Recognised {
  const said = parsed(text);
  if (said === null) return { is: "nonsense" };
  if (typeof said["text"] === "string") return toRecognised(said["text"], confidenceIn(said["result"]));
  const [first] = Array.isArray(said["alternatives"]) ? (said["alternatives"] as readonly unknown[]) : [];
  if (isRecord(first) && typeof first["text"] === "string")
    return toRecognised(first["text"], confidenceIn(first["result"]));
  if (typeof said["partial"] === "string") return { is: said["partial"].trim() === "" ? "nothing" : "speaking" };
  return { is: "nonsense" };
}

function toRecognised(written: string, confidence: number | null): Recognised {
  const text = written
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, TEXT_MAX);
  return text === "" ? { is: "nothing" } : { is: "said", text, confidence };
}

/** Mean confidence of its words. */
function confidenceIn(words: unknown): number | null {
  if (!Array.isArray(words)) return null;
  const sure = (words as readonly unknown[]).flatMap((word) => {
    const conf = isRecord(word) ? word["conf"] : null;
    return typeof conf === "number" && conf >= 0 && conf <= 1 ? [conf] : [];
  });
  return sure.length === 0 ? null : sure.reduce((sum, one) => sum + one, 0) / sure.length;
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
