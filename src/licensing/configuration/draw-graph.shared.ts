import { type BoxTarget, boxTarget, wayText } from "./box-text.shared.ts";
import { type DiagramWords, fillWords } from "./diagram-words.shared.ts";
import type { CallCentreGraph, GraphNode } from "./graph.shared.ts";
import type { Area, PlacedBox, PlacedText } from "./layout.shared.ts";
import { layOut, type PlacedWay, type Point } from "./ways.shared.ts";

/** How a box looks: what is outside the company is dashed, what is rented is round. */
export type BoxStyle = "outside" | "line" | "core" | "rented" | "place" | "device";

/** A box as it is drawn. */
export interface DrawnBox {
  readonly id: string;
  readonly look: BoxStyle;
  readonly area: Area;
  readonly texts: readonly PlacedText[];
  readonly target: BoxTarget | null;
  /** Everything that stands in it, uncut, for whoever hears the diagram or points at it. */
  readonly title: string;
  /** Something is to be mended there. */
  readonly isMarked: boolean;
  readonly devices: readonly DrawnBox[];
}

/** A way as it is drawn, with an arrow at its end. */
export interface DrawnWay {
  readonly points: readonly Point[];
  readonly label: PlacedText | null;
  readonly title: string;
}

/** The diagram as boxes and ways, free of any renderer. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly boxes: readonly DrawnBox[];
  readonly ways: readonly DrawnWay[];
}

/** What is drawn, and how. */
export interface DrawOptions {
  readonly words: DiagramWords;
  /** Width of the drawing in CSS pixels or points; 360 is the least that is made to be read. */
  readonly width: number;
  /** Rows in which something is to be mended. */
  readonly marked?: ReadonlySet<string>;
}

const WIDTH_MIN = 280;
const WIDTH_MAX = 2_000;

/** Draws a graph. */
export function drawGraph(graph: CallCentreGraph, { words, width, marked = new Set() }: DrawOptions): Drawing {
  const layout = layOut(graph, words, Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, Math.round(width))));
  const byId = new Map(layout.boxes.map((box) => [box.node.id, box.words.name]));
  const ways = new Map(layout.ways.map(({ edge }) => [edge.from, wayText(edge)]));
  return {
    width: layout.width,
    height: Math.ceil(layout.height),
    title: words.title,
    description: describe(graph, words),
    boxes: layout.boxes.map((box) => drawn(box, { words, marked, ways })),
    ways: layout.ways.map((way) => drawnWay(way, byId)),
  };
}

/** The diagram in one sentence. */
function describe({ nodes }: CallCentreGraph, words: DiagramWords): string {
  if (nodes.length === 0) return words.empty;
  const trunks = nodes.filter((node) => node.kind === "trunk");
  const agents = nodes.reduce((sum, node) => sum + (node.kind === "site" ? (node.row.agents ?? 0) : 0), 0);
  const channels = trunks.reduce((sum, node) => sum + node.channels, 0);
  return fillWords(words.summary, { lines: trunks.length, channels, agents });
}

const BOX_STYLES: Readonly<Record<Exclude<GraphNode["kind"], "exchange">, BoxStyle>> = {
  callers: "outside",
  recipients: "outside",
  applications: "outside",
  unplaced: "outside",
  trunk: "line",
  "sms-carrier": "line",
  border: "core",
  site: "place",
  device: "device",
};

function boxStyleOf(node: GraphNode): BoxStyle {
  if (node.kind !== "exchange") return BOX_STYLES[node.kind];
  return node.row.kind === "cloud-pbx" || node.row.kind === "cpaas" ? "rented" : "core";
}

interface Marking {
  readonly words: DiagramWords;
  readonly marked: ReadonlySet<string>;
  /** What is said on the way out of a box. */
  readonly ways: ReadonlyMap<string, string>;
}

function drawn(box: PlacedBox, marking: Marking): DrawnBox {
  const { node, words, area, texts, devices } = box;
  const target = boxTarget(node);
  const isMarked = target !== null && marking.marked.has(target.rowId);
  const way = marking.ways.get(node.id) ?? "";
  const said = [words.caption, words.name, ...words.details, way].filter((line) => line !== "");
  return {
    id: node.id,
    look: boxStyleOf(node),
    area,
    texts,
    target,
    title: [...said, ...(isMarked ? [marking.words.marked] : [])].join(", "),
    isMarked,
    devices: devices.map((device) => drawn(device, marking)),
  };
}

function drawnWay({ edge, points, label }: PlacedWay, names: ReadonlyMap<string, string>): DrawnWay {
  const ends = [names.get(edge.from) ?? "", names.get(edge.to) ?? ""].join(" → ");
  return { points, label, title: label === null ? ends : `${ends}: ${label.text}` };
}

/** A command for whoever draws with lines and texts only, such as a PDF. */
export type DrawCommand =
  | ({ readonly kind: "rect"; readonly look: BoxStyle; readonly radius: number; readonly isMarked: boolean } & Area)
  | ({ readonly kind: "text" } & PlacedText)
  | { readonly kind: "line"; readonly points: readonly Point[] }
  /** Three corners, filled. */
  | { readonly kind: "arrow"; readonly points: readonly Point[] };

/** Corners of a box by its look. */
export function cornerRadius(look: BoxStyle): number {
  return look === "rented" ? 16 : look === "device" ? 2 : 5;
}

const ARROW_HALF = 4;
const ARROW_LENGTH = 7;

/** The head of a way that comes down to a box. */
export function arrowHead(points: readonly Point[]): readonly Point[] {
  const end = points.at(-1);
  if (end === undefined) return [];
  const y = end.y - ARROW_LENGTH;
  return [end, { x: end.x - ARROW_HALF, y }, { x: end.x + ARROW_HALF, y }];
}

/** The whole drawing as commands, ways first so that boxes stand on them. */
export function drawCommands({ boxes, ways }: Drawing): readonly DrawCommand[] {
  return [
    ...ways.flatMap(({ points, label }): readonly DrawCommand[] => [
      { kind: "line", points },
      { kind: "arrow", points: arrowHead(points) },
      ...(label === null ? [] : [{ kind: "text" as const, ...label }]),
    ]),
    ...boxes.flatMap(boxCommands),
  ];
}

function boxCommands({ look, area, texts, devices, isMarked }: DrawnBox): readonly DrawCommand[] {
  return [
    { kind: "rect", look, radius: cornerRadius(look), isMarked, ...area },
    ...texts.map((text): DrawCommand => ({ kind: "text", ...text })),
    ...devices.flatMap(boxCommands),
  ];
}
