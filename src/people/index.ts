/** People: accounts, sessions, roles and what they permit. Both halves use it. */
export { isPasswordFit, type PasswordRule } from "./password.ts";
export {
  isRole,
  isTeamFit,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  permitsInTeam,
  type Role,
  ROLE_LIST,
  type RoleHolding,
  ROLES,
  type Team,
  TEAMS,
} from "./roles.ts";
