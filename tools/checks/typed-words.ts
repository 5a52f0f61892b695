import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Check, Finding } from "./finding.ts";
import { filesBelow } from "./tree.ts";

const FOLDER = "locales/parts/id/";
/** The one file that lists the text files from which the screens' translation types derive. */
const TYPED_IN = "web/src/shell/speech.tsx";

/**
 * A text group unknown to the types makes each use of it an error whose message may take the compiler minutes and all
 * available memory. So every group under "web" must be known: its file is listed, or another one with the group is.
 */
export const typedWords: Check = {
  name: "typed-words",
  asks: "the types of translations know every group of words",
  async run(root) {
    const typed = await readFile(path.join(root, TYPED_IN), "utf8").catch(() => "");
    const files = (await filesBelow(root)).filter((file) => file.startsWith(FOLDER));
    const parts = await Promise.all(
      files.map(async (file) => ({
        file,
        groups: await groupsOf(path.join(root, file)),
        isNamed: typed.includes(`/${file}"`),
      })),
    );
    const known = new Set(parts.filter(({ isNamed }) => isNamed).flatMap(({ groups }) => groups));
    const findings = parts.flatMap(({ file, groups }): readonly Finding[] =>
      groups
        .filter((group) => !known.has(group))
        .map((group) => ({ file, message: `"web.${group}" has no type; name this file in ${TYPED_IN}` })),
    );
    return { seen: parts.length, findings };
  },
};

async function groupsOf(file: string): Promise<readonly string[]> {
  try {
    const { web = {} } = JSON.parse(await readFile(file, "utf8")) as { readonly web?: object };
    return Object.keys(web);
  } catch {
    // Another check reports unreadable files.
    return [];
  }
}
