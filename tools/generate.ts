// Regenerates the generated files: table types from a migrated database, the types of the whole API, the description of the native
// API with its reference and typed client, the guide to TwiML documents of applications, and the map of the ministry's article.
// `--check` changes no committed file and fails when one differs; `--types` generates only the types of the screens' API, which are not in
// Git. Nothing is generated when inputs and outputs are unchanged since the last successful run.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import openapiTS, { astToString } from "openapi-typescript";
import { readSettings } from "../src/platform/config/index.ts";
import type { Http } from "../src/platform/http/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { openDocumentPool } from "../src/platform/pdf/index.ts";
import { openTexts } from "../src/platform/texts/index.ts";
import { openPortalApp } from "../src/processes/portal/portal-app.ts";
import { openKit } from "../src/processes/portal/portal-kit.ts";
import { describePortal, referencePage } from "../src/service/cpaas/reference/wire.ts";
import { startTestServer, type TestServer, testLog } from "../testkit/database.ts";
import { documentGuide } from "../testkit/document-cases.ts";
import { articleMapDocument } from "./article-map.ts";
import { clientFile } from "./client-file.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "..");
const check = process.argv.includes("--check");
const typesOnly = process.argv.includes("--types");
/** The types of the screens' API: generated on demand, and not in Git. */
const API_TYPES = "web/src/generated/api.d.ts";
const STAMP = path.join(root, `.cache/generated${typesOnly ? "-types" : ""}`);

/** A generated file: its path, and its expected content. */
interface Generated {
  readonly file: string;
  readonly text: string;
}

async function tableTypes(server: TestServer, folder: string): Promise<Generated> {
  const owner = server.access.connectionFor("owner");
  const url = `postgres://${owner.user}:${String(owner.password)}@localhost/${owner.database}?host=${encodeURIComponent(owner.host ?? "")}`;
  const out = path.join(folder, "schema.ts");
  await run(process.execPath, [
    path.join(root, "node_modules/kysely-codegen/dist/cli/bin.js"),
    `--url=${url}`,
    "--dialect=postgres",
    "--default-schema=public",
    "--include-pattern=public.*",
    "--camel-case",
    "--date-parser=string",
    '--type-mapping={"int8":"number","xid8":"string"}',
    `--out-file=${out}`,
  ]);
  return { file: "db/generated/schema.ts", text: await readFile(out, "utf8") };
}

/** The API as the routes declare it, and the types that check the screens. */
async function interfaceTypes(server: TestServer): Promise<readonly Generated[]> {
  const read = readSettings({ SAMBUNG_DATA: server.dataFolder, SAMBUNG_HTTP_PORT: "0" });
  if (!read.ok) throw new Error(read.refusal.lines.join("\n"));
  const { kit, close } = await openKit(read.value, testLog);
  const paper = openDocumentPool();
  const app = await openPortalApp(kit, { paper });
  try {
    await app.http.ready();
    const types = astToString(await openapiTS(JSON.stringify(app.http.swagger())));
    const reference = typesOnly ? [] : await referenceOf(app.http, kit);
    return [{ file: API_TYPES, text: types }, ...reference];
  } finally {
    await app.close();
    await Promise.all([paper.close(), close()]);
  }
}

/** The native API: its machine-readable description, the reference for developers, and the typed client. */
async function referenceOf(http: Http, { texts }: Kit): Promise<readonly Generated[]> {
  const { description, faults } = describePortal(http, { texts, locale: "en" });
  const all = new Set([...faults, ...describePortal(http, { texts, locale: "id" }).faults]);
  if (all.size > 0) throw new Error(`The description of /api/v1 lacks something:\n${[...all].join("\n")}`);
  const families = Object.fromEntries(
    description.tags.map(({ name }) => [name, texts.text("en", `apiReference.families.${name}.name`)]),
  );
  return [
    { file: "docs/guide/openapi.json", text: `${JSON.stringify(description, null, 2)}\n` },
    { file: "docs/guide/api-reference.md", text: referencePage(description, { families }) },
    { file: "clients/typescript/sambung.ts", text: await clientFile(description) },
  ];
}

/** Documents that are generated without a database. */
const documents = (): readonly Generated[] => [
  { file: "docs/guide/cpaas-verbs.md", text: documentGuide() },
  { file: "docs/seed-map.md", text: articleMapDocument(openTexts()) },
];

async function writeStamp(): Promise<void> {
  await mkdir(path.dirname(STAMP), { recursive: true });
  await writeFile(STAMP, digestOfTree());
}

/** A digest of the sources that files are generated from, and of the generated files. */
function digestOfTree(): string {
  const folders = "{src,db,locales,docs/guide,clients,tools,testkit}/**/*.{ts,mjs,js,sql,json,md}";
  const files = globSync([folders, "docs/seed-map.md", "package-lock.json", API_TYPES], { cwd: root }).toSorted();
  const hash = createHash("sha256");
  for (const file of files.filter((name) => !name.includes(".test."))) {
    hash.update(`${file}\n`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

const isUpToDate = (): boolean =>
  existsSync(STAMP) && existsSync(path.join(root, API_TYPES)) && readFileSync(STAMP, "utf8") === digestOfTree();

async function main(): Promise<void> {
  if (isUpToDate()) {
    console.log("unchanged since they were made");
    return;
  }
  const startedMs = performance.now();
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-generate-"));
  const server = await startTestServer();
  try {
    const made = [
      ...(await interfaceTypes(server)),
      ...(typesOnly ? [] : [await tableTypes(server, folder), ...documents()]),
    ];
    const differing: string[] = [];
    for (const { file, text } of made) {
      const target = path.join(root, file);
      const before = await readFile(target, "utf8").catch(() => "");
      if (before === text) continue;
      const isKept = file !== API_TYPES;
      if (isKept) differing.push(file);
      if (isKept && check) continue;
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, text);
    }
    if (differing.length > 0) console.log(`${check ? "differs" : "written"}: ${differing.join(", ")}`);
    if (check && differing.length > 0) process.exitCode = 1;
    else await writeStamp();
    console.log(`made in ${((performance.now() - startedMs) / 1_000).toFixed(1)} s`);
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
