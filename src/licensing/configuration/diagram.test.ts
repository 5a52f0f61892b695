import fc from "fast-check";
import { describe, expect, it } from "vitest";
import diagramEn from "../../../locales/parts/en/licence-diagram.json" with { type: "json" };
import diagramId from "../../../locales/parts/id/licence-diagram.json" with { type: "json" };
import { anyLicenceForm } from "../../../testkit/licence-arbitrary.ts";
import { CONFIGURATION_SAMPLES } from "../../../testkit/licence-configurations.ts";
import { SOUND_FORM } from "../../../testkit/licence-form.ts";
import { describeGraph } from "./describe-graph.shared.ts";
import type { DiagramWords } from "./diagram-words.shared.ts";
import { type DrawnBox, drawCommands, drawGraph } from "./draw-graph.shared.ts";
import { type CallCentreGraph, graphOf, type TechnicalParts } from "./graph.shared.ts";
import type { Area } from "./layout.shared.ts";
import { letterDrawing } from "./letter-drawing.ts";
import { svgOf } from "./svg.shared.ts";
import { cutText, textWidth, wrapText } from "./text-measure.shared.ts";
import { layOut, type PlacedWay, type Point } from "./ways.shared.ts";

const words: Readonly<Record<"id" | "en", DiagramWords>> = {
  id: diagramId.licence.diagram,
  en: diagramEn.licence.diagram,
};
const graph = (parts: TechnicalParts) => graphOf(parts, 30);
const anyWidth = fc.integer({ min: 280, max: 1_600 });
const samples = Object.entries(CONFIGURATION_SAMPLES);

const apart = (one: Area, other: Area) =>
  one.left + one.width <= other.left ||
  other.left + other.width <= one.left ||
  one.top + one.height <= other.top ||
  other.top + other.height <= one.top;

const within = (inner: Area, outer: Area) =>
  inner.left >= outer.left &&
  inner.top >= outer.top &&
  inner.left + inner.width <= outer.left + outer.width &&
  inner.top + inner.height <= outer.top + outer.height;

/** Whether a straight segment of a connection crosses the inside of a box. */
function crosses([from, to]: readonly [Point, Point], { left, top, width, height }: Area): boolean {
  const hasX = Math.max(from.x, to.x) > left && Math.min(from.x, to.x) < left + width;
  const hasY = Math.max(from.y, to.y) > top && Math.min(from.y, to.y) < top + height;
  return hasX && hasY;
}

function pieces({ points }: PlacedWay): readonly (readonly [Point, Point])[] {
  return points.slice(1).map((point, index) => [points[index] ?? point, point] as const);
}

function expectSound(drawn: CallCentreGraph, width: number): void {
  const layout = layOut(drawn, words.id, width);
  const page = { left: 0, top: 0, width, height: layout.height };
  const boxes = new Map(layout.boxes.map((box) => [box.node.id, box]));
  for (const [index, box] of layout.boxes.entries()) {
    expect(within(box.area, page), `${box.node.id} stands on the page`).toBe(true);
    for (const other of layout.boxes.slice(index + 1)) {
      expect(apart(box.area, other.area), `${box.node.id} and ${other.node.id} stand apart`).toBe(true);
    }
    for (const [place, device] of box.devices.entries()) {
      expect(within(device.area, box.area), `${device.node.id} stands in ${box.node.id}`).toBe(true);
      for (const next of box.devices.slice(place + 1)) expect(apart(device.area, next.area)).toBe(true);
    }
  }
  expect(layout.ways).toHaveLength(drawn.edges.length);
  for (const way of layout.ways) {
    const from = boxes.get(way.edge.from)?.area;
    const to = boxes.get(way.edge.to)?.area;
    const [start] = way.points;
    const end = way.points.at(-1);
    if (from === undefined || to === undefined || start === undefined || end === undefined)
      throw new Error("a way has ends");
    expect(start.y).toBe(from.top + from.height);
    expect(start.x > from.left && start.x < from.left + from.width).toBe(true);
    expect(end.y).toBe(to.top);
    expect(end.x > to.left && end.x < to.left + to.width).toBe(true);
    for (const piece of pieces(way)) {
      expect(piece[0].x === piece[1].x || piece[0].y === piece[1].y, "ways run straight").toBe(true);
      for (const { node, area } of layout.boxes) {
        expect(crosses(piece, area), `${way.edge.from} to ${way.edge.to} goes round ${node.id}`).toBe(false);
      }
    }
  }
}

describe("the layout of a diagram", () => {
  it.each(samples)("keeps every box apart and leads every way round them: %s", (_name, form) => {
    for (const width of [280, 344, 360, 520, 720, 1_100, 1_600]) expectSound(graph(form), width);
  });

  it("does so for every form that can be kept, on every width", () => {
    fc.assert(
      fc.property(anyLicenceForm, anyWidth, (form, width) => expectSound(graph(form), width)),
      { numRuns: 200 },
    );
  });

  it("is the same for the same graph", () => {
    const [, everything] = samples.at(-1) ?? [];
    if (everything === undefined) throw new Error("a sample");
    expect(layOut(graph(everything), words.id, 720)).toEqual(layOut(graph(everything), words.id, 720));
  });

  it("shows two boxes beside each other on a telephone of 360", () => {
    const form = CONFIGURATION_SAMPLES["large-pbx"];
    if (form === undefined) throw new Error("a sample");
    expect(layOut(graph(form), words.id, 344).columns).toBe(2);
  });
});

const everyBox = (boxes: readonly DrawnBox[]): readonly DrawnBox[] =>
  boxes.flatMap((box) => [box, ...everyBox(box.devices)]);

describe("the drawing", () => {
  it("keeps each line of text inside its box by its own measure", () => {
    for (const [, form] of samples) {
      for (const box of everyBox(drawGraph(graph(form), { words: words.id, width: 344 }).boxes)) {
        for (const text of box.texts) {
          expect(text.left + textWidth(text.text, text)).toBeLessThanOrEqual(box.area.left + box.area.width);
          expect(text.baseline).toBeLessThan(box.area.top + box.area.height);
        }
      }
    }
  });

  it("gives every row a box that leads to it, with its whole name", () => {
    const form = CONFIGURATION_SAMPLES["everything"];
    if (form === undefined) throw new Error("a sample");
    const { trunks, borders, exchanges, smsCarriers } = form.configuration;
    const drawing = drawGraph(graph(form), { words: words.id, width: 720 });
    const targets = new Set(everyBox(drawing.boxes).flatMap(({ target }) => (target === null ? [] : [target.rowId])));
    for (const { id } of [...trunks, ...borders, ...exchanges, ...smsCarriers]) expect(targets.has(id), id).toBe(true);
    const titles = everyBox(drawing.boxes).map(({ title }) => title);
    expect(titles.some((title) => title.includes("Nusantara Gemilang Sejahtera Tbk"))).toBe(true);
  });

  it("marks the rows in which something is to be mended, in words too", () => {
    const drawing = drawGraph(graph(SOUND_FORM), { words: words.en, width: 720, marked: new Set(["t1", "d1"]) });
    const marked = everyBox(drawing.boxes).filter(({ isMarked }) => isMarked);
    expect(marked.map(({ target, title }) => [target?.rowId, title.endsWith("needs correction")])).toEqual([
      ["t1", true],
      ["d1", true],
    ]);
  });

  it("says counts, security and codecs on a way, and the whole in one sentence", () => {
    const drawing = drawGraph(graph(SOUND_FORM), { words: words.en, width: 1_000 });
    expect(drawing.ways[1]?.title).toBe("PT Telekomunikasi Contoh → SBC utama: 30 · TLS · SRTP · G.711");
    expect(drawing.description).toBe("Carrier trunks: 1, for 30 simultaneous calls, leading to 40 agent positions.");
  });

  it("comes as rectangles, lines and texts for a PDF, each box before what stands in it", () => {
    const drawing = drawGraph(graph(SOUND_FORM), { words: words.id, width: 500 });
    const kinds = drawCommands(drawing).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(["line", "arrow", "text", "rect"]));
    expect(kinds.filter((kind) => kind === "rect")).toHaveLength(everyBox(drawing.boxes).length);
    expect(kinds.lastIndexOf("line")).toBeLessThan(kinds.indexOf("rect"));
  });

  it("is a block of a letter, with what it shows in words, laid out so that a page shows it as large as it can", () => {
    const form = CONFIGURATION_SAMPLES["everything"];
    if (form === undefined) throw new Error("a sample");
    const block = letterDrawing(graph(form), words.id);
    if (block === null) throw new Error("a drawing");
    expect(block.alternative).toContain("Trunk penyelenggara: 12, untuk 990 panggilan serentak");
    expect(block.width / block.height).toBeGreaterThan(0.5);
    expect(block.shapes.filter(({ kind }) => kind === "rect").length).toBeGreaterThan(30);
    expect(letterDrawing({ nodes: [], edges: [] }, words.id)).toBeNull();
  });

  it("of nothing says what to do first", () => {
    const drawing = drawGraph({ nodes: [], edges: [] }, { words: words.en, width: 360 });
    expect(drawing).toMatchObject({ boxes: [], ways: [], description: words.en.empty });
  });
});

describe("the SVG", () => {
  const svg = (parts: TechnicalParts) =>
    svgOf(drawGraph(graph(parts), { words: words.id, width: 500 }), { language: "id" });

  it("is one element with a title, a description and a link for each row", () => {
    const text = svg(SOUND_FORM);
    expect(text.startsWith("<svg ") && text.endsWith("</svg>")).toBe(true);
    expect(text).toContain('<title id="diagram-title">Diagram konfigurasi teknis</title>');
    for (const id of ["t1", "b1", "x1", "d1", "d2", "s1"]) expect(text, id).toContain(`<a href="#row-${id}"`);
  });

  it("lets nothing that somebody typed become markup, a script or what XML may not hold", () => {
    fc.assert(
      fc.property(
        anyLicenceForm,
        fc.constantFrom('"><script>alert(1)</script>', "a & b <c> 'd'", "\u0000\u202e\ud800x"),
        (form, name) => {
          const sites = form.configuration.sites.map((site) => ({ ...site, name, agents: 3 }));
          const text = svg({ ...form, configuration: { ...form.configuration, sites } });
          expect(text).not.toContain("<script");
          expect(text.isWellFormed()).toBe(true);
          expect(/[\p{Cc}\u202a-\u202e]/u.test(text)).toBe(false);
          const tags = text.replaceAll(/"[^"]*"/gu, "").match(/<\/?[a-z]+/gu) ?? [];
          expect(new Set(tags.map((tag) => tag.replaceAll(/[</]/gu, "")))).toSatisfy((found: Set<string>) =>
            [...found].every((tag) =>
              ["svg", "title", "desc", "g", "path", "polygon", "a", "rect", "text", "circle"].includes(tag),
            ),
          );
          expect(tags.filter((tag) => tag === "<a")).toHaveLength(text.split("</a>").length - 1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the diagram in words", () => {
  it("tells the way of a call in order, each sentence with its row", () => {
    const said = describeGraph(graph(SOUND_FORM), words.en);
    expect(said.map(({ text, target }) => [target?.rowId, text])).toEqual([
      [
        "t1",
        "Calls arrive over the SIP trunk from PT Telekomunikasi Contoh (30 channels, SIP over TLS) and continue to SBC utama (30 · TLS · SRTP · G.711).",
      ],
      ["b1", "SBC SBC utama passes calls on to IPBX utama."],
      ["x1", "IP PBX IPBX utama serves Pusat layanan Depok."],
      ["s1", "Service centre Pusat layanan Depok has 40 agent positions."],
      ["d1", "Contoh Jaringan SBC-200 (SBC) is installed at SBC utama."],
      ["d2", "Contoh Suara IPX-900 (IPBX) is installed at IPBX utama."],
    ]);
  });

  it("leaves no parameter open in either language", () => {
    for (const [, form] of samples) {
      for (const language of ["id", "en"] as const) {
        for (const { text } of describeGraph(graph(form), words[language])) expect(text).not.toMatch(/\{\w+\}/u);
      }
    }
  });
});

describe("lines of text", () => {
  const setting = { size: 13, bold: true };

  it("are never wider than they may be, never too many, and lose nothing but what the ellipsis stands for", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 120 }),
        fc.integer({ min: 30, max: 300 }),
        fc.integer({ min: 1, max: 4 }),
        (text, width, linesMax) => {
          const lines = wrapText(text, { ...setting, width, linesMax });
          expect(lines.length).toBeLessThanOrEqual(linesMax);
          for (const line of lines) expect(textWidth(line, setting)).toBeLessThanOrEqual(width);
          const kept = lines.join("").replaceAll(/\s/gu, "");
          if (!kept.endsWith("…")) expect(kept).toBe(text.replaceAll(/\s/gu, ""));
        },
      ),
    );
  });

  it("break between words, and within one that is too long", () => {
    expect(wrapText("PT Suara Contoh", { ...setting, width: 70, linesMax: 3 })).toEqual(["PT Suara", "Contoh"]);
    expect(cutText("Telekomunikasi", 60, setting).endsWith("…")).toBe(true);
  });
});
