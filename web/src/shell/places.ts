/** Where each kind of person can go, commonest places first: the side navigation shows all, the bottom bar four. */
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
    | "company"
    | "letters"
    | "disputes"
    | "disputeDesk"
    | "documentViews"
    | "queue"
    | "verifications"
    | "decrees"
    | "mandates"
    | "inventory"
    | "imports"
    | "oss"
    | "people"
    | "audit"
    | "delegations"
    | "mails"
    | "mailbox"
    | "calls"
    | "liveCalls"
    | "login";
  readonly icon: IconName;
  readonly outside?: true;
}

const PLACES = {
  home: { to: "/", label: "home", icon: "home", outside: true },
  overview: { to: "/beranda", label: "overview", icon: "home" },
  numbers: { to: "/nomor", label: "numbers", icon: "grid" },
  rules: { to: "/aturan", label: "rules", icon: "rules" },
  verify: { to: "/validasi-sk", label: "verify", icon: "shield", outside: true },
  applications: { to: "/permohonan", label: "applications", icon: "folder" },
  ownCodes: { to: "/kode-saya", label: "ownCodes", icon: "stamp" },
  company: { to: "/perusahaan/baru", label: "company", icon: "company" },
  letters: { to: "/surat-kuasa", label: "letters", icon: "stamp" },
  disputes: { to: "/sengketa", label: "disputes", icon: "warning" },
  disputeDesk: { to: "/meja-sengketa", label: "disputeDesk", icon: "warning" },
  documentViews: { to: "/dokumen-dibuka", label: "documentViews", icon: "search" },
  queue: { to: "/tugas", label: "queue", icon: "queue" },
  verifications: { to: "/verifikasi", label: "verifications", icon: "company" },
  decrees: { to: "/penetapan", label: "decrees", icon: "stamp" },
  mandates: { to: "/mandat", label: "mandates", icon: "rules" },
  inventory: { to: "/inventaris", label: "inventory", icon: "lock" },
  imports: { to: "/impor", label: "imports", icon: "file" },
  oss: { to: "/oss", label: "oss", icon: "exchange" },
  people: { to: "/orang", label: "people", icon: "people" },
  audit: { to: "/jejak", label: "audit", icon: "trail" },
  delegations: { to: "/pelaksana", label: "delegations", icon: "stamp" },
  mails: { to: "/surel", label: "mails", icon: "mail" },
  mailbox: { to: "/kotak-surat", label: "mailbox", icon: "mail" },
  calls: { to: "/layanan/panggilan", label: "calls", icon: "queue" },
  liveCalls: { to: "/layanan/langsung", label: "liveCalls", icon: "clock" },
  login: { to: "/masuk", label: "login", icon: "person" },
} as const satisfies Record<string, Place>;

/** Whether the session may do this somewhere; permissions are named by the server. */
export const may = (session: Session | undefined, permission: string): boolean =>
  session?.permissions.includes(permission) ?? false;

const APPLICANT_ROLES: readonly string[] = ["applicant-owner", "applicant-staff", "consultant"];

const OPERATOR_ROLES: readonly string[] = ["operator-administrator"];

/** Whether the person works for the ministry: every role that is neither an applicant's nor an operator's is. */
export const isStaff = (session: Session | undefined): boolean =>
  session?.memberships.some(({ role }) => !APPLICANT_ROLES.includes(role) && !OPERATOR_ROLES.includes(role)) ?? false;

/** Whether the person runs a call centre here. */
const isOperator = (session: Session | undefined): boolean =>
  session?.memberships.some(({ role }) => OPERATOR_ROLES.includes(role)) ?? false;

function staffPlaces(session: Session): readonly Place[] {
  return [
    PLACES.overview,
    ...(may(session, "application.read") ? [PLACES.queue] : []),
    ...(may(session, "verification.read") ? [PLACES.verifications, PLACES.disputeDesk] : []),
    ...(may(session, "people.manage") ? [PLACES.people] : []),
    PLACES.numbers,
    ...(may(session, "decree.read") ? [PLACES.decrees] : []),
    ...(may(session, "mandate.write") ? [PLACES.mandates] : []),
    ...(may(session, "inventory.read") ? [PLACES.inventory] : []),
    ...(may(session, "inventory.import") ? [PLACES.imports] : []),
    ...(may(session, "oss.read") ? [PLACES.oss] : []),
    ...(may(session, "delegation.write") ? [PLACES.delegations] : []),
    ...(may(session, "mail.manage") ? [PLACES.mails] : []),
    ...(may(session, "audit.read") ? [PLACES.audit, PLACES.documentViews] : []),
    PLACES.rules,
  ];
}

function applicantPlaces(session: Session): readonly Place[] {
  const hasCompany = session.memberships.some((membership) => membership.organisationId !== null);
  return [
    PLACES.overview,
    PLACES.numbers,
    ...(hasCompany ? [PLACES.applications] : [PLACES.company]),
    PLACES.rules,
    PLACES.verify,
    PLACES.letters,
    PLACES.disputes,
    PLACES.documentViews,
    ...(hasCompany ? [PLACES.ownCodes] : []),
  ];
}

function operatorPlaces(session: Session): readonly Place[] {
  return [
    ...(may(session, "call.read") ? [PLACES.liveCalls, PLACES.calls] : []),
    PLACES.numbers,
    PLACES.rules,
    PLACES.verify,
  ];
}

function ownPlaces(session: Session): readonly Place[] {
  if (isStaff(session)) return staffPlaces(session);
  return isOperator(session) ? operatorPlaces(session) : applicantPlaces(session);
}

/** Whether nothing of the session counts until a second factor is given or enrolled. */
export const isHeldBack = ({ secondFactor, memberships }: Session): boolean =>
  secondFactor === "to-give" || (secondFactor === "to-enrol" && memberships.length === 0);

/** The places of this person, in order. */
export function placesFor(session: Session | undefined): readonly Place[] {
  if (session === undefined || session.person === null || isHeldBack(session))
    return [PLACES.home, PLACES.numbers, PLACES.rules, PLACES.verify];
  const own = ownPlaces(session);
  return session.installation.demonstration ? [...own, PLACES.mailbox] : own;
}
