import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { allChecks } from "../../tools/checks/all.ts";
import type { Outcome } from "../../tools/checks/finding.ts";
import { architecturePage, checkout, type Files, makeTree } from "./clean-tree.ts";

const openTask = "TO" + "DO";

/** One violation of a project check: the check, the files that violate it, the file named and the message. */
interface Planted {
  readonly check: string;
  readonly title: string;
  readonly files: Files;
  readonly named: string;
  readonly says: RegExp;
}

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

async function outcomeOf(name: string, files: Files): Promise<Outcome> {
  const check = allChecks.find((candidate) => candidate.name === name);
  if (check === undefined) throw new Error(`No such check: ${name}`);
  const tree = await makeTree(files);
  try {
    return await check.run(tree.root);
  } finally {
    await tree.close();
  }
}

const inFile = (check: string, title: string, named: string, text: string, says: RegExp): Planted => ({
  check,
  title,
  files: { [named]: text },
  named,
  says,
});

const lines = (count: number, line: string): string => `${line}\n`.repeat(count);
const longFunction = (name: string, count: number): string =>
  `export function ${name}(): number {\n  let sum = 0;\n${lines(count, "  sum += 1;")}  return sum;\n}\n`;

const messages = (id: unknown, en: unknown): Files => ({
  "locales/parts/id/more.json": json(id),
  "locales/parts/en/more.json": json(en),
});
const dependencyTable = "docs/decisions/dependencies.md";
const idMore = "locales/parts/id/more.json";

const clockRow = "| [0001](0001-clock.md) | Clock | kernel | accepted |\n";
const record = (title: string, status = "accepted"): string =>
  `# ${title}\n\n**Status:** ${status} · **District:** kernel\n`;

const MAP = "src/licensing/register/article-map.ts";

/** A map of one entry that names files of the clean tree, except for the fields in `changes`. */
const mapOf = (changes: Readonly<Record<string, unknown>>): string => {
  const point = {
    id: "number",
    screens: [{ path: "/nomor", picture: "inventory" }],
    rules: ["hold-minutes"],
    tests: [{ file: "src/kernel/result.test.ts", title: "keeps the value" }],
    ...changes,
  };
  return `/** Points of an article. */\nexport const ARTICLE_POINTS = ${JSON.stringify([point])};\n`;
};
const inMap = (title: string, changes: Readonly<Record<string, unknown>>, says: RegExp): Planted =>
  inFile("article-map", title, MAP, mapOf(changes), says);

const sleeping = {
  promise: "await new Promise((resolve) => setTimeout(resolve, 50));\n",
  imported: 'import { setTimeout as delay } from "node:timers/promises";\nawait delay(50);\n',
  endless:
    'import { setTimeout as delay } from "node:timers/promises";\nwhile (globalThis.isOn) {\n  await delay(50);\n}\n',
  page: "await page.waitForTimeout(50);\n",
};

const planted: readonly Planted[] = [
  inFile(
    "modules",
    "a folder that architecture.mjs does not name",
    "src/licensing/misfits/index.ts",
    "export {};\n",
    /no module/,
  ),
  inFile("modules", "a row that architecture.mjs does not name", "src/extras/index.ts", "export {};\n", /no module/),
  inFile("modules", "a file between the modules", "src/licensing/loose.ts", "export {};\n", /no module/),
  {
    check: "modules",
    title: "a module without an index.ts",
    files: { "src/licensing/dashboard/reminder.ts": "export {};\n" },
    named: "src/licensing/dashboard",
    says: /no index\.ts/,
  },
  {
    check: "modules",
    title: "a folder with more than 40 source files",
    files: Object.fromEntries(
      Array.from({ length: 41 }, (_, index) => [`src/licensing/promises/promise-${index}.ts`, "export {};\n"]),
    ),
    named: "src/licensing/promises",
    says: /needs subfolders/,
  },
  inFile("modules", "a Biome that spares pure files", "biome.json", json({ overrides: [] }), /denied globals/),
  inFile("file-names", "a file called utils", "src/kernel/utils.ts", "export {};\n", /"utils"/),
  inFile("file-names", "a folder called helpers", "web/src/helpers/date.ts", "export {};\n", /"helpers"/),
  inFile("file-names", "a manager", "src/platform/http/call-manager.ts", "export {};\n", /"manager"/),
  inFile("file-names", "a service", "src/platform/http/billing.service.ts", "export {};\n", /"service"/),
  inFile("file-names", "a component below src", "src/platform/http/page.tsx", "export {};\n", /no \.tsx/),
  inFile(
    "import-endings",
    "an import without its ending",
    "src/kernel/bare.ts",
    'import "./result";\n',
    /lacks its ending/,
  ),
  inFile(
    "import-endings",
    "an import of a .js that is a .ts",
    "src/kernel/bare.ts",
    'import "./result.js";\n',
    /lacks its ending/,
  ),
  inFile("doc-comments", "an export without a doc comment", "src/kernel/bare.ts", "export const bare = 1;\n", /"bare"/),
  inFile(
    "doc-comments",
    "an export further down without one",
    "src/kernel/bare.ts",
    "const bare = 1;\nexport { bare };\n",
    /"bare"/,
  ),
  inFile(
    "doc-comments",
    "a line comment in its place",
    "src/kernel/bare.ts",
    "// The bare one it is.\nexport interface Bare {}\n",
    /"Bare"/,
  ),
  inFile(
    "doc-comments",
    "an empty doc comment",
    "src/kernel/bare.ts",
    "/** . */\nexport type Bare = string;\n",
    /"Bare"/,
  ),
  inMap("a screen without a route", { screens: [{ path: "/nomor-lama" }] }, /no screen answers \/nomor-lama/),
  inMap("a missing picture", { screens: [{ path: "/nomor", picture: "gone" }] }, /no picture gone/),
  inMap("an unknown rule", { rules: ["hold-hours"] }, /no rule hold-hours/),
  inMap("a missing test file", { tests: [{ file: "src/gone.test.ts", title: "a" }] }, /no test file src\/gone/),
  inMap("a renamed test", { tests: [{ file: "src/kernel/result.test.ts", title: "keeps" }] }, /no test "keeps"/),
  inMap("a point without a test", { tests: [] }, /has no tests/),
  inMap("a point without a picture", { screens: [{ path: "/nomor" }] }, /has no pictures/),
  inFile("sleeps", "a promise that a timer resolves", "src/kernel/a.test.ts", sleeping.promise, /wait for the event/),
  inFile("sleeps", "the timer of node:timers/promises", "testkit/a.ts", sleeping.imported, /wait for the event/),
  inFile("sleeps", "a loop without a deadline", "src/kernel/a.test.ts", sleeping.endless, /wait for the event/),
  inFile("sleeps", "the wait of a browser page", "tests/journeys/a.test.ts", sleeping.page, /wait for the event/),
  inFile("sleeps", "fewer sleeps than are allowed", "testkit/voice-fixture.ts", "export {};\n", /lower the number/),
  inFile(
    "open-tasks",
    "an open task in source",
    "src/kernel/open.ts",
    `// ${openTask}: finish\nexport {};\n`,
    /leaves work open/,
  ),
  inFile("open-tasks", "an open task in SQL", "db/migrations/0002_open.sql", `-- ${openTask}\n`, /leaves work open/),
  inFile(
    "busy-buttons",
    "a button that is disabled while its work goes on",
    "web/src/areas/a.tsx",
    'export const a = (\n  <button\n    type="button"\n    disabled={save.isPending || name === ""}\n  />\n);\n',
    /drops the focus/,
  ),
  inFile(
    "busy-buttons",
    "the same under another name",
    "web/src/areas/b.tsx",
    "const still = save.isPending && !done;\nexport const b = <input disabled={still} />;\n",
    /drops the focus/,
  ),
  inFile(
    "busy-buttons",
    "the same handed on as a property",
    "web/src/parts/c.tsx",
    "export const c = ({ isWorking }: Props) => <button disabled={isWorking} />;\n",
    /drops the focus/,
  ),
  inFile(
    "late-effects",
    "a focus that comes too late",
    "web/src/parts/f.tsx",
    "export function useF(said: string) {\n  useEffect(() => {\n    if (said) box.current?.focus();\n  }, [said]);\n}\n",
    /use useLayoutEffect/,
  ),
  inFile(
    "late-effects",
    "a value that is copied too late",
    "web/src/parts/g.tsx",
    "export function useG(value: string) {\n  useEffect(() => setText(value), [value]);\n}\n",
    /is taken away/,
  ),
  inFile(
    "late-effects",
    "a key that is listened to by itself",
    "web/src/parts/h.tsx",
    'export function useH() {\n  useLayoutEffect(() => window.addEventListener("keydown", go), []);\n}\n',
    /use usePageKeys/,
  ),
  {
    check: "typed-words",
    title: "a group of words that no type knows",
    files: { "locales/parts/id/stray.json": json({ web: { stray: { title: "Tersesat" } } }) },
    named: "locales/parts/id/stray.json",
    says: /"web\.stray" has no type/,
  },
  {
    check: "text-style",
    title: "a banned wording",
    files: messages({ a: "Perkara Anda diterima." }, { a: "Your application has been received." }),
    named: idMore,
    says: /"a" contains "Perkara "/,
  },
  {
    check: "text-style",
    title: "a text that begins as the end of another",
    files: messages({ a: ", segmen {n}" }, { a: "Segment {n}" }),
    named: idMore,
    says: /write whole texts/,
  },
  {
    check: "text-style",
    title: "a button too long for a phone",
    files: {
      "web/src/areas/d.tsx":
        'const t = useTranslations("web.d");\nexport const d = <button type="button">{t("send")}</button>;\n',
      [idMore]: json({ web: { d: { send: "Kirim permohonan ini kepada petugas kementerian" } } }),
    },
    named: idMore,
    says: /"web\.d\.send" is a button of 47 characters/,
  },
  inFile(
    "text-style",
    "a text glued to another",
    "web/src/areas/d.ts",
    'const t = useTranslations("web.d");\nexport const d = t("sent", { carrier }) + part;\n',
    /glues a text/,
  ),
  inFile("text-style", "a glossary without a list", "docs/glossary.md", "# Glossary\n", /bans no wording in en/),
  {
    check: "locale-parts",
    title: "a key in one language only",
    files: messages({ a: "Satu", b: "Dua" }, { a: "One" }),
    named: idMore,
    says: /"b" is missing/,
  },
  {
    check: "locale-parts",
    title: "a file in one language only",
    files: { [idMore]: json({ a: "Satu" }) },
    named: "locales/parts/en/more.json",
    says: /missing/,
  },
  {
    check: "locale-parts",
    title: "another argument",
    files: messages({ a: "{kode}" }, { a: "{code}" }),
    named: idMore,
    says: /\{kode\}.*\{code\}/,
  },
  {
    check: "locale-parts",
    title: "another argument, whatever is said in braces",
    files: messages({ a: "'{kode}' {n}" }, { a: "'{code}' {m}" }),
    named: idMore,
    says: /takes \{n\} here but \{m\}/,
  },
  {
    check: "locale-parts",
    title: "another argument inside a plural",
    files: messages({ a: "{n, plural, other {# dari {semua}}}" }, { a: "{n, plural, one {# day} other {# days}}" }),
    named: idMore,
    says: /semua/,
  },
  {
    check: "locale-parts",
    title: "another tag",
    files: messages({ a: "<b>Satu</b>" }, { a: "One" }),
    named: idMore,
    says: /<b>/,
  },
  {
    check: "locale-parts",
    title: "an empty message",
    files: messages({ a: " " }, { a: "One" }),
    named: idMore,
    says: /empty/,
  },
  {
    check: "locale-parts",
    title: "a brace left open",
    files: messages({ a: "{n" }, { a: "{n}" }),
    named: idMore,
    says: /well-formed/,
  },
  {
    check: "locale-parts",
    title: "a key that another file has too",
    files: messages(
      { errors: { "code-not-free": "Kode {code} dipegang." } },
      { errors: { "code-not-free": "{code}?" } },
    ),
    named: idMore,
    says: /"errors\.code-not-free" stands in locales\/parts\/id\/core\.json too/,
  },
  {
    check: "locale-parts",
    title: "a text where another file has a group",
    files: messages({ errors: "Galat" }, { errors: "Errors" }),
    named: idMore,
    says: /"errors" stands in .*core\.json too/,
  },
  {
    check: "locale-parts",
    title: "a group where another file has a text",
    files: messages({ errors: { "code-not-free": { now: "Kode" } } }, { errors: { "code-not-free": { now: "Code" } } }),
    named: idMore,
    says: /"errors\.code-not-free\.now" stands in .*core\.json too/,
  },
  inFile(
    "refusal-messages",
    "a code of a table of refusals",
    "src/licensing/numbering/take.ts",
    'export const REFUSALS = { "hold-limit": "limit" } as const satisfies RefusalTable;\n',
    /"hold-limit"/,
  ),
  inFile(
    "refusal-messages",
    "a refused code without a message",
    "src/licensing/numbering/take.ts",
    'export const no = refuse("hold-limit");\n',
    /"hold-limit"/,
  ),
  inFile(
    "refusal-messages",
    "a code in an object",
    "src/licensing/numbering/take.ts",
    'export const no = refuse({ code: "hold-limit" });\n',
    /"hold-limit"/,
  ),
  inFile(
    "refusal-messages",
    "a code in a choice",
    "src/licensing/numbering/take.ts",
    'export const no = (a: boolean) => refuse(a ? "code-not-free" : "hold-limit");\n',
    /"hold-limit"/,
  ),
  inFile(
    "refusal-messages",
    "a code in a type",
    "src/identity/log-in.ts",
    'export type LogInRefusal = "code-not-free" | "hold-limit";\n',
    /"hold-limit"/,
  ),
  inFile(
    "refusal-messages",
    "a code with a status",
    "src/identity/log-in.routes.ts",
    'export const STATUS = { "code-not-free": 409, "hold-limit": 429 };\n',
    /"hold-limit"/,
  ),
  inFile(
    "refusal-messages",
    "a code sent over HTTP",
    "src/identity/log-in.routes.ts",
    'export const answer = () => send(400, { code: "invalid", fields: [{ path: "nib", code: "hold-limit" }] });\n',
    /"hold-limit"/,
  ),
  inFile("documents", "a link to no file", "docs/guide/a.md", "See [b](b.md).\n", /b\.md leads nowhere/),
  inFile("documents", "a link to no heading", "docs/guide/a.md", "# A\n\nSee [b](#b).\n", /#b leads nowhere/),
  inFile(
    "documents",
    "two versions of a sentence",
    "docs/guide/a.md",
    ["of one.", "of two."]
      .map((end) => `A call that goes on and on until somebody ends it is charged by the minute ${end}\n`)
      .join("\n"),
    /begin "A call/,
  ),
  inFile(
    "documents",
    "a promise whose test file is gone",
    "docs/threat-model.md",
    "| Calls go on. | `tests/gone.test.ts` | go on |\n",
    /no test file tests\/gone/,
  ),
  {
    check: "documents",
    title: "a promise whose test has another title",
    files: {
      "docs/threat-model.md": "| Calls go on. | `tests/calls.test.ts` | go on |\n",
      "tests/calls.test.ts": 'it("end", () => undefined);\n',
    },
    named: "docs/threat-model.md",
    says: /has no test "go on"/,
  },
  inFile("decisions", "a record out of the index", "docs/decisions/0002-a.md", record("0002: A"), /lacks the row/),
  {
    check: "decisions",
    title: "a title that the index does not have",
    files: { "docs/decisions/0001-clock.md": record("0001: A"), "docs/decisions/README.md": clockRow },
    named: "docs/decisions/0001-clock.md",
    says: /lacks the row/,
  },
  inFile("decisions", "a title without a number", "docs/decisions/0001-clock.md", record("Clock"), /begins otherwise/),
  inFile("decisions", "another number", "docs/decisions/0001-clock.md", record("0002: Clock"), /another number/),
  inFile("decisions", "a number taken twice", "docs/decisions/0001-time.md", record("0001: Time"), /has its number/),
  inFile(
    "decisions",
    "no status",
    "docs/decisions/0001-clock.md",
    record("0001: Clock", "done"),
    /"done" is no status/,
  ),
  inFile(
    "decisions",
    "a successor that is missing",
    "docs/decisions/0001-clock.md",
    record("0001: Clock", "superseded by 0009"),
    /no record 0009/,
  ),
  inFile(
    "decisions",
    "a district that is missing",
    "docs/decisions/0001-clock.md",
    record("0001: Clock").replace("kernel", "cellar"),
    /"cellar" is no district/,
  ),
  {
    check: "decisions",
    title: "a row without a record",
    files: { "docs/decisions/README.md": `${clockRow}| [0002](0002-a.md) | A | kernel | accepted |\n` },
    named: "docs/decisions/README.md",
    says: /no record for the row/,
  },
  inFile(
    "architecture-page",
    "a file that is gone",
    "ARCHITECTURE.md",
    architecturePage("See `src/kernel/gone.ts`.\n"),
    /no src\/kernel\/gone\.ts/,
  ),
  inFile(
    "architecture-page",
    "a file that is gone elsewhere",
    "CONTRIBUTING.md",
    "See `tools/gone/`.\n",
    /no tools\/gone/,
  ),
  inFile(
    "architecture-page",
    "a function that is gone",
    "ARCHITECTURE.md",
    architecturePage("1. `ok` and `gone` (a remark) in\n   `src/kernel/result.ts`.\n"),
    /result\.ts declares no gone/,
  ),
  inFile(
    "architecture-page",
    "a step without a function",
    "ARCHITECTURE.md",
    architecturePage("1. The request arrives.\n"),
    /names no function/,
  ),
  inFile(
    "architecture-page",
    "a module that the tree leaves out",
    "ARCHITECTURE.md",
    architecturePage().replace("`sdp`,\n  ", ""),
    /"src\/protocols\/: sip, sdp/,
  ),
  inFile(
    "architecture-page",
    "a district that is no more",
    "ARCHITECTURE.md",
    architecturePage().replace("- `src/processes/`", "- `src/plugins/`: \n- `src/processes/`"),
    /src\/plugins/,
  ),
  inFile("architecture-page", "201 lines", "ARCHITECTURE.md", architecturePage(lines(200, "A line.")), /more than 200/),
  inFile(
    "architecture-page",
    "a line of 201 characters",
    "ARCHITECTURE.md",
    architecturePage(`${"x".repeat(201)}\n`),
    /201 characters/,
  ),
  inFile("migrations", "a gap", "db/migrations/0003_late.sql", "select 1;\n", /expected number 0002/),
  inFile("migrations", "a number taken twice", "db/migrations/0001_other.sql", "select 1;\n", /expected number 0002/),
  inFile("migrations", "a stray file", "db/migrations/notes.txt", "notes\n", /0001_subject/),
  inFile("migrations", "a gap in the baseline", "db/schema/03_late.sql", "select 1;\n", /expected number 02/),
  inFile("migrations", "a stray file of the baseline", "db/schema/calls.sql", "select 1;\n", /01_module/),
  inFile("migrations", "a misnamed function", "db/functions/01-purge.sql", "select 1;\n", /function_name/),
  inFile(
    "lengths",
    "a function of 74 lines",
    "src/kernel/long-function.ts",
    longFunction("sum", 70),
    /74 lines, more than 70/,
  ),
  inFile("lengths", "a file of 401 lines", "src/kernel/long-file.ts", lines(401, "export {};"), /401 lines of code/),
  inFile("lengths", "a test file of 801 lines", "src/kernel/long.test.ts", lines(801, "export {};"), /more than 800/),
  inFile("lengths", "a component of 154 lines", "web/src/long.tsx", longFunction("Screen", 150), /more than 150/),
  inFile(
    "lengths",
    "properties that are packed",
    "src/kernel/packed.ts",
    "export const point = {\n  ...{ x: 1, y: 2 },\n};\n",
    /write them/,
  ),
  inFile(
    "lengths",
    "properties of which each is made by a call",
    "src/kernel/made.ts",
    `export const times = {\n${Array.from({ length: 400 }, (_, nth) => `  t${nth}: Date.now(),\n`).join("")}};\n`,
    /402 lines of code/,
  ),
  {
    check: "words",
    title: "a file name that says nothing to a newcomer",
    files: { "src/kernel/told-story.ts": "export {};\n" },
    named: "src/kernel",
    says: /told-story.*Event/,
  },
  {
    check: "words",
    title: "an exported name that says nothing to a newcomer",
    files: { "src/kernel/queue.ts": "/** Who is next. */\nexport interface QueueWish {}\n" },
    named: "src/kernel",
    says: /QueueWish.*Command/,
  },
  {
    check: "words",
    title: "a comment that hides its subject",
    files: { "src/kernel/queue.ts": "/** Rings nobody who is away. */\nexport const SIZE = 1;\n" },
    named: "src/kernel",
    says: /Rings nobody.*no agent/,
  },
  {
    check: "words",
    title: "a number of odd words that is higher than the words",
    files: { "tools/checks/word-counts.json": json({ "src/kernel": 2 }) },
    named: "src/kernel",
    says: /has 0 odd.*lower/,
  },
  {
    check: "decided-dependencies",
    title: "a dependency without a line",
    files: { "package.json": json({ dependencies: { zod: "1", pg: "1" } }) },
    named: dependencyTable,
    says: /`pg`/,
  },
  {
    check: "decided-dependencies",
    title: "a development dependency without a line",
    files: { "package.json": json({ dependencies: { zod: "1" }, devDependencies: { knip: "1" } }) },
    named: dependencyTable,
    says: /`knip`/,
  },
  inFile(
    "decided-dependencies",
    "a line that says nothing",
    dependencyTable,
    "| `zod` | | |\n| `vitest` | running | node |\n",
    /`zod`/,
  ),
  inFile(
    "decided-dependencies",
    "a line that outlived its dependency",
    dependencyTable,
    "| `zod` | parsing | valibot |\n| `vitest` | running tests | node |\n| `ky` | requests | fetch |\n",
    /no longer/,
  ),
  inFile(
    "secrets",
    "a private key",
    "src/platform/http/key.ts",
    `export const key = "-----BEGIN ${"PRIVATE KEY"}-----\n${"A".repeat(48)}";\n`,
    /private key/,
  ),
  inFile(
    "secrets",
    "an access token in a test",
    "src/kernel/token.test.ts",
    `export const t = "ghp_${"a1".repeat(18)}";\n`,
    /access token/,
  ),
  inFile(
    "secrets",
    "a password in an address",
    "src/platform/http/address.ts",
    `export const a = "postgres://owner:${"hunter22"}@db/x";\n`,
    /password in an address/,
  ),
  inFile(
    "secrets",
    "a password in the source",
    "src/platform/http/word.ts",
    `export const account = { pass${"word"}: "hunter22" };\n`,
    /password in the source/,
  ),
];

describe("the house rules", () => {
  it.each(allChecks.map(({ name }) => name))(
    "%s is content with the clean tree, and looked at something",
    async (name) => {
      const { seen, findings } = await outcomeOf(name, {});
      expect(findings).toEqual([]);
      expect(seen).toBeGreaterThan(0);
    },
  );

  it.each(planted)("$check finds $title", async ({ check, files, named, says }) => {
    const { findings } = await outcomeOf(check, files);
    expect(findings).toContainEqual(
      expect.objectContaining({ file: named, message: expect.stringMatching(says) as string }),
    );
    expect(findings.every(({ file }) => file === named || file in files)).toBe(true);
  });

  it("busy-buttons spares what is not permitted, and the button made for work that goes on", async () => {
    const { findings } = await outcomeOf("busy-buttons", {
      "web/src/areas/d.tsx":
        "export const d = <BusyButton isBusy={save.isPending} aria-disabled={save.isPending} disabled={!mayEnd || page <= 1} />;\n",
    });
    expect(findings).toEqual([]);
  });

  it("every check has a planted violation", () => {
    const proven = new Set([...planted.map(({ check }) => check), "imports"]);
    expect(allChecks.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
  });

  it("imports says so when it was blind", async () => {
    const config = await readFile(path.join(checkout, ".dependency-cruiser.mjs"), "utf8");
    const blind = config.replace('exclude: { path: "', 'exclude: { path: "^src/|');
    expect(blind).not.toBe(config);
    const { findings } = await outcomeOf("imports", { ".dependency-cruiser.mjs": blind });
    expect(findings).toContainEqual({ file: "src/kernel/index.ts", message: "[blind] was not looked at" });
  });
});
