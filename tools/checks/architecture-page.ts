import path from "node:path";
import { rows } from "../../architecture.mjs";
import type { Check, Finding } from "./finding.ts";
import { filesBelow, lineAt, type TextFile, textsBelow } from "./tree.ts";

const PAGE = "ARCHITECTURE.md";
const LINES_MAX = 200;
const CHARACTERS_MAX = 200;
const CODE = /`([^`\n]+)`/g;
/** Matches `first` and `second` (a remark) in `src/file.ts`. */
const FUNCTIONS = /((?:`\w+`(?: \([^)`]*\))?(?:,| and| or)? )+)in\s+`([^`]+)`/g;
const STEP = /^\d+\. .*(?:\n {3}.*)*/gm;
const TREE_ITEM = /^- `src\/([a-z/-]+)\/`.*(?:\n {2}.*)*/gm;

/** The folders of `src/` with their modules, in the order of `architecture.mjs`; each district of `src/service/` is a folder. */
export function treeFolders(): readonly { readonly folder: string; readonly modules: readonly string[] }[] {
  return rows.flatMap(({ name, modules }) => {
    const paths = (modules ?? []).map((module) => `${name}/${module}`);
    const folders = Map.groupBy(paths, (module) => path.posix.dirname(module));
    if (folders.size === 0) return [{ folder: name, modules: [] }];
    return [...folders].map(([folder, own]) => ({ folder, modules: own.map((module) => path.posix.basename(module)) }));
  });
}

/** True for code that names a file or folder of the repository, such as `src/kernel/index.ts`, `docs/` or `package.json`. */
function isPath(code: string, topFolders: ReadonlySet<string>): boolean {
  if (/[\s*{<]|^\//.test(code)) return false;
  if (!code.includes("/")) return /^[\w-]+\.(?:md|mjs|json)$/.test(code);
  return /\.(?:tsx?|mjs|md|json|sql)$|\/$/.test(code) || topFolders.has(code.split("/", 1)[0] ?? "");
}

function missingFiles({ file, text }: TextFile, files: readonly string[]): readonly Finding[] {
  const folders = files.flatMap((name) => name.split("/").map((_, depth, parts) => parts.slice(0, depth).join("/")));
  const places = new Set([...files, ...folders, ...treeFolders().map(({ folder }) => `src/${folder}`)]);
  const topFolders = new Set(files.filter((name) => name.includes("/")).map((name) => name.split("/", 1)[0] ?? ""));
  return [...text.matchAll(CODE)].flatMap(({ 1: code = "", index }) => {
    const isMissing = isPath(code, topFolders) && !places.has(code.replace(/\/$/, ""));
    return isMissing ? [{ file, line: lineAt(text, index), message: `there is no ${code}` }] : [];
  });
}

function missingFunctions({ file, text }: TextFile, sources: ReadonlyMap<string, string>): readonly Finding[] {
  return [...text.matchAll(FUNCTIONS)].flatMap(({ 1: names = "", 2: named = "", index }) => {
    const source = sources.get(named);
    if (source === undefined) return [];
    return [...names.matchAll(CODE)]
      .map(([, name = ""]) => name)
      .filter((name) => !new RegExp(`\\b(?:function|const|class) ${name}\\b`).test(source))
      .map((name) => ({ file, line: lineAt(text, index), message: `${named} declares no ${name}` }));
  });
}

function emptySteps({ file, text }: TextFile): readonly Finding[] {
  return [...text.matchAll(STEP)]
    .filter(([step]) => step.search(FUNCTIONS) === -1)
    .map(({ index }) => ({ file, line: lineAt(text, index), message: "the step names no function with its file" }));
}

function tooLarge({ file, text }: TextFile): readonly Finding[] {
  const lines = text.trimEnd().split("\n");
  const long = lines.flatMap((line, index) =>
    line.length > CHARACTERS_MAX
      ? [{ file, line: index + 1, message: `${line.length} characters, more than ${CHARACTERS_MAX}` }]
      : [],
  );
  if (lines.length <= LINES_MAX) return long;
  return [...long, { file, message: `${lines.length} lines, more than ${LINES_MAX}` }];
}

function treeFaults({ file, text }: TextFile): readonly Finding[] {
  const shown = [...text.matchAll(TREE_ITEM)].map(([item, folder = ""]) => {
    const listed = item.slice(item.indexOf(":")).replaceAll(/\([^)]*\)/g, "");
    return `src/${folder}/: ${[...listed.matchAll(CODE)].map(([, module = ""]) => module).join(", ")}`;
  });
  const known = treeFolders().map(({ folder, modules }) => `src/${folder}/: ${modules.join(", ")}`);
  const place = known.findIndex((line, index) => line !== shown[index]);
  if (place === -1 && shown.length === known.length) return [];
  const expected = known[place] ?? "nothing more";
  return [{ file, message: `architecture.mjs has "${expected}" where the tree has "${shown[place] ?? shown.at(-1)}"` }];
}

/** The page of the architecture stays short and agrees with the tree: files, functions of the walks, districts and modules. */
export const architecturePage: Check = {
  name: "architecture-page",
  asks: "ARCHITECTURE.md and CONTRIBUTING.md name what exists, and ARCHITECTURE.md stays short",
  async run(root) {
    const files = await filesBelow(root);
    const pages = await textsBelow(root, (file) => file === PAGE || file === "CONTRIBUTING.md");
    const page = pages.find(({ file }) => file === PAGE);
    if (page === undefined) return { seen: 1, findings: [{ file: PAGE, message: "is missing" }] };
    const sources = await textsBelow(root, (file) => page.text.includes(`\`${file}\``));
    const texts = new Map(sources.map(({ file, text }) => [file, text]));
    const findings = pages.flatMap((one) => [...missingFiles(one, files), ...missingFunctions(one, texts)]);
    return { seen: files.length, findings: [...findings, ...emptySteps(page), ...tooLarge(page), ...treeFaults(page)] };
  },
};
