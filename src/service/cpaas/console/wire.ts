/** Composition of the developer console: registers its routes. */
import type { Http } from "../../../platform/http/index.ts";
import { addErrorRoutes } from "./api-error.routes.ts";
import { addRequestRoutes } from "./api-request.routes.ts";
import { addCallTimelineRoutes } from "./call-timeline.routes.ts";
import { addErrorPages, type ErrorPageDependencies } from "./error-page.routes.ts";
import { addExchangeRoutes } from "./hook-exchange.routes.ts";

export { eraseRequests } from "./api-request.store.ts";
export type { DrawPage } from "./error-page.routes.ts";
export { openRequestWriter } from "./request-writer.effects.ts";

/** Registers the routes of the request log, the webhook exchanges and the error explanations. */
export function addConsoleRoutes(app: Http, dependencies: ErrorPageDependencies): void {
  const { kit } = dependencies;
  addRequestRoutes(app, kit);
  addExchangeRoutes(app, kit);
  addCallTimelineRoutes(app, kit);
  addErrorRoutes(app, kit);
  addErrorPages(app, dependencies);
}
