// Builds the browser application in memory and checks the script size of every address against a budget: all scripts that a browser
// loads on a first visit there. Of the two languages the larger one counts.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { ensureWebBuilt } from "../src/processes/supervisor/web-build.ts";
import { CLIENT_ROUTES } from "../web/src/routes.shared.ts";

/** Budget of the entry pages of the public and of applicants. */
const BYTES_MAX = 130_000;
/** Budget of the screens after those, counted as if the visit started there. */
const LATER_BYTES_MAX = 145_000;
/** Budget of officers' screens, used all day over fast links. The first load always contains the table of all addresses, which grows with the program. */
const OFFICER_BYTES_MAX = 155_000;
const LANGUAGES = ["id", "en"] as const;
const ROOT = path.resolve(import.meta.dirname, "../web");

type Chunk = Rolldown.OutputChunk;
type Chunks = ReadonlyMap<string, Chunk>;

/** One address with its files and texts. */
interface Address {
  readonly path: string;
  /** Files below `web/src` that are loaded when needed. */
  readonly files: readonly string[];
  readonly words: readonly string[];
  readonly bytesMax: number;
}

/** Further files that a screen loads at once. Each is measured as a separate address. */
const VARIANTS: readonly (Omit<Address, "path" | "words"> & { readonly of: string; readonly name: string })[] = [
  { of: "/nomor", name: "signed in", files: ["shell/account-menu.tsx"], bytesMax: BYTES_MAX },
  {
    of: "/nomor",
    name: "signed in, with a code",
    files: ["shell/account-menu.tsx", "areas/numbers/code-details.tsx"],
    bytesMax: BYTES_MAX,
  },
  { of: "/nomor", name: "as a list", files: ["areas/numbers/code-list.tsx"], bytesMax: LATER_BYTES_MAX },
  { of: "/beranda", name: "officer", files: ["areas/home/officer-overview.tsx"], bytesMax: OFFICER_BYTES_MAX },
  {
    of: "/permohonan/:id",
    name: "draft",
    files: ["areas/applications/applicant-draft.tsx"],
    bytesMax: LATER_BYTES_MAX,
  },
  { of: "/permohonan/:id", name: "case", files: ["areas/applications/applicant-case.tsx"], bytesMax: LATER_BYTES_MAX },
  {
    of: "/permohonan/:id",
    name: "officer",
    files: ["areas/applications/officer-case.tsx"],
    bytesMax: OFFICER_BYTES_MAX,
  },
  { of: "/izin/:id", name: "applicant", files: ["areas/licences/applicant-licence.tsx"], bytesMax: BYTES_MAX },
  ...["service", "commitment", "configuration", "devices", "shareholding"].map((part) => ({
    of: "/izin/:id/bagian/:part",
    name: part,
    files: [`areas/licences/${part}-part.tsx`],
    bytesMax: LATER_BYTES_MAX,
  })),
  {
    of: "/izin/:id",
    name: "officer",
    files: ["areas/licences/desk/officer-licence.tsx"],
    bytesMax: OFFICER_BYTES_MAX,
  },
  {
    of: "/perusahaan/baru",
    name: "later steps",
    files: ["areas/organisations/later-steps.tsx"],
    bytesMax: LATER_BYTES_MAX,
  },
];

/** Reads addresses, their screens and their texts from the route tables. */
function readAddresses(): readonly Address[] {
  const tables = readdirSync(path.join(ROOT, "src")).filter((file) => /^([a-z]+-)?routes\.tsx$/.test(file));
  const table = tables.map((file) => readFileSync(path.join(ROOT, "src", file), "utf8")).join("\n");
  const addresses = table.split("= createRoute({").flatMap((route): readonly Address[] => {
    const address = /^ {2}path: "([^"]+)"/m.exec(route)?.[1];
    const [, words = "", screen] = /withWords\(\s*\[([^\]]*)\],\s*\(\) => import\("\.\/([^"]+)"\)/.exec(route) ?? [];
    if (address === undefined || screen === undefined) return [];
    const files = route.includes("beforeLoad:") ? [screen, "shell/account-menu.tsx"] : [screen];
    const wordGroups = [...words.matchAll(/"(\w+)"/g)].map(([, group = ""]) => group);
    const bytesMax = /beforeLoad: needs(Standing|OneOf)?\(/.test(route) ? OFFICER_BYTES_MAX : BYTES_MAX;
    return [{ path: address.replaceAll(/\$(\w+)/g, ":$1"), files, words: wordGroups, bytesMax }];
  });
  if (addresses.length !== CLIENT_ROUTES.length) throw new Error("The route table reads differently than expected");
  return addresses;
}

function withVariants(addresses: readonly Address[]): readonly Address[] {
  const variants = VARIANTS.map(({ of, name, files, bytesMax }): Address => {
    const base = addresses.find((address) => address.path === of);
    if (base === undefined) throw new Error(`No route is called ${of}`);
    const words = name === "officer" ? [...base.words, "desk"] : base.words;
    return { path: `${of} (${name})`, files: [...base.files, ...files], words, bytesMax };
  });
  return [...addresses, ...variants];
}

/** The chunk and all its static imports. */
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

/** The chunk that starts with a module. */
function chunkOf(module: string, chunks: Chunks): string {
  const chunk = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith(module) === true);
  if (chunk === undefined) throw new Error(`The build has no file of its own for ${module}`);
  return chunk.fileName;
}

function bytesOf(address: Address, chunks: Chunks): number {
  const entry = chunkOf("index.html", chunks);
  const files = address.files.map((file) => chunkOf(`/src/${file}`, chunks));
  const totals = LANGUAGES.map((language) => {
    const words = ["base", ...address.words].map((group) => chunkOf(`\0words:${language}/${group}`, chunks));
    const names = new Set([entry, ...files, ...words].flatMap((name) => [...closureOf(name, chunks)]));
    return [...names].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? "", { level: 9 }).length, 0);
  });
  return Math.max(...totals);
}

async function buildChunks(): Promise<Chunks> {
  const configFile = path.join(ROOT, "vite.config.ts");
  const built = await build({ root: ROOT, configFile, logLevel: "warn", build: { write: false } });
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
  const results = withVariants(readAddresses()).map((address) =>
    report(address.path, bytesOf(address, chunks), address.bytesMax),
  );
  process.exitCode = results.every(Boolean) ? 0 : 1;
  // For the tests that follow: three of them start at once and would each create a build.
  await ensureWebBuilt();
}

await main();
