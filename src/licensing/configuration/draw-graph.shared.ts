import { type BoxTarget, boxTarget, wayText } from "./box-text.shared.ts";
import { type DiagramWords, fillWords } from "./diagram-words.shared.ts";
import type { CallCentreGraph, GraphNode } from "./graph.shared.ts";
import type { Area, PlacedBox, PlacedText } from "./layout.shared.ts";
import { layOut, type PlacedWay, type Point } from "./ways.shared.ts";

/** The style of a box: dashed outside the company, rounded if rented. */
export type BoxStyle = "outside" | "line" | "core" | "rented" | "place" | "device";

/** A box to draw. */
export interface DrawnBox {
  readonly id: string;
  readonly look: BoxStyle;
  readonly area: Area;
  readonly texts: readonly PlacedText[];
  readonly target: BoxTarget | null;
  /** Its full text, for screen readers and tooltips. */
  readonly title: string;
  /** The box has a finding to correct. */
  readonly isMarked: boolean;
  readonly devices: readonly DrawnBox[];
}

/** A connection to draw, with an arrow at its end. */
export interface DrawnWay {
  readonly points: readonly Point[];
  readonly label: PlacedText | null;
  readonly title: string;
}

/** The diagram as boxes and connections, independent of any renderer. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly boxes: readonly DrawnBox[];
  readonly ways: readonly DrawnWay[];
}

/** Options of a drawing. */
export interface DrawOptions {
  readonly words: DiagramWords;
  /** Width of the drawing in CSS pixels or points; the minimum for legibility is 360. */
  readonly width: number;
  /** Rows with a finding to correct. */
  readonly marked?: ReadonlySet<string>;
}

const WIDTH_MIN = 280;
const WIDTH_MAX = 2_000;

/** Lays out a graph as boxes and connections. */
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
  /** The label of the connection that leaves a box. */
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

/** A command for renderers with lines and texts only, such as a PDF's. */
export type DrawCommand =
  | ({ readonly kind: "rect"; readonly look: BoxStyle; readonly radius: number; readonly isMarked: boolean } & Area)
  | ({ readonly kind: "text" } & PlacedText)
  | { readonly kind: "line"; readonly points: readonly Point[] }
  /** A filled triangle. */
  | { readonly kind: "arrow"; readonly points: readonly Point[] };

/** Corner radius of a box by its style. */
export function cornerRadius(look: BoxStyle): number {
  return look === "rented" ? 16 : look === "device" ? 2 : 5;
}

const ARROW_HALF = 4;
const ARROW_LENGTH = 7;

/** The arrow head of a connection that enters a box from above. */
export function arrowHead(points: readonly Point[]): readonly Point[] {
  const end = points.at(-1);
  if (end === undefined) return [];
  const y = end.y - ARROW_LENGTH;
  return [end, { x: end.x - ARROW_HALF, y }, { x: end.x + ARROW_HALF, y }];
}

/** The whole drawing as commands, connections first so that boxes cover them. */
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
