import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { watchPdf } from "./watch-pdf.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");

function faultOf(text: string, cuts: readonly number[] = []): string | null {
  const watch = watchPdf();
  let from = 0;
  for (const to of [...cuts.map((cut) => cut % (text.length + 1)).sort((left, right) => left - right), text.length]) {
    watch.pass(bytes(text.slice(from, to)));
    from = to;
  }
  return watch.fault();
}

const WHOLE = `%PDF-1.7\n${"1 0 obj<</Type/Catalog>>endobj\n".repeat(200)}trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`;
const LOCKED = WHOLE.replace("/Root 1 0 R", "/Root 1 0 R/Encrypt 5 0 R");

describe("watching a PDF as it passes", () => {
  it("finds nothing in a whole one, and in a file that is none", () => {
    expect(faultOf(WHOLE)).toBe(null);
    expect(faultOf("Halo, ini bukan PDF.")).toBe(null);
    expect(faultOf("")).toBe(null);
  });

  it("finds one that breaks off before its end mark", () => {
    expect(faultOf(WHOLE.slice(0, -40))).toBe("file-damaged");
    expect(faultOf("%PDF-1.7")).toBe("file-damaged");
  });

  it("finds the one that needs a password, by reference or in place", () => {
    expect(faultOf(LOCKED)).toBe("file-encrypted");
    expect(faultOf(WHOLE.replace("/Root 1 0 R", "/Encrypt <</Filter/Standard>>"))).toBe("file-encrypted");
    expect(faultOf(WHOLE.replace("/Catalog", "/EncryptMetadata true"))).toBe(null);
  });

  it("judges alike however the bytes are cut", () => {
    const texts = [WHOLE, LOCKED, WHOLE.slice(0, -40)];
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(fc.nat(WHOLE.length), { maxLength: 6 }), (text, cuts) => {
        expect(faultOf(text, cuts)).toBe(faultOf(text));
      }),
    );
  });
});
