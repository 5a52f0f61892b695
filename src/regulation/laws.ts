import titles from "./laws.json" with { type: "json" };

/** A law cited by pages and decrees. */
export type LawId = keyof typeof titles;

/** Every law cited by pages and decrees, with its Indonesian title, the only authoritative one. */
export const lawTitles: Readonly<Record<LawId, string>> = titles;

/** Rows of rules with the titles of laws in place of their ids. Throws if a cited law has no title. */
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
