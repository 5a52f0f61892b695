import { signFile } from "../signing/index.ts";
import { serveTasks } from "../subprocess/index.ts";
import type { DocumentTask } from "./document-task.ts";
import { drawableLetter } from "./drawable-letter.ts";
import { renderLetter } from "./render-letter.ts";

serveTasks(carryOut);

async function carryOut(task: DocumentTask): Promise<Uint8Array> {
  if (task.kind === "render") return renderLetter(task.letter);
  if (task.kind === "print") return renderLetter(drawableLetter(task.letter));
  // Modules that only forms need are loaded by the worker that first renders one.
  if (task.kind === "word") return (await import("./write-word.ts")).writeWord(task.letter);
  if (task.kind === "sheet") return (await import("./write-spreadsheet.ts")).writeSpreadsheet(task.table);
  if (task.kind === "pack") return (await import("./archive.ts")).packArchive(task.files);
  return signFile(task.pdf, task.material, task.context);
}
