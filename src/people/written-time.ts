import { Temporal } from "temporal-polyfill";

type Language = "id" | "en";

const TAGS: Readonly<Record<Language, string>> = { id: "id-ID", en: "en-GB" };
const DATE_IN_WORDS = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
const OFFICE_ZONE = "Asia/Jakarta";

/** A local date `YYYY-MM-DD` in words: "Selasa, 1 Desember 2026". */
export function writtenDate(localDate: string, locale: Language): string {
  return Temporal.PlainDate.from(localDate).toLocaleString(TAGS[locale], DATE_IN_WORDS);
}

/** An instant in words, in the office's zone: "Selasa, 1 Desember 2026 pukul 10.00 WIB". */
export function writtenMoment(instantMs: number, locale: Language): string {
  const at = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(OFFICE_ZONE);
  const date = writtenDate(at.toPlainDate().toString(), locale);
  const [hour, minute] = [at.hour, at.minute].map((part) => String(part).padStart(2, "0"));
  return locale === "id" ? `${date} pukul ${hour}.${minute} WIB` : `${date} at ${hour}:${minute} (Jakarta)`;
}
