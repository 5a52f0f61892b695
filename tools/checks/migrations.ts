import type { Check, Finding } from "./finding.ts";
import { filesBelow } from "./tree.ts";

const MIGRATION = /^db\/migrations\/(\d{4})_[a-z0-9]+(?:[-_][a-z0-9]+)*\.sql$/;

function complaintAbout(file: string, place: number): string | null {
  const number = MIGRATION.exec(file)?.[1];
  if (number === undefined) return "a migration is named 0001_subject.sql";
  const expected = String(place + 1).padStart(4, "0");
  return number === expected ? null : `expected number ${expected}: migrations have no gap and no double`;
}

/** Migrations are numbered from 0001 without gaps or doubles. */
export const migrations: Check = {
  name: "migrations",
  asks: "migrations are numbered without gaps",
  async run(root) {
    const files = (await filesBelow(root)).filter((file) => file.startsWith("db/migrations/"));
    const findings = files.flatMap((file, place): readonly Finding[] => {
      const message = complaintAbout(file, place);
      return message === null ? [] : [{ file, message }];
    });
    return { seen: files.length, findings };
  },
};
