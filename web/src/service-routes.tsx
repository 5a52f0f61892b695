/** Routes of a call centre: home, trunks, phones, numbers, users, branding, audit log and personal data; and the list of call centres. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "./root-route.tsx";
import { listSearch, needs, pick, type Raw, withWords } from "./route-parts.ts";

const home = createRoute({
  getParentRoute: () => root,
  path: "/layanan",
  beforeLoad: needs("service.read"),
  component: lazyRouteComponent(
    withWords(["service"], () => import("./areas/service/service-home-screen.tsx")),
    "ServiceHomeScreen",
  ),
});

const trunks = createRoute({
  getParentRoute: () => root,
  path: "/layanan/sambungan",
  beforeLoad: needs("service.read"),
  component: lazyRouteComponent(
    withWords(["service"], () => import("./areas/service/trunks-screen.tsx")),
    "TrunksScreen",
  ),
});

const newTrunk = createRoute({
  getParentRoute: () => root,
  path: "/layanan/sambungan/baru",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["service"], () => import("./areas/service/trunk-form-screen.tsx")),
    "NewTrunkScreen",
  ),
});

const trunk = createRoute({
  getParentRoute: () => root,
  path: "/layanan/sambungan/$id",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["service"], () => import("./areas/service/trunk-form-screen.tsx")),
    "TrunkScreen",
  ),
});

const phones = createRoute({
  getParentRoute: () => root,
  path: "/layanan/telepon",
  beforeLoad: needs("service.read"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    // The copy button uses messages of the second factor.
    withWords(["service", "secondFactor"], () => import("./areas/service/phones-screen.tsx")),
    "PhonesScreen",
  ),
});

const numbers = createRoute({
  getParentRoute: () => root,
  path: "/layanan/nomor",
  beforeLoad: needs("service.read"),
  component: lazyRouteComponent(
    withWords(["service"], () => import("./areas/service/numbers-screen.tsx")),
    "ServiceNumbersScreen",
  ),
});

const answering = createRoute({
  getParentRoute: () => root,
  path: "/layanan/nomor/jawaban",
  beforeLoad: needs("service.read"),
  component: lazyRouteComponent(
    withWords(["service"], () => import("./areas/service/answering-screen.tsx")),
    "AnsweringScreen",
  ),
});

const newNumber = createRoute({
  getParentRoute: () => root,
  path: "/layanan/nomor/baru",
  beforeLoad: needs("service.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["code"]),
  component: lazyRouteComponent(
    withWords(["service"], () => import("./areas/service/number-form-screen.tsx")),
    "NewNumberScreen",
  ),
});

const number = createRoute({
  getParentRoute: () => root,
  path: "/layanan/nomor/$code",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["service"], () => import("./areas/service/number-form-screen.tsx")),
    "ServiceNumberScreen",
  ),
});

const tenants = createRoute({
  getParentRoute: () => root,
  path: "/pusat-panggilan",
  beforeLoad: needs("people.manage"),
  component: lazyRouteComponent(
    withWords(["service"], () => import("./areas/service/tenants-screen.tsx")),
    "TenantsScreen",
  ),
});

const centrePeople = createRoute({
  getParentRoute: () => root,
  path: "/layanan/orang",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["centrePeople"], () => import("./areas/people/centre-people-screen.tsx")),
    "CentrePeopleScreen",
  ),
});

const peopleImport = createRoute({
  getParentRoute: () => root,
  path: "/layanan/orang/berkas",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["peopleSheet"], () => import("./areas/people/people-import-screen.tsx")),
    "PeopleImportScreen",
  ),
});

const branding = createRoute({
  getParentRoute: () => root,
  path: "/layanan/tampilan",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["branding"], () => import("./areas/branding/branding-screen.tsx")),
    "BrandingScreen",
  ),
});

const centreAudit = createRoute({
  getParentRoute: () => root,
  path: "/layanan/jejak",
  beforeLoad: needs("service.audit"),
  validateSearch: (raw: Raw) => pick(raw, ["from", "to", "actor", "action", "kind", "subject", "cursor"]),
  component: lazyRouteComponent(
    withWords(["centreAudit"], () => import("./areas/audit/centre-audit-screen.tsx")),
    "CentreAuditScreen",
  ),
});

const personalRequests = createRoute({
  getParentRoute: () => root,
  path: "/layanan/data-pribadi",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["personalData"], () => import("./areas/personal-data/personal-requests-screen.tsx")),
    "PersonalRequestsScreen",
  ),
});

const personalRequest = createRoute({
  getParentRoute: () => root,
  path: "/layanan/data-pribadi/$id",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["personalData"], () => import("./areas/personal-data/personal-request-screen.tsx")),
    "PersonalRequestScreen",
  ),
});

const retention = createRoute({
  getParentRoute: () => root,
  path: "/layanan/lama-penyimpanan",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["retention"], () => import("./areas/personal-data/retention-screen.tsx")),
    "RetentionScreen",
  ),
});

const breaches = createRoute({
  getParentRoute: () => root,
  path: "/layanan/insiden-data",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["personalBreach"], () => import("./areas/personal-data/breaches-screen.tsx")),
    "BreachesScreen",
  ),
});

const breach = createRoute({
  getParentRoute: () => root,
  path: "/layanan/insiden-data/$id",
  beforeLoad: needs("service.manage"),
  component: lazyRouteComponent(
    withWords(["personalBreach"], () => import("./areas/personal-data/breach-screen.tsx")),
    "BreachScreen",
  ),
});

const installationBreaches = createRoute({
  getParentRoute: () => root,
  path: "/insiden-data",
  beforeLoad: needs("breach.manage"),
  component: lazyRouteComponent(
    withWords(["personalBreach"], () => import("./areas/personal-data/breaches-screen.tsx")),
    "InstallationBreachesScreen",
  ),
});

const installationBreach = createRoute({
  getParentRoute: () => root,
  path: "/insiden-data/$id",
  beforeLoad: needs("breach.manage"),
  component: lazyRouteComponent(
    withWords(["personalBreach"], () => import("./areas/personal-data/breach-screen.tsx")),
    "InstallationBreachScreen",
  ),
});

/** The call-centre routes, for the route table. */
export const serviceRoutes = [
  home,
  trunks,
  newTrunk,
  trunk,
  phones,
  numbers,
  answering,
  newNumber,
  number,
  tenants,
  centrePeople,
  peopleImport,
  centreAudit,
  personalRequests,
  personalRequest,
  retention,
  breaches,
  breach,
  installationBreaches,
  installationBreach,
  branding,
] as const;
