/** Composition of widgets: routes. */
import type { Http } from "../../../platform/http/index.ts";
import { addBlockRoutes, type BlockDependencies } from "./block.routes.ts";
import { addCallerBlockRoutes, type CallerBlockDependencies } from "./caller-block.routes.ts";
import { addWidgetRoutes } from "./widget.routes.ts";
import { addWidgetPages, type WidgetPageOptions } from "./widget-page.routes.ts";

export { followOldVisits } from "./forget-visits.jobs.ts";
export { blocksOfNumber, eraseBlocks } from "./personal.store.ts";

/** Adds the routes of widgets: for members, for the agent desktop, and for web callers. */
export function addWidgetRooms(
  app: Http,
  options: WidgetPageOptions & { readonly desk: BlockDependencies & CallerBlockDependencies },
): void {
  addWidgetRoutes(app, options.kit);
  addBlockRoutes(app, options.kit, options.desk);
  addCallerBlockRoutes(app, options.kit, options.desk);
  addWidgetPages(app, options);
}
