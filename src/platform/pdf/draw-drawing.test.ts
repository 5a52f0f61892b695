import { describe, expect, it } from "vitest";
import { SAMPLE_DECREE } from "../../../testkit/decree-sample.ts";
import { runOnPdf } from "../../../testkit/pdf-tools.ts";
import type { LetterDrawing } from "../../kernel/index.ts";
import { decreeDocument } from "../../licensing/issuing/index.ts";
import { renderLetter } from "./render-letter.ts";

const text = { kind: "text", left: 20, size: 12, bold: true, soft: false } as const;

function drawing(change: Partial<LetterDrawing> = {}): LetterDrawing {
  return {
    kind: "drawing",
    caption: "Diagram konfigurasi teknis",
    alternative: "Saluran SIP menuju IPBX.",
    width: 600,
    height: 300,
    shapes: [
      {
        kind: "rect",
        left: 10,
        top: 10,
        width: 200,
        height: 80,
        radius: 5,
        outline: "thick-dashed",
        isShaded: true,
      },
      { ...text, baseline: 40, text: "Saluran SIP" },
      { ...text, baseline: 60, text: "Depok \u{1f4de} \u0007" },
      {
        kind: "line",
        points: [
          { x: 100, y: 90 },
          { x: 100, y: 200 },
        ],
      },
      {
        kind: "arrow",
        points: [
          { x: 100, y: 200 },
          { x: 96, y: 193 },
          { x: 104, y: 193 },
        ],
      },
    ],
    ...change,
  };
}

const letterWith = (block: LetterDrawing) => renderLetter({ ...decreeDocument(SAMPLE_DECREE), blocks: [block] });

describe("a drawing in a PDF", () => {
  it("is text and lines that can be searched, with a sign no font draws as a question mark", async () => {
    const pdf = await letterWith(drawing());
    const said = (await runOnPdf(pdf, "pdftotext", ["-raw", "FILE", "-"])).output;
    expect(said).toContain("Saluran SIP");
    expect(said).toContain("Depok ? ?");
    expect((await runOnPdf(pdf, "pdfimages", ["-list", "FILE"])).output.trim().split("\n")).toHaveLength(2);
    expect((await runOnPdf(pdf, "qpdf", ["--check", "FILE"])).exitCode).toBe(0);
  });

  it("is a figure that a screen reader hears in words", async () => {
    const structure = (await runOnPdf(await letterWith(drawing()), "pdfinfo", ["-struct-text", "FILE"])).output;
    expect(structure).toContain("Figure");
    expect(structure).toContain("Diagram konfigurasi teknis");
  });

  it("stands on one page, however high it is", async () => {
    const high = await letterWith(drawing({ width: 400, height: 9_000 }));
    expect((await runOnPdf(high, "pdfinfo", ["FILE"])).output).toMatch(/Pages:\s+2/u);
  });
});
