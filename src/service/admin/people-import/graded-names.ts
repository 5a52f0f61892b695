/** A name with an integer: a queue with its tier, a skill with its level. */
export interface GradedName {
  readonly name: string;
  readonly grade: number;
}

/** Several graded names in one cell: `Penjualan:1 | Keluhan:2`. A bar or a backslash in a name is escaped by a backslash. */
export function writeGraded(names: readonly GradedName[]): string {
  return names.map(({ name, grade }) => `${name.replaceAll(/[\\|]/gu, String.raw`\$&`)}:${grade}`).join(" | ");
}

const GRADE = /^(.*\S)\s*:\s*(\d{1,4})$/su;

/** Parses such a cell; a name without a number has the usual one. */
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

/** The parts between unescaped bars. */
function parts(cell: string): readonly string[] {
  return cell.match(/(?:\\[\\|]|[^|])+/gu) ?? [];
}
