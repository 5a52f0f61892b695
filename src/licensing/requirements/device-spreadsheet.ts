import {
  countryOf,
  DEVICE_COLUMNS,
  type DeviceColumn,
  normaliseCell,
  OWNERSHIP_WORDS,
  YES_NO_WORDS,
} from "./device-columns.ts";
import type { DeviceRow, Site } from "./form.shared.ts";
import { ROW_LIMITS } from "./part-schemas.ts";
import { isBlankRow, isMangledNumber, isUnreadableCell } from "./spreadsheet-cells.ts";

/** All faults of a device spreadsheet; each has a rule and a remedy under `licence.deviceSheet.faults`. */
export const DEVICE_FAULTS = [
  "file-not-utf8",
  "file-not-spreadsheet",
  "file-old-spreadsheet",
  "file-swollen",
  "file-empty",
  "quote-broken",
  "heading-missing",
  "column-missing",
  "column-twice",
  "column-unknown",
  "rows-too-many",
  "cells-too-many",
  "cell-too-long",
  "cell-unreadable",
  "number-mangled",
  "site-unknown",
  "site-unclear",
  "country-unknown",
  "virtual-unknown",
  "ownership-unknown",
  "row-empty",
] as const;

/** One of `DEVICE_FAULTS`. */
export type DeviceFaultCode = (typeof DEVICE_FAULTS)[number];

/** One fault at one place. */
export interface DeviceFault {
  /** Row number as in a spreadsheet. */
  readonly row: number;
  readonly column: DeviceColumn["id"] | null;
  readonly code: DeviceFaultCode;
  /** The content of the cell. */
  readonly found: string;
}

/** A device spreadsheet as it would replace the present list. Rows with a fault are omitted. */
export interface ParsedDeviceSpreadsheet {
  readonly rows: readonly DeviceRow[];
  readonly faults: readonly DeviceFault[];
  /** Number of rows that are not blank. */
  readonly rowCount: number;
  /** Number of rows that are in the list already and keep their files. */
  readonly kept: number;
  readonly added: number;
  /** Devices of the present list that the spreadsheet lacks. */
  readonly removed: readonly DeviceRow[];
}

/** The context in which a spreadsheet is parsed. */
export interface DeviceSpreadsheetContext {
  readonly present: readonly DeviceRow[];
  readonly sites: readonly Site[];
  readonly nextId: () => string;
}

/** Maximum number of parsed rows: those of the list, some above the heading, and one too many. */
export const DEVICE_SPREADSHEET_ROWS_MAX = ROW_LIMITS.devices + 20;

const HEADING_WITHIN = 10;
const TEXT_MAX = 100;
const FOUND_MAX = 80;
/** The prefix of a text that a spreadsheet would interpret as a formula. */
const HARMLESS = /^'(?=[=+@-])/u;

/** A row of a spreadsheet before it has an id. */
type DeviceText = Omit<DeviceRow, "id">;

/** Parses the rows of a spreadsheet. Nothing is saved here: the applicant saves the part after review. */
export function readDeviceSpreadsheet(
  texts: readonly (readonly string[])[],
  spreadsheetContext: DeviceSpreadsheetContext,
): ParsedDeviceSpreadsheet {
  const nothing = { rows: [], rowCount: 0, kept: 0, added: 0, removed: [] };
  const only = (row: number, code: DeviceFaultCode, found = "") => ({
    ...nothing,
    faults: [{ row, column: null, code, found: shortened(found) }],
  });
  if (texts.every(isBlankRow)) return only(1, "file-empty");
  const heading = texts.slice(0, HEADING_WITHIN).findIndex(isHeading);
  const names = texts[heading];
  if (names === undefined) return only(1, "heading-missing", texts.find((row) => !isBlankRow(row))?.join(", "));
  const columns = names.map(columnOf);
  const faulty = headingFaults(names, columns).map((fault) => ({ ...fault, row: heading + 1 }));
  if (faulty.length > 0) return { ...nothing, faults: faulty };
  const body = texts
    .slice(heading + 1)
    .map((row, index) => ({ row: heading + index + 2, texts: row }))
    .filter((line) => !isBlankRow(line.texts));
  if (body.length === 0) return only(heading + 1, "file-empty");
  if (body.length > ROW_LIMITS.devices) return only(body[ROW_LIMITS.devices]?.row ?? 1, "rows-too-many");
  const lines = body.map((line) => readLine(line, columns, spreadsheetContext.sites));
  return {
    ...placed(
      lines.flatMap(({ device }) => (device === null ? [] : [device])),
      spreadsheetContext,
    ),
    faults: lines.flatMap(({ faults }) => faults),
    rowCount: body.length,
  };
}

type Column = DeviceColumn["id"] | null;

function columnOf(heading: string): Column {
  const word = normaliseCell(heading);
  const found = DEVICE_COLUMNS.find(
    ({ heading: names }) => normaliseCell(names.id) === word || normaliseCell(names.en) === word,
  );
  return found?.id ?? null;
}

/** Most headings are known columns; rows above it are a title. */
function isHeading(row: readonly string[]): boolean {
  return row.filter((cell) => columnOf(cell) !== null).length >= 3;
}

type HeadingFault = Omit<DeviceFault, "row">;

function headingFaults(names: readonly string[], columns: readonly Column[]): readonly HeadingFault[] {
  const missing = DEVICE_COLUMNS.filter(({ id }) => !columns.includes(id));
  const twice = columns.filter((column, index) => column !== null && columns.indexOf(column) !== index);
  const strange = names.filter((name, index) => name.trim() !== "" && columns[index] === null);
  return [
    ...missing.map(({ id, heading }): HeadingFault => ({ column: id, code: "column-missing", found: heading.id })),
    ...twice.map((column): HeadingFault => ({ column, code: "column-twice", found: column ?? "" })),
    ...strange.map((name): HeadingFault => ({ column: null, code: "column-unknown", found: shortened(name) })),
  ];
}

interface Line {
  readonly row: number;
  readonly texts: readonly string[];
}

interface ReadLine {
  readonly device: DeviceText | null;
  readonly faults: readonly DeviceFault[];
}

/** The value of one cell, or why it cannot be parsed. */
type Cell<Value> = { readonly value: Value } | { readonly fault: DeviceFaultCode };

function readLine({ row, texts }: Line, columns: readonly Column[], sites: readonly Site[]): ReadLine {
  const faults: DeviceFault[] = [];
  const beyond = texts.slice(columns.length).filter((text) => text.trim() !== "");
  if (beyond.length > 0)
    faults.push({ row, column: null, code: "cells-too-many", found: shortened(beyond.join(", ")) });
  const take = <Value>(column: DeviceColumn["id"], read: (text: string) => Cell<Value>, otherwise: Value): Value => {
    const text = (texts[columns.indexOf(column)] ?? "").replaceAll(/\s+/gu, " ").trim().replace(HARMLESS, "");
    if (text === "") return otherwise;
    const cell = isUnreadableCell(text) ? { fault: "cell-unreadable" as const } : read(text);
    if ("value" in cell) return cell.value;
    faults.push({ row, column, code: cell.fault, found: shortened(text) });
    return otherwise;
  };
  const isVirtual = take("virtual", readYesNo, false);
  const device: DeviceText = {
    siteId: take("site", (text) => readSite(text, sites), ""),
    kind: take("kind", readText, ""),
    maker: take("maker", readText, ""),
    type: take("type", readText, ""),
    country: take("country", readCountry, ""),
    serial: take("serial", readNumber, ""),
    isVirtual,
    certificateNumber: take("certificate", readNumber, ""),
    ownership: take("ownership", readOwnership, isVirtual ? "contract" : "owned"),
  };
  const isNameless = device.kind === "" && device.maker === "" && device.type === "";
  if (isNameless && faults.length === 0) faults.push({ row, column: "kind", code: "row-empty", found: "" });
  return { device: faults.length === 0 ? device : null, faults };
}

function readText(text: string): Cell<string> {
  return text.length > TEXT_MAX ? { fault: "cell-too-long" } : { value: text };
}

function readNumber(text: string): Cell<string> {
  return isMangledNumber(text) ? { fault: "number-mangled" } : readText(text);
}

function readCountry(text: string): Cell<string> {
  const value = countryOf(text);
  return value === null ? { fault: "country-unknown" } : { value };
}

function readYesNo(text: string): Cell<boolean> {
  const word = normaliseCell(text);
  const isOf = (answer: "yes" | "no") => Object.values(YES_NO_WORDS[answer]).flat().includes(word);
  if (isOf("yes")) return { value: true };
  return isOf("no") ? { value: false } : { fault: "virtual-unknown" };
}

function readOwnership(text: string): Cell<DeviceRow["ownership"]> {
  const word = normaliseCell(text);
  const value = (["owned", "leased", "contract"] as const).find((one) =>
    Object.values(OWNERSHIP_WORDS[one]).flat().includes(word),
  );
  return value === undefined ? { fault: "ownership-unknown" } : { value };
}

/** A site by its name; by its city if it is the only site there. */
function readSite(text: string, sites: readonly Site[]): Cell<string> {
  const word = normaliseCell(text);
  const named = sites.filter(({ name }) => normaliseCell(name) === word);
  const found = named.length > 0 ? named : sites.filter(({ city }) => normaliseCell(city) === word);
  const [only] = found;
  if (only === undefined) return { fault: "site-unknown" };
  return found.length > 1 ? { fault: "site-unclear" } : { value: only.id };
}

/** A device that is in the list already keeps its id, and with it its certificate, photo and proof. */
function placed(
  devices: readonly DeviceText[],
  { present, nextId }: DeviceSpreadsheetContext,
): Pick<ParsedDeviceSpreadsheet, "rows" | "kept" | "added" | "removed"> {
  const free = Map.groupBy(present, keyOf);
  const rows = devices.map((device) => {
    const [known, ...rest] = free.get(keyOf(device)) ?? [];
    free.set(keyOf(device), rest);
    return { id: known?.id ?? nextId(), ...device };
  });
  const ids = new Set(rows.map(({ id }) => id));
  const removed = present.filter(({ id }) => !ids.has(id));
  const kept = present.length - removed.length;
  return { rows, kept, added: rows.length - kept, removed };
}

/** The identity of a device: its serial number with its model, or else all its fields. */
function keyOf({ siteId, kind, maker, type, country, serial, isVirtual }: DeviceText): string {
  const model = [maker, type, serial].map(normaliseCell);
  return (serial.trim() === "" ? [...model, siteId, normaliseCell(kind), country, String(isVirtual)] : model).join(
    "\n",
  );
}

function shortened(text: string): string {
  const short = [...text.toWellFormed()].slice(0, FOUND_MAX).join("");
  return short.replaceAll(/\p{Cc}/gu, " ");
}
