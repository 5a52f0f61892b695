import { spawn } from "node:child_process";
import path from "node:path";

const CLI = path.resolve(import.meta.dirname, "../src/processes/cli.ts");

/** JSON output of the probe. */
export interface ProbeAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One metric of its output. */
export interface ProbeFigure {
  readonly key: string;
  readonly value: number | null;
  readonly verdict: "pass" | "fail" | "not-measured" | "below-floor";
  readonly limit: { readonly value: number; readonly standing: string; readonly source: string };
  readonly samples: number;
}

/** Output of a probe run with `--json`. */
export interface ProbeRun {
  readonly figures: readonly ProbeFigure[];
  readonly proof: string;
  readonly floor_jitter_p99_ms: number;
  readonly calls: number;
  readonly failed: number;
  readonly reasons: readonly { readonly callerNumber: string; readonly reason: string }[];
  readonly menu: readonly { readonly keys: string; readonly isReached: boolean; readonly why: string | null }[];
  readonly files: readonly string[];
}

/** Runs `sambung probe` with arguments, as a separate process. */
export function runProbeCommand(words: readonly string[]): Promise<ProbeAnswer> {
  return answerOf(startProbe(words));
}

/** Runs it until it has printed a text, and then interrupts it like Ctrl-C. */
export function interruptedProbe(words: readonly string[], said: RegExp): Promise<ProbeAnswer> {
  const child = startProbe(words);
  let [told, isInterrupted] = ["", false];
  child.stderr.on("data", (chunk: Buffer) => {
    told += String(chunk);
    // Once: a second Ctrl-C ends a program immediately.
    if (isInterrupted || !said.test(told)) return;
    isInterrupted = true;
    child.kill("SIGINT");
  });
  return answerOf(child);
}

function startProbe(words: readonly string[]) {
  return spawn(process.execPath, [CLI, "probe", ...words], { stdio: ["ignore", "pipe", "pipe"] });
}

async function answerOf(child: ReturnType<typeof startProbe>): Promise<ProbeAnswer> {
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out.push(String(chunk)));
  child.stderr.on("data", (chunk: Buffer) => err.push(String(chunk)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, stdout: out.join(""), stderr: err.join("") };
}

/** Runs a scenario and reads its result; throws when nothing was measured. */
export async function probed(words: readonly string[]): Promise<ProbeRun> {
  const { code, stdout, stderr } = await runProbeCommand([...words, "--json"]);
  if (code !== 0 && code !== 1) throw new Error(`the probe measured nothing (${code}): ${stdout}${stderr}`);
  return JSON.parse(stdout) as ProbeRun;
}

/** The keys of failed metrics, in order. */
export function failedFigures({ figures }: ProbeRun): readonly string[] {
  return figures.filter(({ verdict }) => verdict === "fail").map(({ key }) => key);
}
