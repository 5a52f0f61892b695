import type { BoxTarget } from "./box-text.shared.ts";
import { shownText } from "./diagram-words.shared.ts";
import {
  arrowHead,
  type BoxStyle,
  cornerRadius,
  type Drawing,
  type DrawnBox,
  type DrawnWay,
} from "./draw-graph.shared.ts";
import type { PlacedText } from "./layout.shared.ts";
import type { Point } from "./ways.shared.ts";

/** Options of an SVG. */
export interface SvgOptions {
  /** The URL of a row's box, e.g. "#row-t1"; null for no link. */
  readonly hrefOf?: (target: BoxTarget) => string | null;
  /** BCP 47 tag of the texts. */
  readonly language: string;
  /** Distinguishes the ids of two diagrams on one page. */
  readonly idPrefix?: string;
  /** Adds a white background, for a standalone file; in a page, the page's own colours apply. */
  readonly isFile?: boolean;
}

// CSS variables of the application, with fallbacks for use outside it.
const INK = "var(--ink, #1b1f24)";
const SOFT = "var(--ink-soft, #4a525c)";
const LINE = "var(--ink-faint, #69727d)";
const SURFACE = "var(--surface, #ffffff)";
const SUNKEN = "var(--sunken, #f1f3f5)";
const ACCENT = "var(--accent, #14598f)";
const BAD = "var(--bad, #a3221b)";

const BOX_ATTRIBUTES: Readonly<Record<BoxStyle, string>> = {
  outside: `fill="none" stroke="${LINE}" stroke-dasharray="4 3"`,
  line: `fill="${SURFACE}" stroke="${LINE}"`,
  core: `fill="${SURFACE}" stroke="${ACCENT}" stroke-width="2"`,
  rented: `fill="${SURFACE}" stroke="${ACCENT}" stroke-width="2" stroke-dasharray="8 3"`,
  place: `fill="${SUNKEN}" stroke="${LINE}"`,
  device: `fill="${SUNKEN}" stroke="${LINE}"`,
};

/** The target of a box as the fragment of its row on the same page. */
function rowHref({ rowId }: BoxTarget): string {
  return `#row-${rowId}`;
}

/** Renders a drawing as SVG: text stays text, colours follow the page, every box of a row is a link labelled with its full name. */
export function svgOf(
  drawing: Drawing,
  { hrefOf = rowHref, language, idPrefix = "diagram", isFile = false }: SvgOptions,
): string {
  const { width, height, title, description, boxes, ways } = drawing;
  const paper = isFile ? `<rect width="${width}" height="${height}" fill="#ffffff"/>` : "";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` role="group" lang="${escaped(language)}" aria-labelledby="${idPrefix}-title" aria-describedby="${idPrefix}-desc"`,
    ` font-family="Noto Sans, system-ui, sans-serif">`,
    `<title id="${idPrefix}-title">${escaped(title)}</title><desc id="${idPrefix}-desc">${escaped(description)}</desc>`,
    paper,
    `<g aria-hidden="true">${ways.map(wayLine).join("")}</g>`,
    boxes.map((one) => boxMark(one, hrefOf)).join(""),
    `<g aria-hidden="true">${ways.map(wayLabel).join("")}</g>`,
    "</svg>",
  ].join("");
}

function wayLine({ points, title }: DrawnWay): string {
  const [start, ...rest] = points;
  if (start === undefined) return "";
  const way = `M${at(start)}${rest.map((point) => `L${at(point)}`).join("")}`;
  const head = arrowHead(points).map(at).join(" ");
  return (
    `<g><title>${escaped(title)}</title><path d="${way}" fill="none" stroke="${LINE}" stroke-width="1.5"/>` +
    `<polygon points="${head}" fill="${LINE}"/></g>`
  );
}

function wayLabel({ label }: DrawnWay): string {
  return label === null ? "" : textMark(label);
}

function at({ x, y }: Point): string {
  return `${rounded(x)},${rounded(y)}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function boxMark(box: DrawnBox, hrefOf: (target: BoxTarget) => string | null): string {
  const { area, look, texts, title, target, devices, isMarked } = box;
  const place = `x="${rounded(area.left)}" y="${rounded(area.top)}" width="${rounded(area.width)}" height="${rounded(area.height)}"`;
  const rect = `<rect ${place} rx="${cornerRadius(look)}" ${BOX_ATTRIBUTES[look]}/>`;
  const mark = isMarked ? badge({ x: area.left + area.width - 3, y: area.top + 3 }) : "";
  const own = `<title>${escaped(title)}</title>${rect}${texts.map(textMark).join("")}${mark}`;
  const href = target === null ? null : hrefOf(target);
  const drawn =
    href === null ? `<g>${own}</g>` : `<a href="${escaped(href)}" aria-label="${escaped(title)}">${own}</a>`;
  return drawn + devices.map((device) => boxMark(device, hrefOf)).join("");
}

/** An exclamation mark in a disc: a finding to correct. */
function badge({ x, y }: Point): string {
  return (
    `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="8" fill="${BAD}"/>` +
    `<text x="${rounded(x)}" y="${rounded(y + 4)}" font-size="12" font-weight="700" text-anchor="middle" fill="${SURFACE}">!</text>`
  );
}

function textMark({ left, baseline, size, bold, soft, text }: PlacedText): string {
  const weight = bold ? ' font-weight="600"' : "";
  return `<text x="${rounded(left)}" y="${rounded(baseline)}" font-size="${size}"${weight} fill="${soft ? SOFT : INK}">${escaped(text)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text escaped for XML: forbidden characters become blanks. */
function escaped(text: string): string {
  return shownText(text).replaceAll(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? sign);
}
