import { describe, expect, it } from "vitest";
import { pdfOfJpeg } from "./jpeg-pdf.ts";

const JPEG = Uint8Array.from({ length: 300 }, (_, index) => (index * 37) % 256);
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

describe("a photo as a PDF page", () => {
  it("keeps the picture byte for byte, upright or lying as it is", () => {
    for (const [width, height, box] of [
      [800, 1200, "[0 0 595.28 841.89]"],
      [1200, 800, "[0 0 841.89 595.28]"],
    ] as const) {
      const text = textOf(pdfOfJpeg({ bytes: JPEG, width, height }));
      expect(text).toContain(textOf(JPEG));
      expect(text).toContain(`/MediaBox${box}`);
      expect(text).toContain(`/Width ${width}/Height ${height}`);
    }
  });

  it("points with every reference at the beginning of its object, and at the table of references", () => {
    const text = textOf(pdfOfJpeg({ bytes: JPEG, width: 800, height: 1200 }));
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(offsets).toHaveLength(5);
    for (const [index, offset] of offsets.entries())
      expect(text.slice(offset).startsWith(`${index + 1} 0 obj`)).toBe(true);
    const begin = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(begin).startsWith("xref\n0 6\n")).toBe(true);
  });
});
