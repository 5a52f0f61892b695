// A reporter of Vitest: writes down which test files ended because the runtime itself crashed (a signal, not a failure).
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Signals of a runtime that failed in itself; one that was killed from outside (SIGKILL) is no such crash. */
const CRASH = /exited unexpectedly with signal (SIGSEGV|SIGABRT|SIGBUS|SIGILL)\b[\s\S]* while running test file (\S+)/;

export default class CrashedFiles {
  onTestRunEnd(_modules, unhandledErrors) {
    const crashes = unhandledErrors.map((error) => CRASH.exec(`${error.message} ${error.cause?.message ?? ""}`));
    const found = crashes.filter((crash) => crash !== null).map(([, signal, file]) => ({ signal, file }));
    const file = process.env.SAMBUNG_CRASHES;
    if (file === undefined) return;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ crashes: found, others: unhandledErrors.length - found.length }));
  }
}
