import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { dateInWords, timeInWords } from "../../../regulation/index.ts";
import type { TestRow } from "../test.store.ts";
import { readTestPromise } from "./test-promise.ts";

/** Messages with a variant for self-tests, whose date is the last day to submit and which no team attends. */
const OF_A_SELF_TEST: readonly string[] = ["notice-scheduled", "notice-moved", "near", "confirmed"];

/** The template of a message to the company of a test. */
export function companyTemplate({ method }: Pick<TestRow, "method">, message: string): string {
  return method === "self" && OF_A_SELF_TEST.includes(message) ? `test.${message}-self` : `test.${message}`;
}

/** Parameters common to all messages about a test: number, company, date, place, due date and link. Empty where not applicable. */
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
    date: dateInWords(row.fieldCheckDate ?? row.testDate, locale),
    time: timeInWords(row.startsAt ?? "", locale),
    place: row.place,
    due: isOwed ? dateInWords(reading.dueDate, locale) : "",
    link: `${kit.publicUrl()}/uji/${row.id}`,
  });
}
