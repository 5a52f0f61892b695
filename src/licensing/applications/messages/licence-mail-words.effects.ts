import type { Kit } from "../../../platform/kit/index.ts";
import { harmlessParams } from "../../../platform/mail/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { dateInWords, officeDate } from "../../../regulation/index.ts";
import { readLicencePromise } from "../deadlines/licence-promise.ts";
import { type LicenceRow, namesOf, type Reading } from "../licence.store.ts";

/** Parameters common to all messages about a case: number, company, party that must act, due date and link. */
export async function licenceWords(
  kit: Pick<Kit, "texts" | "clock" | "publicUrl">,
  db: Reading,
  row: LicenceRow,
): Promise<(locale: Locale) => Readonly<Record<string, string>>> {
  const { assigneeId } = row;
  const officer = assigneeId === null ? undefined : (await namesOf(db, [assigneeId])).get(assigneeId);
  const reading = readLicencePromise(row, kit.clock.nowMs());
  const link = `${kit.publicUrl()}/izin/${row.id}`;
  const isOwed = reading !== null && reading.endedAt === null;
  return (locale) => {
    const key = row.paused ? "paused" : row.state;
    const words = {
      number: row.number ?? "",
      date: dateInWords(officeDate((row.submittedAt ?? row.createdAt).getTime()), locale),
      company: row.organisation.name,
      holder: kit.texts.text(locale, `mail.licence.holder.${key}`, { officer: officer ?? "–" }),
      due: isOwed ? dateInWords(reading.dueDate, locale) : "–",
      until: row.repairUntil === null ? "–" : dateInWords(row.repairUntil, locale),
      link,
    };
    const form = isOwed && reading.holder === "ministry" ? "facts" : "facts-ended";
    return { ...words, facts: kit.texts.text(locale, `mail.licence.${form}`, harmlessParams(words)) };
  };
}
