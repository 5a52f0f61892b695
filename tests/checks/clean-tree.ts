import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { treeFolders } from "../../tools/checks/architecture-page.ts";

/** The checkout whose configuration and tools are tested. */
export const checkout = path.resolve(import.meta.dirname, "../..");

/** File name (relative to the tree) → content. */
export type Files = Readonly<Record<string, string>>;

/** Files copied from the checkout unchanged: the configurations under test. */
const COPIED = [
  ".dependency-cruiser.mjs",
  ".oxlintrc.json",
  "architecture.mjs",
  "biome.json",
  "knip.json",
  "tools/biome",
  "tsconfig.json",
];

/** A page with the tree of `architecture.mjs` and, after it, `rest`. */
export function architecturePage(rest = ""): string {
  const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(",\n  ");
  const tree = treeFolders().map(({ folder, modules }) => `- \`src/${folder}/\`: ${quoted(modules)}\n`);
  return `# Architecture\n\n${tree.join("")}\n${rest}`;
}

/** A small tree with a file in every kind of folder, which must pass every check. */
const cleanFiles: Files = {
  ".gitignore": "node_modules\n",
  "ARCHITECTURE.md": architecturePage(),
  "package.json": `${JSON.stringify(
    {
      name: "planted",
      version: "0.0.0",
      private: true,
      type: "module",
      dependencies: { zod: "4.6.7" },
      devDependencies: { vitest: "5.1.1" },
    },
    null,
    2,
  )}\n`,
  "docs/decisions/README.md": "| [0001](0001-clock.md) | Clock | kernel | accepted |\n",
  "docs/decisions/0001-clock.md": "# 0001: Clock\n\n**Status:** accepted · **District:** kernel\n",
  "docs/decisions/dependencies.md":
    "| package | saves | would be replaced by |\n| --- | --- | --- |\n| `zod` | parsing at the edges | valibot |\n| `vitest` | running tests | the runner of Node |\n",
  "db/functions/current_tenant.sql": "create or replace function current_tenant() returns uuid return null;\n",
  "db/migrations/0001_foundation.sql": "alter table person add name text;\n",
  "db/schema/01_people.sql": "create table person (id uuid primary key);\n",
  "docs/glossary.md":
    "# Glossary\n\n### 4.1 Indonesian: banned\n\n| cases | `Perkara ` |\n\n### 4.2 English: banned\n\n| people | `whoever` |\n",
  "locales/parts/id/core.json": `${JSON.stringify({ errors: { "code-not-free": "Kode {code} tidak bebas." } })}\n`,
  "locales/parts/en/core.json": `${JSON.stringify({ errors: { "code-not-free": "Code {code} is not free." } })}\n`,
  "src/kernel/index.ts": '/** The kernel. */\nexport { ok, refuse } from "./result.ts";\n',
  "src/kernel/result.test.ts":
    'import { expect, it } from "vitest";\nimport { ok } from "./result.ts";\n\nit("keeps the value", (context) => {\n  if (Date.now() === 0) context.skip("the clock of this machine stands still");\n  expect(ok(1).value).toBe(1);\n});\n',
  "src/kernel/result.ts":
    "/** Wraps a success in a result. */\nexport function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {\n  return { ok: true, value };\n}\n\n/** Wraps an expected refusal in a result. */\nexport function refuse<Refusal>(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {\n  return { ok: false, refusal };\n}\n",
  "src/licensing/promises/index.ts": "/** Working days that a promise allows. */\nexport const promisedDays = 10;\n",
  "src/licensing/numbering/index.ts": 'export { firstCode, notFree } from "./access-code.ts";\n',
  "src/licensing/numbering/access-code.ts":
    'import { z } from "zod";\nimport { ok, refuse } from "../../kernel/index.ts";\nimport { promisedDays } from "../promises/index.ts";\n\n/** The first code of the plan, as a result. */\nexport const firstCode = ok({ code: z.string().parse("14000"), promisedDays });\n\n/** The answer to a request for a code that another company holds. */\nexport const notFree = refuse({ code: "code-not-free" });\n',
  "src/licensing/numbering/application.store.ts":
    'import { openDatabase } from "../../platform/database/index.ts";\nimport { firstCode } from "./access-code.ts";\n\n/** Reads the application with the first code. */\nexport function readFirst(): string {\n  return openDatabase() + firstCode.value.code + String(Date.now());\n}\n',
  "src/licensing/numbering/contract.ts":
    "/** The longest code that the wire accepts, in digits. */\nexport const CODE_DIGITS_MAX = 7;\n",
  "src/licensing/numbering/wire.ts": 'export { readFirst } from "./application.store.ts";\n',
  "src/licensing/register/index.ts": 'export { ARTICLE_POINTS } from "./article-map.ts";\n',
  "src/licensing/register/article-map.ts":
    '/** Points of an article. */\nexport const ARTICLE_POINTS = [\n  {\n    id: "number",\n    screens: [{ path: "/nomor", picture: "inventory" }],\n    rules: ["hold-minutes"],\n    tests: [{ file: "src/kernel/result.test.ts", title: "keeps the value" }],\n  },\n];\n',
  "src/regulation/versions/2026.11/holds.json": `${JSON.stringify([{ id: "hold-minutes" }])}\n`,
  "docs/pictures/inventory.png": "",
  "web/src/routes.shared.ts": '/** Addresses of screens. */\nexport const CLIENT_ROUTES = ["/nomor"];\n',
  "src/platform/database/index.ts":
    'import { tmpdir } from "node:os";\n\n/** Opens the database and gives its address. */\nexport function openDatabase(): string {\n  return tmpdir();\n}\n',
  "src/processes/portal.ts":
    'import { firstCode, notFree } from "../licensing/numbering/index.ts";\nimport { readFirst } from "../licensing/numbering/wire.ts";\nimport { ARTICLE_POINTS } from "../licensing/register/index.ts";\n\nprocess.stdout.write(readFirst() + firstCode.value.code + notFree.refusal.code + String(ARTICLE_POINTS.length));\n',
  "src/processes/switch.ts": `function longest(): number {\n  let sum = 0;\n${"  sum += 1;\n".repeat(66)}  return sum;\n}\n\nprocess.stdout.write(String(longest()));\n`,
  "web/src/main.tsx":
    'import { CODE_DIGITS_MAX } from "../../src/licensing/numbering/contract.ts";\nimport { CLIENT_ROUTES } from "./routes.shared.ts";\n\ndocument.title = String(CODE_DIGITS_MAX) + String(CLIENT_ROUTES);\n',
};

/** A tree on disk; `close` removes it. */
export interface Tree {
  readonly root: string;
  close(): Promise<void>;
}

/** Creates the clean tree in a temporary folder and overlays the files of `planted`. */
export async function makeTree(planted: Files = {}): Promise<Tree> {
  const root = await mkdtemp(path.join(os.tmpdir(), "sambung-planted-"));
  await symlink(path.join(checkout, "node_modules"), path.join(root, "node_modules"));
  for (const name of COPIED) await cp(path.join(checkout, name), path.join(root, name), { recursive: true });
  for (const [name, text] of Object.entries({ ...cleanFiles, ...planted })) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { root, close: () => rm(root, { recursive: true, force: true }) };
}
