import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { freePort } from "./free-port.ts";

const CHECKOUT = path.resolve(import.meta.dirname, "..");
const ENDED_MS_MAX = 60_000;

/** `sambung start` in a separate process, as an operator runs it. */
export interface StartedProgram {
  readonly url: string;
  /** Its output so far. */
  printed(): string;
  /** Waits for a text in its output; fails after `waitMs` with the actual output. */
  untilPrinted(text: RegExp, waitMs: number): Promise<RegExpExecArray>;
  /** Ctrl-C; resolves to the exit code, null for a program that had to be killed. */
  stop(): Promise<number | null>;
}

/** Starts the program on a data folder and free ports; `changes` are settings that differ. */
export async function startProgram(
  dataFolder: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<StartedProgram> {
  const port = await freePort();
  const child = spawn(process.execPath, ["bin/sambung.mjs", "start"], {
    cwd: CHECKOUT,
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "development",
      SAMBUNG_DATA: dataFolder,
      SAMBUNG_HTTP_PORT: String(port),
      SAMBUNG_SIP_PORT: "0",
      SAMBUNG_SIPS_PORT: "0",
      SAMBUNG_WS_PORT: "0",
      SAMBUNG_SMPP_PORT: "0",
      SAMBUNG_LOG_LEVEL: "silent",
      ...changes,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const printed = printedBy(child);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    printed: printed.text,
    untilPrinted: printed.until,
    stop: async () => {
      child.kill("SIGINT");
      const timer = setTimeout(() => child.kill("SIGKILL"), ENDED_MS_MAX);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}

function printedBy(child: ChildProcess) {
  let text = "";
  const waiting = new Set<() => void>();
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    for (const check of waiting) check();
  });
  const until = (wanted: RegExp, waitMs: number) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never printed: ${String(wanted)}\n${text}`)), waitMs);
      const check = () => {
        const found = wanted.exec(text);
        if (found === null) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  return { text: () => text, until };
}
