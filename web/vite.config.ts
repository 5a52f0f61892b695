import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import compileMessage from "icu-minify/compile";
import { defineConfig, type Plugin } from "vite";
import { CLIENT_ROUTES } from "./src/routes.shared.ts";

type Words = { readonly [key: string]: unknown };

function compileWords(words: Words): Words {
  return Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === "string" ? compileMessage(value) : compileWords(value as Words),
    ]),
  );
}

/** Puts two parts together, also where both have something below the same key. */
function merge(left: Words, right: Words): Words {
  const merged: { [key: string]: unknown } = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const before = merged[key];
    const bothHold = typeof before === "object" && before !== null && typeof value === "object" && value !== null;
    merged[key] = bothHold ? merge(before as Words, value as Words) : value;
  }
  return merged;
}

/** Names of things that a group takes besides its screens: they stand at the top level of the locale files. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  base: ["states", "roles"],
  organisation: ["companyKinds", "nibStatuses", "risks"],
  oss: ["nibStatuses", "risks"],
  inventory: ["nibStatuses"],
  licence: ["licence"],
  flows: ["flows"],
};

/** Which screens of `web.json` travel together. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  base: ["shell", "endings", "problems", "parts"],
  numbers: ["numbers"],
  rules: ["rules"],
  start: ["start"],
  people: ["people", "passwordAdvice"],
  links: ["links"],
  account: ["account", "invitations", "messages"],
  offices: ["delegations", "deliveries", "invitations"],
  secondFactor: ["secondFactor"],
  overview: ["overview", "promise", "affairs"],
  organisation: ["organisation"],
  acting: ["acting"],
  verify: ["verify"],
  application: ["application", "promise"],
  oss: ["oss"],
  desk: [
    "desk",
    "due",
    "lists",
    "narrowing",
    "verification",
    "decrees",
    "mandates",
    "mailbox",
    "audit",
    "persons",
    "promise",
  ],
  licences: ["licences", "promise"],
  licence: ["licence"],
  licenceForm: ["licenceForm"],
  licenceRecord: ["licenceRecord"],
  licenceDesk: ["licenceDesk"],
  objection: ["objection"],
  test: ["test", "promise"],
  testDesk: ["testDesk", "testEvidence"],
  instruments: ["instruments"],
  testField: ["testField"],
  inventory: ["inventory"],
  imports: ["imports"],
  service: ["service"],
  flows: ["flows", "skillRows"],
  information: ["information"],
  queues: ["queues", "skillRows"],
  agentDesk: ["agentDesk", "queues", "calls"],
  centrePeople: ["centrePeople", "invitations"],
  peopleSheet: ["peopleSheet"],
  retention: ["retention"],
  evaluations: ["evaluations"],
  personalData: ["personalData"],
  personalBreach: ["personalBreach"],
  tickets: ["tickets"],
  deskTickets: ["deskTickets"],
  publicTicket: ["publicTicket"],
  webhooks: ["webhooks"],
  widgets: ["widgets"],
  queueReport: ["queueReport"],
  wallboards: ["wallboards"],
  shortMessages: ["shortMessages"],
  smsSettings: ["smsSettings"],
  smsWriting: ["smsWriting"],
  smsBilling: ["smsBilling"],
  smsReport: ["smsReport"],
  smsThreads: ["smsThreads"],
  smsTemplates: ["smsTemplates"],
  smsCampaigns: ["smsCampaigns"],
  smsCarriers: ["smsCarriers"],
  console: ["console"],
  cpaas: ["cpaas"],
  apiKeys: ["apiKeys"],
  alerts: ["alerts"],
  branding: ["branding"],
  centreAudit: ["centreAudit", "audit"],
  calls: ["calls", "lists"],
  dashboard: ["dashboard"],
  licenceList: ["licenceList"],
  search: ["search"],
};

function pick(words: Words, names: readonly string[]): Words {
  return Object.fromEntries(names.map((name) => [name, words[name]]));
}

/** Serves `words:LANGUAGE/GROUP`: messages compiled when building, so that browsers need not load the message parser. */
function compiledWords(): Plugin {
  return {
    name: "sambung:words",
    resolveId: { filter: { id: /^words:/ }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0words:/ },
      handler(id) {
        const [language = "", group = ""] = id.slice("\0words:".length).split("/");
        const folder = path.join(import.meta.dirname, `../locales/parts/${language}`);
        const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
        const parts = files.sort().map((name): Words => {
          const file = path.join(folder, name);
          this.addWatchFile(file);
          return JSON.parse(readFileSync(file, "utf8")) as Words;
        });
        const all = parts.reduce(merge, {});
        const words = { ...pick(all, NAMES[group] ?? []), web: pick(all["web"] as Words, GROUPS[group] ?? []) };
        return `export default JSON.parse(${JSON.stringify(JSON.stringify(compileWords(words)))});`;
      },
    },
  };
}

/** React's interface by Preact: a third of the bytes (docs/decisions/0006). What is written and typed is React. */
const REACT_BY_PREACT = [
  { find: /^react$/, replacement: "preact/compat" },
  { find: /^react\/jsx-(dev-)?runtime$/, replacement: "preact/jsx-runtime" },
  { find: /^react-dom$/, replacement: "preact/compat" },
  { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
];

const CORE_PACKAGES =
  /node_modules\/(preact|use-sync-external-store|use-intl|icu-minify|@formatjs|@tanstack\/(router-core|react-router|history|store|react-store|query-core|react-query))\//;

/** Small parts that most screens of applicants use: one file of them is smaller than a dozen. */
const COMMON_PARTS =
  /web\/src\/(parts\/(freshness|countdown|disclosure|state-legend|badges|list-tools)|data\/(live|drafts)|words\/(dates|countdown|code-block)|shell\/log-out|areas\/numbers\/inventory-live)\./;

const COMPRESS_FROM_BYTES = 1_000;

/** Writes a gzip and a Brotli twin beside each text file, which the server sends to slow links without work. */
function compressedTwins(): Plugin {
  return {
    name: "sambung:compressed-twins",
    apply: "build",
    writeBundle(options, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const file = path.join(options.dir ?? "", name);
        const bytes = readFileSync(file);
        if (bytes.length < COMPRESS_FROM_BYTES) continue;
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${file}.br`, brotliCompressSync(bytes));
      }
    },
  };
}

const ROUTES = CLIENT_ROUTES.map((route) => new RegExp(`^${route.replaceAll(/:\w+/g, "[^/]+")}/?$`));

/** What Vite serves itself while developing: the page of the screens and public files. All else comes from the portal. */
function servedByVite(pathname: string): string | undefined {
  if (ROUTES.some((route) => route.test(pathname))) return "/index.html";
  const file = path.join(import.meta.dirname, "public", pathname);
  return pathname !== "/" && existsSync(file) ? pathname : undefined;
}

/** Builds the browser application into the folder that `src/processes/supervisor/web-build.ts` names; `npm run dev` serves it with hot reload beside a running portal. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [compiledWords(), compressedTwins(), tailwindcss()],
  resolve: {
    alias: [
      { find: /^use-intl\/format-message$/, replacement: "use-intl/format-message/format-only" },
      ...REACT_BY_PREACT,
      { find: /^use-sync-external-store\/shim$/, replacement: "preact/compat" },
    ],
  },
  build: {
    outDir: "dist/by-hand",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 500,
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      // The worker of the team's screen has an address of its own, because browsers ask for it by that.
      input: {
        index: path.join(import.meta.dirname, "index.html"),
        "field-worker": path.join(import.meta.dirname, "src/field-worker.ts"),
        // So has the telephone that a widget's frame loads: no screen names it.
        "widget-phone": path.join(import.meta.dirname, "src/widget-phone.ts"),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === "field-worker" || name === "widget-phone" ? "[name].js" : "assets/[name]-[hash].js",
        // The list of all files stands in the first one that is loaded, and their names would be a tenth of it.
        chunkFileNames: "assets/[hash:7].js",
        // One file for what every screen needs: it compresses better than several and stays cached between releases.
        codeSplitting: {
          groups: [
            { name: "core", test: CORE_PACKAGES },
            { name: "common", test: COMMON_PARTS },
          ],
        },
      },
    },
  },
  server: {
    hmr: { path: "/@hmr" },
    proxy: {
      "^/(?!src/|@|node_modules/)": {
        target: process.env["SAMBUNG_PORTAL"] ?? "http://127.0.0.1:8080",
        ws: true,
        bypass: ({ url = "/" }) => servedByVite(url.split("?")[0] ?? "/"),
      },
    },
  },
});
