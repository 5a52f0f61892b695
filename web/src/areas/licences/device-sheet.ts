/** Rows of a spreadsheet as devices: headings in either language, one fault for each cell that cannot be taken. */
import type { DeviceRow, Site } from "../../../../src/licensing/requirements/form.shared.ts";

/** The columns in their order, each with the headings it is known by; the first two are those of our own sheets. */
export const DEVICE_COLUMNS = {
  kind: ["Jenis perangkat", "Kind of device", "jenis", "kind"],
  maker: ["Merek atau pembuat", "Maker", "merek", "pembuat"],
  type: ["Tipe", "Type", "model"],
  serial: ["Nomor seri", "Serial number", "serial", "sn"],
  country: ["Negara pembuat (dua huruf)", "Country of make (two letters)", "negara", "negara pembuat", "country"],
  certificateNumber: ["Nomor sertifikat", "Certificate number", "sertifikat", "certificate"],
  site: ["Lokasi", "Site", "location"],
  ownership: ["Kepemilikan", "Ownership", "status"],
  isVirtual: ["Tanpa bentuk fisik", "Virtual", "cloud"],
} as const;

/** One of the columns. */
export type DeviceColumn = keyof typeof DEVICE_COLUMNS;

/** What is wrong with one cell, or with the sheet as a whole (row 1, no column). */
export interface SheetFault {
  /** As the spreadsheet counts, its heading being 1. */
  readonly row: number;
  readonly column: DeviceColumn | null;
  readonly code:
    | "no-heading"
    | "no-rows"
    | "too-many"
    | "missing"
    | "too-long"
    | "country-unknown"
    | "site-unknown"
    | "ownership-unknown"
    | "yes-or-no";
  readonly found: string;
}

/** What a sheet came to. Rows with a fault are not among `devices`. */
export interface ReadDevices {
  readonly devices: readonly DeviceRow[];
  readonly faults: readonly SheetFault[];
}

const CELL_MAX = 100;

const OWNERSHIPS: Readonly<Record<string, DeviceRow["ownership"]>> = {
  ...{ "": "owned", "milik sendiri": "owned", milik: "owned", owned: "owned", own: "owned" },
  ...{ sewa: "leased", leased: "leased", lease: "leased", rented: "leased" },
  ...{ "lewat kontrak layanan": "contract", kontrak: "contract", contract: "contract" },
};

const YES: readonly string[] = ["ya", "yes", "y", "1", "x", "true"];
const NO: readonly string[] = ["", "tidak", "no", "n", "0", "false", "-"];

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, " ");

/** Which column each heading is; headings that nobody knows are left out. */
function headingsOf(cells: readonly string[]): readonly (DeviceColumn | null)[] {
  const columns = Object.entries(DEVICE_COLUMNS) as readonly [DeviceColumn, readonly string[]][];
  return cells.map(
    (cell) => columns.find(([, names]) => names.some((name) => plain(name) === plain(cell)))?.[0] ?? null,
  );
}

interface Reading {
  readonly sites: readonly Site[];
  readonly countries: readonly string[];
  readonly newId: () => string;
}

/** Reads rows of cells, the first of which holds the headings. `room` is how many devices may still be added. */
export function readDeviceRows(
  cells: readonly (readonly string[])[],
  reading: Reading & { readonly room: number },
): ReadDevices {
  const headings = headingsOf(cells[0] ?? []);
  if (!headings.includes("maker") || !headings.includes("type"))
    return { devices: [], faults: [{ row: 1, column: null, code: "no-heading", found: (cells[0] ?? []).join(", ") }] };
  const filled = cells
    .map((row, index) => ({ row: index + 1, cells: row }))
    .filter(({ row, cells: inner }) => row > 1 && inner.some((cell) => cell.trim() !== ""));
  if (filled.length === 0) return { devices: [], faults: [{ row: 1, column: null, code: "no-rows", found: "" }] };
  if (filled.length > reading.room)
    return { devices: [], faults: [{ row: 1, column: null, code: "too-many", found: String(filled.length) }] };
  const read = filled.map(({ row, cells: inner }) => {
    const cellOf = (column: DeviceColumn): string => (inner[headings.indexOf(column)] ?? "").trim();
    return readRow(row, cellOf, reading);
  });
  return {
    devices: read.flatMap(({ device, faults }) => (faults.length === 0 ? [device] : [])),
    faults: read.flatMap(({ faults }) => faults),
  };
}

function readRow(
  row: number,
  cellOf: (column: DeviceColumn) => string,
  { sites, countries, newId }: Reading,
): { readonly device: DeviceRow; readonly faults: readonly SheetFault[] } {
  const site = sites.find(({ name }) => plain(name) === plain(cellOf("site")));
  const ownership = OWNERSHIPS[plain(cellOf("ownership"))];
  const country = cellOf("country").toUpperCase();
  const virtual = plain(cellOf("isVirtual"));
  const device: DeviceRow = {
    id: newId(),
    siteId: site?.id ?? "",
    kind: cellOf("kind"),
    maker: cellOf("maker"),
    type: cellOf("type"),
    country: countries.includes(country) ? country : "",
    serial: cellOf("serial"),
    isVirtual: YES.includes(virtual),
    certificateNumber: cellOf("certificateNumber"),
    ownership: ownership ?? "owned",
  };
  const fault = (column: DeviceColumn, code: SheetFault["code"]): SheetFault => ({
    ...{ row, column, code, found: cellOf(column).slice(0, CELL_MAX) },
  });
  const columns = Object.keys(DEVICE_COLUMNS) as readonly DeviceColumn[];
  const faults = [
    ...(["maker", "type"] as const).filter((column) => cellOf(column) === "").map((column) => fault(column, "missing")),
    ...columns.filter((column) => cellOf(column).length > CELL_MAX).map((column) => fault(column, "too-long")),
    ...(country === "" || countries.includes(country) ? [] : [fault("country", "country-unknown")]),
    ...(cellOf("site") === "" || site !== undefined ? [] : [fault("site", "site-unknown")]),
    ...(ownership === undefined ? [fault("ownership", "ownership-unknown")] : []),
    ...(YES.includes(virtual) || NO.includes(virtual) ? [] : [fault("isVirtual", "yes-or-no")]),
  ];
  return { device, faults };
}
