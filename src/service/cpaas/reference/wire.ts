/** The working door of the description of our own interface. */
export { addReferenceRoutes, describePortal } from "./api-reference.routes.ts";
export { clientOperations } from "./client-operations.ts";
export { codeSample, exampleValues } from "./code-sample.shared.ts";
export { bodyOf, operationsOf, successOf } from "./openapi-shape.shared.ts";
export { referencePage } from "./reference-page.ts";
