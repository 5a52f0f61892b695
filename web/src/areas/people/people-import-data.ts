/** Import of users from a spreadsheet: previewed first, written on confirmation. */
import type { z } from "zod";
import type {
  peopleImportedSchema,
  peoplePreviewSchema,
} from "../../../../src/service/admin/people-import/contract.ts";
import { spokenLocale } from "../../data/client.ts";
import { failure, problemFrom } from "../../data/problem.ts";

/** The effect of a spreadsheet. */
export type PeoplePreview = z.output<typeof peoplePreviewSchema>;

/** One row of the preview. */
export type PeopleLine = PeoplePreview["lines"][number];

/** The result of an import. */
export type ImportedPeople = z.output<typeof peopleImportedSchema>;

async function send<Body>(path: string, file: File): Promise<Body> {
  const form = new FormData();
  form.append("file", file, file.name);
  const headers = { "Accept-Language": spokenLocale() };
  // A file that was changed or deleted after it was chosen can no longer be read, and fetch fails as with a lost connection.
  const response = await fetch(path, { method: "POST", body: form, headers });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failure(problemFrom(body, response.status));
  return body as Body;
}

/** A file in memory, with its preview. */
export interface PreviewedPeople {
  readonly file: File;
  readonly preview: PeoplePreview;
}

/** Sends a spreadsheet for preview. Its bytes are read once, so that the import writes exactly the previewed content. */
export async function previewPeopleImport(chosen: File): Promise<PreviewedPeople> {
  const file = new File([await chosen.arrayBuffer()], chosen.name, { type: chosen.type });
  return { file, preview: await send<PeoplePreview>("/api/service/people-sheet/preview", file) };
}

/** Imports a spreadsheet as previewed. */
export function writePeople({ file, preview }: PreviewedPeople): Promise<ImportedPeople> {
  return send<ImportedPeople>(`/api/service/people-sheet?plan=${preview.plan ?? ""}`, file);
}

/** Rows as CSV with the separator of the locale; cells that a spreadsheet would execute as formulas are escaped. */
export function csvText(rows: readonly (readonly string[])[], separator: ";" | ","): string {
  const cell = (text: string): string => {
    const harmless = /^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
    return /[";,\n\r]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(separator)).join("\r\n")}\r\n`;
}
