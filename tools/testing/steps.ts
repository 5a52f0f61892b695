import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";

const KILL_AFTER_MS = 10_000;
/** Maximum number of output characters of a step. */
const OUTPUT_MAX = 400_000;

/** The folder of the checkout. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

/** A static step: `commands` run with this Node one after the other, once the steps named in `after` have ended. */
export interface Step {
  readonly name: string;
  readonly about: string;
  readonly commands: readonly (readonly string[])[];
  readonly after: readonly string[];
  readonly limitMs: number;
}

const running = new Set<() => void>();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    for (const stop of running) stop();
    process.exit(130);
  });
}

/** Result of a command. */
export interface Ended {
  readonly passed: boolean;
  /** Its output, if `capture` was set. */
  readonly output: string;
}

/** Runs one command with this Node in a separate process group, so that the time limit ends all its processes. */
export function runCommand(
  args: readonly string[],
  options: { readonly limitMs: number; readonly capture: boolean; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const { limitMs, capture, env = {} } = options;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: capture ? ["ignore", "pipe", "pipe"] : "inherit",
      env: { ...process.env, ...env },
      detached: true,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (bytes: Buffer) => {
        if (output.length < OUTPUT_MAX) output += bytes.toString();
      });
    }
    const signalGroup = (signal: NodeJS.Signals) => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, signal);
      } catch {
        // The group has ended already.
      }
    };
    const stop = () => signalGroup("SIGTERM");
    running.add(stop);
    const timer = setTimeout(() => {
      output += `\nStopped after ${Math.round(limitMs / 1_000)} s, the limit of this step.\n`;
      if (!capture) console.error(output);
      stop();
      setTimeout(() => signalGroup("SIGKILL"), KILL_AFTER_MS).unref();
    }, limitMs);
    const end = (passed: boolean) => {
      clearTimeout(timer);
      running.delete(stop);
      resolve({ passed, output });
    };
    child.on("error", (error) => {
      output += `Could not start: ${error.message}\n`;
      end(false);
    });
    child.on("close", (code) => end(code === 0));
  });
}

/** Runs the steps, as many at once as there are processors, prints each as it ends, and returns the names of failed ones. */
export async function runSteps(steps: readonly Step[]): Promise<readonly string[]> {
  const failed: string[] = [];
  const waiting = [...steps];
  const unfinished = new Set(steps.map(({ name }) => name));
  const active = new Map<string, Promise<void>>();
  while (waiting.length > 0 || active.size > 0) {
    const ready = waiting.findIndex(({ after }) => !after.some((name) => unfinished.has(name)));
    const [step] = ready >= 0 && active.size < availableParallelism() ? waiting.splice(ready, 1) : [];
    if (step === undefined) {
      await Promise.race(active.values());
      continue;
    }
    const run = runStep(step).then((passed) => {
      if (!passed) failed.push(step.name);
      unfinished.delete(step.name);
      active.delete(step.name);
    });
    active.set(step.name, run);
  }
  return failed;
}

async function runStep({ name, about, commands, limitMs }: Step): Promise<boolean> {
  const startedMs = performance.now();
  const outputs: string[] = [];
  let passed = true;
  for (const command of commands) {
    const ended = await runCommand(command, { limitMs, capture: true });
    outputs.push(ended.output.trimEnd());
    passed &&= ended.passed;
  }
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  const printed = outputs.filter((text) => text !== "").join("\n");
  // Of the output of a passed step only the last line is printed.
  const output = passed ? (printed.split("\n").at(-1) ?? "") : printed;
  console.log(`== ${name}: ${about}: ${passed ? "ok" : "FAILED"} (${seconds} s)${output === "" ? "" : `\n${output}`}`);
  return passed;
}
