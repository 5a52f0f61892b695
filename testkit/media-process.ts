import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

const ENTRY = path.resolve(import.meta.dirname, "../src/processes/media.ts");
const READY_MS_MAX = 20_000;

/** The media process, started like the supervisor does. */
export interface MediaProcess {
  readonly socketPath: string;
  readonly pid: number;
  /** kill -9; resolves after its exit. */
  kill(): Promise<void>;
}

/** Starts the media process on a data folder and waits until it accepts commands. */
export async function startMediaProcess(options: {
  readonly dataFolder: string;
  readonly ports: { readonly from: number; readonly to: number };
}): Promise<MediaProcess> {
  const child = spawn(process.execPath, [ENTRY], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      SAMBUNG_DATA: options.dataFolder,
      SAMBUNG_RTP_PORTS: `${options.ports.from}-${options.ports.to}`,
      SAMBUNG_LOG_LEVEL: "error",
    },
  });
  const { socketPath } = await readyLine(child);
  return {
    socketPath,
    pid: child.pid ?? 0,
    kill: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}

function readyLine(child: ChildProcess): Promise<{ readonly socketPath: string }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the media process did not get ready")), READY_MS_MAX);
    child.once("exit", (code) => reject(new Error(`the media process ended with ${String(code)}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (!line.startsWith('{"ready"')) return;
      clearTimeout(timer);
      resolve(JSON.parse(line) as { readonly socketPath: string });
    });
  });
}
