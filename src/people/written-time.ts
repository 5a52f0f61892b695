import { Temporal } from "temporal-polyfill";

type Language = "id" | "en";

const TAGS: Readonly<Record<Language, string>> = { id: "id-ID", en: "en-GB" };
const DATE_IN_WORDS = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;

/** A local date `YYYY-MM-DD` in words: "Selasa, 1 Desember 2026". */
export function writtenDate(localDate: string, locale: Language): string {
  return Temporal.PlainDate.from(localDate).toLocaleString(TAGS[locale], DATE_IN_WORDS);
}
