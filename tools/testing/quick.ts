import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { closingLine, NOTHING } from "./report.ts";
import { ROOT, runCommand, runSteps, type Step } from "./steps.ts";
import { PROJECTS } from "./tiers.ts";
import { runVitest } from "./vitest-run.ts";

const LIMIT_MS = 180_000;
const SOURCE = /\.(?:ts|tsx|mjs|js)$/;
/** Inputs of the types of the screens' API. */
const API_INPUT = /^(?:src\/.*(?:\.routes|\.shared|contract|wire)\.ts|db\/.*\.sql|package-lock\.json)$/;
const IMPORTS = /(?:\bfrom|\bimport\(?)\s*"([^"]+)"/g;
const API_TYPES = "web/src/generated/api.d.ts";

const inModules = (file: string, ...args: readonly string[]) => [path.join(ROOT, "node_modules", file), ...args];
const git = (...args: readonly string[]): string => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" });

/** Changes since a commit: existing files, and whether any file was added, removed or has changed imports. */
interface Change {
  readonly files: readonly string[];
  readonly changesImports: boolean;
}

/** The working tree against `base`; without differences, the last commit against the previous one. */
function changeSince(base: string): Change {
  const differing = lines(git("diff", "--name-status", "--no-renames", base));
  const added = lines(git("ls-files", "--others", "--exclude-standard"));
  if (differing.length === 0 && added.length === 0 && base === "HEAD") return changeSince("HEAD~1");
  const modified = differing.filter((line) => line.startsWith("M")).map(fileOf);
  const files = [...differing.map(fileOf), ...added].filter((file) => existsSync(path.join(ROOT, file)));
  const cameOrWent = differing.some((line) => !line.startsWith("M")) || added.some((file) => SOURCE.test(file));
  const changesImports =
    cameOrWent ||
    modified.some((file) => SOURCE.test(file) && importsOf(git("show", `${base}:${file}`)) !== importsNow(file));
  return { files, changesImports };
}

const lines = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");
const fileOf = (line: string): string => line.split("\t").at(-1) ?? "";
const importsOf = (text: string): string => [...text.matchAll(IMPORTS)].map(([, name]) => name).join("\n");
const importsNow = (file: string): string => importsOf(readFileSync(path.join(ROOT, file), "utf8"));

/** Type check of one area, incremental: the state of the last run stays in `.cache`. */
const typesOf = (area: string, name: string): readonly string[] =>
  inModules(
    "tsgo/bin/tsc",
    "-p",
    area,
    "--incremental",
    "--tsBuildInfoFile",
    path.join(ROOT, `.cache/types-${name}.json`),
  );

function stepsFor({ files, changesImports }: Change): readonly Step[] {
  const sources = files.filter((file) => SOURCE.test(file));
  const isWeb = (file: string) => file.startsWith("web/") || file.startsWith("locales/");
  const generates = !existsSync(path.join(ROOT, API_TYPES)) || files.some((file) => API_INPUT.test(file));
  const touchesWeb = generates || files.some((file) => isWeb(file) || /(?:\.shared|contract)\.ts$/.test(file));
  const step = (name: string, about: string, commands: Step["commands"], after: readonly string[] = []): Step[] =>
    commands.length === 0 ? [] : [{ name, about, commands, after, limitMs: LIMIT_MS }];
  return [
    ...step(
      "generated",
      "types of the screens' API",
      generates ? [[path.join(ROOT, "tools/generate.ts"), "--types"]] : [],
    ),
    ...step("types", "types of the server", sources.some((file) => !isWeb(file)) ? [typesOf(".", "server")] : []),
    ...step("web types", "types of the screens", touchesWeb ? [typesOf("web", "web")] : [], ["generated"]),
    ...step("imports", "import rules", changesImports ? [[path.join(ROOT, "tools/checks/run.ts"), "imports"]] : [], [
      "generated",
    ]),
    ...step("rules", "house rules", [[path.join(ROOT, "tools/checks/run.ts"), "--without", "imports"]]),
    ...step("biome", "format and lint of changed files", [
      inModules("@biomejs/biome/bin/biome", "check", "--error-on-warnings", "--no-errors-on-unmatched", ...files),
    ]),
    ...step(
      "oxlint",
      "lint with types of changed files",
      sources.length === 0 ? [] : [inModules("oxlint/bin/oxlint", "--type-aware", "--deny-warnings", ...sources)],
      ["generated"],
    ),
  ];
}

/** Test files near a change: the pure ones of each changed module, and the database tests next to a changed file. */
function testsFor(files: readonly string[]): { readonly unit: readonly string[]; readonly system: readonly string[] } {
  const systemGlobs = PROJECTS.find(({ name }) => name === "system")?.include ?? [];
  const system = new Set(globSync([...systemGlobs], { cwd: ROOT }));
  const modules = new Set(
    files.flatMap((file) => /^(?:src|web\/src)\/[^/]+\/[^/]+\/|^(?:simulators|testkit|tools)\//.exec(file) ?? []),
  );
  const nearby = globSync(
    [...modules].map((folder) => `${folder}**/*.test.{ts,tsx}`),
    { cwd: ROOT },
  );
  const beside = files.map((file) => (/\.test\.tsx?$/.test(file) ? file : file.replace(/\.tsx?$/, ".test.ts")));
  return {
    unit: [...new Set(nearby)].filter((file) => !system.has(file)),
    system: [...new Set(beside)].filter((file) => system.has(file)),
  };
}

/** Checks a change in under a minute: the differences from `HEAD`, or from the named commit. */
export async function runQuick([base = "HEAD"]: readonly string[]): Promise<boolean> {
  const startedMs = performance.now();
  const change = changeSince(base);
  const { unit, system } = testsFor(change.files);
  console.log(`${change.files.length} changed files, ${unit.length + system.length} test files near them`);
  const failed = await runSteps(stepsFor(change));
  const files = [...unit, ...system];
  const run = { name: "quick", projects: ["unit", "system"], files, env: {}, mayRepeat: "crashes" } as const;
  const totals =
    files.length === 0
      ? NOTHING
      : await runVitest(
          ROOT,
          run,
          async (args, env) => (await runCommand(args, { limitMs: LIMIT_MS, capture: false, env })).passed,
        );
  if (failed.length > 0) console.log(`Failing steps: ${failed.join(", ")}`);
  console.log(`${((performance.now() - startedMs) / 1_000).toFixed(0)} s; ${closingLine(totals)}`);
  return failed.length === 0 && totals.failed.length === 0;
}
