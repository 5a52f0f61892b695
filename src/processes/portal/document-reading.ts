import { createCaseDocumentReader } from "../../licensing/applications/wire.ts";
import {
  type DiagramWords,
  drawGraph,
  graphOf,
  letterDrawing,
  svgOf,
  type TechnicalParts,
} from "../../licensing/configuration/index.ts";
import { addTemplateRoutes, readFileFacts } from "../../licensing/templates/wire.ts";
import { openFileViewer } from "../../platform/files/wire.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type DocumentPool, openPdfReader } from "../../platform/pdf/index.ts";

/** Width of a diagram in a file of its own, in pixels. */
const DIAGRAM_WIDTH = 1_100;

/** Draws the diagram of a configuration in the language that the ministry reads. */
function diagramPress({ texts }: Pick<Kit, "texts">) {
  // The parts of the locales are compared with this shape by a test of the room.
  const words = texts.branch("id", "licence.diagram") as DiagramWords;
  return ({ form, linesPerE1 }: { readonly form: TechnicalParts; readonly linesPerE1: number }) => {
    const graph = graphOf(form, linesPerE1);
    const drawing = letterDrawing(graph, words);
    if (drawing === null) return null;
    const drawn = drawGraph(graph, { words, width: DIAGRAM_WIDTH });
    return { drawing, svg: svgOf(drawn, { language: "id", isFile: true, hrefOf: () => null }) };
  };
}

/** Files are at most 5 MB by the rules of today; what is larger was let in by rules to come. */
const BYTES_MAX = 25_000_000;
/** A person waits for a picture or a whole file: another subprocess than the one that reads in the background. */
const SHOWN = { taskMsMax: 60_000, queueMax: 60 };

/** Reads papers that come in and shows those that are there; whoever opens it closes it. */
export function openDocumentReading(kit: Kit) {
  const background = openPdfReader();
  const shown = openPdfReader(SHOWN);
  return {
    readFile: async ({ sha256 }: { readonly sha256: string }) =>
      readFileFacts(await kit.files.read(sha256), { reader: background, bytesMax: BYTES_MAX }),
    addRoutes: (
      app: Http,
      { press, viewing }: { readonly press: DocumentPool; readonly viewing: Parameters<typeof openFileViewer>[1] },
    ) =>
      addTemplateRoutes(app, {
        kit,
        press,
        reader: shown,
        readCase: createCaseDocumentReader({ kit, drawDiagram: diagramPress(kit) }),
        viewFile: openFileViewer(kit, viewing),
      }),
    close: async () => {
      await Promise.all([background.close(), shown.close()]);
    },
  };
}
