import { Temporal } from "temporal-polyfill";
import { present } from "../../kernel/index.ts";

const MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");

/** Formats a local date `YYYY-MM-DD` in Indonesian: "25 November 2026". */
export function indonesianDate(localDate: string): string {
  const [year, month, day] = localDate.split("-").map(Number);
  return `${present(day, "day")} ${present(MONTHS[present(month, "month") - 1], "month name")} ${present(year, "year")}`;
}

/** Formats an instant in Indonesian, in the zone of western Indonesia: "25 November 2026, 11.30 WIB". */
export function indonesianInstant(atMs: number): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO("Asia/Jakarta");
  const time = local.toPlainTime().toString({ smallestUnit: "minute" }).replace(":", ".");
  return `${indonesianDate(local.toPlainDate().toString())}, ${time} WIB`;
}
