import { isUuid } from "../../../kernel/index.ts";

/** Behind what a list goes on: its last thing's instant and id. */
export interface ListPlace {
  readonly atMs: number;
  readonly id: string;
}

const PLACE = /^(\d{1,15})_([0-9a-f-]{36})$/;

/** What the address of the next page carries. */
export function placeText({ atMs, id }: ListPlace): string {
  return `${atMs}_${id}`;
}

/** What an address carries; undefined for the beginning, null for what no list has said. */
export function placeOf(text: string | undefined): ListPlace | undefined | null {
  if (text === undefined) return undefined;
  const [, at, id = ""] = PLACE.exec(text) ?? [];
  return at !== undefined && isUuid(id) ? { atMs: Number(at), id } : null;
}
