/** Composition of organisations. */
export { addAccountRoutes } from "./account.routes.ts";
export { caseOfFile } from "./authority/document-case.store.ts";
export { addVerificationRoutes } from "./authority/verification.routes.ts";
export { addOrganisationRoutes } from "./organisation.routes.ts";
export { foundRegistrations } from "./organisation.store.ts";
export type { MembershipPort, NibRegister, OrganisationOptions } from "./organisation-dependencies.effects.ts";
export { saveOssStatus } from "./oss/oss-status.store.ts";
export { addDemoOperators } from "./registration/demo-operators.effects.ts";
export { insertImported, removeImported, rewriteImported } from "./registration/imported.store.ts";
export { keepHolder } from "./registration/keep-holder.store.ts";
