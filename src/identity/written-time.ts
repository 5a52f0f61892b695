import { Temporal } from "temporal-polyfill";
import { dateInWords } from "../regulation/index.ts";

type Language = "id" | "en";

const OFFICE_ZONE = "Asia/Jakarta";

/** An instant in words, in the office's zone: "Selasa, 1 Desember 2026 pukul 10.00 WIB". */
export function writtenMoment(instantMs: number, locale: Language): string {
  const at = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(OFFICE_ZONE);
  const date = dateInWords(at.toPlainDate().toString(), locale);
  const [hour, minute] = [at.hour, at.minute].map((part) => String(part).padStart(2, "0"));
  return locale === "id" ? `${date} pukul ${hour}.${minute} WIB` : `${date} at ${hour}:${minute} (Jakarta)`;
}
