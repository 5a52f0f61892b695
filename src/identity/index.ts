/** Identity: accounts, sessions, roles and permissions, for both halves. */
export { API_SCOPES, type ApiScope } from "./api-keys/contract.ts";
export {
  type Acting,
  type ActingHolding,
  holdingFor,
  type Permission,
  permissionsOf,
  permitsInTeam,
  ROLE_LIST,
  ROLES,
  type Role,
  type RoleHolding,
  roleActed,
  rolesWith,
  type Team,
  tenantWith,
} from "./authority/roles.ts";
export type { DemonstrationRole } from "./demonstration/contract.ts";
export { peopleLock } from "./invitations/people-lock.ts";
export { openAttemptLimit } from "./sessions/attempt-limit.ts";
export { writtenMoment } from "./written-time.ts";
