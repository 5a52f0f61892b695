import path from "node:path";
import { ROOT, type Step } from "./steps.ts";

const MINUTE_MS = 60_000;
const program = (file: string, ...args: readonly string[]) => [path.join(ROOT, file), ...args];
const inModules = (file: string, ...args: readonly string[]) => program(path.join("node_modules", file), ...args);

// Each checker of the compiler repeats shared work, and the other processors have other steps to run.
const types = (project: string) => inModules("tsgo/bin/tsc", "-p", project, "--noEmit", "--checkers", "1");

// Colours are for terminals only; Biome would colour a log file letter by letter.
const plainOutput = process.stdout.isTTY ? [] : ["--colors=off"];

/** The static checks of the whole tree. The types of the screens' API are generated before anything reads them. */
export const STATIC_STEPS: readonly Step[] = [
  {
    name: "generated",
    about: "generated files are as the tools make them",
    commands: [program("tools/generate.ts", "--check")],
    after: [],
    limitMs: 8 * MINUTE_MS,
  },
  {
    name: "biome",
    about: "format, lint, denied globals of pure files",
    commands: [
      inModules("@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "--max-diagnostics=100", ...plainOutput),
    ],
    after: [],
    limitMs: 4 * MINUTE_MS,
  },
  {
    name: "types",
    about: "types of the server, its tests and tools",
    commands: [types(".")],
    after: ["generated"],
    limitMs: 8 * MINUTE_MS,
  },
  {
    name: "web-types",
    about: "types of the screens and of the client",
    commands: [types("web"), types("clients")],
    after: ["generated"],
    limitMs: 8 * MINUTE_MS,
  },
  {
    name: "imports",
    about: "import rules",
    commands: [program("tools/checks/run.ts", "imports")],
    after: ["generated"],
    limitMs: 6 * MINUTE_MS,
  },
  {
    name: "rules",
    about: "house rules that no library checks",
    commands: [program("tools/checks/run.ts", "--without", "imports")],
    after: [],
    limitMs: 6 * MINUTE_MS,
  },
  {
    name: "unused",
    about: "unused files, exports and dependencies",
    commands: [inModules("knip/bin/knip.js", "--no-progress", "--no-config-hints")],
    after: ["generated"],
    limitMs: 6 * MINUTE_MS,
  },
  {
    name: "web",
    about: "web build and its size",
    commands: [program("tools/web-size.ts")],
    after: [],
    limitMs: 8 * MINUTE_MS,
  },
];
