/** Composition of wallboards: routes. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { AcdEventLog } from "./read-acd-metrics.effects.ts";
import { addWallRoutes } from "./wall.routes.ts";
import { openWalls } from "./wall-watch.effects.ts";
import { addWallboardRoutes as addFormRoutes } from "./wallboard.routes.ts";

export { createAcdMetricsReader } from "./read-acd-metrics.effects.ts";

/** Adds the routes of wallboards and of their screens; `log` reads the log of ACD events. */
export function addWallboardRoutes(app: Http, kit: Kit, log: AcdEventLog): void {
  const walls = openWalls(kit, log);
  app.addHook("onClose", async () => walls.close());
  addFormRoutes(app, kit);
  addWallRoutes(app, kit, walls);
}
