/** Character widths relative to the type size, slightly above those of the fonts in which the diagram is displayed. */
const NARROW = /[iljI.,:;'|!()[\]` ]/u;
const SLIM = /[frt/\\"*-]/u;
const WIDE = /[mwMW@%]/u;
const CAPITAL = /[A-Z\p{Lu}]/u;
/** East Asian scripts and pictographs take a full square. */
const SQUARE_FROM = 0x2e80;
const BOLD = 1.12;

function signWidth(sign: string): number {
  if ((sign.codePointAt(0) ?? 0) >= SQUARE_FROM) return 1.1;
  if (NARROW.test(sign)) return 0.33;
  if (SLIM.test(sign)) return 0.43;
  if (WIDE.test(sign)) return 0.98;
  return CAPITAL.test(sign) ? 0.72 : 0.6;
}

/** Type size and weight of a text. */
export interface TextSetting {
  readonly size: number;
  readonly bold: boolean;
}

/** Approximate width of a text; never less than displayed. */
export function textWidth(text: string, { size, bold }: TextSetting): number {
  return [...text].reduce((sum, sign) => sum + signWidth(sign), 0) * size * (bold ? BOLD : 1);
}

const ELLIPSIS = "…";
/** Trailing characters that are removed before an ellipsis. */
const TRAILING = /(?<![\s,·])[\s,·]+$/u;

/** Truncates a text to a width, with an ellipsis. */
export function cutText(text: string, width: number, setting: TextSetting): string {
  if (textWidth(text, setting) <= width) return text;
  const signs = [...text];
  let used = textWidth(ELLIPSIS, setting);
  let kept = 0;
  for (const sign of signs) {
    used += textWidth(sign, setting);
    if (used > width) break;
    kept += 1;
  }
  return `${signs.slice(0, kept).join("").replace(TRAILING, "")}${ELLIPSIS}`;
}

/** Breaks a text into at most `linesMax` lines of a width; the last is truncated if the rest does not fit. */
export function wrapText(
  text: string,
  { width, linesMax, ...setting }: TextSetting & { readonly width: number; readonly linesMax: number },
): readonly string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== "" && lines.length < linesMax - 1) {
    const [line, after] = firstLine(rest, width, setting);
    lines.push(line);
    rest = after;
  }
  return rest === "" ? lines : [...lines, cutText(rest, width, setting)];
}

/** The longest prefix that fits a line, broken at a space if possible and at least one character long, and the rest. */
function firstLine(text: string, width: number, setting: TextSetting): readonly [string, string] {
  const signs = [...text];
  let used = 0;
  let blank = 0;
  for (const [index, sign] of signs.entries()) {
    used += textWidth(sign, setting);
    if (used > width && sign !== " " && index > 0) {
      const end = blank > 0 ? blank : index;
      return [signs.slice(0, end).join("").trimEnd(), signs.slice(end).join("").trim()];
    }
    if (sign === " ") blank = index;
  }
  return [text, ""];
}
