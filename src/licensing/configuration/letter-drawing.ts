import type { LetterDrawing, LetterShape } from "../../kernel/index.ts";
import { describeGraph } from "./describe-graph.shared.ts";
import type { DiagramWords } from "./diagram-words.shared.ts";
import { type BoxStyle, type DrawCommand, type Drawing, drawCommands, drawGraph } from "./draw-graph.shared.ts";
import type { CallCentreGraph } from "./graph.shared.ts";

/** Size available on a page of a letter, in points. */
const ROOM = { width: 455, height: 660 };
/** Candidate widths for the layout on a page; the one with the largest scale is used. */
const WIDTHS = [480, 600, 720, 900, 1_100] as const;

const OUTLINES: Readonly<Record<BoxStyle, "thin" | "thick" | "dashed" | "thick-dashed">> = {
  outside: "dashed",
  line: "thin",
  core: "thick",
  rented: "thick-dashed",
  place: "thin",
  device: "thin",
};

/** The diagram as a block of a letter, with its text alternative; null if it is empty. */
export function letterDrawing(graph: CallCentreGraph, words: DiagramWords): LetterDrawing | null {
  if (graph.nodes.length === 0) return null;
  const drawing = WIDTHS.map((width) => drawGraph(graph, { words, width })).reduce((best, one) =>
    scaleOf(one) > scaleOf(best) ? one : best,
  );
  return {
    kind: "drawing",
    caption: drawing.title,
    alternative: [drawing.description, ...describeGraph(graph, words).map(({ text }) => text)].join(" "),
    width: drawing.width,
    height: drawing.height,
    shapes: drawCommands(drawing).map(shapeOf),
  };
}

/** The scale at which a drawing fits a page. */
function scaleOf({ width, height }: Drawing): number {
  return Math.min(ROOM.width / width, ROOM.height / height);
}

function shapeOf(command: DrawCommand): LetterShape {
  if (command.kind !== "rect") return command;
  const { left, top, width, height, radius, look } = command;
  const isShaded = look === "place" || look === "device";
  return { kind: "rect", left, top, width, height, radius, outline: OUTLINES[look], isShaded };
}
