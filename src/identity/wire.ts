/** Composition of identity. */
export { passwordResetMailer, RESET_EFFECT } from "./account/password-reset.effects.ts";
export { keyShown, programOf, programShown } from "./api-keys/program-gate.effects.ts";
export { proposeAuthority } from "./authority/authority-proposal.effects.ts";
export { officersWho } from "./authority/officers-who.store.ts";
export { insertGrant } from "./content-access/content-grant.store.ts";
export {
  type DemonstrationStatus,
  demonstrationStatusSchema,
  type RingRefusal,
  ringOutcomeSchema,
} from "./demonstration/contract.ts";
export { type DemoAccount, firstAdministratorPath, makeDemoAccounts } from "./first-people.effects.ts";
export { CENTRE_INVITATIONS_MAX, inviteIn } from "./invitations/invite.effects.ts";
export { companyTeller } from "./notify-company.effects.ts";
export { peopleTeller } from "./notify-people.effects.ts";
export { addPeopleRoutes } from "./people.routes.ts";
export { endMembership, endMembershipsOf, insertMembership } from "./people.store.ts";
export { secondFactorSpender } from "./second-factor/spend-second-factor.effects.ts";
export { checkPassword, hashPassword, randomPassword } from "./sessions/secrets.effects.ts";
export { openSessionGate, type SessionGate } from "./sessions/session.effects.ts";
export type { Demonstration } from "./sessions/sign-in.effects.ts";
