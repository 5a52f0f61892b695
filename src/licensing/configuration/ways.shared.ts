import { wayText } from "./box-text.shared.ts";
import type { DiagramWords } from "./diagram-words.shared.ts";
import type { CallCentreGraph, GraphEdge } from "./graph.shared.ts";
import {
  COLUMN_GAP,
  columnsFor,
  firstColumn,
  type Grid,
  gridRows,
  type PlacedBox,
  type PlacedText,
  placeBoxes,
  speakingNodes,
} from "./layout.shared.ts";
import { cutText } from "./text-measure.shared.ts";

/** A point of a connection. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A connection between two boxes: it leaves one at its bottom and enters the other at its top, around all other boxes. */
export interface PlacedWay {
  readonly edge: GraphEdge;
  readonly points: readonly Point[];
  readonly label: PlacedText | null;
}

/** A diagram with all positions. */
export interface Layout extends Grid {
  readonly ways: readonly PlacedWay[];
  readonly height: number;
}

const LANE = 6;
const ROOM_ABOVE = 10;
/** Space for an arrow head. */
const ROOM_BELOW = 14;
const LABEL_ROOM = 18;
const EDGE_OF_PAGE = 12;
const EXIT = 16;
const LABEL_SIZE = 11;
/** Space left of a single column. */
const LEFT_ROOM = 30;
/** Maximum number of parallel lanes; further connections share one. */
const LANES_MAX = 24;

/** Lays out a graph for a width: boxes in rows, connections in the gaps between rows and columns. */
export function layOut(graph: CallCentreGraph, words: DiagramWords, width: number): Layout {
  const plan = planWays(graph, columnsFor(graph, width));
  const grid = placeBoxes(graph, { width, words, gapHeight: plan.gapHeight });
  const boxes = new Map(grid.boxes.map((one) => [one.node.id, one]));
  const ways = graph.edges.flatMap((edge) => {
    const from = boxes.get(edge.from);
    const to = boxes.get(edge.to);
    return from === undefined || to === undefined ? [] : [placeWay(edge, { from, to, grid, plan })];
  });
  const height = (grid.rows.at(-1)?.bottom ?? 0) + plan.gapHeight(grid.rows.length);
  return { ...grid, ways: labelled(ways, grid), height };
}

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The gap and lane of each bundle. Gap `n` is above row `n`. */
interface WayPlan {
  readonly gapHeight: (gap: number) => number;
  readonly gapLane: (gap: number, bundle: string) => number;
  readonly sideLane: (bundle: string) => number;
  readonly sideOf: (bundle: string) => number;
  readonly labelRoom: (gap: number) => number;
}

function planWays(graph: CallCentreGraph, columns: number): WayPlan {
  const rows = gridRows(graph, columns);
  const cells = new Map<string, Cell>(
    rows.flatMap((nodes, row) =>
      nodes.map(({ id }, index): readonly [string, Cell] => [
        id,
        { row, column: firstColumn(nodes.length, columns) + index },
      ]),
    ),
  );
  const inGaps = new Map<number, string[]>();
  const sides = new Map<string, number>();
  for (const edge of graph.edges) {
    const from = cells.get(edge.from);
    const to = cells.get(edge.to);
    if (from === undefined || to === undefined) continue;
    for (const gap of new Set([from.row + 1, to.row])) {
      const bundles = inGaps.get(gap) ?? [];
      if (!bundles.includes(edge.bundle)) inGaps.set(gap, [...bundles, edge.bundle]);
    }
    // Only a connection that passes a whole row runs beside the boxes; then its whole bundle does.
    const isLong = from.row + 1 !== to.row;
    const anchor = edge.bundle.startsWith("from") ? from.column : to.column;
    if (isLong && !sides.has(edge.bundle)) sides.set(edge.bundle, sideNear(anchor, columns));
  }
  const speaking = speakingNodes(graph);
  const speaks = rows.map((nodes) => nodes.some(({ id }) => speaking.has(id)));
  const labelRoom = (gap: number) => (speaks[gap - 1] === true ? LABEL_ROOM : 0);
  const onSide = (side: number) => [...sides].filter(([, other]) => other === side).map(([bundle]) => bundle);
  return {
    labelRoom,
    gapHeight: (gap) => {
      const lanes = Math.min(LANES_MAX, inGaps.get(gap)?.length ?? 0);
      if (lanes === 0) return gap === 0 || gap === rows.length ? EDGE_OF_PAGE : ROOM_ABOVE + ROOM_BELOW;
      return labelRoom(gap) + ROOM_ABOVE + (lanes - 1) * LANE + ROOM_BELOW;
    },
    gapLane: (gap, bundle) => Math.max(0, inGaps.get(gap)?.indexOf(bundle) ?? 0) % LANES_MAX,
    sideLane: (bundle) => onSide(sides.get(bundle) ?? 0).indexOf(bundle),
    sideOf: (bundle) => sides.get(bundle) ?? 0,
  };
}

/** The gap beside a column: 0 is left of the first. With one column there is only the margin. */
function sideNear(column: number, columns: number): number {
  if (columns === 1) return 0;
  return column === 0 ? 1 : Math.min(column, columns - 1);
}

interface WayPlace {
  readonly from: PlacedBox;
  readonly to: PlacedBox;
  readonly grid: Grid;
  readonly plan: WayPlan;
}

function placeWay(edge: GraphEdge, { from, to, grid, plan }: WayPlace): PlacedWay {
  const exit = { x: from.area.left + EXIT, y: from.area.top + from.area.height };
  const entry = { x: entryX(edge, to, grid.boxWidth), y: to.area.top };
  const laneY = (gap: number) => {
    const above = grid.rows[gap - 1]?.bottom ?? 0;
    return above + plan.labelRoom(gap) + ROOM_ABOVE + plan.gapLane(gap, edge.bundle) * LANE;
  };
  const out = laneY(from.row + 1);
  if (from.row + 1 === to.row) {
    return { edge, points: straightened([exit, { x: exit.x, y: out }, { x: entry.x, y: out }, entry]), label: null };
  }
  const side = sideX(plan.sideOf(edge.bundle), plan.sideLane(edge.bundle), grid);
  const into = laneY(to.row);
  const points = [
    exit,
    { x: exit.x, y: out },
    { x: side, y: out },
    { x: side, y: into },
    { x: entry.x, y: into },
    entry,
  ];
  return { edge, points: straightened(points), label: null };
}

/** Connections of different bundles enter side by side. */
function entryX(edge: GraphEdge, { area }: PlacedBox, boxWidth: number): number {
  const isGathered = edge.bundle.startsWith("to");
  return area.left + (isGathered ? boxWidth / 2 : boxWidth / 2 + 18);
}

function sideX(side: number, lane: number, { boxWidth, left }: Grid): number {
  if (side === 0) return left - 8 - ((lane * (LANE - 1)) % (LEFT_ROOM - 10));
  return left + side * (boxWidth + COLUMN_GAP) - COLUMN_GAP + 5 + ((lane * LANE) % (COLUMN_GAP - 8));
}

/** Drops collinear points. */
function straightened(points: readonly Point[]): readonly Point[] {
  return points.filter((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (before === undefined || after === undefined) return true;
    return !(before.x === point.x && point.x === after.x) && !(before.y === point.y && point.y === after.y);
  });
}

/** A label is placed at the beginning of its connection, below its box; equal labels of a box are shown once. */
function labelled(ways: readonly PlacedWay[], { boxes, boxWidth }: Grid): readonly PlacedWay[] {
  const said = new Set<string>();
  const rowBottom = new Map(boxes.map(({ node, area }) => [node.id, area.top + area.height]));
  return ways.map((way) => {
    const text = wayText(way.edge);
    const [start] = way.points;
    const bottom = rowBottom.get(way.edge.from);
    if (text === "" || start === undefined || bottom === undefined || said.has(way.edge.from)) return way;
    said.add(way.edge.from);
    const setting = { size: LABEL_SIZE, bold: false };
    const label = {
      ...setting,
      left: start.x + 6,
      baseline: bottom + LABEL_SIZE + 3,
      text: cutText(text, boxWidth - EXIT - 8, setting),
      soft: true,
    };
    return { ...way, label };
  });
}
