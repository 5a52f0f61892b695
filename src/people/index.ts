/** People: accounts, sessions, roles and what they permit. Both halves use it. */
export { isPasswordFit, type PasswordRule } from "./password.ts";
export {
  isRole,
  isTeamFit,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  permitsInTeam,
  ROLE_LIST,
  ROLES,
  type Role,
  type RoleHolding,
  TEAMS,
  type Team,
} from "./roles.ts";
