/** Types of an operational test as the HTTP API returns it. */
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

/** A complete test. */
export type Test = z.infer<typeof testSchema>;
/** The status of a test. */
export type TestState = Test["state"];
/** A notice about date, place and team to one recipient. */
export type TestNotice = Test["notices"][number];
/** A finding in the letter of request. */
export type LetterFinding = NonNullable<Test["letterFindings"]>[number];
/** An item of an operational test. */
export type TestItem = z.infer<typeof testItemSchema>;
/** All answers, with the outcome of each item. */
export type TestAnswers = z.infer<typeof testAnswersSchema>;
/** The Berita Acara as data. */
export type TestReport = z.infer<typeof testReportSchema>;
/** The tests that can be requested now. */
export type TestOffer = z.infer<typeof testOfferSchema>;
/** The request body of a new test. */
export type NewTest = z.infer<typeof newTestRequest>;
/** A page of a list of tests. */
export type TestList = z.infer<typeof testsSchema>;
/** A row of a list of tests. */
export type TestRow = TestList["items"][number];
/** A command on a test. */
export type TestCommand = z.infer<typeof testCommandRequest>["command"];
/** The public calendar. */
export type TestCalendar = z.infer<typeof testCalendarSchema>;
/** A day of the calendar. */
export type CalendarDay = TestCalendar["days"][number];
/** The officers' calendar. */
export type TestOfficerCalendar = z.infer<typeof testOfficerCalendarSchema>;
/** Persons who can be named for a test. */
export type TestPeople = z.infer<typeof testPeopleSchema>;
/** The current content of the SKLO. */
export type SkloNow = z.infer<typeof skloSchema>;
/** The results of a batch of signatures. */
export type SkloBatch = z.infer<typeof skloBatchSchema>;
/** The effect of signed evidence on a test. */
export type EvidencePreviewResult = z.infer<typeof evidencePreviewSchema>;
