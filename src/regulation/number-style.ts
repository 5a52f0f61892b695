import { assert } from "../kernel/index.ts";

const PLACE = /\{([a-z]+)(?::(\d))?\}/g;

/** The placeholders of a number style. */
const places = ["seq", "yyyy", "yyyymmdd"] as const;

/**
 * Formats a number by its style: `{seq}` the sequence, `{seq:5}` the same with leading zeros to 5 digits, `{yyyy}` the
 * year and `{yyyymmdd}` the day of `date` (local, `YYYY-MM-DD`). Throws on an unknown placeholder or a sequence below
 * 1. A sequence longer than its width is written in full, never truncated.
 */
export function writeNumber(style: string, parts: { readonly seq: number; readonly date: string }): string {
  assert(Number.isSafeInteger(parts.seq) && parts.seq >= 1, "a sequence counts from 1");
  assert(/^\d{4}-\d{2}-\d{2}$/.test(parts.date), "a number is written for a local date");
  const texts: Readonly<Record<(typeof places)[number], string>> = {
    seq: String(parts.seq),
    yyyy: parts.date.slice(0, 4),
    yyyymmdd: parts.date.replaceAll("-", ""),
  };
  return style.replace(PLACE, (_whole, name: string, width: string | undefined) => {
    const place = places.find((known) => known === name);
    assert(place !== undefined, `number style has an unknown place: ${name}`);
    return texts[place].padStart(Number(width ?? 0), "0");
  });
}
