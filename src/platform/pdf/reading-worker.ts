/** The subprocess that opens uploaded PDF files: a hostile file costs bounded time and memory, and at most this process. */
import { serveTasks } from "../subprocess/index.ts";
import { inspectPdf } from "./inspect-pdf.ts";
import { countPages, joinPdfs } from "./join-pdfs.ts";
import { measureInk } from "./measure-ink.ts";
import { pagePicture } from "./page-picture.ts";
import { UnreadablePdfError } from "./pdf-engine.ts";
import type { ReadingTask, ReadingValue } from "./reading-task.ts";

serveTasks<ReadingTask, ReadingValue>(async (task) => {
  try {
    return await carryOut(task);
  } catch (error) {
    if (error instanceof UnreadablePdfError) return { kind: "unreadable", code: error.name };
    // A decoder that failed may have corrupted its memory: the process ends at once, without a response, so that it gets no
    // further file.
    if (error instanceof RangeError || isAbort(error)) process.exit(1);
    throw error;
  }
});

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === "RuntimeError";
}

async function carryOut(task: ReadingTask): Promise<ReadingValue> {
  if (task.kind === "look") {
    const { pagesMax, msMax } = task;
    return { kind: "seen", seen: await inspectPdf(task.pdf, { pagesMax, msMax, nowMs: () => performance.now() }) };
  }
  if (task.kind === "ink") return { kind: "ink", shares: await measureInk(task.pdf, task.places) };
  if (task.kind === "picture") return { kind: "bytes", bytes: await pagePicture(task.pdf, task.page, task.side) };
  if (task.kind === "count") return { kind: "counts", counts: await countPages(task.parts) };
  return { kind: "bytes", bytes: await joinPdfs(task.parts) };
}
