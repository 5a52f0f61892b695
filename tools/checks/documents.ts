import path from "node:path";
import type { Check, Finding } from "./finding.ts";
import { filesBelow, isTest, lineAt, type TextFile, textsBelow } from "./tree.ts";

const THREAT_MODEL = "docs/threat-model.md";
const TEST_FILE = /`([^`]+\.test\.tsx?)`/;
/** Generated from the API description and from the rules, where many entries share a sentence. */
const GENERATED = new Set(["docs/guide/api-reference.md", "docs/seed-map.md"]);
/** Two sentences with the same start of this length are two versions of one, as a bad merge leaves them. */
const ALIKE_CHARACTERS = 70;
const LINK = /\]\(([^)\s]+)\)/g;
const ELSEWHERE = /^(?:[a-z]+:|\/)/;
const SENTENCE_END = /(?<=[.!?])\s+|\n/;

/** A text without its code blocks, at the same offsets. */
const withoutCode = (text: string): string =>
  text.replaceAll(/^```[\s\S]*?^```/gm, (block) => block.replaceAll(/[^\n]/g, " "));

/** The heading anchors of a document, as Git forges generate them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, written = ""] of withoutCode(text).matchAll(/^#{1,6} (.*)$/gm)) {
    const title = written.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = title.replaceAll(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
    let nth = 0;
    while (anchors.has(nth === 0 ? anchor : `${anchor}-${nth}`)) nth += 1;
    anchors.add(nth === 0 ? anchor : `${anchor}-${nth}`);
  }
  return anchors;
}

function brokenLinks(
  { file, text }: TextFile,
  tree: { readonly places: ReadonlySet<string>; readonly anchors: ReadonlyMap<string, ReadonlySet<string>> },
): readonly Finding[] {
  return [...withoutCode(text).matchAll(LINK)].flatMap(({ 1: link = "", index }) => {
    if (ELSEWHERE.test(link)) return [];
    const [place = "", anchor] = link.split("#");
    const target = place === "" ? file : path.posix.join(path.posix.dirname(file), place).replace(/\/$/, "");
    const known = tree.anchors.get(target);
    const isThere = tree.places.has(target) && (anchor === undefined || known === undefined || known.has(anchor));
    return isThere ? [] : [{ file, line: lineAt(text, index), message: `the link ${link} leads nowhere` }];
  });
}

function doubledSentences({ file, text }: TextFile): readonly Finding[] {
  if (GENERATED.has(file)) return [];
  const seen = new Set<string>();
  return withoutCode(text)
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= ALIKE_CHARACTERS && !/^[|(]/.test(sentence))
    .flatMap((sentence) => {
      const beginning = sentence.slice(0, ALIKE_CHARACTERS);
      const isDouble = seen.has(beginning);
      seen.add(beginning);
      return isDouble ? [{ file, message: `two sentences begin "${beginning}"` }] : [];
    });
}

/** Every test file in the threat model exists; in a table it contains the title in the last cell of its row. */
function promiseFaults(texts: readonly TextFile[], tests: ReadonlyMap<string, string>): readonly Finding[] {
  const model = texts.find(({ file }) => file === THREAT_MODEL);
  if (model === undefined) return [];
  return model.text.split("\n").flatMap((row, index) => {
    const name = TEST_FILE.exec(row)?.[1];
    if (name === undefined) return [];
    const test = tests.get(name);
    const at = { file: THREAT_MODEL, line: index + 1 };
    if (test === undefined) return [{ ...at, message: `there is no test file ${name}` }];
    const title = row.startsWith("|") ? (row.split("|").at(-2)?.trim() ?? "") : "";
    return test.includes(title) ? [] : [{ ...at, message: `${name} has no test "${title}"` }];
  });
}

/** Links in documents have valid targets, and documents contain no remains of merges. */
export const documents: Check = {
  name: "documents",
  asks: "links of documents lead somewhere, promises name tests, and nothing stands in them twice",
  async run(root) {
    const files = await filesBelow(root);
    const texts = await textsBelow(root, (file) => file.endsWith(".md"));
    const folders = files.flatMap((file) => file.split("/").map((_, depth, parts) => parts.slice(0, depth).join("/")));
    const places = new Set([...files, ...folders]);
    const anchors = new Map(texts.map(({ file, text }) => [file, anchorsOf(text)]));
    const findings = texts.flatMap((text) => [...brokenLinks(text, { places, anchors }), ...doubledSentences(text)]);
    const tests = new Map((await textsBelow(root, isTest)).map(({ file, text }) => [file, text]));
    return { seen: texts.length, findings: [...findings, ...promiseFaults(texts, tests)] };
  },
};
