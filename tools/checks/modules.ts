import { readFile } from "node:fs/promises";
import path from "node:path";
import { modules as moduleFolders, pureGlobs } from "../../architecture.mjs";
import { type Check, type Finding, type Outcome, together } from "./finding.ts";
import { filesBelow, isTest } from "./tree.ts";

/** Maximum number of source files of one folder, without tests; more require subfolders named by subject. */
const FOLDER_FILES_MAX = 40;

interface BiomeOverride {
  readonly includes?: readonly string[];
  readonly linter?: { readonly rules?: { readonly style?: { readonly noRestrictedGlobals?: unknown } } };
}

/** The module of a source file, such as `licensing/numbering` or `service/telephony/calls`; null outside of `src/`. */
export function moduleOf(file: string): string | null {
  return moduleFolders.find((module) => file.startsWith(`src/${module}/`)) ?? null;
}

function outsideModules(files: readonly string[]): readonly Finding[] {
  return files
    .filter((file) => !moduleFolders.includes(moduleOf(file) ?? ""))
    .map((file) => ({ file, message: "stands in no module that architecture.mjs names" }));
}

function modulesWithoutEntry(files: readonly string[]): readonly Finding[] {
  const used = new Set(files.map(moduleOf).filter((module) => module !== null && moduleFolders.includes(module)));
  return [...used]
    .filter((module) => module !== "processes" && !files.includes(`src/${module}/index.ts`))
    .map((module) => ({ file: `src/${module}`, message: "has no index.ts, so no other module can use it" }));
}

function foldersTooLarge(files: readonly string[]): readonly Finding[] {
  const folders = Map.groupBy(
    files.filter((file) => !isTest(file)),
    (file) => path.posix.dirname(file),
  );
  return [...folders]
    .filter(([, sources]) => sources.length > FOLDER_FILES_MAX)
    .map(([file, sources]) => ({
      file,
      message: `has ${sources.length} source files, more than ${FOLDER_FILES_MAX}: it needs subfolders by subject`,
    }));
}

async function deniedGlobals(root: string): Promise<Outcome> {
  const file = "biome.json";
  const config = JSON.parse(await readFile(path.join(root, file), "utf8")) as {
    readonly overrides?: readonly BiomeOverride[];
  };
  const guarding = (config.overrides ?? []).filter(
    ({ linter }) => linter?.rules?.style?.noRestrictedGlobals !== undefined,
  );
  const expected = JSON.stringify(pureGlobs);
  const isGuarded = guarding.some(({ includes }) => JSON.stringify(includes) === expected);
  if (isGuarded) return { seen: 1, findings: [] };
  return { seen: 1, findings: [{ file, message: `denied globals must cover the pure files: ${expected}` }] };
}

/** Every source file belongs to a module of `architecture.mjs`, modules have an `index.ts`, folders stay small, and Biome lists the pure files. */
export const modulesKnown: Check = {
  name: "modules",
  asks: "the folders are those of architecture.mjs",
  async run(root) {
    const files = (await filesBelow(root)).filter((file) => file.startsWith("src/") && file.endsWith(".ts"));
    const folders: Outcome = {
      seen: files.length,
      findings: [...outsideModules(files), ...modulesWithoutEntry(files), ...foldersTooLarge(files)],
    };
    return together([folders, await deniedGlobals(root)]);
  },
};
