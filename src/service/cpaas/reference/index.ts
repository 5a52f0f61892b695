/**
 * OpenAPI description of the native API, built from the routes below /api/v1 and the facts stored here for each
 * operation (error codes, costs, an example request). The reference in the guide, the typed client and the console's
 * API screen are generated from the description. No other module depends on it.
 */
export type { ApiDescription } from "./openapi-shape.shared.ts";
