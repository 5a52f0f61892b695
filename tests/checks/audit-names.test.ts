import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTexts } from "../../src/platform/texts/index.ts";
import { writtenActions } from "./written-actions.ts";

const SOURCE = path.resolve(import.meta.dirname, "../../src");

const sources = (): readonly string[] =>
  readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|\.d\.ts$/.test(file))
    .map((file) => path.join(SOURCE, file));

describe("the audit screen", () => {
  it("has a name in both languages for every action that is written", { timeout: 400_000 }, () => {
    const texts = openTexts();
    const { actions, unknown } = writtenActions(sources());
    expect(unknown).toEqual([]);
    // One of each way to write an action: in place, chosen, concatenated, through a parameter, and in SQL.
    for (const known of ["call.exported", "tenant.untied", "recording.listened", "session.opened", "code.held"]) {
      expect(actions).toContain(known);
    }
    for (const locale of ["id", "en"] as const) {
      const nameless = actions.filter(
        (action) => !texts.has(locale, `web.audit.actions.${action.replaceAll(".", "-")}`),
      );
      expect(nameless).toEqual([]);
    }
  });
});

describe("following what is called an action", () => {
  let folder: string;
  const follow = (text: string) => {
    const file = path.join(folder, "planted.ts");
    writeFileSync(file, text);
    return writtenActions([file]);
  };
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "sambung-actions-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ["in place", 'export const fact = { action: "moon.landed" };', ["moon.landed"]],
    [
      "chosen",
      'export const fact = (a: boolean) => ({ action: a ? "moon.landed" : "moon.left" });',
      ["moon.landed", "moon.left"],
    ],
    [
      "put together",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
      'export const fact = (what: "landed" | "left") => ({ action: `moon.${what}` });',
      ["moon.landed", "moon.left"],
    ],
    [
      "through a parameter",
      'const keep = (action: string) => ({ action });\nexport const fact = keep("moon.landed");',
      ["moon.landed"],
    ],
    [
      "through a function with a second name",
      'const keep = (action: string) => ({ action });\nconst save = keep;\nexport const fact = save("moon.landed");',
      ["moon.landed"],
    ],
    [
      "through a function that a function returns",
      'const open = () => (action: string) => ({ action });\nexport const fact = open()("moon.landed");',
      ["moon.landed"],
    ],
    [
      "through a method with a second name",
      'export const run = (log: { keep(action: string): void }) => {\n  const { keep: save } = log;\n  save("moon.landed");\n};',
      ["moon.landed"],
    ],
    ["under a name", 'const action = "moon.landed";\nexport const fact = { action };', ["moon.landed"]],
    [
      "in SQL",
      "export const sql = `insert into audit_entry (action, kind) select 'moon.landed', 'moon.x'`;",
      ["moon.landed"],
    ],
    [
      "beside what is none",
      'export const fact = (hook: { readonly url: string } | null) => [{ action: hook }, { action: "moon.landed" }];',
      ["moon.landed"],
    ],
  ])("finds one written %s", (_way, text, actions) => {
    expect(follow(text)).toEqual({ actions, unknown: [] });
  });

  it("finds a call in a file that does not name the action", () => {
    const files = Object.entries({
      "log.ts": "export const keep = (action: string) => ({ action });",
      "again.ts": 'export { keep as save } from "./log.ts";',
      "planted.ts": 'import { keep } from "./log.ts";\nexport const fact = keep("moon.landed");',
      "renamed.ts": 'import { save } from "./again.ts";\nexport const fact = save("moon.left");',
    }).map(([name, text]) => {
      const file = path.join(folder, name);
      writeFileSync(file, text);
      return file;
    });
    expect(writtenActions(files)).toEqual({ actions: ["moon.landed", "moon.left"], unknown: [] });
    expect(writtenActions(files.filter((file) => /log|planted/.test(path.basename(file))))).toEqual({
      actions: ["moon.landed"],
      unknown: [],
    });
  });

  it("says where it cannot be told", () => {
    const text = "export const fact = (what: string) => ({\n  action: `moon.${" + "what}`,\n});";
    expect(follow(text)).toEqual({ actions: [], unknown: ["planted.ts:2"] });
  });

  it("says so of a word that may be missing", () => {
    const text = "export const fact = (what: string | null) => ({ action: what });";
    expect(follow(text)).toEqual({ actions: [], unknown: ["planted.ts:1"] });
  });
});
