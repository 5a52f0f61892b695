import type { PeopleColumn } from "./people-columns.ts";

/** All faults of a spreadsheet of people; each has a rule and a remedy under `peopleImport.faults`. */
export const PEOPLE_FAULTS = [
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
  "cell-unreadable",
  "cell-too-long",
  "email-missing",
  "email-form",
  "role-unknown",
  "name-missing",
  "language-unknown",
  "row-twice",
  "only-for-agents",
  "agent-unclear",
  "extension-form",
  "extension-emergency",
  "extension-is-code",
  "extension-of-another",
  "queue-unknown",
  "queue-twice",
  "queue-tier",
  "queues-too-many",
  "skill-name",
  "skill-twice",
  "skill-level",
  "skills-too-many",
  "agents-full",
  "phones-full",
  "invitations-full",
] as const;

/** One of `PEOPLE_FAULTS`. */
export type PeopleFaultCode = (typeof PEOPLE_FAULTS)[number];

/** A fault at one place. */
export interface PeopleFault {
  /** The line number as in a spreadsheet. */
  readonly line: number;
  readonly column: PeopleColumn | null;
  readonly code: PeopleFaultCode;
  /** The text of the cell, or the value that the rule names. */
  readonly found: string;
}

const FOUND_MAX = 80;

/** A text shortened for a fault. */
export function shortened(text: string): string {
  const signs = [...text.replaceAll(/\s+/gu, " ")];
  return signs.length <= FOUND_MAX ? signs.join("") : `${signs.slice(0, FOUND_MAX).join("")}…`;
}
