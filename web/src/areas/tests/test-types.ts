/** The shapes of an operational test as the HTTP API answers with them. */
import type { z } from "zod";
import type {
  newTestRequest,
  testCommandRequest,
  testOfferSchema,
  testSchema,
  testsSchema,
} from "../../../../src/licensing/operational-tests/contract.ts";
import type {
  evidencePreviewSchema,
  testAnswersSchema,
  testItemSchema,
  testReportSchema,
} from "../../../../src/licensing/operational-tests/evidence/items.shared.ts";
import type {
  testCalendarSchema,
  testOfficerCalendarSchema,
  testPeopleSchema,
} from "../../../../src/licensing/operational-tests/schedule/calendar.shared.ts";
import type { skloBatchSchema, skloSchema } from "../../../../src/licensing/operational-tests/sklo/sklo.shared.ts";

export type { AnswerValue } from "../../../../src/licensing/operational-tests/evidence/items.shared.ts";

/** A whole test. */
export type Test = z.infer<typeof testSchema>;
/** Where a test stands. */
export type TestState = Test["state"];
/** Somebody who is, or was, told of date, place and team. */
export type TestNotice = Test["notices"][number];
/** A fault of the letter of request. */
export type LetterFinding = NonNullable<Test["letterFindings"]>[number];
/** One item that is tested. */
export type TestItem = z.infer<typeof testItemSchema>;
/** Everything that was found, with the standing of each item. */
export type TestAnswers = z.infer<typeof testAnswersSchema>;
/** The Berita Acara as data. */
export type TestReport = z.infer<typeof testReportSchema>;
/** What can be asked for now. */
export type TestOffer = z.infer<typeof testOfferSchema>;
/** A request as it is sent. */
export type NewTest = z.infer<typeof newTestRequest>;
/** A page of a list of tests. */
export type TestList = z.infer<typeof testsSchema>;
/** A line of a list of tests. */
export type TestRow = TestList["items"][number];
/** What can be asked to be done with a test. */
export type TestCommand = z.infer<typeof testCommandRequest>["command"];
/** The public calendar. */
export type TestCalendar = z.infer<typeof testCalendarSchema>;
/** A day of the calendar. */
export type CalendarDay = TestCalendar["days"][number];
/** The officers' calendar. */
export type TestOfficerCalendar = z.infer<typeof testOfficerCalendarSchema>;
/** Who can be named for a test. */
export type TestPeople = z.infer<typeof testPeopleSchema>;
/** The SKLO as it would be signed now. */
export type SkloNow = z.infer<typeof skloSchema>;
/** What became of a batch of signatures. */
export type SkloBatch = z.infer<typeof skloBatchSchema>;
/** What signed evidence would do to a test. */
export type EvidencePreviewResult = z.infer<typeof evidencePreviewSchema>;
