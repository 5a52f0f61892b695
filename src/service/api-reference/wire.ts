/** The working door of the description of our own interface. */
export { addReferenceRoutes, describePortal } from "./api-reference.routes.ts";
export { clientOperations } from "./client-operations.ts";
export { referencePage } from "./reference-page.ts";
