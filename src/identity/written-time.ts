import { Temporal } from "temporal-polyfill";
import { dateInWords, timeInWords } from "../regulation/index.ts";

type Language = "id" | "en";

const OFFICE_ZONE = "Asia/Jakarta";

/** An instant in words, in the office's zone: "Selasa, 1 Desember 2026 pukul 10.00 WIB". */
export function writtenMoment(instantMs: number, locale: Language): string {
  const at = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(OFFICE_ZONE);
  const date = dateInWords(at.toPlainDate().toString(), locale);
  const time = timeInWords(at.toPlainTime().toString({ smallestUnit: "minute" }), locale);
  return locale === "id" ? `${date} pukul ${time} WIB` : `${date} at ${time} (Jakarta)`;
}
