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

  it("finds one whose mark is written with escapes of its letters, with comments or at a distance", () => {
    const marked = (mark: string) => WHOLE.replace("/Root 1 0 R", mark);
    const far = " ".repeat(70_000);
    const marks = [
      ...["/E#6ecrypt 5 0 R", "/E#6Ecrypt 5 0 R", "/#45#6e#63#72#79#70#74 5 0 R", "/Encryp#74<</Filter/Standard>>"],
      ...["/Encrypt%note\n5 0 R", "/Encrypt\x005\t0\fR", `/Encrypt${far}5 ${far}0 R`],
    ];
    for (const mark of marks) {
      expect(faultOf(marked(mark)), mark.slice(0, 40)).toBe("file-encrypted");
      expect(faultOf(marked(mark), [6_250, 6_260, 40_000, 76_260]), mark.slice(0, 40)).toBe("file-encrypted");
    }
    for (const other of ["/E#6fcrypt 5 0 R", "/Encrypt5 0 R", "/E#6 5 0 R", "/Encrypt#41 5 0 R"]) {
      expect(faultOf(marked(other)), other).toBe(null);
    }
  });

  it("judges alike however the bytes are cut", () => {
    const texts = [WHOLE, LOCKED, WHOLE.slice(0, -40), WHOLE.replace("/Root 1 0 R", "/#45ncryp#74 %x\n 5 0 R")];
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(fc.nat(WHOLE.length), { maxLength: 6 }), (text, cuts) => {
        expect(faultOf(text, cuts)).toBe(faultOf(text));
      }),
    );
  });
});
