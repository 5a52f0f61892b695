import { type BoxText, boxText, wayText } from "./box-text.shared.ts";
import { type DiagramWords, fillWords } from "./diagram-words.shared.ts";
import type { CallCentreGraph, GraphNode } from "./graph.shared.ts";
import { type TextSetting, wrapText } from "./text-measure.shared.ts";

/** A rectangle, from the top left, in the units of the drawing (CSS pixels, points in a PDF). */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A line of text: `left` is its start, `baseline` its base line. */
export interface PlacedText extends TextSetting {
  readonly left: number;
  readonly baseline: number;
  readonly text: string;
  readonly soft: boolean;
}

/** A box with its text; devices are placed inside their element. */
export interface PlacedBox {
  readonly node: GraphNode;
  readonly words: BoxText;
  readonly area: Area;
  readonly texts: readonly PlacedText[];
  readonly devices: readonly PlacedBox[];
  /** Row and column in the grid. */
  readonly row: number;
  readonly column: number;
}

/** Boxes in a grid: rows from callers down to agents, with space between them for connections. */
export interface Grid {
  readonly width: number;
  readonly columns: number;
  readonly boxWidth: number;
  /** Left edge of the first column. */
  readonly left: number;
  readonly boxes: readonly PlacedBox[];
  /** Top and bottom of each row. */
  readonly rows: readonly { readonly top: number; readonly bottom: number }[];
}

const BOX_WIDTH_MIN = 146;
const BOX_WIDTH_MAX = 230;
const COLUMNS_MAX = 6;
const PADDING = 10;
const LINE = 15;
const DEVICES_SHOWN_MAX = 5;

/** Space at both sides and between columns. */
const MARGIN = 12;
/** With one column, connections run on its left. */
const WIDE_MARGIN = 30;
/** Space between two columns, where connections run. */
export const COLUMN_GAP = 26;

const CAPTION: TextSetting = { size: 11, bold: false };
const NAME: TextSetting = { size: 13, bold: true };
const DETAIL: TextSetting = { size: 12, bold: false };
const SMALL: TextSetting = { size: 11, bold: true };
const NAME_LINES_MAX = 3;
const DETAILS_MAX = 4;

/** The layer of a node, from callers down to agents. */
const LAYERS: Readonly<Record<GraphNode["kind"], number>> = {
  callers: 0,
  recipients: 0,
  trunk: 1,
  "sms-carrier": 1,
  border: 2,
  exchange: 3,
  applications: 4,
  site: 4,
  unplaced: 5,
  device: 5,
};

/** The height of the gap above each row, by the connections in it. */
export type GapHeight = (gap: number) => number;

/** The rows of nodes before any measurement: each layer in as many rows as it needs. */
export function gridRows(graph: CallCentreGraph, columns: number): readonly (readonly GraphNode[])[] {
  const layers = Map.groupBy(
    graph.nodes.filter(({ within }) => within === null),
    ({ kind }) => LAYERS[kind],
  );
  return [...layers].toSorted(([left], [right]) => left - right).flatMap(([, nodes]) => inRows(nodes, columns));
}

/** Distributes nodes about equally over the rows, so that the last row does not hold a single box. */
function inRows(nodes: readonly GraphNode[], columns: number): readonly (readonly GraphNode[])[] {
  const count = Math.ceil(nodes.length / columns);
  const perRow = Math.ceil(nodes.length / Math.max(1, count));
  return Array.from({ length: count }, (_, row) => nodes.slice(row * perRow, (row + 1) * perRow));
}

/** The number of columns of a graph: as many as fit the width, at most the length of its longest row. */
export function columnsFor(graph: CallCentreGraph, width: number): number {
  const fitting = Math.floor((width - 2 * MARGIN + COLUMN_GAP) / (BOX_WIDTH_MIN + COLUMN_GAP));
  const rows = gridRows(graph, Math.min(COLUMNS_MAX, Math.max(1, fitting)));
  return Math.max(1, ...rows.map((nodes) => nodes.length));
}

/** Column of the first of `count` boxes, so that a short row is centred. */
export function firstColumn(count: number, columns: number): number {
  return Math.floor((columns - count) / 2);
}

/** Places every box. `gapHeight` returns the space above each row, and below the last. */
export function placeBoxes(
  graph: CallCentreGraph,
  { width, words, gapHeight }: { readonly width: number; readonly words: DiagramWords; readonly gapHeight: GapHeight },
): Grid {
  const columns = columnsFor(graph, width);
  const { left: start, boxWidth } = columnsOf(width, columns);
  const devices = Map.groupBy(
    graph.nodes.filter(({ within }) => within !== null),
    ({ within }) => within ?? "",
  );
  const boxes: PlacedBox[] = [];
  const rows: { readonly top: number; readonly bottom: number }[] = [];
  let top = 0;
  for (const [row, nodes] of gridRows(graph, columns).entries()) {
    top += gapHeight(row);
    const first = firstColumn(nodes.length, columns);
    const placed = nodes.map((node, index) => {
      const column = first + index;
      const left = start + column * (boxWidth + COLUMN_GAP);
      return box(node, { left, top, width: boxWidth, row, column, words, devices: devices.get(node.id) ?? [] });
    });
    const bottom = Math.max(top, ...placed.map(({ area }) => area.top + area.height));
    boxes.push(...placed);
    rows.push({ top, bottom });
    top = bottom;
  }
  return { width, columns, boxWidth, left: start, boxes, rows };
}

/** Columns centred in the width, their boxes limited to a readable width. */
function columnsOf(width: number, columns: number): { readonly left: number; readonly boxWidth: number } {
  const margin = columns === 1 ? WIDE_MARGIN : MARGIN;
  const boxWidth = Math.min(BOX_WIDTH_MAX, (width - 2 * margin - (columns - 1) * COLUMN_GAP) / columns);
  return { left: (width - columns * boxWidth - (columns - 1) * COLUMN_GAP) / 2, boxWidth };
}

interface BoxPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly row: number;
  readonly column: number;
  readonly words: DiagramWords;
  readonly devices: readonly GraphNode[];
}

function box(node: GraphNode, place: BoxPlace): PlacedBox {
  const { left, top, width, row, column, words } = place;
  const text = boxText(node, words);
  const inner = { left: left + PADDING, width: width - 2 * PADDING };
  const stack = setTexts(
    [
      { text: text.caption, setting: CAPTION, linesMax: 1, soft: true },
      { text: text.name, setting: NAME, linesMax: NAME_LINES_MAX, soft: false },
      ...text.details
        .slice(0, DETAILS_MAX)
        .map((detail) => ({ text: detail, setting: DETAIL, linesMax: 2, soft: false })),
    ],
    { ...inner, top: top + PADDING - 2 },
  );
  const inside = devicesIn(place, { ...inner, top: stack.bottom + 6 });
  const bottom = inside.bottom + PADDING;
  return {
    node,
    words: text,
    area: { left, top, width, height: bottom - top },
    texts: [...stack.texts, ...inside.texts],
    devices: inside.boxes,
    row,
    column,
  };
}

interface Stacked {
  readonly texts: readonly PlacedText[];
  readonly bottom: number;
}

interface TextBlock {
  readonly text: string;
  readonly setting: TextSetting;
  readonly linesMax: number;
  readonly soft: boolean;
}

interface Column {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

function setTexts(blocks: readonly TextBlock[], { left, top, width }: Column): Stacked {
  const lines = blocks.flatMap(({ text, setting, linesMax, soft }) =>
    wrapText(text, { ...setting, width, linesMax }).map((line) => ({ text: line, ...setting, soft })),
  );
  const texts = lines.map((line, index) => ({ ...line, left, baseline: top + (index + 1) * LINE - 3 }));
  return { texts, bottom: top + lines.length * LINE };
}

/** Devices as smaller boxes below one another; those that do not fit are counted. */
function devicesIn(
  { devices, row, column, words }: BoxPlace,
  { left, top, width }: Column,
): Stacked & { readonly boxes: readonly PlacedBox[] } {
  const shown = devices.slice(0, DEVICES_SHOWN_MAX);
  const boxes: PlacedBox[] = [];
  let next = top;
  for (const node of shown) {
    const text = boxText(node, words);
    const stack = setTexts(
      [
        { text: text.caption, setting: CAPTION, linesMax: 1, soft: true },
        { text: text.name, setting: SMALL, linesMax: 1, soft: false },
      ],
      { left: left + 7, top: next + 3, width: width - 14 },
    );
    const height = stack.bottom + 5 - next;
    boxes.push({
      node,
      words: text,
      area: { left, top: next, width, height },
      texts: stack.texts,
      devices: [],
      row,
      column,
    });
    next += height + 5;
  }
  if (devices.length === 0) return { texts: [], boxes, bottom: top - 6 };
  if (devices.length === shown.length) return { texts: [], boxes, bottom: next - 5 };
  const more = fillWords(words.lines.more, { count: devices.length - shown.length });
  const stack = setTexts([{ text: more, setting: CAPTION, linesMax: 1, soft: true }], { left, top: next, width });
  return { texts: stack.texts, boxes, bottom: stack.bottom };
}

/** Nodes whose outgoing connection has a label, which needs space below their row. */
export function speakingNodes(graph: CallCentreGraph): ReadonlySet<string> {
  return new Set(graph.edges.filter((edge) => wayText(edge) !== "").map(({ from }) => from));
}
