import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** A text file of the repository; `file` is relative to the root and uses forward slashes. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

const SKIPPED_FOLDERS = new Set(["node_modules", ".git", ".cache", "data", "dist", "coverage", "test-results"]);

/** Folders named `data` with sources, not a running system's files. */
const SOURCE_DATA_FOLDERS = new Set(["src/regulation/data"]);

/** Lists every source file below `root`, sorted. */
export async function filesBelow(root: string, folder = ""): Promise<readonly string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && (!SKIPPED_FOLDERS.has(entry.name) || SOURCE_DATA_FOLDERS.has(name))) {
      found.push(...(await filesBelow(root, name)));
    }
    if (entry.isFile()) found.push(name);
  }
  return found.sort();
}

/** Reads every file below `root` whose name `wanted` accepts. */
export async function textsBelow(root: string, wanted: (file: string) => boolean): Promise<readonly TextFile[]> {
  const files = (await filesBelow(root)).filter(wanted);
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(path.join(root, file), "utf8") })));
}

/** True for a generated file. */
export function isGenerated(file: string): boolean {
  return /(?:^|\/)generated\/|\.gen\.ts$/.test(file);
}

/** True for a test. */
export function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}

/** True for hand-written TypeScript. */
export function isSource(file: string): boolean {
  return /\.tsx?$/.test(file) && !file.endsWith(".d.ts") && !isGenerated(file);
}

/** The line (from 1) of the character at `offset`. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
