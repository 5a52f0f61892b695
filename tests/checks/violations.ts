import type { Files } from "./clean-tree.ts";
import type { Tool } from "./tool-findings.ts";

/** One violation: the files that contain it, the file that must be named, and the pattern of the message. */
export interface Violation {
  readonly title: string;
  readonly files: Files;
  readonly named: string;
  readonly says: RegExp;
}

/** A violation in one file. */
function planted(title: string, named: string, text: string, says: RegExp): Violation {
  return { title, files: { [named]: text }, named, says };
}

/** A forbidden import: `file` imports `from`. */
function importing(title: string, file: string, from: string, says: RegExp): Violation {
  return planted(title, file, `import "${from}";\n`, says);
}

function deniedGlobal(name: string, expression: string): Violation {
  const file = `src/licensing/numbering/denied-${name.toLowerCase()}.ts`;
  return planted(`a pure file uses ${name}`, file, `export const found = ${expression};\n`, /noRestrictedGlobals/);
}

const typeViolations: readonly Violation[] = [
  planted(
    "a refusal code without a status",
    "src/licensing/numbering/status.ts",
    'type Code = "held" | "unknown";\nexport const statusOf: Readonly<Record<Code, number>> = { held: 409 };\n',
    /TS2741/,
  ),
  planted("an enum", "src/kernel/state.ts", "export enum State {\n  Idle,\n}\n", /TS1294/),
  planted(
    "an index that may be absent",
    "src/kernel/first.ts",
    "export const first = (texts: readonly string[]): string => texts[0];\n",
    /TS2322/,
  ),
];

const biomeViolations: readonly Violation[] = [
  deniedGlobal("Date", "Date.now()"),
  deniedGlobal("Crypto", "crypto.randomUUID()"),
  deniedGlobal("Performance", "performance.now()"),
  deniedGlobal("Fetch", 'fetch("https://example.org")'),
  deniedGlobal("Process", "process.pid"),
  deniedGlobal("Buffer", 'Buffer.from("a")'),
  deniedGlobal("SetTimeout", "setTimeout(() => undefined, 1)"),
  deniedGlobal("SetInterval", "setInterval(() => undefined, 1)"),
  deniedGlobal("SetImmediate", "setImmediate(() => undefined)"),
  planted(
    "a screen asks the server with what stood there before its last key",
    "web/src/areas/asking.ts",
    'import { useMutation } from "@tanstack/react-query";\nexport const asking = useMutation;\n',
    /noRestrictedImports/,
  ),
  planted(
    "the kernel reads the time",
    "src/kernel/now.ts",
    "export const now = (): number => Date.now();\n",
    /noRestrictedGlobals/,
  ),
  planted(
    "a file for the browser reads the time",
    "src/platform/http/now.shared.ts",
    "export const now = (): number => Date.now();\n",
    /noRestrictedGlobals/,
  ),
  planted("a pure file uses chance", "src/regulation/chance.ts", "export const chance = Math.random();\n", /plugin/),
  planted(
    "a pure file goes round by globalThis",
    "src/protocols/oss/around.ts",
    "export const id = globalThis.crypto;\n",
    /plugin|noRestrictedGlobals/,
  ),
  planted(
    "any",
    "src/platform/database/loose.ts",
    "export const loose = (value: any): unknown => value;\n",
    /noExplicitAny/,
  ),
  planted(
    "a non-null assertion",
    "src/platform/database/sure.ts",
    "export const sure = (text?: string): string => text!;\n",
    /noNonNullAssertion/,
  ),
  planted(
    "else after return",
    "src/platform/database/else.ts",
    "export function sign(n: number): number {\n  if (n > 0) {\n    return 1;\n  } else {\n    return -1;\n  }\n}\n",
    /noUselessElse/,
  ),
  planted(
    "a changed argument",
    "src/platform/database/changed.ts",
    "export function next(n: number): number {\n  n += 1;\n  return n;\n}\n",
    /noParameterAssign/,
  ),
  planted(
    "a focused test",
    "src/kernel/focus.test.ts",
    'import { it } from "vitest";\n\nit.only("runs alone", () => undefined);\n',
    /noFocusedTests/,
  ),
  planted(
    "a skipped test",
    "src/kernel/skip.test.ts",
    'import { it } from "vitest";\n\nit.skip("sleeps", () => undefined);\n',
    /noSkippedTests/,
  ),
];

const testThat = (call: string): string =>
  `import { expect, it } from "vitest";\n\n${call}("adds", () => {\n  expect(1 + 1).toBe(2);\n});\n`;

const oxlintViolations: readonly Violation[] = [
  planted(
    "a floating promise",
    "src/platform/database/floating.ts",
    "async function save(): Promise<void> {\n  await Promise.resolve();\n}\n\nexport function start(): void {\n  save();\n}\n",
    /no-floating-promises/,
  ),
  planted(
    "a promise waved away with void",
    "src/platform/database/waved.ts",
    "async function save(): Promise<void> {\n  await Promise.resolve();\n}\n\nexport function start(): void {\n  void save();\n}\n",
    /no-floating-promises/,
  ),
  planted(
    "a promise as a condition",
    "src/platform/database/misused.ts",
    "async function isFree(): Promise<boolean> {\n  return await Promise.resolve(true);\n}\n\nexport function take(): number {\n  return isFree() ? 1 : 0;\n}\n",
    /no-misused-promises/,
  ),
  planted(
    "a hidden any",
    "src/platform/database/hidden.ts",
    "export function read(text: string): string {\n  return JSON.parse(text);\n}\n",
    /no-unsafe-return/,
  ),
  planted(
    "a forgotten case",
    "src/platform/database/forgotten.ts",
    'export function say(state: "idle" | "held"): string {\n  switch (state) {\n    case "idle":\n      return "free";\n  }\n  return "";\n}\n',
    /switch-exhaustiveness-check/,
  ),
  planted("a focused test", "src/kernel/focus.test.ts", testThat("it.only"), /no-focused-tests/),
  planted("a skipped test", "src/kernel/skip.test.ts", testThat("it.skip"), /no-disabled-tests/),
  planted(
    "a test left to write",
    "src/kernel/later.test.ts",
    'import { it } from "vitest";\n\nit.todo("adds");\n',
    /warn-todo/,
  ),
  planted(
    "a test that expects nothing",
    "src/kernel/empty.test.ts",
    'import { it } from "vitest";\n\nit("adds", () => undefined);\n',
    /expect-expect/,
  ),
];

const unusedViolations: readonly Violation[] = [
  planted("a file nobody imports", "src/platform/database/lonely.ts", "export const lonely = 1;\n", /"files"/),
  {
    title: "an export nobody imports",
    files: {
      "src/processes/media.ts": 'import { used } from "../platform/media/index.ts";\n\nprocess.stdout.write(used);\n',
      "src/platform/media/index.ts": 'export const used = "used";\nexport const spare = "spare";\n',
    },
    named: "src/platform/media/index.ts",
    says: /spare/,
  },
  planted(
    "a package that package.json does not list",
    "src/processes/gateway.ts",
    'import pino from "pino";\n\npino();\n',
    /unlisted.*pino/,
  ),
];

const importViolations: readonly Violation[] = [
  {
    title: "a circle",
    files: {
      "src/licensing/numbering/hen.ts": 'import "./egg.ts";\n',
      "src/licensing/numbering/egg.ts": 'import "./hen.ts";\n',
    },
    named: "src/licensing/numbering/egg.ts",
    says: /\[no-circles\]/,
  },
  importing("an import that leads nowhere", "src/kernel/nowhere.ts", "./absent.ts", /\[unresolved\]/),
  importing("the kernel imports a package", "src/kernel/parse.ts", "zod", /\[kernel-imports-nothing\]/),
  importing(
    "a pure file imports the platform",
    "src/licensing/numbering/to-platform.ts",
    "../../platform/database/index.ts",
    /\[pure-reaches-platform\]/,
  ),
  {
    title: "a type of the platform in a pure file",
    files: {
      "src/licensing/numbering/to-type.ts":
        'import type { openDatabase } from "../../platform/database/index.ts";\n\nexport type Open = typeof openDatabase;\n',
    },
    named: "src/licensing/numbering/to-type.ts",
    says: /\[pure-reaches-platform\]/,
  },
  importing("a pure file imports Node", "src/protocols/oss/to-node.ts", "node:fs", /\[pure-reaches-node-core\]/),
  importing(
    "a pure file imports Node by its old name",
    "src/protocols/oss/to-old-node.ts",
    "crypto",
    /\[pure-reaches-node-core\]/,
  ),
  importing(
    "a pure file imports a package that does I/O",
    "src/licensing/numbering/to-package.ts",
    "pg",
    /\[pure-reaches-package\]/,
  ),
  importing(
    "a pure file imports an impure one",
    "src/licensing/numbering/to-store.ts",
    "./application.store.ts",
    /\[pure-reaches-impure-file\]/,
  ),
  {
    title: "a pure file reaches Node through another file",
    files: {
      "src/regulation/near.ts": 'import "./far.ts";\n',
      "src/regulation/far.ts": 'import "../../db/far.ts";\n',
      "db/far.ts": 'import "node:net";\n',
    },
    named: "src/regulation/near.ts",
    says: /\[pure-reaches-node-core\].*net/,
  },
  {
    title: "and the file between is named too",
    files: {},
    named: "src/regulation/far.ts",
    says: /\[pure-reaches-platform\]/,
  },
  importing(
    "a file for the browser imports Node",
    "src/platform/http/words.shared.ts",
    "node:os",
    /\[pure-reaches-node-core\]/,
  ),
  importing(
    "an upper row imports a lower one",
    "src/regulation/upwards.ts",
    "../licensing/promises/index.ts",
    /\[order-regulation\]/,
  ),
  importing(
    "the platform imports a half",
    "src/platform/database/to-half.ts",
    "../../licensing/promises/index.ts",
    /\[order-platform\]/,
  ),
  importing(
    "a half imports the other",
    "src/service/telephony/calls/to-licensing.ts",
    "../../../licensing/promises/index.ts",
    /\[order-service\]/,
  ),
  importing(
    "a module imports a later one",
    "src/licensing/promises/to-right.ts",
    "../numbering/index.ts",
    /\[order-licensing-promises\]/,
  ),
  importing(
    "a module enters another past its public API",
    "src/licensing/applications/past-api.ts",
    "../numbering/access-code.ts",
    /\[entry-licensing-numbering\]/,
  ),
  importing(
    "a module enters another by its composition",
    "src/licensing/applications/by-wire.routes.ts",
    "../numbering/wire.ts",
    /\[entry-licensing-numbering\]/,
  ),
  importing(
    "a module wires itself",
    "src/licensing/numbering/self.routes.ts",
    "./wire.ts",
    /\[wire-licensing-numbering\]/,
  ),
  importing(
    "a process enters past the entries",
    "src/processes/media.ts",
    "../licensing/numbering/access-code.ts",
    /\[entry-licensing-numbering-outside\]/,
  ),
  importing(
    "a simulator enters past the entries",
    "simulators/oss/main.ts",
    "../../src/licensing/numbering/access-code.ts",
    /\[entry-licensing-numbering-outside\]/,
  ),
  importing(
    "a module imports a process",
    "src/platform/jobs/to-process.ts",
    "../../processes/portal.ts",
    /\[nothing-imports-processes\]/,
  ),
  {
    title: "the program imports a simulator",
    files: {
      "src/processes/gateway.ts": 'import "../../simulators/carrier/main.ts";\n',
      "simulators/carrier/main.ts": "export {};\n",
    },
    named: "src/processes/gateway.ts",
    says: /\[source-stays-inside\]/,
  },
  {
    title: "the program imports the test kit",
    files: { "src/processes/webrtc.ts": 'import "../../testkit/clock.ts";\n', "testkit/clock.ts": "export {};\n" },
    named: "src/processes/webrtc.ts",
    says: /\[source-stays-inside\]/,
  },
  importing(
    "the browser imports a server file",
    "web/src/server.ts",
    "../../src/licensing/numbering/index.ts",
    /\[web-imports-contracts-only\]/,
  ),
  importing("the browser imports Node", "web/src/node.ts", "node:fs", /\[web-imports-contracts-only\]/),
];

/** Tool → the violations it must find. */
export const violations: Readonly<Record<Tool, readonly Violation[]>> = {
  types: typeViolations,
  biome: biomeViolations,
  oxlint: oxlintViolations,
  unused: unusedViolations,
  imports: importViolations,
};
