import type { Check, Finding } from "./finding.ts";
import { isGenerated, lineAt, textsBelow } from "./tree.ts";

const READ_FILES = /\.(?:tsx?|mjs|js|css|sql|md|ya?ml|sh|html)$/;
// Split into two parts, so that this file does not match itself.
const OPEN_TASK = new RegExp(
  String.raw`\b(?:${["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"].join("|")})\b`,
  "g",
);

/** Comments contain no open tasks: a task is done at once, or recorded where the work is planned. */
export const openTasks: Check = {
  name: "open-tasks",
  asks: "no open task in comments",
  async run(root) {
    const texts = await textsBelow(root, (file) => READ_FILES.test(file) && !isGenerated(file));
    const findings = texts.flatMap(({ file, text }): readonly Finding[] =>
      [...text.matchAll(OPEN_TASK)].map((match) => ({
        file,
        line: lineAt(text, match.index),
        message: `"${match[0]}" leaves work open in the source`,
      })),
    );
    return { seen: texts.length, findings };
  },
};
