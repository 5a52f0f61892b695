import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrastOf, isColour, paletteOf, readableColour, weakestContrast } from "./colour.shared.ts";
import { contrastRefusal } from "./index.ts";

const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
const GROUNDS = { light: ["#faf8f3", "#ffffff", "#f3efe6"], dark: ["#14151a", "#1c1e25", "#101116"] } as const;

describe("contrast", () => {
  it("is that of WCAG: black on white, a colour on itself, and a grey that is known to just pass", () => {
    expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrastOf("#336699", "#336699")).toBe(1);
    expect(contrastOf("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
    expect(contrastOf("#777777", "#ffffff")).toBeLessThan(4.5);
  });
});

describe("the colour of a call centre", () => {
  it("is refused where it could not be read, with the nearest that can, and taken as it is where it can", () => {
    expect(contrastRefusal("#0b6e4f")).toBeNull();
    const refused = contrastRefusal("#ffcc00");
    expect(refused).toMatchObject({ refusal: "colour-unreadable", contrast: "1.3" });
    expect(contrastRefusal(refused?.nearest ?? "")).toBeNull();
    expect(readableColour("#0b6e4f")).toBe("#0b6e4f");
  });

  it("whatever it is, has a nearest one that is taken, and is read in both themes on every ground, soft and strong", () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const readable = readableColour(colour);
        expect(isColour(readable)).toBe(true);
        expect(weakestContrast(readable)).toBeGreaterThanOrEqual(4.5);
        const palette = paletteOf(readable);
        for (const theme of ["light", "dark"] as const) {
          const { accent, strong, soft, on } = palette[theme];
          for (const ground of [...GROUNDS[theme], soft, on]) {
            expect(contrastOf(accent, ground)).toBeGreaterThanOrEqual(4.5);
            expect(contrastOf(strong, ground)).toBeGreaterThanOrEqual(4.5);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
