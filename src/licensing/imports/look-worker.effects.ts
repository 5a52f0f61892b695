/** The thread that reads and judges files, so that a large import never holds up the portal's event loop. */
import { createHash } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { canonicalJson, type Json, present } from "../../kernel/index.ts";
import { csvRows, type UploadedSheet } from "../../platform/sheets/index.ts";
import { judgeImport } from "./judge-import.ts";
import type { LookAnswer, LookQuestion } from "./look-thread.effects.ts";
import { countPlan, type PlanItem } from "./plan.ts";
import { readFiles } from "./read-sheet.ts";
import { ROWS_MAX } from "./sheets.ts";
import { needsOf } from "./world.ts";

const port = present(parentPort, "parent port");
// One row more than a sheet may have and its heading, so that the sheet is told to be too long.
const limits = { rowsMax: ROWS_MAX + 2 };
const read = readFiles((workerData as readonly UploadedSheet[]).map((file) => csvRows(file, limits)));

port.on("message", ({ world, needsItems }: LookQuestion) => {
  const { items, faults } = judgeImport(read, world);
  // What is left as it is need not be carried: handing over ten thousand lines takes the portal's event loop a while.
  const wanted = needsItems ? items.filter(({ action }) => action !== "leave") : [];
  say({ kind: "judged", items: wanted, faults, counts: countPlan(items), digest: digestOf(items) });
});
say({
  kind: "read",
  needs: needsOf(read),
  sheets: read.sheets.map(({ sheet, file, rowCount }) => ({ sheet, file, rowCount })),
});

function say(answer: LookAnswer): void {
  port.postMessage(answer);
}

/** What was looked at: every line, what it would do, and the version it was judged by. */
function digestOf(items: readonly PlanItem[]): string {
  return createHash("sha256")
    .update(canonicalJson(items as unknown as Json))
    .digest("hex");
}
