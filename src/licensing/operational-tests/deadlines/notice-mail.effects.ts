import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { Temporal } from "temporal-polyfill";
import { present } from "../../../kernel/index.ts";
import { insertFile } from "../../../platform/files/index.ts";
import type { EffectHandler } from "../../../platform/outbox/index.ts";
import { dateInWords, officeDayStartMs, timeInWords } from "../../../regulation/index.ts";
import { findTest, type TestRow } from "../test.store.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { findNotice, noticeKey } from "./notices.store.ts";
import { companyTemplate, testWords } from "./test-mail-words.effects.ts";

const CALENDAR_BYTES_MAX = 100_000;

type Notice = NonNullable<Awaited<ReturnType<typeof findNotice>>>;

/**
 * A notice as a calendar file (RFC 5545). The test keeps one UID and increments SEQUENCE, so that a calendar
 * application moves the existing entry instead of adding another.
 */
function calendarFile(
  row: Pick<TestRow, "id" | "number" | "method">,
  notice: Notice,
  text: { readonly title: string; readonly description: string; readonly url: string },
): string {
  const { day, detail, kind, sequence, sentAt } = notice;
  const isWholeDay = detail.startsAt === null;
  const start = isWholeDay
    ? new Date(Temporal.PlainDate.from(day).toZonedDateTime("UTC").epochMilliseconds)
    : new Date(officeDayStartMs(day) + minutesOf(detail.startsAt ?? "00:00") * 60_000);
  const isCancelled = kind === "cancelled";
  const calendar = ical({
    prodId: { company: "Sambung", product: "Uji Laik Operasi", language: "ID" },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${row.id}@sambung`,
    sequence,
    stamp: sentAt,
    start,
    allDay: isWholeDay,
    ...(isWholeDay ? {} : { end: new Date(start.getTime() + TEST_HOURS * 3_600_000), timezone: "UTC" }),
    summary: text.title,
    description: text.description,
    location: detail.place,
    url: text.url,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}

/** Assumed duration of a test in the calendar; it blocks the working day. */
const TEST_HOURS = 7;

function minutesOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** The calendar file of a test's newest notice, in one language; undefined if there is no notice. */
export async function invitationOf(
  dependencies: TestDependencies,
  row: TestRow,
  locale: "id" | "en",
): Promise<string | undefined> {
  const newest = await dependencies.kit.db
    .selectFrom("testNotice")
    .select("id")
    .where("testId", "=", row.id)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  const notice = newest === undefined ? undefined : await findNotice(dependencies.kit.db, newest.id);
  return notice === undefined ? undefined : calendarFile(row, notice, noticeText(dependencies, row, notice, locale));
}

function noticeText({ kit }: TestDependencies, row: TestRow, notice: Notice, locale: "id" | "en") {
  const words = noticeWords(kit, row, notice)(locale);
  return {
    title: kit.texts.text(locale, `mail.test.calendar.${row.method === "self" ? "titleSelf" : "title"}`, words),
    description: kit.texts.text(locale, "mail.test.calendar.description", words),
    url: `${kit.publicUrl()}/uji/${row.id}`,
  };
}

function noticeWords(kit: TestDependencies["kit"], row: TestRow, { day, detail }: Notice) {
  const words = testWords(kit, row);
  return (locale: "id" | "en") => ({
    ...words(locale),
    date: dateInWords(day, locale),
    time: timeInWords(detail.startsAt ?? "", locale),
    place: detail.place,
    team: detail.team.join(", "),
    items: detail.items,
    prepare: detail.toPrepare.trim(),
    reason: detail.reason?.trim() ?? "",
  });
}

/** Mails a notice with a calendar file to all members of the company. Idempotent: each recipient gets one mail. */
export function noticeMailer(dependencies: TestDependencies): EffectHandler {
  return async (payload) => {
    const { kit } = dependencies;
    const notice = await findNotice(kit.db, payload["noticeId"] ?? "");
    const row = notice === undefined ? undefined : await findTest(kit.db, notice.testId);
    if (notice === undefined || row === undefined) return;
    const file = calendarFile(row, notice, noticeText(dependencies, row, notice, "id"));
    const bytes = new TextEncoder().encode(file);
    const stored = await kit.files.put(chunks(bytes), CALENDAR_BYTES_MAX);
    const { sha256 } = present(stored.ok ? stored.value : null, "stored calendar file");
    const fileId = kit.ids.next();
    await kit.db.transaction().execute(async (trx) => {
      await insertFile(trx, {
        id: fileId,
        purpose: "test-calendar",
        sha256,
        bytes: bytes.length,
        mediaType: "text/calendar",
        originalName: `${row.number}.ics`,
        uploadedBy: null,
        organisationId: row.organisation.id,
        uploadedAt: new Date(kit.clock.nowMs()),
      });
      await dependencies.tellCompany(trx, {
        organisationId: row.organisation.id,
        template: companyTemplate(row, `notice-${notice.kind}`),
        params: noticeWords(kit, row, notice),
        dedupeKey: noticeKey(notice.id),
        attachmentFileId: fileId,
      });
    });
    kit.changeFeed.announce("outbox");
  };
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
