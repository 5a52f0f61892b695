import { describe, expect, it } from "vitest";
import { SOUND_FORM } from "../../testkit/licence-form.ts";
import { fieldsOf, listsOf } from "../../web/src/areas/licences/answers.ts";

describe("the answers of an application", () => {
  it("have a place each, and what this version does not know comes last", () => {
    const rows = Object.values(SOUND_FORM).flatMap((part) => listsOf(part).flatMap((list) => list.rows));
    expect(rows.length).toBeGreaterThan(10);
    for (const one of rows) expect(fieldsOf({ unknown: 1, ...one }).at(-1)).toBe("unknown");
  });
});
