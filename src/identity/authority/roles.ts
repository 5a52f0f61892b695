/** Permissions; each route names one. */
export const PERMISSIONS = [
  "organisation.write",
  "code.hold",
  "application.write",
  "verification.read",
  "verification.decide",
  "application.read",
  "application.assign",
  "application.check",
  "application.endorse",
  "application.propose",
  "application.decide",
  "licence.decide",
  "test.carry-out",
  "decree.read",
  "decree.retry",
  "mandate.write",
  "authority.confirm",
  "oss.read",
  "oss.retry",
  "inventory.read",
  "inventory.manage",
  "inventory.import",
  "people.manage",
  "delegation.write",
  "audit.read",
  "dashboard.read",
  "mail.manage",
  "breach.manage",
  "service.read",
  "service.manage",
  "service.audit",
  "queue.manage",
  "flow.manage",
  "service.desk",
  "call.read",
  "call.supervise",
  "recording.listen",
  "evaluation.manage",
  "ticket.work",
] as const;

/** One of `PERMISSIONS`. */
export type Permission = (typeof PERMISSIONS)[number];

/** The working teams of the ministry (regulation.md §5: Penomoran, Jasa, Kelayakan). */
export const TEAMS = ["numbering", "licensing", "tests"] as const;

/** One of `TEAMS`. */
export type Team = (typeof TEAMS)[number];

/** A role: its side, its teams and its permissions. */
export interface RoleDefinition {
  readonly side: "applicant" | "ministry" | "operator";
  /** Empty = the role belongs to no team. */
  readonly teams: readonly Team[];
  readonly permissions: readonly Permission[];
}

/** Permissions for the daily management of a tenant's call centre. */
const SUPERVISING: readonly Permission[] = [
  "service.read",
  "queue.manage",
  "flow.manage",
  "call.read",
  "call.supervise",
  "recording.listen",
  "evaluation.manage",
  "ticket.work",
];

const READ: readonly Permission[] = ["application.read", "decree.read", "inventory.read", "oss.read"];

/** All roles as data; names follow the back-office roles of e-Telekomunikasi, labels are in the locales. */
export const ROLES = {
  "applicant-owner": {
    side: "applicant",
    teams: [],
    permissions: ["organisation.write", "code.hold", "application.write"],
  },
  "applicant-staff": { side: "applicant", teams: [], permissions: ["code.hold", "application.write"] },
  // Acts for a company under a letter of authority while it is in force; often for several companies.
  consultant: { side: "applicant", teams: [], permissions: ["code.hold", "application.write"] },
  "account-verifier": { side: "ministry", teams: [], permissions: ["verification.read", "verification.decide"] },
  "front-desk": { side: "ministry", teams: [], permissions: [...READ, "verification.read"] },
  evaluator: { side: "ministry", teams: TEAMS, permissions: [...READ, "application.check", "test.carry-out"] },
  "sub-coordinator": { side: "ministry", teams: TEAMS, permissions: [...READ, "application.endorse"] },
  coordinator: {
    side: "ministry",
    teams: TEAMS,
    permissions: [
      ...READ,
      "application.assign",
      "application.propose",
      "decree.retry",
      "oss.retry",
      "inventory.manage",
      "inventory.import",
      "verification.read",
      "delegation.write",
      "audit.read",
      "dashboard.read",
    ],
  },
  director: {
    side: "ministry",
    teams: [],
    permissions: [
      ...READ,
      "application.decide",
      "licence.decide",
      "authority.confirm",
      "decree.retry",
      "oss.retry",
      "verification.read",
      "delegation.write",
      "audit.read",
      "dashboard.read",
    ],
  },
  "test-team": { side: "ministry", teams: ["tests"], permissions: ["test.carry-out"] },
  administrator: {
    side: "ministry",
    teams: [],
    permissions: [
      "people.manage",
      "delegation.write",
      "audit.read",
      "mail.manage",
      "breach.manage",
      "decree.read",
      "decree.retry",
      "mandate.write",
      "authority.confirm",
      "oss.read",
      "oss.retry",
      "inventory.read",
      "inventory.import",
    ],
  },
  // Manages one tenant: trunks, phones, numbers and people, with all permissions of a supervisor.
  "operator-administrator": {
    side: "operator",
    teams: [],
    permissions: ["service.manage", "service.audit", ...SUPERVISING],
  },
  // Manages queues, agents and flows of one tenant; may view trunks, numbers and phones, but not change them.
  "operator-supervisor": { side: "operator", teams: [], permissions: SUPERVISING },
  // Answers callers of one tenant on the agent desktop; sees their own calls, and all tickets.
  "operator-agent": { side: "operator", teams: [], permissions: ["service.desk", "ticket.work"] },
  // A person of the installation to whom a tenant's administrator grants read access for some hours; each access is recorded.
  "content-reader": {
    side: "operator",
    teams: [],
    permissions: ["service.read", "service.audit", "call.read", "recording.listen"],
  },
} as const satisfies Readonly<Record<string, RoleDefinition>>;

/** The name of a role. */
export type Role = keyof typeof ROLES;

/** The names of all roles. */
export const ROLE_LIST = Object.keys(ROLES) as readonly Role[];

/** The roles with a permission. */
export function rolesWith(permission: Permission): readonly Role[] {
  return ROLE_LIST.filter((role) => (ROLES[role].permissions as readonly Permission[]).includes(permission));
}

/** True for the name of a role. */
function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

/** True for a role on the ministry's side. */
export function isOfficerRole(role: string): boolean {
  return isRole(role) && ROLES[role].side === "ministry";
}

/** True for a role that requires a second factor, because its holder reads other people's data. */
export function needsSecondFactor(role: string): boolean {
  return isRole(role) && ROLES[role].side !== "applicant";
}

/** True for a role on the operator's side, which belongs to a tenant. */
export function isOperatorRole(role: string): boolean {
  return isRole(role) && ROLES[role].side === "operator";
}

/** The tenant in which a person has `permission`; undefined if there is none. */
export function tenantWith(
  memberships: readonly (RoleHolding & { readonly tenantId: string | null })[],
  permission: Permission,
): string | undefined {
  return (
    memberships.find((one) => one.tenantId !== null && permissionsOf([one]).has(permission))?.tenantId ?? undefined
  );
}

/**
 * True for a role that the installation's administrator may give; applicants' roles come from their company, and read
 * access to a tenant's content from that tenant's administrator.
 */
export function isGivenByAdministrator(role: Role): boolean {
  return ROLES[role].side !== "applicant" && role !== "content-reader";
}

/** Permissions bound to a team: they apply to that team's cases only. */
const TEAM_BOUND: ReadonlySet<Permission> = new Set([
  "application.assign",
  "application.check",
  "application.endorse",
  "application.propose",
  "test.carry-out",
  "inventory.manage",
]);

/** The fields of a membership that determine permissions. */
export interface RoleHolding {
  readonly role: string;
  readonly team: string | null;
}

/** All permissions of these memberships in any team or organisation; the latter are checked case by case. */
export function permissionsOf(memberships: readonly RoleHolding[]): ReadonlySet<Permission> {
  return new Set(memberships.flatMap(({ role }) => (isRole(role) ? ROLES[role].permissions : [])));
}

/** True if one of the memberships has `permission` in `team`. */
export function permitsInTeam(memberships: readonly RoleHolding[], permission: Permission, team: Team): boolean {
  return memberships.some(
    ({ role, team: own }) =>
      isRole(role) &&
      (ROLES[role].permissions as readonly Permission[]).includes(permission) &&
      (!TEAM_BOUND.has(permission) || own === team),
  );
}

/** Kinds of acting officers: for a temporary absence (Plh.), or while the office is vacant (Plt.). */
export type Acting = "plh" | "plt";

/** A membership with its acting kind. */
export interface ActingHolding extends RoleHolding {
  readonly acting: Acting | null;
}

/** The membership that grants `permission`, in `team` if given: an own role before an acting one. Undefined if there is none. */
export function holdingFor<Holding extends ActingHolding>(
  memberships: readonly Holding[],
  permission: Permission,
  team?: Team,
): Holding | undefined {
  const permits = (holding: Holding) =>
    team === undefined ? permissionsOf([holding]).has(permission) : permitsInTeam([holding], permission, team);
  return memberships.find((one) => one.acting === null && permits(one)) ?? memberships.find(permits);
}

/** The recorded and displayed name of a role: "director", or "plh-director" for an acting officer. */
export function roleActed({ role, acting }: ActingHolding): string {
  return acting === null ? role : `${acting}-${role}`;
}

/** Whether a role fits a team; a role with teams requires one, a role without must have none. */
export function isTeamFit(role: Role, team: string | null): boolean {
  const { teams } = ROLES[role];
  return teams.length === 0 ? team === null : team !== null && (teams as readonly string[]).includes(team);
}
