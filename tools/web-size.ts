// Builds the browser application in memory and holds its script to a budget: what everybody loads first, and each route.
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";

const FIRST_LOAD_BYTES_MAX = 130_000;
const ROUTE_BYTES_MAX = 60_000;

type Chunk = Rolldown.OutputChunk;
type Chunks = ReadonlyMap<string, Chunk>;

/** The chunk and everything it imports without asking. */
function closureOf(start: string, chunks: Chunks): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = chunks.get(name);
    if (chunk === undefined || found.has(name)) continue;
    found.add(name);
    waiting.push(...chunk.imports);
  }
  return found;
}

function bytesOf(names: Iterable<string>, chunks: Chunks): number {
  return [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? "").length, 0);
}

async function buildChunks(): Promise<Chunks> {
  const root = path.resolve(import.meta.dirname, "../web");
  const configFile = path.join(root, "vite.config.ts");
  const built = await build({ root, configFile, logLevel: "warn", build: { write: false } });
  if (!("output" in built) && !Array.isArray(built)) throw new Error("A build that watches never ends");
  const outputs = (Array.isArray(built) ? built : [built]).flatMap(({ output }) => output);
  return new Map(outputs.filter((output) => output.type === "chunk").map((chunk) => [chunk.fileName, chunk]));
}

function report(what: string, bytes: number, bytesMax: number): boolean {
  const fits = bytes <= bytesMax;
  console.log(`${fits ? "ok  " : "FAIL"} ${what}: ${(bytes / 1000).toFixed(1)} kB gzip of ${bytesMax / 1000} kB`);
  return fits;
}

async function main(): Promise<void> {
  const chunks = await buildChunks();
  const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error("The build has no entry");
  const first = closureOf(entry.fileName, chunks);
  const results = [report("first load", bytesOf(first, chunks), FIRST_LOAD_BYTES_MAX)];
  for (const chunk of chunks.values()) {
    if (!chunk.isDynamicEntry) continue;
    const added = [...closureOf(chunk.fileName, chunks)].filter((name) => !first.has(name));
    results.push(report(chunk.name, bytesOf(added, chunks), ROUTE_BYTES_MAX));
  }
  process.exitCode = results.every(Boolean) ? 0 : 1;
}

await main();
