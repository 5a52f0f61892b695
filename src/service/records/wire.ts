/** The working door of records. */
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { addCallDetailRoutes } from "./call-detail.routes.ts";
import { addCallExport } from "./call-export.routes.ts";
import { addCallListRoutes } from "./call-list.routes.ts";
import { addLiveCallRoutes } from "./live.routes.ts";
import { openLiveBoards } from "./live-board.effects.ts";
import { addTraceRoutes } from "./trace.routes.ts";

export { openSwitchRun, type SwitchRun } from "./close-orphans.effects.ts";
export { openEventWriter } from "./event-writer.effects.ts";
export { type FiguresKeeper, openFiguresKeeper } from "./leg-figures.effects.ts";
export { forgetEventsBefore } from "./record.store.ts";
export { deleteTraceBefore, traceOfCall } from "./sip-trace.store.ts";
export { openTraceWriter } from "./trace-writer.effects.ts";

/** Adds everything about calls that an operator reads. */
export function addCallRoutes(app: Http, kit: Kit): void {
  addCallListRoutes(app, kit);
  addCallExport(app, kit);
  addCallDetailRoutes(app, kit);
  addTraceRoutes(app, kit);
  const boards = openLiveBoards(kit);
  app.addHook("onClose", async () => boards.close());
  addLiveCallRoutes(app, kit, boards);
}
