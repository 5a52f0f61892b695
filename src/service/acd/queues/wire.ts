/** The composition of queues: routes and stores for processes. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addAgentActRoutes } from "./agents/agent-act.routes.ts";
import { addDesktopRoutes } from "./agents/agent-desktop.routes.ts";
import { addChoiceRoutes } from "./agents/choice.routes.ts";
import { addContactActRoutes } from "./agents/contact-act.routes.ts";
import { type ActOnCall, addDesktopCallRoutes } from "./agents/desktop-call.routes.ts";
import { addDesktopContactRoutes } from "./agents/desktop-contact.routes.ts";
import { openDesktopMonitors } from "./agents/desktop-monitor.effects.ts";
import { openDesktopPresence } from "./agents/desktop-presence.effects.ts";
import type { IsClosedAt } from "./callbacks/keep-plan.effects.ts";
import { addPlannedCallbackRoutes } from "./callbacks/planned-callback.routes.ts";
import { addCustomerCardRoutes } from "./customers/customer-card.routes.ts";
import { addAgentFormRoutes, addQueueFormRoutes } from "./queue.routes.ts";
import { openQueueBoards } from "./queue-board.effects.ts";
import { addQueueBoardRoutes } from "./queue-board.routes.ts";

export { type AcdEngineOptions, openAcdEngine, QUEUE_COMMANDS, type RunningAcdEngine } from "./acd-engine.effects.ts";
export { forgetAwaitedAgent, tieAwaitedAgent, untieAgent } from "./agents/agent-access.store.ts";
export { findAgentCommand, orderAgentAct } from "./agents/agent-command.store.ts";
export { callerOf, choicesOf, isOwnContact } from "./agents/agent-desktop.store.ts";
export { agentContextOf, desktopRoutes } from "./agents/desktop.routes.ts";
export { insertWebCallback, placeOfCall, webCallbackNumberOf } from "./callbacks/web-callback.store.ts";
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
export { queueNames } from "./queue-form.store.ts";
export { openQueueLog } from "./queue-log.effects.ts";
export { queuePlace } from "./queue-place.store.ts";
export type { CallbackPort } from "./routing/acd-executor.effects.ts";
export { forgetQueueEventsBefore } from "./routing/forget-events.store.ts";
export { openPastEvents } from "./routing/past-events.store.ts";

/**
 * Adds the routes of queues, agents and the agent desktop; `hashSecret` hashes a PIN as passwords, `actOnCall` sends a command on a call to a switch,
 * `isClosedAt` checks the opening hours.
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
  const desks = openDesktopMonitors(kit);
  app.addHook("onClose", async () => desks.close());
  const presence = openDesktopPresence(kit);
  app.addHook("onClose", async () => presence.close());
  addDesktopRoutes(app, kit, { desks, presence });
  addDesktopContactRoutes(app, kit);
  addCustomerCardRoutes(app, kit);
  addDesktopCallRoutes(app, kit, actOnCall);
  addPlannedCallbackRoutes(app, kit, isClosedAt);
  const boards = openQueueBoards(kit);
  app.addHook("onClose", async () => boards.close());
  addQueueBoardRoutes(app, kit, boards);
}
