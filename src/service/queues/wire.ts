/** The working door of queues. */
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { addAgentActRoutes } from "./agent-act.routes.ts";
import { addAgentFormRoutes, addQueueFormRoutes } from "./queue.routes.ts";
import { openQueueBoards } from "./queue-board.effects.ts";
import { addQueueBoardRoutes } from "./queue-board.routes.ts";

export type { CallbackPort } from "./floor-hands.effects.ts";
export { forgetQueueEventsBefore } from "./forget-events.store.ts";
export { openQueueDesk, type QueueDeskOptions, type RunningQueueDesk } from "./queue-desk.effects.ts";
export { queueNames } from "./queue-form.store.ts";
export { openQueueLog } from "./queue-log.effects.ts";

/** Adds the routes of queues and agents. */
export function addQueueRoutes(app: Http, kit: Kit): void {
  addQueueFormRoutes(app, kit);
  addAgentFormRoutes(app, kit);
  addAgentActRoutes(app, kit);
  const boards = openQueueBoards(kit);
  app.addHook("onClose", async () => boards.close());
  addQueueBoardRoutes(app, kit, boards);
}
