/** Composition of SMS conversations. */
import type { Http } from "../../../platform/http/index.ts";
import { addConversationRoutes, type ConversationDependencies } from "./conversation.routes.ts";
import { addThreadRouteRoutes } from "./thread-route.routes.ts";

export { followThreads } from "./thread.jobs.ts";
export { eraseThreads } from "./thread.store.ts";
export { continueThread } from "./thread-inbound.store.ts";

/** Registers the routes of conversations: for managers of the call centre, and for agents' desktops. */
export function addThreadRoutes(app: Http, dependencies: ConversationDependencies): void {
  addThreadRouteRoutes(app, dependencies.kit);
  addConversationRoutes(app, dependencies);
}
