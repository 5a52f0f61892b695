import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";

/** Result of a SIPp run. */
export interface SippResult {
  /** 0 when every call followed the scenario. */
  readonly code: number;
  readonly output: string;
}

/** Runs SIPp with a scenario until its calls have ended; killed after `limitMs`. */
export async function runSipp(options: {
  readonly folder: string;
  readonly scenario: string;
  readonly args: readonly string[];
  readonly limitMs: number;
  /** Kills it before its limit, for phones without further calls. */
  readonly stop?: AbortSignal;
}): Promise<SippResult> {
  const file = path.join(options.folder, `scenario-${performance.now()}.xml`);
  await writeFile(file, options.scenario);
  const child = spawn("sipp", ["-sf", file, "-nostdin", ...options.args], {
    cwd: options.folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TERM: "dumb" },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => output.push(String(chunk)));
  const kill = (): void => void child.kill("SIGKILL");
  const timer = setTimeout(kill, options.limitMs);
  options.stop?.addEventListener("abort", kill, { once: true });
  const code = await new Promise<number>((resolve) => child.once("exit", (status) => resolve(status ?? 99)));
  clearTimeout(timer);
  options.stop?.removeEventListener("abort", kill);
  return { code, output: output.join("") };
}
