import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { COMMAND_NAMES } from "../../src/licensing/numbering/index.ts";
import { openTexts } from "../../src/platform/texts/index.ts";

const SOURCE = path.resolve(import.meta.dirname, "../../src");
const WRITTEN =
  /"((?:authority|code|decree|delegation|dispute|file|mail|mandate|nib|number|organisation|person|phone|receipt|role|session|tenant|trunk)\.[a-z-]+)"|'(code\.[a-z-]+)'/g;

/** Permissions and columns that look like actions. */
const NOT_ACTIONS = new Set([
  ...["code.hold", "organisation.write", "decree.read", "decree.retry", "delegation.write", "mandate.write"],
  ...["mail.manage", "mail.send", "mail.link-elsewhere", "mail.not-written", "phone.binding-not-kept"],
  ...["person.id", "person.name", "person.email", "person.locale", "organisation.id", "organisation.name"],
]);

/** Every action name that the source writes into the audit log. */
function writtenActions(): readonly string[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" });
  const impure = files.filter((file) => /\.(store|routes|jobs|effects)\.ts$/.test(file));
  const names = impure.flatMap((file) =>
    [...readFileSync(path.join(SOURCE, file), "utf8").matchAll(WRITTEN)].map(([, plain, sql]) => plain ?? sql ?? ""),
  );
  const commands = ["begun", ...COMMAND_NAMES].map((name) => `application.${name}`);
  return [...new Set([...names.filter((name) => !NOT_ACTIONS.has(name)), ...commands])];
}

describe("the audit screen", () => {
  it("has a name in both languages for every action that is written", () => {
    const texts = openTexts();
    const actions = writtenActions();
    expect(actions.length).toBeGreaterThan(25);
    for (const locale of ["id", "en"] as const) {
      const nameless = actions.filter(
        (action) => !texts.has(locale, `web.audit.actions.${action.replaceAll(".", "-")}`),
      );
      expect(nameless).toEqual([]);
    }
  });
});
