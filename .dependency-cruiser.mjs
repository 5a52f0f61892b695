// The import rules, made from `architecture.mjs`. Run by `tools/checks/imports.ts`, which also counts what was seen.
import { builtinModules } from "node:module";
import { doors, impureSuffixes, outsideOfSource, purePackages, rooms, rows } from "./architecture.mjs";

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
const anyOf = (words) => `(?:${words.map(escaped).join("|")})`;

const TEST = "\\.test\\.ts$";
const IMPURE = `(?:${impureSuffixes.map(escaped).join("|")}|/${escaped(doors.working)})$`;
const NODE_CORE = `^(?:node:)?${anyOf(builtinModules.filter((name) => !name.startsWith("_")))}(?:/|$)`;
// npm packages are matched by their path: dependency types are unreliable for packages that are linked or aliased.
const NPM = "(?:^|/)node_modules/";
const NPM_NOT_PURE = `${NPM}(?!(?:@types/)?${anyOf(purePackages)}/)`;
const BROWSER_FILE = "(?:contract|[^/]+\\.shared)\\.ts$";
const BROWSER_DOOR = `/${BROWSER_FILE}`;

const pureRows = (kind) => rows.filter((row) => row.pure === kind).map((row) => row.name);
const PURE = [`^src/${anyOf(pureRows("all"))}/`, `^src/${anyOf(pureRows("by-suffix"))}/`, `^src/.*${BROWSER_DOOR}`];

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
    `Files of src/${row.name} may import ${row.mayImport.join(", ") || "nothing"} only; ask a later room by effect.`,
    { path: `^src/${row.name}/`, pathNot: TEST },
    { path: "^src/", pathNot: `^src/${anyOf([row.name, ...row.mayImport])}/` },
  ),
);

const leftToRightRules = rows
  .filter((row) => row.ordered)
  .flatMap((row) =>
    row.rooms
      .slice(0, -1)
      .map((room, index) =>
        forbid(
          `order-${row.name}-${room.replaceAll("/", "-")}`,
          `Inside src/${row.name} a room imports rooms to its left only.`,
          { path: `^src/${row.name}/${room}/`, pathNot: TEST },
          { path: `^src/${row.name}/${anyOf(row.rooms.slice(index + 1))}/` },
        ),
      ),
  );

const doorRules = rooms
  .filter((room) => room !== "processes")
  .flatMap((room) => {
    const inside = `^src/${room}/`;
    const publicDoor = `${inside}${escaped(doors.pure)}$`;
    const workingDoor = `${inside}${escaped(doors.working)}$`;
    const comment = `Other rooms enter src/${room} by its ${doors.pure}; processes also by its ${doors.working}.`;
    return [
      forbid(
        `door-${room.replaceAll("/", "-")}`,
        comment,
        { path: "^src/", pathNot: [inside, TEST, "^src/processes/"] },
        { path: inside, pathNot: publicDoor },
      ),
      forbid(
        `door-${room.replaceAll("/", "-")}-outside`,
        comment,
        { path: [TEST, "^src/processes/", "^(?!src/|web/)"], pathNot: inside },
        { path: inside, pathNot: [publicDoor, workingDoor, `${inside}.*${BROWSER_DOOR}`, `${inside}${BROWSER_FILE}`] },
      ),
      forbid(
        `wire-${room.replaceAll("/", "-")}`,
        `${doors.working} is for src/processes; a room does not wire itself.`,
        { path: `${inside}`, pathNot: TEST },
        { path: workingDoor },
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
    ...doorRules,
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
      `The browser application takes ${doors.browser.join(", ")} and generated types from the server, nothing else.`,
      { path: "^web/src/" },
      {
        path: "^(?!web/|locales/parts/|docs/guide/(?:quick-starts/|openapi\\.json$)|words:|\\.)",
        pathNot: [`^src/.*${BROWSER_DOOR}`, "(?:^|/)generated/(?!schema)", NPM],
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
