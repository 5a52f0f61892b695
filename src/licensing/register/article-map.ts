import type { DemonstrationRole } from "../../identity/index.ts";
import type { RuleId } from "../../regulation/index.ts";

const STEP_SIZE = { width: 960, height: 860 } as const;

/** A picture of a screen in `docs/pictures`, without its extension, with its size in pixels. */
export const PICTURES = {
  "agent-in-call": { width: 1440, height: 900 },
  "decree-check-phone": { width: 720, height: 1480 },
  inventory: { width: 1440, height: 900 },
  "officer-list": { width: 1440, height: 900 },
  "queue-board": { width: 1440, height: 900 },
  "api-reference": STEP_SIZE,
  "company-registration": STEP_SIZE,
  forms: STEP_SIZE,
  knowledge: STEP_SIZE,
  "licence-active": STEP_SIZE,
  "licence-agreements": STEP_SIZE,
  "licence-commitment": STEP_SIZE,
  "licence-correction": STEP_SIZE,
  "licence-devices": STEP_SIZE,
  "licence-evaluation": STEP_SIZE,
  "new-application": STEP_SIZE,
  "operational-test": STEP_SIZE,
  "self-check": STEP_SIZE,
  "sms-messages": STEP_SIZE,
  "test-calendar": STEP_SIZE,
  trunks: STEP_SIZE,
} as const;

/** The name of a picture. */
export type PictureName = keyof typeof PICTURES;

/** A screen for one step. */
export interface MapScreen {
  /** Its label in the locales. */
  readonly name: string;
  readonly path: string;
  /** The demonstration role that opens it; null for a public page. */
  readonly role: DemonstrationRole | null;
  readonly picture?: PictureName;
}

/** One point of the ministry's article, with the parts of this system that cover it. */
export interface ArticlePoint {
  /** Key of its title and text in the locales. */
  readonly id: string;
  readonly group: (typeof MAP_GROUPS)[number];
  readonly screens: readonly MapScreen[];
  readonly rules: readonly RuleId[];
  /** Tests that prove it: file and title as in the source. */
  readonly tests: readonly { readonly file: string; readonly title: string }[];
}

/** Parts of the article, in its order. */
export const MAP_GROUPS = ["service", "duties", "business", "numbering", "licence"] as const;

const OWN_LICENCE = { name: "licences", path: "/izin", role: "applicant" } as const;
const OWN_TESTS = { name: "tests", path: "/uji", role: "applicant" } as const;

/**
 * The article of Direktorat Telekomunikasi "Mudahkan Pelanggan dengan Layanan Call Center", point by point, in the
 * project's own wording. The page `/peta` and `docs/seed-map.md` are generated from this table; the check `article-map`
 * verifies its names.
 */
export const ARTICLE_POINTS: readonly ArticlePoint[] = [
  {
    id: "purpose",
    group: "service",
    screens: [
      { name: "information", path: "/layanan/informasi", role: "supervisor", picture: "knowledge" },
      { name: "campaigns", path: "/layanan/pesan/kampanye", role: "supervisor" },
    ],
    rules: ["service-definition"],
    tests: [
      {
        file: "tests/journeys/information.test.ts",
        title: "begins where nothing is, sees what agents will see, and publishes it",
      },
      {
        file: "tests/journeys/sms-campaigns.test.ts",
        title: "is started by the administrator, goes at its pace, pauses, and ends with what became of each line",
      },
    ],
  },
  {
    id: "callers",
    group: "service",
    screens: [
      { name: "calls", path: "/layanan/panggilan", role: "supervisor" },
      { name: "board", path: "/layanan/papan", role: "supervisor", picture: "queue-board" },
    ],
    rules: ["pbx-functions"],
    tests: [
      {
        file: "tests/interop/first-call.test.ts",
        title: "talks with the agent: each hears the other, and the record says so",
      },
    ],
  },
  {
    id: "pbx",
    group: "service",
    screens: [
      { name: "trunks", path: "/layanan/sambungan", role: "developer", picture: "trunks" },
      { name: "phones", path: "/layanan/telepon", role: "developer" },
    ],
    rules: ["service-configurations"],
    tests: [
      {
        file: "tests/interop/first-call.test.ts",
        title: "takes thirty of two hundred calls that come at once and refuses the others, since no channel is free",
      },
      { file: "tests/interop/baresip.test.ts", title: "registers over %s by MD5" },
    ],
  },
  {
    id: "cloud",
    group: "service",
    screens: [{ name: "desktop", path: "/layanan/meja", role: "agent", picture: "agent-in-call" }],
    rules: ["service-configurations", "cloud-in-indonesia"],
    tests: [
      {
        file: "tests/interop/browser-calls.test.ts",
        title: "is rung and talks with a caller from a line: each hears the other, holds and presses keys",
      },
    ],
  },
  {
    id: "cpaas",
    group: "service",
    screens: [
      { name: "quickStart", path: "/layanan/api/mulai", role: "developer" },
      { name: "reference", path: "/layanan/api/referensi", role: "developer", picture: "api-reference" },
    ],
    rules: ["service-configurations"],
    tests: [
      {
        file: "tests/interop/application-calls.test.ts",
        title: "is requested as Twilio does, speaks, plays, and sends the keys that it gathers to its action",
      },
    ],
  },
  {
    id: "sms",
    group: "service",
    screens: [{ name: "messages", path: "/layanan/pesan", role: "developer", picture: "sms-messages" }],
    rules: ["service-addons"],
    tests: [
      {
        file: "src/service/messaging/smpp/gateway.store.test.ts",
        title: "sends what it accepted, and brings its receipt to the program",
      },
      { file: "tests/interop/kannel.test.ts", title: "has its long texts arrive whole, in either alphabet" },
    ],
  },
  {
    id: "equipment",
    group: "duties",
    screens: [{ ...OWN_LICENCE, picture: "licence-devices" }],
    rules: ["device-certificate"],
    tests: [
      {
        file: "tests/journeys/licence-parts.test.ts",
        title: "takes the devices, also from a spreadsheet, with their files",
      },
    ],
  },
  {
    id: "cooperation",
    group: "duties",
    screens: [{ ...OWN_LICENCE, picture: "licence-agreements" }],
    rules: ["basic-telephony-kbli", "agreement-months-left-min"],
    tests: [
      { file: "tests/journeys/licence-parts.test.ts", title: "keeps the agreement with its file" },
      {
        file: "src/licensing/requirements/pre-check.test.ts",
        title: "runs for another twelve months to the day, and a day less is too early",
      },
    ],
  },
  {
    id: "capacity",
    group: "duties",
    screens: [{ ...OWN_LICENCE, picture: "licence-commitment" }],
    rules: ["commitment-first-year-e1", "lines-per-e1", "commitment-increments"],
    tests: [
      {
        file: "src/licensing/requirements/pre-check.test.ts",
        title: "fails with 29 SIP channels in year one, and passes with 30",
      },
      { file: "src/licensing/requirements/pre-check.test.ts", title: "may add nothing in years two to five" },
    ],
  },
  {
    id: "nib",
    group: "business",
    screens: [
      { name: "selfCheck", path: "/cek-keperluan", role: null, picture: "self-check" },
      { name: "company", path: "/perusahaan/baru", role: "applicant" },
    ],
    rules: ["service-kbli", "service-risk", "service-product"],
    tests: [
      {
        file: "src/licensing/organisations/registration/registration.test.ts",
        title: "refuses a NIB by what OSS says about it",
      },
    ],
  },
  {
    id: "account",
    group: "business",
    screens: [
      { name: "signUp", path: "/daftar", role: null },
      { name: "company", path: "/perusahaan/baru", role: "applicant", picture: "company-registration" },
    ],
    rules: ["registration-documents", "registration-documents-government", "promise-account-verification"],
    tests: [
      { file: "tests/journeys/main-journey.test.ts", title: "registers the company by its NIB and deed" },
      {
        file: "tests/journeys/who-applies.test.ts",
        title: "whose law gives it the service applies without a NIB, within two working days, and gets its decree",
      },
    ],
  },
  {
    id: "numberKinds",
    group: "numbering",
    screens: [{ name: "newApplication", path: "/permohonan/baru", role: "applicant", picture: "new-application" }],
    rules: ["number-new-documents", "additional-documents", "additional-needs-codes"],
    tests: [
      {
        file: "src/licensing/numbering/case-work/kind-choice.test.ts",
        title: "is Nomor Baru for a company without a code of the service, Nomor Tambahan from the first code on",
      },
      { file: "tests/journeys/additional.test.ts", title: "is sent with the letter of its user" },
    ],
  },
  {
    id: "numberForm",
    group: "numbering",
    screens: [{ name: "numbers", path: "/nomor", role: null, picture: "inventory" }],
    rules: ["service-kd-izin", "hold-minutes"],
    tests: [
      {
        file: "src/licensing/numbering/inventory/hold.store.test.ts",
        title: "is a row in the database that keeps the code from every other company for thirty minutes",
      },
      {
        file: "tests/journeys/main-journey.test.ts",
        title: "sends the application and says its number and the promised date",
      },
    ],
  },
  {
    id: "numberDecree",
    group: "numbering",
    screens: [
      { name: "applications", path: "/permohonan", role: "applicant", picture: "officer-list" },
      { name: "decreeCheck", path: "/validasi-sk", role: null, picture: "decree-check-phone" },
    ],
    rules: ["promise-number-new-operator", "promise-number-additional"],
    tests: [
      {
        file: "tests/journeys/main-journey.test.ts",
        title: "is endorsed by the sub-coordinator, proposed by the coordinator and decided by the director",
      },
      {
        file: "tests/journeys/main-journey.test.ts",
        title: "brings the decree to the applicant's screen without a reload",
      },
    ],
  },
  {
    id: "application",
    group: "licence",
    screens: [OWN_LICENCE, { name: "forms", path: "/formulir", role: null, picture: "forms" }],
    rules: ["service-kbli", "licence-documents"],
    tests: [
      {
        file: "src/licensing/applications/licence-journey.store.test.ts",
        title:
          "is filled in without a finding that blocks, submitted with a number and a promise of three working days",
      },
      {
        file: "src/licensing/register/formats.routes.test.ts",
        title: "open as what they are, blank and as an example, with version and words inside",
      },
    ],
  },
  {
    id: "evaluation",
    group: "licence",
    screens: [{ name: "evaluation", path: "/tugas-izin", role: "officer", picture: "licence-evaluation" }],
    rules: ["promise-licence-evaluation"],
    tests: [
      {
        file: "src/licensing/applications/licence-journey.store.test.ts",
        title: "goes from evaluator to sub-coordinator to coordinator and is verified, its promise kept",
      },
    ],
  },
  {
    id: "correction",
    group: "licence",
    screens: [{ ...OWN_LICENCE, picture: "licence-correction" }],
    rules: ["repair-working-days", "promise-restarts-max"],
    tests: [
      {
        file: "tests/journeys/licence-correction.test.ts",
        title: "opens only what was returned, and says of the rest that it is accepted",
      },
    ],
  },
  {
    id: "test",
    group: "licence",
    screens: [OWN_TESTS, { name: "testCalendar", path: "/kalender-uji", role: null, picture: "test-calendar" }],
    rules: ["test-method", "test-request-days-ahead-min", "test-capacity-lines"],
    tests: [
      {
        file: "tests/journeys/operational-test.test.ts",
        title: "notifies the company of date, place, team and items, and notes that it has read them",
      },
      {
        file: "tests/interop/probe.test.ts",
        title: "meet every item, with records from the service's own API, and are written as signed evidence",
      },
    ],
  },
  {
    id: "retest",
    group: "licence",
    screens: [{ ...OWN_TESTS, picture: "operational-test" }],
    rules: ["test-request-days-ahead-min"],
    tests: [
      {
        file: "tests/journeys/operational-test.test.ts",
        title: "is asked for again with the failed items only, and the lineage is seen from both",
      },
    ],
  },
  {
    id: "certificate",
    group: "licence",
    screens: [
      { ...OWN_LICENCE, picture: "licence-active" },
      { name: "issuedLicences", path: "/izin-terbit", role: "officer" },
    ],
    rules: ["promise-sklo-site-test", "promise-sklo-self-test", "oss-link-megabytes-max"],
    tests: [
      {
        file: "tests/journeys/main-journey.test.ts",
        title: "has its SKLO signed by the fourth who reads it, while OSS begins to misbehave",
      },
      {
        file: "tests/journeys/main-journey.test.ts",
        title: "is uploaded on the pages of OSS, approved there, and becomes active here by itself",
      },
    ],
  },
];

/** Whether the map opens a path in a role of the demonstration: one-click log-in leads only to such paths. */
export function isMapDestination(role: DemonstrationRole, path: string): boolean {
  return ARTICLE_POINTS.some(({ screens }) => screens.some((screen) => screen.role === role && screen.path === path));
}
