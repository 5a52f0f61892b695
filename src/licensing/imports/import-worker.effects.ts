/** The subprocess that reads and validates the files of an import. */
import { createHash } from "node:crypto";
import { assert, canonicalJson, type Json } from "../../kernel/index.ts";
import { csvRows } from "../../platform/sheets/index.ts";
import { serveTasks } from "../../platform/subprocess/index.ts";
import { needsOf } from "./import-context.ts";
import type { PreviewResult, PreviewTask } from "./import-reader.effects.ts";
import { judgeImport } from "./judge-import.ts";
import { readFiles } from "./parse-spreadsheet.ts";
import { countPlan, type PlanItem } from "./plan.ts";
import { ROWS_MAX } from "./sheets.ts";

// One row more than the maximum, plus the heading, so that an overlong sheet is detected.
const limits = { rowsMax: ROWS_MAX + 2 };
let read: ReturnType<typeof readFiles> | null = null;

serveTasks<PreviewTask, PreviewResult>(async (task) => {
  if ("files" in task) {
    read = readFiles(task.files.map((file) => csvRows(file, limits)));
    const sheets = read.sheets.map(({ sheet, file, rowCount }) => ({ sheet, file, rowCount }));
    return { kind: "read", needs: needsOf(read), sheets };
  }
  assert(read !== null, "files are judged after they were read");
  const { items, faults } = judgeImport(read, task.importContext);
  // Unchanged items are omitted: ten thousand of them would block the portal's event loop.
  const changed = task.needsItems ? items.filter(({ action }) => action !== "leave") : [];
  return { kind: "judged", items: changed, faults, counts: countPlan(items), digest: digestOf(items) };
});

/** The digest of a preview: every item, its effect, and the version it was validated against. */
function digestOf(items: readonly PlanItem[]): string {
  return createHash("sha256")
    .update(canonicalJson(items as unknown as Json))
    .digest("hex");
}
