import { cityKey, commitmentTotals } from "../configuration/index.ts";
import { type CheckFrame, emptyFields, type FieldFault, inPart, when } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";
import type { CommitmentPart } from "./form.shared.ts";

/** Checks the five-year commitment: every row complete, and the minimum in year one. Years two to five may be empty. */
export function checkCommitment(frame: CheckFrame): readonly PreCheckFinding[] {
  const { commitment } = frame.form;
  const { firstYearE1, linesPerE1 } = frame.rules.values;
  const rows = commitment.rows.flatMap((row, index) =>
    emptyFields(row, { path: `rows.${index}`, fields: ["city", "centres", "capacity"] }),
  );
  const first = commitmentTotals(commitment, linesPerE1).years[0];
  const firstRow = commitment.rows.findIndex(({ year }) => year === 1);
  const place = firstRow < 0 ? { field: "rows" } : { field: `rows.${firstRow}.capacity` };
  const rowId = commitment.rows[firstRow]?.id;
  const least = { channels: first?.addedChannels ?? 0, e1: firstYearE1, least: firstYearE1 * linesPerE1 };
  return inPart(frame, "commitment", [
    ...rows,
    ...when((first?.addedE1 ?? 0) < firstYearE1, {
      code: "year-one-capacity",
      ...place,
      ...(rowId === undefined ? {} : { rowId }),
      params: least,
      rule: "commitment-first-year-e1",
    }),
    ...when(firstRow >= 0 && (first?.totalCentres ?? 0) === 0, { code: "year-one-centre", level: "warns", ...place }),
    ...sameRows(commitment),
  ]);
}

/** Two rows with the same year and city are duplicates. */
function sameRows({ rows }: CommitmentPart): readonly FieldFault[] {
  const key = (row: CommitmentPart["rows"][number]) => `${row.year} ${cityKey(row.city)}`;
  const seen = new Set<string>();
  return rows.flatMap((row, index): readonly FieldFault[] => {
    if (row.city.trim() === "") return [];
    const isSeen = seen.has(key(row));
    seen.add(key(row));
    return when(isSeen, {
      code: "commitment-twice",
      level: "warns",
      rowId: row.id,
      field: `rows.${index}.city`,
      params: { year: row.year, city: row.city },
    });
  });
}
