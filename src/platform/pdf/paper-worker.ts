import { parentPort } from "node:worker_threads";
import { present } from "../../kernel/index.ts";
import { signFile } from "../signing/index.ts";
import type { PaperAnswer, PaperRequest, PaperTask } from "./paper-task.ts";
import { renderLetter } from "./render-letter.ts";

const port = present(parentPort, "parent port");

port.on("message", (request: PaperRequest) => {
  answerTo(request).then(
    (answer) => port.postMessage(answer),
    (error: unknown) => {
      throw error;
    },
  );
});

async function answerTo({ id, task }: PaperRequest): Promise<PaperAnswer> {
  try {
    return { id, bytes: await carryOut(task) };
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return { id, failure: { name: failure.name, message: failure.message } };
  }
}

async function carryOut(task: PaperTask): Promise<Uint8Array> {
  if (task.kind === "render") return renderLetter(task.letter);
  // What only forms need is loaded by the worker that makes them first.
  if (task.kind === "word") return (await import("./write-word.ts")).writeWord(task.letter);
  if (task.kind === "sheet") return (await import("./write-sheet.ts")).writeSheet(task.table);
  if (task.kind === "pack") return (await import("./archive.ts")).packArchive(task.files);
  return signFile(task.pdf, task.material, task.context);
}
