/** Routes of licence applications: the list, a case, each part of it, and the check of the answers. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { NARROWING } from "./data/narrowing.ts";
import { root } from "./root-route.tsx";
import { anyPerson, listSearch, needs, pick, type Raw, withWords } from "./route-parts.ts";

const licences = createRoute({
  getParentRoute: () => root,
  path: "/izin",
  beforeLoad: anyPerson,
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["licences"], () => import("./areas/licences/licences-screen.tsx")),
    "LicencesScreen",
  ),
});

const licence = createRoute({
  getParentRoute: () => root,
  path: "/izin/$id",
  beforeLoad: anyPerson,
  validateSearch: (raw: Raw) => pick(raw, ["view", "item", "at", "page"]),
  component: lazyRouteComponent(
    withWords(["licences", "licence"], () => import("./areas/licences/licence-screen.tsx")),
    "LicenceScreen",
  ),
});

const licencePart = createRoute({
  getParentRoute: () => root,
  path: "/izin/$id/bagian/$part",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["licences", "licence", "licenceForm"], () => import("./areas/licences/part-screen.tsx")),
    "PartScreen",
  ),
});

const licenceCheck = createRoute({
  getParentRoute: () => root,
  path: "/izin/$id/periksa",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["licences", "licence", "licenceForm"], () => import("./areas/licences/check-screen.tsx")),
    "CheckScreen",
  ),
});

const licenceUpload = createRoute({
  getParentRoute: () => root,
  path: "/izin/$id/unggah-oss",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["licenceRecord"], () => import("./areas/licence-record/upload-screen.tsx")),
    "UploadScreen",
  ),
});

const licenceList = createRoute({
  getParentRoute: () => root,
  path: "/izin-terbit",
  beforeLoad: needs("application.read"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["licenceList"], () => import("./areas/licence-record/licence-list-screen.tsx")),
    "LicenceListScreen",
  ),
});

const licenceRecord = createRoute({
  getParentRoute: () => root,
  path: "/izin-terbit/$id",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["licenceList", "test", "rules"], () => import("./areas/licence-record/licence-record-screen.tsx")),
    "LicenceRecordScreen",
  ),
});

const licenceQueue = createRoute({
  getParentRoute: () => root,
  path: "/tugas-izin",
  beforeLoad: needs("application.read"),
  validateSearch: (raw: Raw) => pick(raw, ["search", "state", "ball", "sort", "page", "size", ...NARROWING]),
  component: lazyRouteComponent(
    withWords(["desk", "licenceDesk"], () => import("./areas/licences/desk/licence-queue-screen.tsx")),
    "LicenceQueueScreen",
  ),
});

const fileObjection = createRoute({
  getParentRoute: () => root,
  path: "/izin/$id/keberatan",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(
      ["licences", "licence", "objection"],
      () => import("./areas/licences/objections/file-objection-screen.tsx"),
    ),
    "FileObjectionScreen",
  ),
});

const objection = createRoute({
  getParentRoute: () => root,
  path: "/keberatan/$id",
  beforeLoad: anyPerson,
  component: lazyRouteComponent(
    withWords(["licences", "licence", "objection"], () => import("./areas/licences/objections/objection-screen.tsx")),
    "ObjectionScreen",
  ),
});

const objections = createRoute({
  getParentRoute: () => root,
  path: "/tugas-keberatan",
  beforeLoad: needs("application.read"),
  validateSearch: listSearch,
  component: lazyRouteComponent(
    withWords(["desk", "licence", "objection"], () => import("./areas/licences/objections/objections-screen.tsx")),
    "ObjectionsScreen",
  ),
});

/** The licence routes, for the route table. */
export const licenceRoutes = [
  licences,
  licence,
  licencePart,
  licenceCheck,
  licenceUpload,
  licenceList,
  licenceRecord,
  licenceQueue,
  fileObjection,
  objection,
  objections,
] as const;
