/** Sheets of people on their way to the server: looked at first, written on a word. */
import type { z } from "zod";
import type {
  peopleImportedSchema,
  peoplePreviewSchema,
} from "../../../../src/service/admin/people-import/contract.ts";
import { spokenLocale } from "../../data/client.ts";
import { failure, problemFrom } from "../../data/problem.ts";

/** What a sheet would do. */
export type PeoplePreview = z.output<typeof peoplePreviewSchema>;

/** One line of it. */
export type PeopleLine = PeoplePreview["lines"][number];

/** What a sheet did. */
export type ImportedPeople = z.output<typeof peopleImportedSchema>;

async function send<Body>(path: string, file: File): Promise<Body> {
  const form = new FormData();
  form.append("file", file, file.name);
  const headers = { "Accept-Language": spokenLocale() };
  // A file that was changed or taken away since it was chosen cannot be read any more, which looks as a lost connection does.
  const response = await fetch(path, { method: "POST", body: form, headers });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failure(problemFrom(body, response.status));
  return body as Body;
}

/** A file whose bytes are held, with what it would do. */
export interface PreviewedPeople {
  readonly file: File;
  readonly preview: PeoplePreview;
}

/** Has the server look at a sheet. Its bytes are read once: what is written is what was looked at. */
export async function previewPeopleImport(chosen: File): Promise<PreviewedPeople> {
  const file = new File([await chosen.arrayBuffer()], chosen.name, { type: chosen.type });
  return { file, preview: await send<PeoplePreview>("/api/service/people-sheet/preview", file) };
}

/** Has the server write a sheet, as it was looked at. */
export function writePeople({ file, preview }: PreviewedPeople): Promise<ImportedPeople> {
  return send<ImportedPeople>(`/api/service/people-sheet?plan=${preview.plan ?? ""}`, file);
}

/** Rows as CSV that spreadsheets of the language read; what would be read as a formula is made harmless. */
export function csvText(rows: readonly (readonly string[])[], separator: ";" | ","): string {
  const cell = (text: string): string => {
    const harmless = /^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
    return /[";,\n\r]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(separator)).join("\r\n")}\r\n`;
}
