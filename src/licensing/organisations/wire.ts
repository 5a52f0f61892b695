/** The working door of organisations, for processes. */
export { addAccountRoutes } from "./account.routes.ts";
export { addDemoOperators } from "./demo-operators.effects.ts";
export { caseOfFile } from "./document-case.store.ts";
export { insertImported, removeImported, rewriteImported } from "./imported.store.ts";
export { keepHolder } from "./keep-holder.store.ts";
export { addOrganisationRoutes } from "./organisation.routes.ts";
export { foundRegistrations } from "./organisation.store.ts";
export type { NibRegister, OrganisationOptions, PeopleDoor } from "./organisation-doors.effects.ts";
export { keepOssStanding } from "./oss-standing.store.ts";
export { addVerificationRoutes } from "./verification.routes.ts";
