import type { Letter } from "../../kernel/index.ts";
import { drawBlock, drawLetterhead } from "./draw-blocks.ts";
import { drawFooters, openPage } from "./page-furniture.ts";
import { openPdfCanvas } from "./pdf-canvas.ts";

/** Maximum number of blocks of a letter. */
const BLOCKS_MAX = 200;

/**
 * Renders a letter as a tagged A4 PDF 1.7 with embedded fonts. Equal letters yield equal bytes.
 * Throws `UndrawableTextError` for a character that no shipped font contains and `RangeError` past a limit.
 * Takes some 10 ms of CPU time: call it through the document pool, not in a process that serves requests.
 */
export function renderLetter(letter: Letter): Promise<Uint8Array> {
  if (letter.blocks.length > BLOCKS_MAX) throw new RangeError(`a letter holds at most ${BLOCKS_MAX} blocks`);
  const sheet = openPdfCanvas(letter);
  const bytes = collect(sheet.doc);
  openPage(sheet);
  drawLetterhead(sheet, letter.letterhead);
  for (const [index, block] of letter.blocks.entries()) drawBlock(sheet, block, letter.blocks[index + 1]);
  drawFooters(sheet);
  sheet.root.end();
  sheet.doc.end();
  return bytes;
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on("error", reject);
  });
}
