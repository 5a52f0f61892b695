/** The working door of the console of programs. */
export { eraseRequests } from "./api-request.store.ts";
export { addConsoleRoutes } from "./console.routes.ts";
export { openRequestWriter, type RequestWriter } from "./request-writer.effects.ts";
