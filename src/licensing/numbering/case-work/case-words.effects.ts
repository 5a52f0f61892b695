import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { harmlessParams } from "../../../platform/mail/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { dateInWords, officeDate } from "../../../regulation/index.ts";
import type { ApplicationRow } from "../cases/application.store.ts";
import { type ApplicationKind, KIND_RULES } from "../cases/application-kind.ts";
import { promiseOf, readApplicationPromise } from "../cases/application-promise.ts";
import { displayCode } from "../codes/access-code.ts";

/** Name of the message text: cases about a code that the company already holds use separate texts. */
export function caseText(kind: ApplicationKind, template: string): string {
  return KIND_RULES[kind].restsOn === "own-code" ? `${template}-own-code` : template;
}

/** Whether the processing time is paused because the applicant must act. */
export function isPausedRow(row: Pick<ApplicationRow, "state" | "promiseEvents">): boolean {
  return row.state === "checking" && row.promiseEvents.at(-1)?.type === "paused";
}

/** Parameters common to all messages about a case: number, dates, company, code, party that must act, due date and link. */
export async function caseWords(
  kit: Pick<Kit, "texts" | "clock" | "publicUrl">,
  db: Database | DatabaseTransaction,
  row: ApplicationRow,
): Promise<(locale: Locale) => Readonly<Record<string, string>>> {
  const officer = row.checkerId === null ? undefined : await nameOf(db, row.checkerId);
  const nowMs = kit.clock.nowMs();
  const reading = readApplicationPromise(promiseOf(row), nowMs);
  const link = `${kit.publicUrl()}/permohonan/${row.id}`;
  return (locale) => {
    const key = isPausedRow(row) ? "paused" : row.state;
    const holder = kit.texts.text(locale, `mail.case.holder.${key}`, { officer: officer ?? "–" });
    const isOwed = reading !== null && reading.endedAt === null;
    const due = isOwed ? dateInWords(reading.dueDate, locale) : "–";
    const words = {
      number: row.number ?? "",
      date: dateInWords(officeDate((row.submittedAt ?? row.createdAt).getTime()), locale),
      company: row.organisation.name,
      code: displayCode(row.code),
      holder,
      due,
      link,
    };
    const form = isOwed && reading.holder === "applicant" ? "facts-standing" : isOwed ? "facts" : "facts-ended";
    return { ...words, facts: kit.texts.text(locale, `mail.case.${form}`, harmlessParams(words)) };
  };
}

async function nameOf(db: Database | DatabaseTransaction, personId: string): Promise<string | undefined> {
  const row = await db.selectFrom("person").select("name").where("id", "=", personId).executeTakeFirst();
  return row?.name;
}
