/** People: accounts, sessions, roles and what they permit. Both halves use it. */
export { permissionsOf, permitsInTeam, ROLE_LIST, ROLES, type Role, type RoleHolding, type Team } from "./roles.ts";
