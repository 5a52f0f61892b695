import { isUuid } from "../../../kernel/index.ts";

/** Cursor of a list: instant and id of the last row. */
export interface ListPlace {
  readonly atMs: number;
  readonly id: string;
}

const PLACE = /^(\d{1,15})_([0-9a-f-]{36})$/;

/** Serialises the cursor for the URL of the next page. */
export function placeText({ atMs, id }: ListPlace): string {
  return `${atMs}_${id}`;
}

/** Parses a cursor; undefined without one (first page), null for a malformed one. */
export function placeOf(text: string | undefined): ListPlace | undefined | null {
  if (text === undefined) return undefined;
  const [, at, id = ""] = PLACE.exec(text) ?? [];
  return at !== undefined && isUuid(id) ? { atMs: Number(at), id } : null;
}
