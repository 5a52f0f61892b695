import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

const ENTRY = path.resolve(import.meta.dirname, "../src/processes/webrtc.ts");
const READY_MS_MAX = 20_000;

/** The WebRTC process, started like the supervisor does. */
export interface WebrtcProcess {
  readonly pid: number;
  /** kill -9; resolves after its exit. */
  kill(): Promise<void>;
}

/** Starts the process on a data folder and waits until it accepts commands. */
export async function startWebrtcProcess(options: {
  readonly dataFolder: string;
  readonly ports: { readonly from: number; readonly to: number };
}): Promise<WebrtcProcess> {
  const child = spawn(process.execPath, [ENTRY], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      SAMBUNG_DATA: options.dataFolder,
      SAMBUNG_WEBRTC_PORTS: `${options.ports.from}-${options.ports.to}`,
      SAMBUNG_LOG_LEVEL: "error",
    },
  });
  await ready(child);
  return {
    pid: child.pid ?? 0,
    kill: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the webrtc process did not get ready")), READY_MS_MAX);
    child.once("exit", (code) => reject(new Error(`the webrtc process ended with ${String(code)}`)));
    child.stdout?.once("data", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
