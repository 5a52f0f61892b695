/** Composition of widgets: routes. */
import type { Http } from "../../../platform/http/index.ts";
import { addBlockRoutes } from "./block.routes.ts";
import { addCallerBlockRoutes } from "./caller-block.routes.ts";
import type { DesktopBlockDependencies } from "./keep-block.effects.ts";
import type { CallerBlockContacts } from "./keep-caller-block.effects.ts";
import { addWidgetRoutes } from "./widget.routes.ts";
import { addWidgetPages, type WidgetPageOptions } from "./widget-page.routes.ts";

export { followOldVisits } from "./forget-visits.jobs.ts";
export { blocksOfNumber, eraseBlocks } from "./personal.store.ts";

/** Adds the routes of widgets: for members, for the agent desktop, and for web callers. */
export function addWidgetRooms(
  app: Http,
  options: WidgetPageOptions & { readonly desk: DesktopBlockDependencies & CallerBlockContacts },
): void {
  addWidgetRoutes(app, options.kit);
  addBlockRoutes(app, options.kit, options.desk);
  addCallerBlockRoutes(app, options.kit, options.desk);
  addWidgetPages(app, options);
}
