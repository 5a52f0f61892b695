import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "../../..");
const BUILDS = path.join(ROOT, "web/dist");
/** The file among the builds that names the current one. */
const NAMING = "current";
const BEGUN = "begun-";
const BUILD_MS_MAX = 180_000;
const BUILD_OUTPUT_MAX = 4_000;
/** Number of older builds that are retained: a running portal may still serve one. */
const BUILDS_MAX = 3;

/** A build of the screens, and whether it was created by this call. */
export interface WebBuild {
  readonly folder: string;
  readonly isNew: boolean;
}

/**
 * Builds the screens when their sources have no build yet. A build is created in a separate folder and moved atomically to
 * its final name, which is derived from its sources; of two concurrent builds the first stays.
 */
export async function ensureWebBuilt(builds: string = BUILDS): Promise<WebBuild> {
  const name = await sourcesHash();
  const folder = path.join(builds, name);
  const isNew = !(await isThere(folder));
  if (isNew) await placeBuild(builds, name);
  await nameCurrent(builds, name);
  await clearOld(builds, name);
  return { folder, isNew };
}

/** The folder of the current build, or the folder of a future one when there is none yet. */
export async function currentWebFolder(builds: string = BUILDS): Promise<string> {
  const name = await readFile(path.join(builds, NAMING), "utf8").catch(() => "none");
  return path.join(builds, name);
}

async function placeBuild(builds: string, name: string): Promise<void> {
  const begun = path.join(builds, `${BEGUN}${randomUUID()}`);
  try {
    await build(begun);
    await rename(begun, path.join(builds, name)).catch(async (error: unknown) => {
      if (!(await isThere(path.join(builds, name)))) throw error;
    });
  } finally {
    await rm(begun, { recursive: true, force: true });
  }
}

async function build(folder: string): Promise<void> {
  const vite = path.join(ROOT, "node_modules/vite/bin/vite.js");
  const words = [vite, "build", "--config", path.join(ROOT, "web/vite.config.ts"), "--logLevel", "error"];
  const env = { ...process.env, NODE_ENV: "production", NO_COLOR: "1" };
  const options = { cwd: path.join(ROOT, "web"), timeout: BUILD_MS_MAX, env };
  await run(process.execPath, [...words, "--outDir", folder, "--emptyOutDir"], options).catch((error: unknown) => {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new Error(`The screens could not be built:\n${said.slice(0, BUILD_OUTPUT_MAX)}`, { cause: error });
  });
}

async function nameCurrent(builds: string, name: string): Promise<void> {
  const at = new Date();
  await utimes(path.join(builds, name), at, at);
  const written = path.join(builds, `${NAMING}-${randomUUID()}`);
  await writeFile(written, name);
  await rename(written, path.join(builds, NAMING));
}

/** Removes all but the newest builds, and the rest of interrupted builds. */
async function clearOld(builds: string, name: string): Promise<void> {
  const entries = await readdir(builds);
  const aged = await Promise.all(entries.map(async (entry) => ({ entry, ageMs: await ageMsOf(builds, entry) })));
  const others = aged.filter(({ entry }) => entry !== name && entry !== NAMING);
  const isUnfinished = ({ entry }: { readonly entry: string }) =>
    [BEGUN, `${NAMING}-`].some((start) => entry.startsWith(start));
  const abandoned = others.filter((one) => isUnfinished(one) && one.ageMs > 2 * BUILD_MS_MAX);
  const finished = others.filter((one) => !isUnfinished(one)).sort((left, right) => left.ageMs - right.ageMs);
  for (const { entry } of [...abandoned, ...finished.slice(BUILDS_MAX)]) {
    await rm(path.join(builds, entry), { recursive: true, force: true });
  }
}

/** Zero for an entry that was removed in between. */
async function ageMsOf(builds: string, entry: string): Promise<number> {
  const found = await stat(path.join(builds, entry)).catch(() => undefined);
  return found === undefined ? 0 : Date.now() - found.mtimeMs;
}

const isThere = async (folder: string): Promise<boolean> => (await stat(folder).catch(() => undefined)) !== undefined;

/** A hash over the names and contents of all sources of the screens. */
async function sourcesHash(): Promise<string> {
  const files = (await Promise.all(["web", "locales", "docs/guide/quick-starts"].map(filesBelow))).flat();
  const shared = (await filesBelow("src")).filter((file) => /contract\.ts$|\.shared\.ts$/.test(file));
  const hash = createHash("sha256");
  for (const file of [...files, ...shared, "package-lock.json"].sort()) {
    hash.update(`${file}\0`).update(await readFile(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith("web/dist") && !file.includes("node_modules") && !file.endsWith(".test.ts"));
}
