import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Check, Finding } from "./finding.ts";
import { filesBelow, isSource } from "./tree.ts";

const FOLDERS = ["src", "simulators", "testkit", "tests", "bench", "tools", "web/src", "locales"];
const OUTPUT_BYTES_MAX = 256 * 1024 * 1024;
const WAIT_MS_MAX = 300_000;

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
  readonly comment?: string;
  readonly via?: readonly { readonly name: string }[];
  readonly cycle?: readonly { readonly name: string }[];
}

interface Module {
  readonly source: string;
  readonly dependencies: readonly { readonly resolved: string }[];
}

/** Files that match `from` and not `fromNot` must not reach files that match `to`; each is a regular expression of a path. */
interface ReachRule {
  readonly name: string;
  readonly comment: string;
  readonly from: string;
  readonly fromNot: string;
  readonly to: string;
}

interface PureRules {
  readonly pureRules: readonly ReachRule[];
}

interface Cruise {
  readonly modules: readonly Module[];
  readonly summary: { readonly violations: readonly Violation[]; readonly totalDependenciesCruised: number };
}

/** The program's exit code is the number of violations, so only unreadable output is a failure of the run itself. */
async function cruise(root: string, folders: readonly string[]): Promise<Cruise> {
  const program = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = [program, "--config", ".dependency-cruiser.mjs", "--output-type", "json", ...folders];
  const options = { cwd: root, maxBuffer: OUTPUT_BYTES_MAX, timeout: WAIT_MS_MAX };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, options, (_error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as Cruise);
      } catch {
        reject(new Error(`dependency-cruiser gave no result: ${stderr}`));
      }
    });
  });
}

/** One finding for each file and rule: the transitive effects of one bad import are one fault. */
function findingsOf(violations: readonly Violation[]): readonly Finding[] {
  const groups = Map.groupBy(violations, ({ rule, from }) => `${rule.name} ${from}`);
  return [...groups.values()].flatMap(([first, ...others]): readonly Finding[] => {
    if (first === undefined) return [];
    const { rule, from, to, cycle, via = [], comment } = first;
    const steps = (cycle ?? via).map(({ name }) => name);
    const way = steps.length === 0 ? to : steps.join(" -> ");
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return [{ file: from, message: `[${rule.name}] ${way}${more}${comment === undefined ? "" : ` (${comment})`}` }];
  });
}

/** For each file that imports a file matching `to`, directly or transitively: the next file on a shortest path there. */
function stepsTowards(modules: readonly Module[], to: RegExp): ReadonlyMap<string, string> {
  const imports = modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => ({ source, resolved })),
  );
  const importers = Map.groupBy(imports, ({ resolved }) => resolved);
  const steps = new Map<string, string>();
  const reached = modules.map(({ source }) => source).filter((file) => to.test(file));
  // The list grows during the iteration.
  for (const file of reached) {
    for (const { source } of importers.get(file) ?? []) {
      if (steps.has(source)) continue;
      steps.set(source, file);
      reached.push(source);
    }
  }
  return steps;
}

/** dependency-cruiser's own reachability rules search a path between every two files, which takes twice as long as everything else. */
function findReaches(
  modules: readonly Module[],
  { name, comment, from, fromNot, to }: ReachRule,
): readonly Violation[] {
  const [isFrom, isNotFrom, isTo] = [new RegExp(from), new RegExp(fromNot), new RegExp(to)];
  const steps = stepsTowards(modules, isTo);
  return [...steps.keys()]
    .filter((file) => isFrom.test(file) && !isNotFrom.test(file))
    .map((file) => {
      const via: { readonly name: string }[] = [];
      let at: string | undefined = steps.get(file);
      while (at !== undefined) {
        via.push({ name: at });
        at = isTo.test(at) ? undefined : steps.get(at);
      }
      return { from: file, to: via.at(-1)?.name ?? "", rule: { name }, comment, via };
    });
}

/** Without a supported TypeScript the program finds no modules, or modules without imports, and reports no fault. */
function blindness({ modules, summary }: Cruise, sources: readonly string[]): readonly Finding[] {
  const seen = new Set(modules.map(({ source }) => source));
  const unseen = sources.filter((file) => !seen.has(file));
  const findings = unseen.map((file): Finding => ({ file, message: "[blind] was not looked at" }));
  return summary.totalDependenciesCruised > 0
    ? findings
    : [...findings, { file: ".dependency-cruiser.mjs", message: "[blind] no import was seen in any file" }];
}

/** Imports follow `architecture.mjs`; and every source on disk was examined. */
export const imports: Check = {
  name: "imports",
  asks: "who imports whom",
  async run(root) {
    const folders = FOLDERS.filter((folder) => existsSync(path.join(root, folder)));
    const found = await cruise(root, folders);
    const sources = (await filesBelow(root)).filter(
      (file) => isSource(file) && folders.some((folder) => file.startsWith(`${folder}/`)),
    );
    const rules = (await import(pathToFileURL(path.join(root, ".dependency-cruiser.mjs")).href)) as PureRules;
    const reaches = rules.pureRules.flatMap((rule) => findReaches(found.modules, rule));
    const findings = [...findingsOf([...found.summary.violations, ...reaches]), ...blindness(found, sources)];
    return { seen: found.modules.length, findings };
  },
};
