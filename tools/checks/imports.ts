import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
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

interface Cruise {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly unknown[] }[];
  readonly summary: { readonly violations: readonly Violation[]; readonly totalDependenciesCruised: number };
}

/** The program exits with the number of violations, so only unreadable output is a failure of the run itself. */
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

/** One finding for each file and rule: what a file reaches by one bad import is one fault, not fifty. */
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

/** Without a TypeScript that it knows the program sees no modules, or modules without imports, and is content. */
function blindness({ modules, summary }: Cruise, sources: readonly string[]): readonly Finding[] {
  const seen = new Set(modules.map(({ source }) => source));
  const unseen = sources.filter((file) => !seen.has(file));
  const findings = unseen.map((file): Finding => ({ file, message: "[blind] was not looked at" }));
  return summary.totalDependenciesCruised > 0
    ? findings
    : [...findings, { file: ".dependency-cruiser.mjs", message: "[blind] no import was seen in any file" }];
}

/** Who imports whom is as `architecture.mjs` says; and every source on disk was really looked at. */
export const imports: Check = {
  name: "imports",
  asks: "who imports whom",
  async run(root) {
    const folders = FOLDERS.filter((folder) => existsSync(path.join(root, folder)));
    const found = await cruise(root, folders);
    const sources = (await filesBelow(root)).filter(
      (file) => isSource(file) && folders.some((folder) => file.startsWith(`${folder}/`)),
    );
    const findings = [...findingsOf(found.summary.violations), ...blindness(found, sources)];
    return { seen: found.modules.length, findings };
  },
};
