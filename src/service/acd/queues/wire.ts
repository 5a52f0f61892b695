/** The composition of queues: routes and stores for processes. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addAgentActRoutes } from "./agents/agent-act.routes.ts";
import { addChoiceRoutes } from "./agents/choice.routes.ts";
import { addContactActRoutes } from "./agents/contact-act.routes.ts";
import { addDeskRoutes } from "./agents/desk.routes.ts";
import { type ActOnCall, addDeskCallRoutes } from "./agents/desk-call.routes.ts";
import { addDeskContactRoutes } from "./agents/desk-contact.routes.ts";
import { openDeskPresence } from "./agents/desk-presence.effects.ts";
import { openDeskWatches } from "./agents/desk-watch.effects.ts";
import type { IsClosedAt } from "./callbacks/keep-plan.effects.ts";
import { addPlannedCallbackRoutes } from "./callbacks/planned-callback.routes.ts";
import { addCustomerCardRoutes } from "./customers/customer-card.routes.ts";
import { addAgentFormRoutes, addQueueFormRoutes } from "./queue.routes.ts";
import { openQueueBoards } from "./queue-board.effects.ts";
import { addQueueBoardRoutes } from "./queue-board.routes.ts";

export { forgetAwaitedAgent, tieAwaitedAgent, untieAgent } from "./agents/agent-access.store.ts";

export { findAgentCommand, orderAgentAct } from "./agents/agent-command.store.ts";
export { ownAgent } from "./agents/desk.routes.ts";
export { callerOf, choicesOf, isOwnContact } from "./agents/desk.store.ts";
export { placeOfCall, planForVisitor, visitorOf } from "./callbacks/visitor-plan.store.ts";
export { keepCard } from "./customers/customer-card.store.ts";
export { keepListedAgent } from "./keep-queue.effects.ts";
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
export { queuePlace } from "./queue-place.store.ts";
export type { CallbackPort } from "./routing/floor-hands.effects.ts";
export { forgetQueueEventsBefore } from "./routing/forget-events.store.ts";
export { openPastEvents } from "./routing/past-events.store.ts";

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
