/** Composition of the API description: registers its routes. */
export { addReferenceRoutes, describePortal } from "./api-reference.routes.ts";
export { clientOperations } from "./client-operations.ts";
export { codeSample, exampleValues } from "./code-sample.shared.ts";
export { bodyOf, operationsOf, successOf } from "./openapi-shape.shared.ts";
export { referencePage } from "./reference-page.ts";
