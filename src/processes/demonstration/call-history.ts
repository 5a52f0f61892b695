import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { HistoryCommand, HistoryReport, HistoryRequest } from "./write-history.ts";

const ENTRY = path.join(import.meta.dirname, "write-history.ts");
/** Time limit of writing a history. */
const HISTORY_MS_MAX = 600_000;

/** A process that owns the queues of a call centre until its history is written. */
export interface CallHistory {
  /** Writes the history and ends the process. Rejects when it fails. */
  write(request: HistoryRequest, onDay: (days: number) => void): Promise<void>;
  /** Ends the process; safe to call twice. */
  close(): void;
}

/** Starts the process and waits until it owns the queues, so that no switch takes them over before the history is complete. */
export async function openCallHistory(command: HistoryCommand): Promise<CallHistory> {
  const child = fork(ENTRY, [JSON.stringify(command)], { timeout: HISTORY_MS_MAX });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const reports = (onReport: (report: HistoryReport) => void) =>
    child.on("message", (message) => onReport(message as HistoryReport));
  await Promise.race([
    once(child, "message"),
    ended.then((code) => Promise.reject(new Error(`the call history did not begin (exit ${String(code)})`))),
  ]);
  return {
    write: async (request, onDay) => {
      reports((report) => {
        if (report.kind === "written") onDay(report.days);
      });
      child.send(request);
      const code = await ended;
      if (code !== 0) throw new Error(`the call history was not written (exit ${String(code)})`);
    },
    close: () => end(child),
  };
}

function end(child: ChildProcess): void {
  if (child.exitCode === null) child.kill("SIGKILL");
}
