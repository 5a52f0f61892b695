/** The route table: every screen with its address, search parameters and access guard. Screens are loaded on demand. */
import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { alertRoutes } from "./alert-routes.tsx";
import { callRoutes } from "./call-routes.tsx";
import { claimRoutes } from "./claim-routes.tsx";
import { consoleRoutes } from "./console-routes.tsx";
import { cpaasRoutes } from "./cpaas-routes.tsx";
import { NARROWING } from "./data/narrowing.ts";
import { evaluationRoutes } from "./evaluation-routes.tsx";
import { flowRoutes } from "./flow-routes.tsx";
import { informationRoutes } from "./information-routes.tsx";
import { inventoryRoutes } from "./inventory-routes.tsx";
import { licenceRoutes } from "./licence-routes.tsx";
import { ownRoutes } from "./own-routes.tsx";
import { queueRoutes } from "./queue-routes.tsx";
import { root } from "./root-route.tsx";
import {
  anyPerson,
  backSearch,
  listSearch,
  needs,
  needsSecondFactorState,
  ownHome,
  pick,
  type Raw,
  withWords,
} from "./route-parts.ts";
import { serviceRoutes } from "./service-routes.tsx";
import { BrokenScreen, NotFoundScreen } from "./shell/endings.tsx";
import { shortMessageRoutes } from "./sms-routes.tsx";
import { testRoutes } from "./test-routes.tsx";
import { ticketRoutes } from "./ticket-routes.tsx";
import { wallboardRoutes } from "./wallboard-routes.tsx";
import { webhookRoutes } from "./webhook-routes.tsx";
import { widgetRoutes } from "./widget-routes.tsx";

const numbers = createRoute({
  getParentRoute: () => root,
  path: "/nomor",
  validateSearch: (raw: Raw) => pick(raw, ["pattern", "sheet", "search", "state", "view", "code", "sort", "page"]),
  component: lazyRouteComponent(
    withWords(["numbers"], () => import("./areas/numbers/numbers-screen.tsx")),
    "NumbersScreen",
  ),
});

const number = createRoute({
  getParentRoute: () => root,
  path: "/nomor/$code",
  component: lazyRouteComponent(
    withWords(["numbers"], () => import("./areas/numbers/number-screen.tsx")),
    "NumberScreen",
  ),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: "/aturan",
  validateSearch: (raw: Raw) => pick(raw, ["search", "group", "standing"]),
  component: lazyRouteComponent(
    withWords(["rules"], () => import("./areas/rules/rules-screen.tsx")),
    "RulesScreen",
  ),
});

const logIn = createRoute({
  getParentRoute: () => root,
  path: "/masuk",
  validateSearch: backSearch,
  component: lazyRouteComponent(
    withWords(["people"], () => import("./areas/people/log-in-screen.tsx")),
    "LogInScreen",
  ),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/daftar",
  validateSearch: backSearch,
  component: lazyRouteComponent(
    withWords(["people", "links"], () => import("./areas/people/sign-up-screen.tsx")),
    "SignUpScreen",
  ),
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/mulai",
  component: lazyRouteComponent(
    withWords(["start", "secondFactor"], () => import("./areas/start/start-screen.tsx")),
    "StartScreen",
  ),
});

const begin = createRoute({
  getParentRoute: () => root,
  path: "/mulai/$token",
  component: lazyRouteComponent(
    withWords(["people"], () => import("./areas/people/first-administrator-screen.tsx")),
    "FirstAdministratorScreen",
  ),
});

const giveSecondFactor = createRoute({
  getParentRoute: () => root,
  path: "/faktor-kedua",
  validateSearch: backSearch,
  beforeLoad: needsSecondFactorState("to-give"),
  component: lazyRouteComponent(
    withWords(["secondFactor"], () => import("./areas/people/give-second-factor-screen.tsx")),
    "GiveSecondFactorScreen",
  ),
});

const enrolSecondFactor = createRoute({
  getParentRoute: () => root,
  path: "/faktor-kedua/daftar",
  validateSearch: backSearch,
  beforeLoad: needsSecondFactorState("to-enrol", "not-needed"),
  component: lazyRouteComponent(
    withWords(["secondFactor"], () => import("./areas/people/enrol-second-factor-screen.tsx")),
    "EnrolSecondFactorScreen",
  ),
});

const overview = createRoute({
  getParentRoute: () => root,
  path: "/beranda",
  beforeLoad: ownHome,
  component: lazyRouteComponent(
    withWords(["overview"], () => import("./areas/home/overview-screen.tsx")),
    "OverviewScreen",
  ),
});

const register = createRoute({
  getParentRoute: () => root,
  path: "/perusahaan/baru",
  beforeLoad: anyPerson,
  validateSearch: (raw: Raw) => pick(raw, ["step", "mend"]),
  component: lazyRouteComponent(
    withWords(["organisation"], () => import("./areas/organisations/register-screen.tsx")),
    "RegisterScreen",
  ),
});

const verifications = createRoute({
  getParentRoute: () => root,
  path: "/verifikasi",
  beforeLoad: needs("verification.read"),
  validateSearch: (raw: Raw) => pick(raw, ["search", "state", "sort", "page", "size", ...NARROWING]),
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/organisations/verifications-screen.tsx")),
    "VerificationsScreen",
  ),
});

const verification = createRoute({
  getParentRoute: () => root,
  path: "/verifikasi/$id",
  beforeLoad: needs("verification.read"),
  component: lazyRouteComponent(
    withWords(["desk", "organisation", "verify"], () => import("./areas/organisations/verification-screen.tsx")),
    "VerificationScreen",
  ),
});

const applications = createRoute({
  getParentRoute: () => root,
  path: "/permohonan",
  beforeLoad: anyPerson,
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["application"], () => import("./areas/applications/applications-screen.tsx")),
    "ApplicationsScreen",
  ),
});

const kindChoice = createRoute({
  getParentRoute: () => root,
  path: "/permohonan/baru",
  beforeLoad: anyPerson,
  validateSearch: (raw: Raw) => pick(raw, ["hold", "organisation"]),
  component: lazyRouteComponent(
    withWords(["application"], () => import("./areas/applications/kind-screen.tsx")),
    "KindScreen",
  ),
});

const application = createRoute({
  getParentRoute: () => root,
  path: "/permohonan/$id",
  beforeLoad: anyPerson,
  validateSearch: (raw: Raw) => pick(raw, ["part"]),
  component: lazyRouteComponent(
    withWords(["application"], () => import("./areas/applications/application-screen.tsx")),
    "ApplicationScreen",
  ),
});

const ownCodes = createRoute({
  getParentRoute: () => root,
  path: "/kode-saya",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["application"], () => import("./areas/applications/own-codes-screen.tsx")),
    "OwnCodesScreen",
  ),
});

const newRevocation = createRoute({
  getParentRoute: () => root,
  path: "/pencabutan/baru",
  beforeLoad: needs("application.check"),
  validateSearch: (raw: Raw) => pick(raw, ["code", "ground"]),
  component: lazyRouteComponent(
    withWords(["application"], () => import("./areas/applications/new-revocation-screen.tsx")),
    "NewRevocationScreen",
  ),
});

const queue = createRoute({
  getParentRoute: () => root,
  path: "/tugas",
  beforeLoad: needs("application.read"),
  validateSearch: (raw: Raw) => pick(raw, ["search", "state", "ball", "sort", "page", "size", ...NARROWING]),
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/applications/queue-screen.tsx")),
    "QueueScreen",
  ),
});

const dashboard = createRoute({
  getParentRoute: () => root,
  path: "/dasbor",
  beforeLoad: needs("dashboard.read"),
  validateSearch: (raw: Raw) => pick(raw, ["days"]),
  component: lazyRouteComponent(
    withWords(["dashboard"], () => import("./areas/dashboard/dashboard-screen.tsx")),
    "DashboardScreen",
  ),
});

const decrees = createRoute({
  getParentRoute: () => root,
  path: "/penetapan",
  beforeLoad: needs("decree.read"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/issuing/decrees-screen.tsx")),
    "DecreesScreen",
  ),
});

const oss = createRoute({
  getParentRoute: () => root,
  path: "/oss",
  beforeLoad: needs("oss.read"),
  validateSearch: (raw: Raw) => pick(raw, ["view", "search", "state", "page", "size"]),
  component: lazyRouteComponent(
    withWords(["oss"], () => import("./areas/oss/oss-screen.tsx")),
    "OssScreen",
  ),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/orang",
  beforeLoad: needs("people.manage"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["desk", "offices"], () => import("./areas/people/people-screen.tsx")),
    "PeopleScreen",
  ),
});

const mandates = createRoute({
  getParentRoute: () => root,
  path: "/mandat",
  beforeLoad: needs("decree.read"),
  validateSearch: (raw: Raw) => pick(raw, ["page", "size"]),
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/mandates/mandates-screen.tsx")),
    "MandatesScreen",
  ),
});

const routeTree = root.addChildren([
  ...ownRoutes,
  numbers,
  number,
  rules,
  logIn,
  signUp,
  start,
  begin,
  giveSecondFactor,
  enrolSecondFactor,
  overview,
  register,
  ...claimRoutes,
  ...licenceRoutes,
  ...testRoutes,
  ...serviceRoutes,
  ...callRoutes,
  ...flowRoutes,
  ...informationRoutes,
  ...queueRoutes,
  ...evaluationRoutes,
  ...ticketRoutes,
  ...webhookRoutes,
  ...widgetRoutes,
  ...wallboardRoutes,
  ...alertRoutes,
  ...cpaasRoutes,
  ...consoleRoutes,
  ...shortMessageRoutes,
  verifications,
  verification,
  applications,
  kindChoice,
  application,
  ownCodes,
  newRevocation,
  queue,
  dashboard,
  decrees,
  mandates,
  ...inventoryRoutes,
  oss,
  people,
]);

/** The router of the web application. */
export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultErrorComponent: BrokenScreen,
  defaultNotFoundComponent: NotFoundScreen,
  scrollRestoration: true,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ).toString();
    return text === "" ? "" : `?${text}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
