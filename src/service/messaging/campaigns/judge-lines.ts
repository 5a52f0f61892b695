import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { cutText, fillTemplate, recipientOf, type TemplateText } from "../sms/index.ts";
import { CAMPAIGN_LINES_MAX, FAULTS_SHOWN_MAX } from "./limits.shared.ts";

/** Names of the number column in both languages; without such a column the first one is used. */
const NUMBER_NAMES: ReadonlySet<string> = new Set(["nomor", "number", "penerima", "recipient", "to"]);

/** A fault of a line, or of the heading (line 1). */
export interface LineFault {
  readonly line: number;
  readonly code:
    | "campaign-empty"
    | "campaign-too-long"
    | "campaign-column-missing"
    | "recipient-unfit"
    | "template-value-missing"
    | "template-value-too-long"
    | "template-value-unfit"
    | "template-value-unknown"
    | "text-too-long";
  /** The variable or column at fault. */
  readonly about: string | null;
}

/** A line that can be sent. */
export interface FitLine {
  readonly line: number;
  readonly recipient: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly parts: number;
}

/** A file validated against a template. */
export interface JudgedLines {
  readonly fit: readonly FitLine[];
  /** The first faults, in the order of lines. */
  readonly faults: readonly LineFault[];
  readonly faulty: number;
  /** Lines whose number occurs in an earlier line. */
  readonly doubled: number;
  /** Segments of all valid lines. */
  readonly parts: number;
}

const HEADING_WITHIN = 10;
/** Rows read from a file: the limit of a campaign, rows above the heading, and one more to detect an excess. */
export const CAMPAIGN_ROWS_READ = CAMPAIGN_LINES_MAX + HEADING_WITHIN + 1;
/** Lines validated between two yields. */
const STEP_LINES = 2_000;

/**
 * Validates rows against a template in steps, so that the caller can serve other work in between: the messages that would be sent, and the fault of each
 * invalid line.
 */
export function* judgeInSteps(
  template: TemplateText,
  rows: readonly (readonly string[])[],
): Generator<undefined, JudgedLines, undefined> {
  const headingAt = placeOfHeading(template, rows);
  const heading = rows[headingAt] ?? [];
  const lines = rows.slice(headingAt + 1);
  const whole = headingFault(template, heading, lines.length);
  if (whole !== undefined) return { fit: [], faults: [whole], faulty: 0, doubled: 0, parts: 0 };
  const columns = heading.map((name) => name.trim().toLowerCase());
  const places = placesOf(template, columns);
  const seen = new Set<string>();
  const [fit, faults]: [FitLine[], LineFault[]] = [[], []];
  let [doubled, faulty] = [0, 0];
  for (const [nth, cells] of lines.entries()) {
    if (nth % STEP_LINES === STEP_LINES - 1) yield undefined;
    if (cells.every((cell) => cell.trim() === "")) continue;
    const judged = judgeLine(template, { line: headingAt + nth + 2, cells, places });
    if (!judged.ok) {
      faulty += 1;
      if (faults.length < FAULTS_SHOWN_MAX) faults.push(judged.refusal);
      continue;
    }
    if (seen.has(judged.value.recipient)) doubled += 1;
    else fit.push(judged.value);
    seen.add(judged.value.recipient);
  }
  if (fit.length === 0 && faulty === 0) faults.push({ line: 1, code: "campaign-empty", about: null });
  return { fit, faults, faulty, doubled, parts: fit.reduce((sum, { parts }) => sum + parts, 0) };
}

/** Row of the heading, which names the number column and a column for each variable; a title may precede it. Without such a row it is the first one. */
function placeOfHeading({ variables }: TemplateText, rows: readonly (readonly string[])[]): number {
  const found = rows.slice(0, HEADING_WITHIN).findIndex((row) => {
    const names = row.map((name) => name.trim().toLowerCase());
    return names.some((name) => NUMBER_NAMES.has(name)) && variables.every(({ name }) => names.includes(name));
  });
  return Math.max(0, found);
}

function headingFault({ variables }: TemplateText, heading: readonly string[], lines: number): LineFault | undefined {
  if (lines > CAMPAIGN_LINES_MAX) return { line: 1, code: "campaign-too-long", about: null };
  const columns = new Set(heading.map((name) => name.trim().toLowerCase()));
  const missing = variables.find(({ name }) => !columns.has(name));
  return missing === undefined ? undefined : { line: 1, code: "campaign-column-missing", about: missing.name };
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
  readonly places: Places;
}

/** Columns of the number and of the values in a row. */
interface Places {
  readonly numberAt: number;
  readonly values: readonly (readonly [name: string, at: number])[];
}

/** A variable may have the name of a number column; the number is then in another column. */
function placesOf({ variables }: TemplateText, columns: readonly string[]): Places {
  const values = variables.map(({ name }) => [name, columns.indexOf(name)] as const);
  const isValue = new Set(variables.map(({ name }) => name));
  const numberAt = columns.findIndex((name) => NUMBER_NAMES.has(name) && !isValue.has(name));
  return { numberAt: Math.max(0, numberAt), values };
}

function judgeLine(template: TemplateText, { line, cells, places }: Line): Result<FitLine, LineFault> {
  const recipient = recipientOf(textOf(cells[places.numberAt]));
  if (recipient === undefined) return refuse({ line, code: "recipient-unfit", about: null });
  const fields = Object.fromEntries(places.values.map(([name, at]) => [name, textOf(cells[at])]));
  const filled = fillTemplate(template, fields);
  if (!filled.ok) return refuse({ line, code: filled.refusal.code, about: filled.refusal.variable });
  const cut = cutText(filled.value);
  if (typeof cut === "string") return refuse({ line, code: "text-too-long", about: null });
  return ok({ line, recipient, fields, parts: cut.parts.length });
}

/** The text of a cell, without the apostrophe by which spreadsheets prevent a formula. */
function textOf(cell = ""): string {
  return cell.replace(/^'(?=[=+\-@])/u, "").trim();
}
