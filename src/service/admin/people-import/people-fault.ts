import type { PeopleColumn } from "./people-columns.ts";

/** Everything that may be wrong with a sheet of people; each has a rule and a remedy under `peopleImport.faults`. */
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

/** One thing wrong at one place. */
export interface PeopleFault {
  /** The line as a spreadsheet counts it. */
  readonly line: number;
  readonly column: PeopleColumn | null;
  readonly code: PeopleFaultCode;
  /** What stands there, or what the rule names. */
  readonly found: string;
}

const FOUND_MAX = 80;

/** A text as a fault shows it. */
export function shortened(text: string): string {
  const signs = [...text.replaceAll(/\s+/gu, " ")];
  return signs.length <= FOUND_MAX ? signs.join("") : `${signs.slice(0, FOUND_MAX).join("")}…`;
}
