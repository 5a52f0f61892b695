/** The pages of each role: grouped in the side navigation, the four most used in a phone's bottom bar. */
import type { Session } from "../data/types.ts";
import { type GroupName, PLACES, type Place } from "./place-catalogue.ts";

/** Whether the session has the permission in any membership; permission names are the server's. */
export const may = (session: Session | undefined, permission: string): boolean =>
  session?.permissions.includes(permission) ?? false;

const APPLICANT_ROLES: readonly string[] = ["applicant-owner", "applicant-staff", "consultant"];

const OPERATOR_ROLES: readonly string[] = [
  ...["operator-administrator", "operator-supervisor", "operator-agent", "content-reader"],
];

/** Whether the user works for the ministry: any role that belongs neither to an applicant nor to an operator. */
export const isStaff = (session: Session | undefined): boolean =>
  session?.memberships.some(({ role }) => !APPLICANT_ROLES.includes(role) && !OPERATOR_ROLES.includes(role)) ?? false;

/** Whether the user works for a call centre and has no other role in the system. */
export const isOnlyOperator = ({ memberships }: Session): boolean =>
  memberships.length > 0 && memberships.every(({ role }) => OPERATOR_ROLES.includes(role));

/** A group of pages. */
export interface PlaceGroup {
  readonly name: GroupName;
  readonly places: readonly Place[];
}

/** The pages of a user: all of them in groups, and the four most used for a phone's bottom bar. */
export interface Places {
  readonly groups: readonly PlaceGroup[];
  readonly commonest: readonly Place[];
}

const COMMONEST_MAX = 4;

type Candidate = readonly [place: Place, isOpen: boolean];
const open = (...candidates: readonly Candidate[]): readonly Place[] =>
  candidates.filter(([, isOpen]) => isOpen).map(([place]) => place);

/** The non-empty groups, and the first `candidates` that occur in them for the bottom bar. */
function placesIn(groups: readonly PlaceGroup[], candidates: readonly Place[]): Places {
  const all = groups.flatMap(({ places }) => places);
  return {
    groups: groups.filter(({ places }) => places.length > 0),
    commonest: candidates.filter((place) => all.includes(place)).slice(0, COMMONEST_MAX),
  };
}

/** The work pages of officers, most used first. */
const STAFF_WORK: readonly Place[] = [
  PLACES.people,
  PLACES.tenants,
  PLACES.queue,
  PLACES.licenceQueue,
  PLACES.testQueue,
  PLACES.verifications,
  PLACES.disputeDesk,
  PLACES.decrees,
];

function staffPlaces(session: Session): Places {
  const can = (permission: string): boolean => may(session, permission);
  const work = open(
    [PLACES.queue, can("application.read")],
    [PLACES.licenceQueue, can("application.read")],
    [PLACES.objections, can("application.read")],
    [PLACES.testQueue, can("application.read") || can("test.carry-out")],
    [PLACES.verifications, can("verification.read")],
    [PLACES.disputeDesk, can("verification.read")],
    [PLACES.decrees, can("decree.read")],
    [PLACES.licenceList, can("application.read")],
  );
  const codes = open(
    [PLACES.numbers, true],
    [PLACES.inventory, can("inventory.read")],
    [PLACES.imports, can("inventory.import")],
  );
  const office = open(
    [PLACES.people, can("people.manage")],
    [PLACES.tenants, can("people.manage")],
    [PLACES.smsCarriers, can("people.manage")],
    [PLACES.delegations, can("delegation.write")],
    [PLACES.mandates, can("authority.confirm")],
    [PLACES.oss, can("oss.read")],
    [PLACES.instruments, can("application.assign")],
    [PLACES.mails, can("mail.manage")],
  );
  const oversight = open(
    [PLACES.audit, can("audit.read")],
    [PLACES.documentViews, can("audit.read")],
    [PLACES.incidents, can("breach.manage")],
  );
  const groups: readonly PlaceGroup[] = [
    { name: "start", places: open([PLACES.overview, true], [PLACES.dashboard, can("dashboard.read")]) },
    { name: "work", places: work },
    { name: "codes", places: codes },
    { name: "office", places: office },
    { name: "oversight", places: oversight },
    { name: "reference", places: open([PLACES.rules, true], [PLACES.mailbox, session.installation.demonstration]) },
  ];
  const ownWork = STAFF_WORK.filter((place) => work.includes(place) || office.includes(place));
  return placesIn(groups, [PLACES.overview, ...ownWork.slice(0, COMMONEST_MAX - 2), PLACES.numbers, PLACES.rules]);
}

function applicantPlaces(session: Session): Places {
  const hasCompany = session.memberships.some((membership) => membership.organisationId !== null);
  const codes = open([PLACES.numbers, true], [PLACES.applications, hasCompany], [PLACES.ownCodes, hasCompany]);
  const company = open(
    [PLACES.company, !hasCompany],
    [PLACES.licences, hasCompany],
    [PLACES.tests, hasCompany],
    [PLACES.letters, true],
    [PLACES.disputes, true],
    [PLACES.documentViews, true],
  );
  const groups: readonly PlaceGroup[] = [
    { name: "start", places: [PLACES.overview] },
    { name: "codes", places: codes },
    { name: "company", places: company },
    {
      name: "reference",
      places: open([PLACES.rules, true], [PLACES.verify, true], [PLACES.mailbox, session.installation.demonstration]),
    },
  ];
  return placesIn(groups, [
    PLACES.overview,
    PLACES.company,
    PLACES.numbers,
    PLACES.applications,
    PLACES.ownCodes,
    PLACES.rules,
  ]);
}

/** Groups for the daily work of a call centre. */
function dailyGroups(session: Session): readonly PlaceGroup[] {
  const can = (permission: string): boolean => may(session, permission);
  return [
    {
      name: "today",
      places: open(
        [PLACES.agentDesk, can("service.desk")],
        [PLACES.serviceHome, can("service.read")],
        [PLACES.queueBoard, can("call.read")],
        [PLACES.alerts, can("queue.manage")],
      ),
    },
    {
      name: "calls",
      places: open(
        [PLACES.liveCalls, can("call.read")],
        [PLACES.calls, can("call.read")],
        [PLACES.callbacks, can("queue.manage")],
      ),
    },
    {
      name: "messages",
      places: open(
        [PLACES.shortMessages, can("queue.manage")],
        [PLACES.smsSenders, can("service.manage")],
        [PLACES.smsBalance, can("service.manage")],
      ),
    },
    { name: "tickets", places: open([PLACES.tickets, can("ticket.work")]) },
  ];
}

/** Groups for the configuration of a call centre. */
function setupGroups(session: Session): readonly PlaceGroup[] {
  const can = (permission: string): boolean => may(session, permission);
  return [
    {
      name: "team",
      places: open(
        [PLACES.agents, can("queue.manage")],
        [PLACES.evaluations, can("evaluation.manage")],
        [PLACES.centrePeople, can("service.manage")],
      ),
    },
    {
      name: "routing",
      places: open(
        [PLACES.serviceNumbers, can("service.read")],
        [PLACES.flows, can("flow.manage")],
        [PLACES.queues, can("queue.manage")],
        [PLACES.information, can("service.read")],
        [PLACES.widgets, can("queue.manage")],
      ),
    },
    {
      name: "reports",
      places: open([PLACES.queueReport, can("call.read")], [PLACES.wallboards, can("queue.manage")]),
    },
    {
      name: "settings",
      places: open(
        [PLACES.trunks, can("service.read")],
        [PLACES.phones, can("service.read")],
        [PLACES.cpaas, can("service.manage")],
        [PLACES.webhooks, can("service.manage")],
        [PLACES.branding, can("service.manage")],
        [PLACES.personalData, can("service.manage")],
        [PLACES.centreAudit, can("service.audit")],
        [PLACES.mailbox, session.installation.demonstration && isOnlyOperator(session)],
      ),
    },
  ];
}

const OPERATOR_COMMONEST: readonly Place[] = [
  PLACES.agentDesk,
  PLACES.serviceHome,
  PLACES.liveCalls,
  PLACES.calls,
  PLACES.tickets,
];

/** Merges several groups into one. */
const joined = (name: GroupName, groups: readonly PlaceGroup[]): PlaceGroup => ({
  name,
  places: groups.flatMap(({ places }) => places),
});

function ownPlaces(session: Session): Places {
  const daily = dailyGroups(session);
  const setup = setupGroups(session);
  if (isOnlyOperator(session)) return placesIn([...daily, ...setup], OPERATOR_COMMONEST);
  const own = isStaff(session) ? staffPlaces(session) : applicantPlaces(session);
  // A user with another role in the system gets the call centre as two groups, so that there are at most eight groups.
  const callCentre = [joined("callCentre", daily), joined("callCentreSettings", setup)];
  return placesIn([...own.groups, ...callCentre], own.commonest);
}

/** Whether the session is restricted until a second factor is entered or enrolled. */
export const isHeldBack = ({ secondFactor, memberships }: Session): boolean =>
  secondFactor === "to-give" || (secondFactor === "to-enrol" && memberships.length === 0);

/** The public pages; those of licensing only where the installation offers licensing. */
function publicPlaces(session: Session | undefined): Places {
  const hasLicensing = session?.installation.licensing ?? false;
  const groups: readonly PlaceGroup[] = [
    { name: "start", places: [PLACES.home] },
    { name: "codes", places: open([PLACES.numbers, hasLicensing]) },
    { name: "reference", places: open([PLACES.rules, hasLicensing], [PLACES.verify, hasLicensing]) },
  ];
  return placesIn(groups, [PLACES.home, PLACES.numbers, PLACES.rules, PLACES.verify]);
}

/** The pages of this user. */
export function placesFor(session: Session | undefined): Places {
  if (session === undefined || session.person === null || isHeldBack(session)) return publicPlaces(session);
  return ownPlaces(session);
}

/** The groups without the pages that the bottom bar already shows. */
export function besides({ groups, commonest }: Places): readonly PlaceGroup[] {
  return groups
    .map(({ name, places }) => ({ name, places: places.filter((place) => !commonest.includes(place)) }))
    .filter(({ places }) => places.length > 0);
}

/** Whether a path belongs to a page: its address, a path below it, or one of its `also` addresses. */
export function isAt(path: string, { to, exact, also = [] }: Place): boolean {
  if (path === to) return true;
  const above = exact === true || to === "/" ? also : [to, ...also];
  return above.some((address) => path === address || path.startsWith(`${address}/`));
}
