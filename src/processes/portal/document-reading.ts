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

/** Width of a diagram in a separate file, in pixels. */
const DIAGRAM_WIDTH = 1_100;

/** Renders the diagram of a configuration in Indonesian, the ministry's language. */
function diagramPress({ texts }: Pick<Kit, "texts">) {
  // A test of the module compares the locale files with this type.
  const words = texts.branch("id", "licence.diagram") as DiagramWords;
  return ({ form, linesPerE1 }: { readonly form: TechnicalParts; readonly linesPerE1: number }) => {
    const graph = graphOf(form, linesPerE1);
    const drawing = letterDrawing(graph, words);
    if (drawing === null) return null;
    const drawn = drawGraph(graph, { words, width: DIAGRAM_WIDTH });
    return { drawing, svg: svgOf(drawn, { language: "id", isFile: true, hrefOf: () => null }) };
  };
}

/** The current rules permit 5 MB; this limit leaves room for later rules. */
const BYTES_MAX = 25_000_000;
/** A user waits for a picture or a whole file, so these tasks do not share the subprocess of background reading. */
const SHOWN = { taskMsMax: 60_000, queueMax: 60 };

/** Reads uploaded documents and shows stored ones; the opener closes it. */
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
