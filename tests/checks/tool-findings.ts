import { execFile } from "node:child_process";
import path from "node:path";
import type { Finding } from "../../tools/checks/finding.ts";
import { imports } from "../../tools/checks/imports.ts";
import { checkout } from "./clean-tree.ts";

const WAIT_MS_MAX = 120_000;

/** The output of a tool, its exit code, and the tree it checked (with a trailing slash). */
interface Output {
  readonly root: string;
  readonly text: string;
  readonly code: number;
}

/** Runs a tool of the checkout in `root` and returns its whole output. */
function runTool(root: string, tool: string, args: readonly string[]): Promise<Output> {
  const program = path.join(checkout, "node_modules", tool);
  return new Promise((resolve) => {
    const options = { cwd: root, timeout: WAIT_MS_MAX, maxBuffer: 32 * 1024 * 1024 };
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
      resolve({
        root: `${root}/`,
        text: `${stdout}\n${stderr}`,
        code: typeof error?.code === "number" ? error.code : error ? 1 : 0,
      });
    });
  });
}

/** Parses findings by a pattern with the groups `file` and `message`; a failing tool without findings is an error. */
function findingsIn({ root, text, code }: Output, pattern: RegExp): readonly Finding[] {
  const findings = [...text.matchAll(pattern)].map(({ groups }) => ({
    file: (groups?.["file"] ?? "").replace(root, ""),
    message: groups?.["message"] ?? "",
  }));
  if ((code === 0) !== (findings.length === 0))
    throw new Error(`exit ${code} with ${findings.length} findings:\n${text}`);
  return findings;
}

async function biome(root: string): Promise<readonly Finding[]> {
  const args = ["ci", "--error-on-warnings", "--formatter-enabled=false", "--colors=off", "--reporter=github"];
  const output = await runTool(root, "@biomejs/biome/bin/biome", [...args, "--max-diagnostics=500"]);
  return findingsIn(output, /^::\w+ title=(?<message>[^,]+),file=(?<file>[^,]+),.*$/gm);
}

async function oxlint(root: string): Promise<readonly Finding[]> {
  const output = await runTool(root, "oxlint/bin/oxlint", ["--type-aware", "--deny-warnings", "--format=unix"]);
  return findingsIn(output, /^(?<file>[^:\s]+):\d+:\d+: (?<message>.*)$/gm);
}

async function types(root: string): Promise<readonly Finding[]> {
  const output = await runTool(root, "tsgo/bin/tsc", ["-p", ".", "--pretty", "false"]);
  return findingsIn(output, /^(?<file>[^(\s]+)\(\d+,\d+\): error (?<message>.*)$/gm);
}

async function unused(root: string): Promise<readonly Finding[]> {
  const { text, code } = await runTool(root, "knip/bin/knip.js", [
    "--no-progress",
    "--no-config-hints",
    "--reporter",
    "json",
  ]);
  const { issues } = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)) as {
    issues: readonly (Readonly<Record<string, unknown>> & { readonly file: string })[];
  };
  const findings = issues.map(({ file, ...kinds }) => ({ file, message: JSON.stringify(kinds) }));
  if ((code === 0) !== (findings.length === 0))
    throw new Error(`exit ${code} with ${findings.length} findings:\n${text}`);
  return findings;
}

/** Tool → its findings in a tree. */
export const toolFindings = {
  types,
  biome,
  oxlint,
  unused,
  imports: async (root: string) => (await imports.run(root)).findings,
} satisfies Record<string, (root: string) => Promise<readonly Finding[]>>;

/** A tool whose findings this test can parse. */
export type Tool = keyof typeof toolFindings;
