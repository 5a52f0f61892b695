/** A name with a whole number beside it: a queue with its tier, a skill with its level. */
export interface GradedName {
  readonly name: string;
  readonly grade: number;
}

/**
 * Several of them in one cell: `Penjualan:1 | Keluhan:2`. A bar or a backslash in a name stands behind a backslash.
 */
export function writeGraded(names: readonly GradedName[]): string {
  return names.map(({ name, grade }) => `${name.replaceAll(/[\\|]/gu, String.raw`\$&`)}:${grade}`).join(" | ");
}

const GRADE = /^(.*\S)\s*:\s*(\d{1,4})$/su;

/** Reads such a cell; a name without a number has the usual one. */
export function readGraded(cell: string, usualGrade: number): readonly GradedName[] {
  return parts(cell)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [, name = part, grade] = GRADE.exec(part) ?? [];
      const plain = name.replaceAll(/\\([\\|])/gu, "$1");
      return { name: plain, grade: grade === undefined ? usualGrade : Number(grade) };
    });
}

/** What stands between bars that are no part of a name. */
function parts(cell: string): readonly string[] {
  return cell.match(/(?:\\[\\|]|[^|])+/gu) ?? [];
}
