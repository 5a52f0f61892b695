import titles from "./laws.json" with { type: "json" };

/** A law that pages and decrees name. */
export type LawId = keyof typeof titles;

/** Every law that pages and decrees name, with its Indonesian title, the only one in force. */
export const lawTitles: Readonly<Record<LawId, string>> = titles;

/** Rows of rules with the titles of the laws in place of their ids. Throws when a citation names a law without title. */
export function withLawTitles<Row extends { readonly unit: string; readonly value: unknown }>(
  rows: readonly Row[],
): readonly (Omit<Row, "value"> & { readonly value: unknown })[] {
  return rows.map((row) =>
    row.unit === "citations" ? { ...row, value: (row.value as readonly string[]).map(lawTitle) } : row,
  );
}

function lawTitle(id: string): string {
  if (!Object.hasOwn(titles, id)) throw new Error(`law ${id} has no title`);
  return titles[id as LawId];
}
