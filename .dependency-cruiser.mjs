// The import rules, made from `architecture.mjs`. Run by `tools/checks/imports.ts`, which also counts what was seen.
import { builtinModules } from "node:module";
import { entries, impureSuffixes, modules, outsideOfSource, purePackages, rows } from "./architecture.mjs";

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
const anyOf = (words) => `(?:${words.map(escaped).join("|")})`;

const TEST = "\\.test\\.ts$";
const IMPURE = `(?:${impureSuffixes.map(escaped).join("|")}|/${escaped(entries.composition)})$`;
const NODE_CORE = `^(?:node:)?${anyOf(builtinModules.filter((name) => !name.startsWith("_")))}(?:/|$)`;
// npm packages are matched by their path: dependency types are unreliable for packages that are linked or aliased.
const NPM = "(?:^|/)node_modules/";
const NPM_NOT_PURE = `${NPM}(?!(?:@types/)?${anyOf(purePackages)}/)`;
const BROWSER_FILE = "(?:contract|[^/]+\\.shared)\\.ts$";
const BROWSER_ENTRY = `/${BROWSER_FILE}`;

const pureRows = (kind) => rows.filter((row) => row.pure === kind).map((row) => row.name);
const PURE = [`^src/${anyOf(pureRows("all"))}/`, `^src/${anyOf(pureRows("by-suffix"))}/`, `^src/.*${BROWSER_ENTRY}`];

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** What pure files must not reach by imports of any length. `tools/checks/imports.ts` walks the imports once for each. */
export const pureRules = [
  ["platform", "^(?:src/(?:platform|processes)|db|locales)/"],
  ["impure-file", `^src/.*${IMPURE}`],
  ["node-core", NODE_CORE],
  ["package", NPM_NOT_PURE],
].map(([what, path]) => ({
  name: `pure-reaches-${what}`,
  comment: "A pure file must not reach the world, not even through another file: take what it needs as an argument.",
  from: PURE.join("|"),
  fromNot: `${TEST}|${IMPURE}`,
  to: path,
}));

const orderRules = rows.map((row) =>
  forbid(
    `order-${row.name}`,
    `Files of src/${row.name} may import ${row.mayImport.join(", ") || "nothing"} only; ask a later module by effect.`,
    { path: `^src/${row.name}/`, pathNot: TEST },
    { path: "^src/", pathNot: `^src/${anyOf([row.name, ...row.mayImport])}/` },
  ),
);

const leftToRightRules = rows
  .filter((row) => row.ordered)
  .flatMap((row) =>
    row.modules
      .slice(0, -1)
      .map((module, index) =>
        forbid(
          `order-${row.name}-${module.replaceAll("/", "-")}`,
          `Inside src/${row.name} a module imports modules to its left only.`,
          { path: `^src/${row.name}/${module}/`, pathNot: TEST },
          { path: `^src/${row.name}/${anyOf(row.modules.slice(index + 1))}/` },
        ),
      ),
  );

const entryRules = modules
  .filter((module) => module !== "processes")
  .flatMap((module) => {
    const inside = `^src/${module}/`;
    const publicApi = `${inside}${escaped(entries.publicApi)}$`;
    const composition = `${inside}${escaped(entries.composition)}$`;
    const comment = `Other modules enter src/${module} by its ${entries.publicApi}; processes also by its ${entries.composition}.`;
    return [
      forbid(
        `entry-${module.replaceAll("/", "-")}`,
        comment,
        { path: "^src/", pathNot: [inside, TEST, "^src/processes/"] },
        { path: inside, pathNot: publicApi },
      ),
      forbid(
        `entry-${module.replaceAll("/", "-")}-outside`,
        comment,
        { path: [TEST, "^src/processes/", "^(?!src/|web/)"], pathNot: inside },
        { path: inside, pathNot: [publicApi, composition, `${inside}.*${BROWSER_ENTRY}`, `${inside}${BROWSER_FILE}`] },
      ),
      forbid(
        `wire-${module.replaceAll("/", "-")}`,
        `${entries.composition} is for src/processes; a module does not wire itself.`,
        { path: `${inside}`, pathNot: TEST },
        { path: composition },
      ),
    ];
  });

export default {
  forbidden: [
    forbid("no-circles", "Two files that need each other are one subject, or lack a third.", {}, { circular: true }),
    // "words:" names are made by the web build: one module per language and area.
    // First programs import the client that whoever copies them has fetched beside them.
    forbid(
      "unresolved",
      "The import leads nowhere.",
      { pathNot: "^docs/guide/quick-starts/" },
      { couldNotResolve: true, pathNot: "^words:" },
    ),
    forbid(
      "kernel-imports-nothing",
      "The kernel imports nothing.",
      { path: "^src/kernel/", pathNot: TEST },
      { path: "", pathNot: "^src/kernel/" },
    ),
    ...orderRules,
    ...leftToRightRules,
    ...entryRules,
    forbid(
      "nothing-imports-processes",
      "A process is wiring; it is started, never imported.",
      { pathNot: ["^src/processes/", "^(?:tests|testkit|bench|tools)/"] },
      { path: "^src/processes/" },
    ),
    forbid(
      "source-stays-inside",
      "The program must not depend on development tools, tests or the browser application.",
      { path: "^src/", pathNot: TEST },
      { path: `^${anyOf(outsideOfSource)}/`, pathNot: "^web/src/[^/]+\\.shared\\.ts$" },
    ),
    forbid(
      "web-imports-contracts-only",
      `The browser application takes ${entries.browser.join(", ")} and generated types from the server, nothing else.`,
      { path: "^web/src/" },
      {
        path: "^(?!web/|locales/parts/|docs/guide/(?:quick-starts/|openapi\\.json$)|words:|\\.)",
        pathNot: [`^src/.*${BROWSER_ENTRY}`, "(?:^|/)generated/(?!schema)", NPM],
      },
    ),
  ],
  options: {
    doNotFollow: { path: NPM },
    exclude: { path: "^(?:web/dist|data|coverage)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    parser: "tsc",
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css", ".d.ts"],
    },
  },
};
