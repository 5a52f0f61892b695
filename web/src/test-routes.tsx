/** Routes of operational tests: the company's screens, the officers' screens, and the test team's screen for use on site. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { fieldPerson } from "./areas/tests/field/field-person.ts";
import { NARROWING } from "./data/narrowing.ts";
import { root } from "./root-route.tsx";
import { anyPerson, listSearch, needs, needsOneOf, pick, type Raw, withWords } from "./route-parts.ts";

const tests = createRoute({
  getParentRoute: () => root,
  path: "/uji",
  beforeLoad: anyPerson,
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["test"], () => import("./areas/tests/tests-screen.tsx")),
    "TestsScreen",
  ),
});

const test = createRoute({
  getParentRoute: () => root,
  path: "/uji/$id",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["test"], () => import("./areas/tests/test-screen.tsx")),
    "TestScreen",
  ),
});

const testRequest = createRoute({
  getParentRoute: () => root,
  path: "/izin/$id/uji",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["test"], () => import("./areas/tests/request-screen.tsx")),
    "RequestScreen",
  ),
});

const testField = createRoute({
  getParentRoute: () => root,
  path: "/uji/$id/lapangan",
  beforeLoad: fieldPerson(anyPerson),
  component: lazyRouteComponent(
    withWords(["test", "testField"], () => import("./areas/tests/field/field-screen.tsx")),
    "FieldScreen",
  ),
});

const instruments = createRoute({
  getParentRoute: () => root,
  path: "/alat-ukur",
  beforeLoad: needs("application.read"),
  component: lazyRouteComponent(
    withWords(["instruments"], () => import("./areas/tests/instruments/instruments-screen.tsx")),
    "InstrumentsScreen",
  ),
});

const testQueue = createRoute({
  getParentRoute: () => root,
  path: "/tugas-uji",
  beforeLoad: needsOneOf("application.read", "test.carry-out"),
  validateSearch: (raw: Raw) =>
    pick(raw, ["view", "month", "search", "state", "ball", "sort", "page", "size", ...NARROWING]),
  component: lazyRouteComponent(
    withWords(["desk", "test", "testDesk"], () => import("./areas/tests/desk/test-queue-screen.tsx")),
    "TestQueueScreen",
  ),
});

/** The operational-test routes, for the route table. */
export const testRoutes = [tests, test, testRequest, testField, instruments, testQueue] as const;
