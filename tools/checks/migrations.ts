import type { Check, Finding } from "./finding.ts";
import { filesBelow } from "./tree.ts";

const SUBJECT = "[a-z0-9]+(?:[-_][a-z0-9]+)*\\.sql$";

/** A folder of SQL files: the pattern of its file names, and the number of digits of their numbers (0 = not numbered). */
interface Folder {
  readonly path: string;
  readonly digits: 0 | 2 | 4;
  readonly named: string;
}

const FOLDERS: readonly Folder[] = [
  { path: "db/schema/", digits: 2, named: "a file of the baseline is named 01_module.sql" },
  { path: "db/migrations/", digits: 4, named: "a migration is named 0001_subject.sql" },
  { path: "db/functions/", digits: 0, named: "a file of a function is named function_name.sql" },
];

function complaintAbout(name: string, place: number, { digits, named }: Folder): string | null {
  if (digits === 0) return /^[a-z][a-z0-9_]*\.sql$/.test(name) ? null : named;
  const number = new RegExp(`^(\\d{${digits}})_${SUBJECT}`).exec(name)?.[1];
  if (number === undefined) return named;
  const expected = String(place + 1).padStart(digits, "0");
  return number === expected ? null : `expected number ${expected}: the files have no gap and no double`;
}

/** SQL file names match their folder's pattern; the baseline and the migrations are numbered without gaps or duplicates. */
export const migrations: Check = {
  name: "migrations",
  asks: "the baseline and the migrations are numbered without gaps",
  async run(root) {
    const all = await filesBelow(root);
    const files = FOLDERS.map((folder) => ({ folder, own: all.filter((file) => file.startsWith(folder.path)) }));
    const findings = files.flatMap(({ folder, own }) =>
      own.flatMap((file, place): readonly Finding[] => {
        const message = complaintAbout(file.slice(folder.path.length), place, folder);
        return message === null ? [] : [{ file, message }];
      }),
    );
    return { seen: files.reduce((sum, { own }) => sum + own.length, 0), findings };
  },
};
