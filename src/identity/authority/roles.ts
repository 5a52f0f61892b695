/** What someone may do; a route names one of these. */
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

/** A role: on whose side it is, which teams may hold it, and what it permits. */
export interface RoleDefinition {
  readonly side: "applicant" | "ministry" | "operator";
  /** Empty = the role belongs to no team. */
  readonly teams: readonly Team[];
  readonly permissions: readonly Permission[];
}

/** What whoever leads a call centre from day to day does. */
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
  // Acts for a company by its letter of authority, for as long as that is in force; often for several companies.
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
  // Runs the call centre of one tenant: lines, phones, numbers and its people, and all that a supervisor does.
  "operator-administrator": {
    side: "operator",
    teams: [],
    permissions: ["service.manage", "service.audit", ...SUPERVISING],
  },
  // Leads who calls and who answers in one tenant; lines, numbers and phones are seen and left as they are.
  "operator-supervisor": { side: "operator", teams: [], permissions: SUPERVISING },
  // Answers callers of one tenant, at a desk of his own; of calls he sees those that were his, of tickets all.
  "operator-agent": { side: "operator", teams: [], permissions: ["service.desk", "ticket.work"] },
  // Somebody of the installation whom a call centre's administrator lets look for some hours; each look is on record.
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

/** The roles that permit something. */
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

/** True for a role whose holder needs a second factor: he reads what is other people's. */
export function needsSecondFactor(role: string): boolean {
  return isRole(role) && ROLES[role].side !== "applicant";
}

/** True for a role on the operator's side, which is held in a tenant. */
export function isOperatorRole(role: string): boolean {
  return isRole(role) && ROLES[role].side === "operator";
}

/** The tenant in which somebody may do what `permission` permits; undefined when he may nowhere. */
export function tenantWith(
  memberships: readonly (RoleHolding & { readonly tenantId: string | null })[],
  permission: Permission,
): string | undefined {
  return (
    memberships.find((one) => one.tenantId !== null && permissionsOf([one]).has(permission))?.tenantId ?? undefined
  );
}

/**
 * True for a role that the installation's administrator gives; applicants' roles come from their company, and what a call centre
 * keeps is shown to whom its own administrator lets look.
 */
export function isGivenByAdministrator(role: Role): boolean {
  return ROLES[role].side !== "applicant" && role !== "content-reader";
}

/** Roles whose work is bound to a team: what they do counts in that team's cases only. */
const TEAM_BOUND: ReadonlySet<Permission> = new Set([
  "application.assign",
  "application.check",
  "application.endorse",
  "application.propose",
  "test.carry-out",
  "inventory.manage",
]);

/** A membership as far as permissions go. */
export interface RoleHolding {
  readonly role: string;
  readonly team: string | null;
}

/** Everything the holder of these memberships may do somewhere; which team or organisation is checked case by case. */
export function permissionsOf(memberships: readonly RoleHolding[]): ReadonlySet<Permission> {
  return new Set(memberships.flatMap(({ role }) => (isRole(role) ? ROLES[role].permissions : [])));
}

/** True when one of the memberships permits `permission` in `team`. */
export function permitsInTeam(memberships: readonly RoleHolding[], permission: Permission, team: Team): boolean {
  return memberships.some(
    ({ role, team: own }) =>
      isRole(role) &&
      (ROLES[role].permissions as readonly Permission[]).includes(permission) &&
      (!TEAM_BOUND.has(permission) || own === team),
  );
}

/** How an officer acts in another's place: for a day-to-day absence (Plh), or while the office is vacant (Plt). */
export type Acting = "plh" | "plt";

/** A membership as far as acting for another goes. */
export interface ActingHolding extends RoleHolding {
  readonly acting: Acting | null;
}

/**
 * The membership under which somebody does what `permission` permits, in `team` if one is named: a role of his own
 * before one that he holds in another's place. Undefined when he may not.
 */
export function holdingFor<Holding extends ActingHolding>(
  memberships: readonly Holding[],
  permission: Permission,
  team?: Team,
): Holding | undefined {
  const permits = (holding: Holding) =>
    team === undefined ? permissionsOf([holding]).has(permission) : permitsInTeam([holding], permission, team);
  return memberships.find((one) => one.acting === null && permits(one)) ?? memberships.find(permits);
}

/** The name of a role as it is remembered and shown: "director", or "plh-director" in another's place. */
export function roleActed({ role, acting }: ActingHolding): string {
  return acting === null ? role : `${acting}-${role}`;
}

/** Whether a role may be given with this team; a role with teams needs one, a role without must have none. */
export function isTeamFit(role: Role, team: string | null): boolean {
  const { teams } = ROLES[role];
  return teams.length === 0 ? team === null : team !== null && (teams as readonly string[]).includes(team);
}
