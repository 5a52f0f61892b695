import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "../..");
const STAMP = path.join(ROOT, "web/dist/.stamp");
const BUILD_MS_MAX = 180_000;
const SAID_MAX = 4_000;

/** Builds the screens when what they are made from differs from the last build. Returns whether it built. */
export async function ensureWebBuilt(): Promise<boolean> {
  const wanted = await sourcesHash();
  const built = await readFile(STAMP, "utf8").catch(() => "");
  if (built === wanted) return false;
  const vite = path.join(ROOT, "node_modules/vite/bin/vite.js");
  const words = [vite, "build", "--config", path.join(ROOT, "web/vite.config.ts"), "--logLevel", "error"];
  const env = { ...process.env, NODE_ENV: "production", NO_COLOR: "1" };
  await run(process.execPath, words, { cwd: path.join(ROOT, "web"), timeout: BUILD_MS_MAX, env }).catch(
    (error: unknown) => {
      const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
      throw new Error(`The screens could not be built:\n${said.slice(0, SAID_MAX)}`, { cause: error });
    },
  );
  await writeFile(STAMP, wanted);
  return true;
}

/** A hash over the names and contents of everything the screens are made from. */
async function sourcesHash(): Promise<string> {
  const files = (await Promise.all(["web", "locales"].map(filesBelow))).flat();
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
