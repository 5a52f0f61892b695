import { findTemplate } from "../../regulation/index.ts";
import type { AreaFacts, FileFacts, TemplateFacts as MarkFacts } from "../requirements/index.ts";
import { type PageMark, readMark } from "./mark.ts";
import { type Corners, type PlacedArea, placeAreas } from "./place-areas.ts";
import { requiredFields } from "./template-letter.ts";
import { extractTextFacts } from "./text-facts.ts";

/** The content that the reader saw in a file; the shape of the platform's `SeenPdf`, without importing it. */
export interface SeenFile {
  readonly pages: number;
  readonly seen: readonly {
    readonly page: number;
    readonly width: number;
    readonly height: number;
    readonly text: string;
    readonly marks: readonly { readonly text: string; readonly corners: Corners }[];
  }[];
  readonly fields: Readonly<Record<string, string>> | null;
  readonly unread: readonly string[];
}

/** An area on a page of the file that should not be blank. */
export interface FoundArea extends PlacedArea {
  readonly page: number;
}

/** A share of ink below `blank` is noise, above `written` a signature; between them the result is undecided. */
const INK = { blank: 0.0015, written: 0.003 };
/** Minimum number of characters for a page to have text. */
const TEXT_MIN = 20;

interface MarkedPage {
  readonly page: number;
  readonly mark: PageMark;
}

/** The first mark of this system on each page. */
function markedPages({ seen }: SeenFile): readonly MarkedPage[] {
  return seen.flatMap(({ page, marks }) => {
    const mark = marks.map(({ text }) => readMark(text)).find((one) => one !== null);
    return mark === undefined || mark === null ? [] : [{ page, mark }];
  });
}

/** The signing areas at their positions in this file. */
export function areasOf(file: SeenFile): readonly FoundArea[] {
  return file.seen.flatMap((page) => {
    const ours = page.marks.flatMap((mark) => {
      const read = readMark(mark.text);
      return read === null ? [] : [{ ...mark, read }];
    });
    const [first] = ours;
    if (first === undefined) return [];
    const corners = ours.filter(({ text }) => text === first.text).map((mark) => mark.corners);
    return placeAreas(first.read.areas, corners, page).map((area) => ({ ...area, page: page.page }));
  });
}

/** The facts of a file, as far as it could be read: `ink` holds the share of ink of each of `areasOf`, null if not measured. */
export function buildFileFacts(
  file: SeenFile,
  ink: readonly (number | null)[] | null,
): Omit<FileFacts, "sha256" | "bytes" | "type"> {
  const marked = markedPages(file);
  const template = markFacts(marked);
  return {
    pages: file.pages,
    hasText: file.seen.length === 0 ? null : file.seen.some(({ text }) => text.length >= TEXT_MIN),
    template,
    fields: template === null || template.isMixed ? null : ownFields(template, file.fields),
    areas: template === null ? null : areasOf(file).map((area, index) => areaFacts(area, ink?.[index] ?? null)),
    unread: file.unread,
    said: extractTextFacts(file.seen.map(({ text }) => text)),
  };
}

function markFacts(marked: readonly MarkedPage[]): MarkFacts | null {
  const [first] = marked;
  if (first === undefined) return null;
  const nameOf = ({ mark }: MarkedPage) => [mark.requirement, mark.version, mark.caseId, mark.pages].join(" ");
  return {
    requirement: first.mark.requirement,
    version: first.mark.version,
    caseId: first.mark.caseId ?? "",
    pagesOf: first.mark.pages,
    pagesFound: marked.map(({ mark }) => mark.page),
    isMixed: new Set(marked.map(nameOf)).size > 1,
  };
}

/** The required fields; a file without form fields was printed, so its fields are ink. */
function ownFields(template: MarkFacts, fields: SeenFile["fields"]): Readonly<Record<string, string>> | null {
  const known = findTemplate(template.requirement, template.version);
  if (known === undefined || fields === null) return null;
  const own = requiredFields(known).flatMap((name) => {
    const value = fields[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return own.length === 0 ? null : Object.fromEntries(own);
}

function areaFacts({ kind, page, corners }: FoundArea, share: number | null): AreaFacts {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const left = Math.round(Math.min(...xs));
  const top = Math.round(Math.min(...ys));
  const width = Math.round(Math.max(...xs)) - left;
  const height = Math.round(Math.max(...ys)) - top;
  return { kind, page, left, top, width, height, isBlank: isBlank(share) };
}

function isBlank(share: number | null): boolean | null {
  if (share === null) return null;
  if (share < INK.blank) return true;
  return share > INK.written ? false : null;
}
