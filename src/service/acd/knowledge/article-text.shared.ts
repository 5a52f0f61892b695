/** A run of a line: text, or a link whose label is its address. */
export interface TextRun {
  readonly text: string;
  readonly link: string | null;
}

/** A block of a rendered article. */
export type TextBlock =
  | { readonly block: "heading" | "paragraph"; readonly lines: readonly (readonly TextRun[])[] }
  | { readonly block: "list" | "steps"; readonly lines: readonly (readonly TextRun[])[] };

type BlockName = TextBlock["block"];

/** The maximum of rendered lines; the length of the text is limited separately. */
const LINES_MAX = 2_000;
const LINK = /https:\/\/[^\s<>"']{3,500}/g;
/** Punctuation at the end of a link belongs to the sentence, not to the link. */
const AFTER_LINK = /(?<![.,;:!?)\]])[.,;:!?)\]]+$/;

/**
 * Splits a text into blocks: an empty line ends a paragraph, `## ` begins a heading, `- ` a list entry, `1. ` a step. Links are
 * addresses that begin with https. Everything else is text.
 */
export function blocksOf(text: string): readonly TextBlock[] {
  const blocks: { block: BlockName; lines: (readonly TextRun[])[] }[] = [];
  let isOpen = false;
  for (const line of text.split(/\r?\n/).slice(0, LINES_MAX)) {
    const read = readLine(line);
    if (read === null) {
      isOpen = false;
      continue;
    }
    const last = blocks.at(-1);
    if (isOpen && last?.block === read.block && read.block !== "heading") last.lines.push(runsOf(read.text));
    else blocks.push({ block: read.block, lines: [runsOf(read.text)] });
    isOpen = true;
  }
  return blocks;
}

function readLine(line: string): { readonly block: BlockName; readonly text: string } | null {
  const text = line.trim();
  if (text === "") return null;
  if (text.startsWith("## ")) return { block: "heading", text: text.slice(3).trim() };
  if (text.startsWith("- ")) return { block: "list", text: text.slice(2).trim() };
  const step = /^\d{1,3}[.)] +(\S.*)$/.exec(text);
  return step === null ? { block: "paragraph", text } : { block: "steps", text: step[1] ?? "" };
}

function runsOf(line: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  for (const found of line.matchAll(LINK)) {
    const link = found[0].replace(AFTER_LINK, "");
    if (found.index > from) runs.push({ text: line.slice(from, found.index), link: null });
    runs.push({ text: link, link });
    from = found.index + link.length;
  }
  return from < line.length ? [...runs, { text: line.slice(from), link: null }] : runs;
}
