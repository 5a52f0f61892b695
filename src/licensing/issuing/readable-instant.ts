import { Temporal } from "temporal-polyfill";
import { present } from "../../kernel/index.ts";
import { fillText, type PageTexts } from "./verification/page-texts.ts";

/** The time zone of dates on decrees. */
const ZONE = "Asia/Jakarta";

/** Formats a local date `YYYY-MM-DD` in words. */
export function readableDate(localDate: string, { dates }: Pick<PageTexts, "dates">): string {
  const date = Temporal.PlainDate.from(localDate);
  const month = present(dates.monthNames.split(" ")[date.month - 1], "month name");
  return fillText(dates.datePattern, { day: String(date.day), month, year: String(date.year) });
}

/** Formats an instant (milliseconds since 1970) as date and time in western Indonesia. */
export function readableInstant(atMs: number, texts: Pick<PageTexts, "dates">): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(ZONE);
  const time = local.toPlainTime().toString({ smallestUnit: "minute" });
  return fillText(texts.dates.instantPattern, { date: readableDate(local.toPlainDate().toString(), texts), time });
}
