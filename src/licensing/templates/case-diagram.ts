import type { LetterBlock, LetterShape } from "../../kernel/index.ts";
import {
  type CallCentreGraph,
  type DiagramWords,
  type DrawCommand,
  describeGraph,
  drawCommands,
  drawGraph,
  graphOf,
  svgOf,
} from "../configuration/index.ts";
import type { TemplateFacts } from "./template-facts.ts";

/** Width at which the diagram is laid out for paper, in points; it is made smaller to fit the line. */
const PAPER_WIDTH = 640;
const SCREEN_WIDTH = 960;

function graph({ form, linesPerE1 }: TemplateFacts): CallCentreGraph {
  return graphOf(form, linesPerE1);
}

/** The diagram of a case as an SVG file of its own. */
export function diagramSvg(facts: TemplateFacts, words: DiagramWords, language: string): string {
  const drawing = drawGraph(graph(facts), { words, width: SCREEN_WIDTH });
  return svgOf(drawing, { language, isFile: true, hrefOf: () => null });
}

/** The diagram of a case as vectors in a letter, and the same in sentences. */
export function diagramBlocks(facts: TemplateFacts, words: DiagramWords): readonly LetterBlock[] {
  const own = graph(facts);
  if (own.nodes.length === 0) return [];
  const drawing = drawGraph(own, { words, width: PAPER_WIDTH });
  const sentences = describeGraph(own, words).map(({ text }, index) => ({ label: `${index + 1}.`, text }));
  return [
    {
      kind: "drawing",
      caption: drawing.title,
      alternative: drawing.description,
      width: drawing.width,
      height: drawing.height,
      shapes: drawCommands(drawing).map(shapeOf),
    },
    { kind: "basis", name: "Uraian", items: sentences },
  ];
}

function shapeOf(command: DrawCommand): LetterShape {
  if (command.kind === "line") return { kind: "line", points: command.points };
  if (command.kind === "arrow") return { kind: "polygon", points: command.points };
  if (command.kind === "text") {
    const { left, baseline, size, bold, soft, text } = command;
    return { kind: "text", left, baseline, size, isBold: bold, isQuiet: soft, text };
  }
  const { left, top, width, height, radius, look } = command;
  return {
    ...{ kind: "rect", left, top, width, height, radius },
    isDashed: look === "outside" || look === "rented",
    isStrong: look === "core" || look === "rented",
    isTinted: look === "place" || look === "device",
  };
}
