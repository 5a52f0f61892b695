/** Where each kind of person can go: the side navigation shows all in groups, the bottom bar four and the way to the rest. */
import type { Session } from "../data/types.ts";
import type { IconName } from "../parts/icons.tsx";

/** One place of the navigation. `outside` pages are rendered by the server. */
export interface Place {
  readonly to: string;
  readonly label:
    | "home"
    | "overview"
    | "numbers"
    | "rules"
    | "verify"
    | "applications"
    | "ownCodes"
    | "licences"
    | "company"
    | "letters"
    | "disputes"
    | "disputeDesk"
    | "documentViews"
    | "dashboard"
    | "instruments"
    | "licenceList"
    | "queue"
    | "licenceQueue"
    | "objections"
    | "tests"
    | "testQueue"
    | "verifications"
    | "decrees"
    | "mandates"
    | "inventory"
    | "imports"
    | "oss"
    | "people"
    | "audit"
    | "incidents"
    | "delegations"
    | "mails"
    | "mailbox"
    | "serviceHome"
    | "trunks"
    | "phones"
    | "serviceNumbers"
    | "flows"
    | "information"
    | "tickets"
    | "queues"
    | "queueBoard"
    | "callbacks"
    | "widgets"
    | "webhooks"
    | "queueReport"
    | "evaluations"
    | "wallboards"
    | "shortMessages"
    | "smsSenders"
    | "smsBalance"
    | "cpaas"
    | "alerts"
    | "agents"
    | "agentDesk"
    | "centrePeople"
    | "personalData"
    | "centreAudit"
    | "branding"
    | "tenants"
    | "smsCarriers"
    | "calls"
    | "liveCalls"
    | "login";
  readonly icon: IconName;
  readonly outside?: true;
  /** Other places stand below its address, so only the very address is this one. */
  readonly exact?: true;
}

const PLACES = {
  home: { to: "/", label: "home", icon: "home", outside: true },
  overview: { to: "/beranda", label: "overview", icon: "home" },
  numbers: { to: "/nomor", label: "numbers", icon: "grid" },
  rules: { to: "/aturan", label: "rules", icon: "rules" },
  verify: { to: "/validasi-sk", label: "verify", icon: "shield", outside: true },
  applications: { to: "/permohonan", label: "applications", icon: "folder" },
  ownCodes: { to: "/kode-saya", label: "ownCodes", icon: "stamp" },
  licences: { to: "/izin", label: "licences", icon: "check" },
  company: { to: "/perusahaan/baru", label: "company", icon: "company" },
  letters: { to: "/surat-kuasa", label: "letters", icon: "file" },
  disputes: { to: "/sengketa", label: "disputes", icon: "exchange" },
  disputeDesk: { to: "/meja-sengketa", label: "disputeDesk", icon: "exchange" },
  documentViews: { to: "/dokumen-dibuka", label: "documentViews", icon: "search" },
  licenceList: { to: "/izin-terbit", label: "licenceList", icon: "shield" },
  instruments: { to: "/alat-ukur", label: "instruments", icon: "clock" },
  dashboard: { to: "/dasbor", label: "dashboard", icon: "chart" },
  queue: { to: "/tugas", label: "queue", icon: "queue" },
  licenceQueue: { to: "/tugas-izin", label: "licenceQueue", icon: "check" },
  objections: { to: "/tugas-keberatan", label: "objections", icon: "exchange" },
  tests: { to: "/uji", label: "tests", icon: "clock" },
  testQueue: { to: "/tugas-uji", label: "testQueue", icon: "clock" },
  verifications: { to: "/verifikasi", label: "verifications", icon: "company" },
  decrees: { to: "/penetapan", label: "decrees", icon: "stamp" },
  mandates: { to: "/mandat", label: "mandates", icon: "rules" },
  inventory: { to: "/inventaris", label: "inventory", icon: "lock" },
  imports: { to: "/impor", label: "imports", icon: "file" },
  oss: { to: "/oss", label: "oss", icon: "exchange" },
  people: { to: "/orang", label: "people", icon: "people" },
  audit: { to: "/jejak", label: "audit", icon: "trail" },
  incidents: { to: "/insiden-data", label: "incidents", icon: "warning" },
  delegations: { to: "/pelaksana", label: "delegations", icon: "clock" },
  mails: { to: "/surel", label: "mails", icon: "mail" },
  mailbox: { to: "/kotak-surat", label: "mailbox", icon: "mail" },
  serviceHome: { to: "/layanan", label: "serviceHome", icon: "home", exact: true },
  serviceNumbers: { to: "/layanan/nomor", label: "serviceNumbers", icon: "grid" },
  phones: { to: "/layanan/telepon", label: "phones", icon: "phone" },
  trunks: { to: "/layanan/sambungan", label: "trunks", icon: "exchange" },
  flows: { to: "/layanan/alur", label: "flows", icon: "flow" },
  information: { to: "/layanan/informasi", label: "information", icon: "file" },
  tickets: { to: "/layanan/tiket", label: "tickets", icon: "folder" },
  queues: { to: "/layanan/antrean", label: "queues", icon: "queue" },
  queueBoard: { to: "/layanan/papan", label: "queueBoard", icon: "chart" },
  callbacks: { to: "/layanan/telepon-balik", label: "callbacks", icon: "clock" },
  widgets: { to: "/layanan/widget", label: "widgets", icon: "out" },
  webhooks: { to: "/layanan/webhook", label: "webhooks", icon: "exchange" },
  queueReport: { to: "/layanan/laporan-antrean", label: "queueReport", icon: "chart" },
  evaluations: { to: "/layanan/penilaian", label: "evaluations", icon: "check" },
  wallboards: { to: "/layanan/papan-dinding", label: "wallboards", icon: "chart" },
  shortMessages: { to: "/layanan/pesan", label: "shortMessages", icon: "mail" },
  smsSenders: { to: "/layanan/pengirim", label: "smsSenders", icon: "stamp" },
  smsBalance: { to: "/layanan/saldo-pesan", label: "smsBalance", icon: "chart" },
  cpaas: { to: "/layanan/api", label: "cpaas", icon: "exchange" },
  alerts: { to: "/layanan/peringatan", label: "alerts", icon: "warning" },
  agentDesk: { to: "/layanan/meja", label: "agentDesk", icon: "phone" },
  agents: { to: "/layanan/agen", label: "agents", icon: "people" },
  centrePeople: { to: "/layanan/orang", label: "centrePeople", icon: "people" },
  personalData: { to: "/layanan/data-pribadi", label: "personalData", icon: "shield" },
  centreAudit: { to: "/layanan/jejak", label: "centreAudit", icon: "trail" },
  branding: { to: "/layanan/tampilan", label: "branding", icon: "sun" },
  tenants: { to: "/pusat-panggilan", label: "tenants", icon: "phone" },
  smsCarriers: { to: "/operator-sms", label: "smsCarriers", icon: "mail" },
  calls: { to: "/layanan/panggilan", label: "calls", icon: "queue" },
  liveCalls: { to: "/layanan/langsung", label: "liveCalls", icon: "clock" },
  login: { to: "/masuk", label: "login", icon: "person" },
} as const satisfies Record<string, Place>;

/** Whether the session may do this somewhere; permissions are named by the server. */
export const may = (session: Session | undefined, permission: string): boolean =>
  session?.permissions.includes(permission) ?? false;

const APPLICANT_ROLES: readonly string[] = ["applicant-owner", "applicant-staff", "consultant"];

const OPERATOR_ROLES: readonly string[] = [
  ...["operator-administrator", "operator-supervisor", "operator-agent", "content-reader"],
];

/** Whether the person works for the ministry: every role that is neither an applicant's nor an operator's is. */
export const isStaff = (session: Session | undefined): boolean =>
  session?.memberships.some(({ role }) => !APPLICANT_ROLES.includes(role) && !OPERATOR_ROLES.includes(role)) ?? false;

/** Whether the person runs a call centre here and has no other part in the system. */
export const isOnlyOperator = ({ memberships }: Session): boolean =>
  memberships.length > 0 && memberships.every(({ role }) => OPERATOR_ROLES.includes(role));

/** Some places that belong together; the first of all stands without a heading. */
export interface PlaceGroup {
  readonly name: "start" | "service" | "work" | "codes" | "company" | "office" | "oversight" | "reference";
  readonly places: readonly Place[];
}

/** Where one person can go: everything in groups, and the commonest four for a phone's bottom bar. */
export interface Places {
  readonly groups: readonly PlaceGroup[];
  readonly commonest: readonly Place[];
}

const COMMONEST = 4;

type Wish = readonly [place: Place, isOpen: boolean];
const open = (...wishes: readonly Wish[]): readonly Place[] =>
  wishes.filter(([, isOpen]) => isOpen).map(([place]) => place);

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
  const own = can("people.manage") ? [...office, ...work] : [...work, ...office];
  return {
    commonest: [PLACES.overview, ...own.slice(0, COMMONEST - 2), PLACES.numbers, PLACES.rules].slice(0, COMMONEST),
    groups: [
      { name: "start", places: open([PLACES.overview, true], [PLACES.dashboard, can("dashboard.read")]) },
      { name: "work", places: work },
      { name: "codes", places: codes },
      { name: "office", places: office },
      { name: "oversight", places: oversight },
      { name: "reference", places: [PLACES.rules] },
    ],
  };
}

function applicantPlaces(session: Session): Places {
  const hasCompany = session.memberships.some((membership) => membership.organisationId !== null);
  const codes = hasCompany ? [PLACES.numbers, PLACES.applications, PLACES.ownCodes] : [PLACES.numbers];
  const company = open(
    [PLACES.company, !hasCompany],
    [PLACES.licences, hasCompany],
    [PLACES.tests, hasCompany],
    [PLACES.letters, true],
    [PLACES.disputes, true],
    [PLACES.documentViews, true],
  );
  return {
    commonest: [PLACES.overview, ...(hasCompany ? codes : [PLACES.company, PLACES.numbers, PLACES.rules])],
    groups: [
      { name: "start", places: [PLACES.overview] },
      { name: "codes", places: codes },
      { name: "company", places: company },
      { name: "reference", places: [PLACES.rules, PLACES.verify] },
    ],
  };
}

/** The call centre: first its home, then what happens in it, then what it is made of. */
function operatorPlaces(session: Session): Places {
  const reference = [PLACES.numbers, PLACES.rules, PLACES.verify];
  const can = (permission: string): boolean => may(session, permission);
  const service = open(
    [PLACES.agentDesk, can("service.desk")],
    [PLACES.serviceHome, can("service.read")],
    [PLACES.liveCalls, can("call.read")],
    [PLACES.calls, can("call.read")],
    [PLACES.tickets, can("ticket.work")],
    [PLACES.serviceNumbers, can("service.read")],
    [PLACES.queues, can("queue.manage")],
    [PLACES.queueBoard, can("call.read")],
    [PLACES.callbacks, can("queue.manage")],
    [PLACES.widgets, can("queue.manage")],
    [PLACES.wallboards, can("queue.manage")],
    [PLACES.alerts, can("queue.manage")],
    [PLACES.queueReport, can("call.read")],
    [PLACES.evaluations, can("evaluation.manage")],
    [PLACES.agents, can("queue.manage")],
    [PLACES.flows, can("flow.manage")],
    [PLACES.information, can("service.read")],
    [PLACES.phones, can("service.read")],
    [PLACES.trunks, can("service.read")],
    [PLACES.shortMessages, can("queue.manage")],
    [PLACES.smsSenders, can("service.manage")],
    [PLACES.webhooks, can("service.manage")],
    [PLACES.smsBalance, can("service.manage")],
    [PLACES.cpaas, can("service.manage")],
    [PLACES.centrePeople, can("service.manage")],
    [PLACES.personalData, can("service.manage")],
    [PLACES.centreAudit, can("service.audit")],
    [PLACES.branding, can("service.manage")],
  );
  return {
    commonest: [...service, ...(can("service.read") ? [] : reference)].slice(0, COMMONEST),
    groups: [
      { name: "service", places: service },
      { name: "reference", places: can("service.read") ? [PLACES.rules, PLACES.verify] : reference },
    ],
  };
}

function ownPlaces(session: Session): Places {
  const operator = operatorPlaces(session);
  if (isOnlyOperator(session)) return operator;
  const own = isStaff(session) ? staffPlaces(session) : applicantPlaces(session);
  const callCentre = operator.groups.filter(({ name }) => name === "service");
  return { ...own, groups: [...own.groups, ...callCentre] };
}

/** Whether nothing of the session counts until a second factor is given or enrolled. */
export const isHeldBack = ({ secondFactor, memberships }: Session): boolean =>
  secondFactor === "to-give" || (secondFactor === "to-enrol" && memberships.length === 0);

/** The places of this person. */
export function placesFor(session: Session | undefined): Places {
  if (session === undefined || session.person === null || isHeldBack(session)) {
    const places = [PLACES.home, PLACES.numbers, PLACES.rules, PLACES.verify];
    return { commonest: places, groups: [{ name: "start", places }] };
  }
  const own = ownPlaces(session);
  const mailbox: PlaceGroup = { name: "reference", places: session.installation.demonstration ? [PLACES.mailbox] : [] };
  return { ...own, groups: merged([...own.groups, mailbox]) };
}

/** Groups of one name become one; empty ones are left out. */
function merged(groups: readonly PlaceGroup[]): readonly PlaceGroup[] {
  const names = [...new Set(groups.map(({ name }) => name))];
  return names
    .map((name) => ({ name, places: groups.filter((one) => one.name === name).flatMap(({ places }) => places) }))
    .filter(({ places }) => places.length > 0);
}

/** The groups without the places that the bottom bar shows already. */
export function besides({ groups, commonest }: Places): readonly PlaceGroup[] {
  return groups
    .map(({ name, places }) => ({ name, places: places.filter((place) => !commonest.includes(place)) }))
    .filter(({ places }) => places.length > 0);
}
