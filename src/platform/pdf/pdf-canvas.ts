import PDFDocument from "pdfkit";
import type { Letter } from "../../kernel/index.ts";
import { breakLines } from "./break-lines.ts";
import { type FaceRun, splitByFace, type Weight } from "./faces.ts";
import { openedFace } from "./opened-face.ts";
import { prepareFace } from "./prepared-face.ts";

/** A4 in points, and the margins of the text. */
export const PAGE = { width: 595.28, height: 841.89, left: 70, right: 525.28, top: 78, bottom: 764 } as const;

/** Text colours of a letter; the contrast on white is at least 4.5:1. */
export const INK = { text: "#1c2430", quiet: "#55606e", accent: "#0f5f66", line: "#c9d2d6", mark: "#b3261e" } as const;

/** Style of a run of text. */
export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
  readonly color: string;
  readonly align?: "left" | "center";
  /** Line height as a multiple of the size. */
  readonly leading?: number;
}

/** One piece of drawn content for the structure tree. */
export type Drawn = PDFKit.PDFStructureContent;

/** The current page and the cursor position. Belongs to one rendering; never shared. */
export interface PdfCanvas {
  readonly doc: PDFKit.PDFDocument;
  readonly letter: Letter;
  readonly root: PDFKit.PDFStructureElement;
  y: number;
  pages: number;
  /** Signature boxes, by page number. */
  readonly places: Map<number, string>;
}

/** Maximum number of cached widths; words recur in every letter, and measuring them is half the work of rendering. */
const WIDTHS_MAX = 20_000;
const widths = new Map<string, number>();
const UNIT = 1000;

/**
 * Document for measuring runs, never written: measuring in the letter itself would embed the measured face, depending on
 * what this process rendered before. Its layout cache is off, because the document lives as long as the process.
 */
const measuring = new PDFDocument({ autoFirstPage: false, font: "", fontLayoutCache: false });

/** Width of text in points. */
export function textWidth(text: string, style: TextStyle): number {
  return splitByFace(text, style.weight).reduce((sum, run) => sum + (runWidth(run) * style.size) / UNIT, 0);
}

/** Width of a run at a size of `UNIT` points. */
function runWidth({ face, text }: FaceRun): number {
  const key = `${face} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const width = selectFace(measuring, face, UNIT).widthOfString(text);
  if (widths.size >= WIDTHS_MAX) widths.clear();
  widths.set(key, width);
  return width;
}

/** Maximum number of cached texts with their lines: each text is broken once for its height and once for drawing, and most recur in the next letter. */
const TEXTS_MAX = 2_000;
const linesOfTexts = new Map<string, readonly string[]>();

/** The lines of a text inside `width` points. */
export function linesOf(text: string, width: number, style: TextStyle): readonly string[] {
  const key = `${width} ${style.size} ${style.weight} ${text}`;
  const known = linesOfTexts.get(key);
  if (known !== undefined) return known;
  const lines = breakLines(text.normalize("NFC"), width, (part) => textWidth(part, style));
  if (linesOfTexts.size >= TEXTS_MAX) linesOfTexts.clear();
  linesOfTexts.set(key, lines);
  return lines;
}

/** Height of one line in points. */
export function lineHeight(style: TextStyle): number {
  return style.size * (style.leading ?? 1.5);
}

/** Disables measurements by pdfkit that nothing here needs: there are no links and no underlines. */
const UNMEASURED = { lineBreak: false, textWidth: 0, wordCount: 0 };

/** Draws one line with its upper edge at `y`; the caller has marked it as content or artifact. */
export function drawLine(doc: PDFKit.PDFDocument, line: string, at: { x: number; y: number }, style: TextStyle): void {
  const runs = splitByFace(line, style.weight);
  let x = at.x;
  doc.fillColor(style.color);
  for (const [index, run] of runs.entries()) {
    selectFace(doc, run.face, style.size).text(run.text, x, at.y, UNMEASURED);
    if (index < runs.length - 1) x += (runWidth(run) * style.size) / UNIT;
  }
}

/** Draws an artifact, which screen readers skip. */
export function drawArtifact(doc: PDFKit.PDFDocument, type: "Pagination" | "Layout" | "Page", draw: () => void): void {
  doc.markContent("Artifact", { type });
  draw();
  doc.endMarkedContent();
}

/** Creates an empty tagged document for a letter; the first page is not open yet. */
export function openPdfCanvas(letter: Letter): PdfCanvas {
  const made = new Date(letter.createdAtMs);
  const doc = new PDFDocument({
    pdfVersion: "1.7",
    tagged: true,
    lang: letter.language,
    // No standard font: every character is drawn with the shipped fonts.
    font: "",
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: true,
    info: {
      Title: plainForXmp(letter.title),
      Subject: plainForXmp(letter.subject),
      Author: plainForXmp(letter.author),
      Producer: "Sambung",
      Creator: "Sambung",
      CreationDate: made,
      ModDate: made,
      ...letter.properties,
    },
  });
  const root = doc.struct("Document");
  doc.addStructure(root);
  return { doc, letter, root, y: PAGE.top, pages: 0, places: new Map() };
}

/** pdfkit writes these strings into XMP without escaping them. */
function plainForXmp(text: string): string {
  return text.replaceAll("&", "dan").replaceAll(/[<>]/gu, " ");
}

function selectFace(doc: PDFKit.PDFDocument, face: string, size: number): PDFKit.PDFDocument {
  // pdfkit accepts an opened font as well as its bytes; its types admit bytes only.
  doc.registerFont(face, openedFace(face) as unknown as Buffer);
  doc.font(face).fontSize(size);
  prepareFace(doc, face);
  return doc;
}
