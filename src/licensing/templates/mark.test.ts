import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markText, readMark } from "./mark.ts";

describe("the mark of a page", () => {
  it("is read again as it was written, for any case and page", () => {
    const requirement = fc.constantFrom("D00", "D07", "N02", "U03");
    const version = fc.constantFrom("2026.11", "2027.01.2");
    fc.assert(
      fc.property(
        requirement,
        version,
        fc.option(fc.uuid()),
        fc.integer({ min: 1, max: 99 }),
        (document, edition, caseId, page) => {
          const text = markText({ requirement: document, version: edition, caseId })
            .replace("{page}", String(page))
            .replace("{pages}", "99")
            .replace("{place}", "M176");
          const read = readMark(text);
          expect(read).toMatchObject({ requirement: document, version: edition, caseId, page, pages: 99 });
          expect(read?.areas.map(({ kind }) => kind)).toEqual(["e-meterai", "signature"]);
          expect(text.length).toBeLessThanOrEqual(64);
        },
      ),
    );
  });

  it("is not taken from another DataMatrix, nor from a mark of a grammar that is not known", () => {
    const ours = "SMB1 D07 2026.11 0 1 2 -";
    expect(readMark(ours)).toMatchObject({ caseId: null, areas: [] });
    for (const other of ["", "010460", ours.replace("SMB1", "SMB2"), `${ours} more`, ours.replace("D07", "X07")]) {
      expect(readMark(other), other).toBe(null);
    }
  });
});
