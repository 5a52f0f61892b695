/** Every screen with its address, what its address carries, and who may see it. Screens load when they are needed. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { isInTheWay, wayOn } from "./areas/people/way-on.ts";
import { failure, problemFrom, problemOf } from "./data/problem.ts";
import { queryClient, sessionQuery } from "./data/queries.ts";
import type { SecondFactorStanding, Session } from "./data/types.ts";
import { AppShell } from "./shell/app-shell.tsx";
import { BrokenScreen, NotFoundScreen } from "./shell/endings.tsx";
import { isHeldBack, may } from "./shell/places.ts";
import { loadWords } from "./shell/speech.tsx";
import type { WordGroup } from "./shell/word-files.ts";

type Raw = Record<string, unknown>;

/** A screen together with the words it needs. A part that does not come is a problem like any other (see `BrokenScreen`). */
const withWords =
  <Screen,>(groups: readonly WordGroup[], load: () => Promise<Screen>): (() => Promise<Screen>) =>
  async () => {
    const [screen] = await Promise.all([load(), ...groups.map(loadWords)]).catch((error: unknown) => {
      throw failure(problemOf(error));
    });
    return screen;
  };

/** A list's address: text, filter, order, page. Every value is text, so that addresses stay short and readable. */
export interface ListSearch {
  readonly search?: string;
  readonly state?: string;
  readonly sort?: string;
  readonly page?: string;
  readonly size?: string;
}

function pick<K extends string>(raw: Raw, keys: readonly K[]): { readonly [key in K]?: string } {
  const found: { [key in K]?: string } = {};
  for (const key of keys) {
    const value = raw[key];
    if (typeof value === "string" && value !== "") found[key] = value;
  }
  return found;
}

const listSearch = (raw: Raw): ListSearch => pick(raw, ["search", "state", "sort", "page", "size"]);

/** The address of a door: where one wanted to go. */
const backSearch = (raw: Raw) => pick(raw, ["back"]);

interface GuardInput {
  readonly location: { readonly href: string };
}

async function needsPerson({ location }: GuardInput): Promise<Session> {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (session.person === null) throw redirect({ to: "/masuk", search: { back: location.href } });
  // What stands in the way is asked again: it may have been given on another tab.
  return isInTheWay(session.secondFactor) ? queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 }) : session;
}

/** To the second factor, when it stands in the way. */
function leadOn({ secondFactor }: Session, back: string): void {
  if (isInTheWay(secondFactor)) throw redirect({ to: wayOn(secondFactor, back) });
}

const needs =
  (permission: string) =>
  async (input: GuardInput): Promise<void> => {
    const session = await needsPerson(input);
    if (may(session, permission)) return;
    leadOn(session, input.location.href);
    throw failure(problemFrom(null, 403));
  };

const anyPerson = async (input: GuardInput): Promise<void> => {
  const session = await needsPerson(input);
  if (isHeldBack(session)) leadOn(session, input.location.href);
};

const needsStanding =
  (wanted: SecondFactorStanding) =>
  async (input: GuardInput & { readonly search: { readonly back?: string } }): Promise<void> => {
    const { secondFactor } = await needsPerson(input);
    if (secondFactor !== wanted) throw redirect({ to: wayOn(secondFactor, input.search.back) });
  };

const root = createRootRoute({ component: AppShell, notFoundComponent: NotFoundScreen });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(
    withWords(["front"], () => import("./areas/home/front-screen.tsx")),
    "FrontScreen",
  ),
});

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
    withWords(["people"], () => import("./areas/people/sign-up-screen.tsx")),
    "SignUpScreen",
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
  beforeLoad: needsStanding("to-give"),
  component: lazyRouteComponent(
    withWords(["secondFactor"], () => import("./areas/people/give-second-factor-screen.tsx")),
    "GiveSecondFactorScreen",
  ),
});

const enrolSecondFactor = createRoute({
  getParentRoute: () => root,
  path: "/faktor-kedua/daftar",
  validateSearch: backSearch,
  beforeLoad: needsStanding("to-enrol"),
  component: lazyRouteComponent(
    withWords(["secondFactor"], () => import("./areas/people/enrol-second-factor-screen.tsx")),
    "EnrolSecondFactorScreen",
  ),
});

const overview = createRoute({
  getParentRoute: () => root,
  path: "/beranda",
  beforeLoad: anyPerson,
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
  validateSearch: listSearch,
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
    withWords(["desk", "organisation"], () => import("./areas/organisations/verification-screen.tsx")),
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

const queue = createRoute({
  getParentRoute: () => root,
  path: "/tugas",
  beforeLoad: needs("application.read"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/applications/queue-screen.tsx")),
    "QueueScreen",
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

const mailbox = createRoute({
  getParentRoute: () => root,
  path: "/kotak-surat",
  validateSearch: (raw: Raw) => pick(raw, ["page"]),
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/mailbox/mailbox-screen.tsx")),
    "MailboxScreen",
  ),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/orang",
  beforeLoad: needs("people.manage"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/people/people-screen.tsx")),
    "PeopleScreen",
  ),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/jejak",
  beforeLoad: needs("audit.read"),
  validateSearch: (raw: Raw) => pick(raw, ["subject", "page"]),
  component: lazyRouteComponent(
    withWords(["desk"], () => import("./areas/audit/audit-screen.tsx")),
    "AuditScreen",
  ),
});

const routeTree = root.addChildren([
  home,
  numbers,
  number,
  rules,
  logIn,
  signUp,
  begin,
  giveSecondFactor,
  enrolSecondFactor,
  overview,
  register,
  verifications,
  verification,
  applications,
  application,
  queue,
  decrees,
  mailbox,
  people,
  audit,
]);

/** The router of the application. */
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
