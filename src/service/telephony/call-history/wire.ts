/** Composition of the call history: routes. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addCallDetailRoutes } from "./call-detail.routes.ts";
import { addCallExport } from "./call-export.routes.ts";
import { addCallListRoutes } from "./call-list.routes.ts";
import { addLiveCallRoutes } from "./live.routes.ts";
import { openLiveBoards } from "./live-board.effects.ts";
import type { RecordReaders } from "./record-readers.effects.ts";
import { addTraceRoutes } from "./trace.routes.ts";

/** Adds all routes of the call history. */
export function addCallRoutes(app: Http, kit: Kit, readers: RecordReaders): void {
  addCallListRoutes(app, kit);
  addCallExport(app, kit);
  addCallDetailRoutes(app, kit, readers);
  addTraceRoutes(app, kit, readers);
  const boards = openLiveBoards(kit);
  app.addHook("onClose", async () => boards.close());
  addLiveCallRoutes(app, kit, boards);
}
