/** The pages of the navigation: address, label, and the icon of pages shown outside a group. */
import type { IconName } from "../parts/icons.tsx";

interface PlaceShape {
  readonly to: string;
  readonly label: string;
  /** Icon in a phone's bottom bar, and in the side navigation where the page is the only one of its group. */
  readonly icon?: IconName;
  /** The page is rendered by the server, outside this application. */
  readonly outside?: true;
  /** Only the exact address matches, because addresses of other pages start with this one. */
  readonly exact?: true;
  /** Addresses of pages that belong to this one although they do not start with its address. */
  readonly also?: readonly string[];
}

/** All pages of the navigation by label. */
export const PLACES = {
  home: { to: "/", label: "home", icon: "home", outside: true },
  overview: { to: "/beranda", label: "overview", icon: "home" },
  numbers: { to: "/nomor", label: "numbers", icon: "grid" },
  rules: { to: "/aturan", label: "rules", icon: "rules" },
  verify: { to: "/validasi-sk", label: "verify", icon: "shield", outside: true },
  applications: { to: "/permohonan", label: "applications", icon: "folder" },
  ownCodes: { to: "/kode-saya", label: "ownCodes", icon: "stamp" },
  licences: { to: "/izin", label: "licences" },
  company: { to: "/perusahaan/baru", label: "company", icon: "company" },
  letters: { to: "/surat-kuasa", label: "letters" },
  disputes: { to: "/sengketa", label: "disputes" },
  disputeDesk: { to: "/meja-sengketa", label: "disputeDesk", icon: "exchange" },
  documentViews: { to: "/dokumen-dibuka", label: "documentViews" },
  licenceList: { to: "/izin-terbit", label: "licenceList" },
  instruments: { to: "/alat-ukur", label: "instruments" },
  dashboard: { to: "/dasbor", label: "dashboard" },
  queue: { to: "/tugas", label: "queue", icon: "queue" },
  licenceQueue: { to: "/tugas-izin", label: "licenceQueue", icon: "check" },
  objections: { to: "/tugas-keberatan", label: "objections", also: ["/keberatan"] },
  tests: { to: "/uji", label: "tests" },
  testQueue: { to: "/tugas-uji", label: "testQueue", icon: "clock" },
  verifications: { to: "/verifikasi", label: "verifications", icon: "company" },
  decrees: { to: "/penetapan", label: "decrees", icon: "stamp" },
  mandates: { to: "/mandat", label: "mandates" },
  inventory: { to: "/inventaris", label: "inventory" },
  imports: { to: "/impor", label: "imports" },
  oss: { to: "/oss", label: "oss", icon: "exchange" },
  people: { to: "/orang", label: "people", icon: "people" },
  audit: { to: "/jejak", label: "audit" },
  incidents: { to: "/insiden-data", label: "incidents", icon: "warning" },
  delegations: { to: "/pelaksana", label: "delegations" },
  mails: { to: "/surel", label: "mails" },
  mailbox: { to: "/kotak-surat", label: "mailbox", icon: "mail" },
  serviceHome: { to: "/layanan", label: "serviceHome", icon: "home", exact: true },
  serviceNumbers: { to: "/layanan/nomor", label: "serviceNumbers" },
  phones: { to: "/layanan/telepon", label: "phones" },
  trunks: { to: "/layanan/sambungan", label: "trunks" },
  flows: { to: "/layanan/alur", label: "flows", also: ["/layanan/jam", "/layanan/rekaman-suara"] },
  information: { to: "/layanan/informasi", label: "information", also: ["/layanan/daftar-informasi"] },
  tickets: { to: "/layanan/tiket", label: "tickets", icon: "ticket", also: ["/layanan/kategori-tiket"] },
  queues: { to: "/layanan/antrean", label: "queues" },
  queueBoard: { to: "/layanan/papan", label: "queueBoard", also: ["/layanan/kontak"] },
  callbacks: { to: "/layanan/telepon-balik", label: "callbacks" },
  widgets: { to: "/layanan/widget", label: "widgets" },
  webhooks: { to: "/layanan/webhook", label: "webhooks" },
  queueReport: { to: "/layanan/laporan-antrean", label: "queueReport" },
  evaluations: {
    to: "/layanan/penilaian",
    label: "evaluations",
    also: ["/layanan/formulir-penilaian", "/layanan/undian-penilaian", "/layanan/laporan-penilaian"],
  },
  wallboards: { to: "/layanan/papan-dinding", label: "wallboards" },
  shortMessages: { to: "/layanan/pesan", label: "shortMessages" },
  smsSenders: { to: "/layanan/pengirim", label: "smsSenders" },
  smsBalance: { to: "/layanan/saldo-pesan", label: "smsBalance" },
  cpaas: { to: "/layanan/api", label: "cpaas" },
  alerts: { to: "/layanan/peringatan", label: "alerts" },
  agentDesk: { to: "/layanan/meja", label: "agentDesk", icon: "headset" },
  agents: { to: "/layanan/agen", label: "agents", also: ["/layanan/pilihan-agen"] },
  centrePeople: { to: "/layanan/orang", label: "centrePeople" },
  personalData: {
    to: "/layanan/data-pribadi",
    label: "personalData",
    also: ["/layanan/lama-penyimpanan", "/layanan/insiden-data"],
  },
  centreAudit: { to: "/layanan/jejak", label: "centreAudit" },
  branding: { to: "/layanan/tampilan", label: "branding" },
  tenants: { to: "/pusat-panggilan", label: "tenants", icon: "phone" },
  smsCarriers: { to: "/operator-sms", label: "smsCarriers" },
  calls: { to: "/layanan/panggilan", label: "calls", icon: "phone" },
  liveCalls: { to: "/layanan/langsung", label: "liveCalls", icon: "clock" },
} as const satisfies Readonly<Record<string, PlaceShape>>;

/** The label of a page of the navigation. */
export type PlaceLabel = keyof typeof PLACES;

/** A page of the navigation. */
export interface Place extends PlaceShape {
  readonly label: PlaceLabel;
}

/** The icon of each group of pages. */
export const GROUP_ICONS = {
  start: "home",
  work: "queue",
  codes: "grid",
  company: "company",
  office: "settings",
  oversight: "shield",
  reference: "rules",
  today: "home",
  calls: "phone",
  messages: "chat",
  tickets: "ticket",
  team: "people",
  routing: "flow",
  reports: "chart",
  settings: "settings",
  callCentre: "headset",
  callCentreSettings: "flow",
} as const satisfies Readonly<Record<string, IconName>>;

/** The name of a group of pages. */
export type GroupName = keyof typeof GROUP_ICONS;

/** The icon of a page that is the only one of its group: the group's icon, except for the agent desktop, */
export const singleIcon = (name: GroupName, { icon }: Place): IconName =>
  name === "today" && icon !== undefined ? icon : GROUP_ICONS[name];
