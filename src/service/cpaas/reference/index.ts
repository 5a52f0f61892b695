/**
 * Our own interface for programs, described once: by what routes below /api/v1 declare, and by what is kept here of each operation (why it
 * is refused, whether it costs money, one request as an example). From that description the reference in the guide, the typed client and the
 * screen of the console are made. No other room needs any of it.
 */
export type { ApiDescription } from "./openapi-shape.shared.ts";
