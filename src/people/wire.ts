/** The working door of people, for processes. */
export { type DemoAccount, firstAdministratorPath, makeDemoAccounts } from "./first-people.effects.ts";
export { addPeopleRoutes } from "./people.routes.ts";
export { endMembership, endMembershipsOf, insertMembership } from "./people.store.ts";
export { randomPassword } from "./secrets.effects.ts";
export { openSessionGate, type SessionGate } from "./session.effects.ts";
export { companyTeller } from "./tell-company.effects.ts";
