import { Temporal } from "temporal-polyfill";
import type { Kit } from "../../platform/kit/index.ts";
import type { Locale } from "../../platform/texts/index.ts";
import type { TestRow } from "./test.store.ts";
import { readTestPromise } from "./test-promise.ts";

/** A local date in words: "Selasa, 1 Desember 2026". */
export function dayInWords(date: string, locale: Locale): string {
  const format = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  return Temporal.PlainDate.from(date).toLocaleString(locale === "en" ? "en-GB" : "id-ID", format);
}

/** Messages that a self test has in words of its own: its date is the last day for handing in, and no team comes. */
const OF_A_SELF_TEST: readonly string[] = ["notice-scheduled", "notice-moved", "near", "confirmed"];

/** The template of a message to the company of a test. */
export function companyTemplate({ method }: Pick<TestRow, "method">, message: string): string {
  return method === "self" && OF_A_SELF_TEST.includes(message) ? `test.${message}-self` : `test.${message}`;
}

/** What every message about a test carries: number, company, date, place, what is promised, and the way to it. Empty where there is none. */
export function testWords(
  kit: Pick<Kit, "texts" | "clock" | "publicUrl">,
  row: TestRow,
): (locale: Locale) => Readonly<Record<string, string>> {
  const reading = readTestPromise(row, kit.clock.nowMs());
  const isOwed = reading !== null && reading.endedAt === null;
  return (locale) => ({
    number: row.number,
    licence: row.licenceNumber,
    company: row.organisation.name,
    method: kit.texts.text(locale, `testMethods.${row.method}`),
    date: dayInWords(row.fieldCheckDate ?? row.testDate, locale),
    time: row.startsAt ?? "",
    place: row.place,
    due: isOwed ? dayInWords(reading.dueDate, locale) : "",
    link: `${kit.publicUrl()}/uji/${row.id}`,
  });
}
