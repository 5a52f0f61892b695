import { html, type SafeHtml } from "../issuing/index.ts";

/** One box of a diagram. */
export interface DiagramNode {
  readonly label: string;
  readonly note?: string;
  /** The main element, drawn in the accent colour. */
  readonly isCore?: boolean;
}

/** A call path from top to bottom; boxes of one row are placed side by side. */
export interface Diagram {
  /** Unique on its page. */
  readonly id: string;
  readonly title: string;
  /** Text alternative of the whole diagram. */
  readonly description: string;
  readonly rows: readonly (readonly DiagramNode[])[];
}

const WIDTH = 320;
const BOX_HEIGHT = 52;
const GAP = 26;
const SIDE_GAP = 12;
const ROWS_MAX = 8;

/** Renders a diagram as inline SVG in the colours of the page, without script or external file. */
export function drawDiagram({ id, title, description, rows }: Diagram): SafeHtml {
  const shown = rows.slice(0, ROWS_MAX);
  const height = shown.length * BOX_HEIGHT + (shown.length - 1) * GAP + 4;
  const boxes = shown.flatMap((row, index) => drawRow(row, 2 + index * (BOX_HEIGHT + GAP)));
  const arrows = shown.slice(1).map((_row, index) => drawArrow(2 + (index + 1) * (BOX_HEIGHT + GAP) - GAP));
  return html`<svg class="diagram" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${`${id}-title ${id}-text`}"><title id="${`${id}-title`}">${title}</title><desc id="${`${id}-text`}">${description}</desc>${arrows}${boxes}</svg>`;
}

function drawRow(row: readonly DiagramNode[], top: number): readonly SafeHtml[] {
  const width = (WIDTH - 4 - SIDE_GAP * (row.length - 1)) / row.length;
  return row.map((node, index) => drawBox(node, { left: 2 + index * (width + SIDE_GAP), top, width }));
}

function drawBox(
  { label, note, isCore }: DiagramNode,
  place: { readonly left: number; readonly top: number; readonly width: number },
): SafeHtml {
  const middle = place.left + place.width / 2;
  const hasNote = note !== undefined;
  return html`<g class="${isCore === true ? "box core" : "box"}"><rect x="${place.left}" y="${place.top}" width="${place.width}" height="${BOX_HEIGHT}" rx="8"/><text x="${middle}" y="${place.top + (hasNote ? 23 : 31)}">${label}</text>${hasNote && html`<text class="small" x="${middle}" y="${place.top + 41}">${note}</text>`}</g>`;
}

function drawArrow(top: number): SafeHtml {
  const middle = WIDTH / 2;
  const tip = top + GAP - 3;
  return html`<path class="arrow" d="M${middle} ${top + 3}V${tip}M${middle - 5} ${tip - 6}L${middle} ${tip}L${middle + 5} ${tip - 6}"/>`;
}
