import writeExcelFile from "write-excel-file/node";
import type { TableSpreadsheet } from "../../kernel/index.ts";
import { withOneTime } from "./archive.ts";

const COLUMN_WIDTH = 24;
/** Maximum number of cells of a table. */
const CELLS_MAX = 100_000;

/** Writes a table as XLSX; texts are stored as text, so that a code keeps its digits and no text is a formula. Equal tables yield equal bytes. */
export async function writeSpreadsheet(table: TableSpreadsheet): Promise<Uint8Array> {
  if (table.rows.length * table.columns.length > CELLS_MAX)
    throw new RangeError(`a table holds at most ${CELLS_MAX} cells`);
  const heading = table.heading.map((row, index) =>
    row.map((value) => ({ value, type: String, ...(index === 0 ? { fontWeight: "bold" as const } : {}) })),
  );
  const columns = table.columns.map((value) => ({
    value,
    type: String,
    fontWeight: "bold" as const,
    wrap: true,
    backgroundColor: "#e9ebfa",
    borderStyle: "thin" as const,
  }));
  const rows = table.rows.map((row) =>
    row.map((value) =>
      typeof value === "number"
        ? { value, type: Number, borderStyle: "thin" as const }
        : { value, type: String, format: "@", borderStyle: "thin" as const },
    ),
  );
  const file = writeExcelFile([...heading, [], columns, ...rows, [], [{ value: table.footer, type: String }]], {
    sheet: table.name,
    orientation: "landscape",
    columns: table.columns.map(() => ({ width: COLUMN_WIDTH })),
  });
  return withOneTime(new Uint8Array(await file.toBuffer()), table.createdAtMs);
}
