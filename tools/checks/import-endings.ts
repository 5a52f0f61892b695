import ts from "typescript";
import type { Check, Finding } from "./finding.ts";
import { isSource, textsBelow } from "./tree.ts";

const GOOD_ENDING = /\.(?:tsx?|mjs|json|css|svg|py|sh)(?:\?\w+)?$/;

/** Relative imports contain the file extension, because Node runs the sources unbuilt. */
export const importEndings: Check = {
  name: "import-endings",
  asks: "relative imports end in .ts",
  async run(root) {
    const texts = await textsBelow(root, isSource);
    const findings = texts.flatMap(({ file, text }): readonly Finding[] => {
      const { importedFiles } = ts.preProcessFile(text, true, true);
      return importedFiles
        .filter(({ fileName }) => fileName.startsWith(".") && !GOOD_ENDING.test(fileName))
        .map(({ fileName, pos }) => ({
          file,
          line: text.slice(0, pos).split("\n").length,
          message: `"${fileName}" lacks its ending`,
        }));
    });
    return { seen: texts.length, findings };
  },
};
