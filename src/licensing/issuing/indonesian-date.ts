import { present } from "../../kernel/index.ts";

const MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");

/** Writes a local date `YYYY-MM-DD` as Indonesian letters do: "25 November 2026". */
export function indonesianDate(localDate: string): string {
  const [year, month, day] = localDate.split("-").map(Number);
  return `${present(day, "day")} ${present(MONTHS[present(month, "month") - 1], "month name")} ${present(year, "year")}`;
}
