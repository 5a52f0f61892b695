// Who may import whom, as data. `.dependency-cruiser.mjs` turns it into rules, `tools/checks` compares folders with it.
// Plain JavaScript, because dependency-cruiser reads its configuration without stripping types.

/**
 * The rows of `src/`, top before bottom: a row imports only what its `mayImport` names, never the rows below it.
 * `modules: null` makes the row itself one module; otherwise each listed folder is a module.
 * `ordered` rows are read left to right: a module imports modules to its left only.
 * `pure` says which files are pure: "all", "by-suffix" (all but the suffixes in `impureSuffixes`), or "none".
 */
export const rows = [
  { name: "kernel", modules: null, ordered: false, pure: "all", mayImport: [] },
  { name: "regulation", modules: null, ordered: false, pure: "all", mayImport: ["kernel"] },
  {
    name: "protocols",
    modules: ["sip", "sdp", "rtp", "audio", "smpp", "oss"],
    ordered: false,
    pure: "all",
    mayImport: ["kernel", "regulation"],
  },
  {
    name: "identity",
    modules: null,
    ordered: false,
    pure: "by-suffix",
    mayImport: ["kernel", "regulation", "protocols", "platform"],
  },
  {
    name: "bridge",
    modules: null,
    ordered: false,
    pure: "by-suffix",
    mayImport: ["kernel", "regulation", "protocols", "identity", "platform"],
  },
  {
    name: "licensing",
    modules: [
      "promises",
      "rulebook",
      "configuration",
      "issuing",
      "organisations",
      "numbering",
      "requirements",
      "templates",
      "applications",
      "operational-tests",
      "licence-records",
      "oss-sync",
      "dashboard",
      "register",
      "imports",
    ],
    ordered: true,
    pure: "by-suffix",
    mayImport: ["kernel", "regulation", "protocols", "identity", "bridge", "platform"],
  },
  {
    name: "service",
    modules: [
      "tenancy/tenants",
      "tenancy/personal-data",
      "tenancy/retention",
      "tenancy/webhooks",
      "tenancy/branding",
      "telephony/trunks",
      "telephony/phones",
      "telephony/dial-plan",
      "telephony/call-control",
      "telephony/cdr",
      "telephony/call-history",
      "telephony/recordings",
      "telephony/prompts",
      "telephony/calls",
      "telephony/sip",
      "telephony/conferences",
      "flows/ivr",
      "flows/call-documents",
      "flows/media-streams",
      "messaging/billing",
      "messaging/sms",
      "messaging/reports",
      "messaging/conversations",
      "messaging/campaigns",
      "messaging/smpp",
      "acd/queues",
      "acd/feature-codes",
      "acd/knowledge",
      "acd/reports",
      "acd/quality",
      "acd/tickets",
      "acd/widgets",
      "acd/wallboards",
      "acd/alerts",
      "cpaas/twilio-api",
      "cpaas/native-api",
      "cpaas/console",
      "cpaas/reference",
      "admin/people-import",
      "admin/overview",
      "admin/audit",
    ],
    ordered: true,
    pure: "by-suffix",
    mayImport: ["kernel", "regulation", "protocols", "identity", "bridge", "platform"],
  },
  {
    name: "probe",
    modules: ["scenarios", "measure", "judge", "evidence"],
    ordered: true,
    pure: "by-suffix",
    mayImport: ["kernel", "regulation", "protocols", "identity", "bridge", "platform"],
  },
  {
    name: "platform",
    modules: [
      "config",
      "telemetry",
      "database",
      "http",
      "outbox",
      "files",
      "backup",
      "sealing",
      "signing",
      "pdf",
      "sheets",
      "subprocess",
      "speech",
      "mp3",
      "mail",
      "audit",
      "purge",
      "texts",
      "kit",
      "commands",
      "world",
      "oss-client",
      "sip-sockets",
      "media",
      "webrtc",
      "smpp-sockets",
    ],
    ordered: false,
    pure: "none",
    mayImport: ["kernel", "regulation", "protocols"],
  },
  {
    name: "processes",
    modules: null,
    ordered: false,
    pure: "none",
    mayImport: ["kernel", "regulation", "protocols", "identity", "bridge", "licensing", "service", "probe", "platform"],
  },
];

/** A file with one of these endings has effects; so has `wire.ts`, the composition of a module. */
export const impureSuffixes = [".store.ts", ".routes.ts", ".jobs.ts", ".effects.ts"];

/** The entries of a module: its public API, its composition (for `src/processes`), and what the browser may bundle. */
export const entries = {
  publicApi: "index.ts",
  composition: "wire.ts",
  browser: ["contract.ts", "*.shared.ts"],
};

/** The only npm packages a pure file may reach. The kernel reaches none. */
export const purePackages = ["zod", "temporal-polyfill", "libphonenumber-js", "@zxcvbn-ts", "saxes"];

/** Folders beside `src/` that the program must never import. */
export const outsideOfSource = ["simulators", "testkit", "tests", "bench", "tools", "web"];

/** Every module as a folder below `src/`, for example `licensing/numbering`. */
export const modules = rows.flatMap((row) =>
  row.modules ? row.modules.map((module) => `${row.name}/${module}`) : [row.name],
);

/** The globs of pure files as Biome reads them; a check keeps `biome.json` in step. */
export const pureGlobs = [
  ...rows.filter((row) => row.pure !== "none").map((row) => `src/${row.name}/**`),
  "src/**/contract.ts",
  "src/**/*.shared.ts",
  ...impureSuffixes.map((suffix) => `!**/*${suffix}`),
  `!**/${entries.composition}`,
  "!**/*.test.ts",
];
