/** The working door of queues. */
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { addAgentActRoutes } from "./agent-act.routes.ts";
import { addChoiceRoutes } from "./choice.routes.ts";
import { addContactActRoutes } from "./contact-act.routes.ts";
import { addCustomerCardRoutes } from "./customer-card.routes.ts";
import { addDeskRoutes } from "./desk.routes.ts";
import { type ActOnCall, addDeskCallRoutes } from "./desk-call.routes.ts";
import { addDeskContactRoutes } from "./desk-contact.routes.ts";
import { openDeskPresence } from "./desk-presence.effects.ts";
import { openDeskWatches } from "./desk-watch.effects.ts";
import type { IsClosedAt } from "./keep-plan.effects.ts";
import { addPlannedCallbackRoutes } from "./planned-callback.routes.ts";
import { addAgentFormRoutes, addQueueFormRoutes } from "./queue.routes.ts";
import { openQueueBoards } from "./queue-board.effects.ts";
import { addQueueBoardRoutes } from "./queue-board.routes.ts";

export { forgetAwaitedAgent, tieAwaitedAgent, untieAgent } from "./agent-access.store.ts";

export { findAgentCommand, orderAgentAct } from "./agent-command.store.ts";
export { keepCard } from "./customer-card.store.ts";
export { ownAgent } from "./desk.routes.ts";
export { callerOf, choicesOf, isOwnContact } from "./desk.store.ts";
export type { CallbackPort } from "./floor-hands.effects.ts";
export { forgetQueueEventsBefore } from "./forget-events.store.ts";
export { keepListedAgent } from "./keep-queue.effects.ts";
export { openPastEvents } from "./past-events.store.ts";
export {
  callbacksOfNumber,
  cardOfNumber,
  eraseCallbacks,
  eraseCard,
  eraseNotes,
  notesOfNumber,
} from "./personal.store.ts";
export { openProgramQueues } from "./program-queues.effects.ts";
export { openQueueDesk, QUEUE_WISHES, type QueueDeskOptions, type RunningQueueDesk } from "./queue-desk.effects.ts";
export { queueNames } from "./queue-form.store.ts";
export { openQueueLog } from "./queue-log.effects.ts";
export { placeOfCall, planForVisitor, visitorOf } from "./visitor-plan.store.ts";

/**
 * Adds the routes of queues, of agents and of their desks; `hashSecret` makes a PIN unreadable, as it does passwords, `actOnCall` has a
 * switch do something with a call, `isClosedAt` knows the opening hours.
 */
export function addQueueRoutes(
  app: Http,
  kit: Kit,
  {
    hashSecret,
    actOnCall,
    isClosedAt,
  }: {
    readonly hashSecret: (secret: string) => Promise<string>;
    readonly actOnCall: ActOnCall;
    readonly isClosedAt: IsClosedAt;
  },
): void {
  addQueueFormRoutes(app, kit);
  addAgentFormRoutes(app, { kit, hashSecret });
  addAgentActRoutes(app, kit);
  addContactActRoutes(app, kit);
  addChoiceRoutes(app, kit);
  const desks = openDeskWatches(kit);
  app.addHook("onClose", async () => desks.close());
  const presence = openDeskPresence(kit);
  app.addHook("onClose", async () => presence.close());
  addDeskRoutes(app, kit, { desks, presence });
  addDeskContactRoutes(app, kit);
  addCustomerCardRoutes(app, kit);
  addDeskCallRoutes(app, kit, actOnCall);
  addPlannedCallbackRoutes(app, kit, isClosedAt);
  const boards = openQueueBoards(kit);
  app.addHook("onClose", async () => boards.close());
  addQueueBoardRoutes(app, kit, boards);
}
