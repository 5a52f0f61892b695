import { sql } from "kysely";
import { present } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { type CalendarYear, calendarsInForce, officeDate, readReminderRules } from "../../../regulation/index.ts";
import { calendarsKey } from "../../promises/index.ts";
import { rememberTest } from "../evidence/remember-test.effects.ts";
import { orderReport } from "../report/order-test-documents.effects.ts";
import { withWord } from "../report/sign-report.ts";
import { insertSignature } from "../report/signatures.store.ts";
import { releaseBooking, releaseTeam, teamOf } from "../schedule/team.store.ts";
import { findTest, type TestChange, type TestRow, updateTest } from "../test.store.ts";
import { CHANNELS } from "../test-commands.effects.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { knowTest, testFactsOf } from "../test-facts.effects.ts";
import type { TestEventType } from "../test-words.shared.ts";
import { officersOfTests } from "./follow-up.effects.ts";
import { noteOnce } from "./notices.store.ts";
import { companyTemplate, testWords } from "./test-mail-words.effects.ts";
import { promisedOn, readTestPromise, rulesOfTest } from "./test-promise.ts";
import { type TestWatch, watchTest } from "./test-watch.ts";

/** Maximum number of tests in one sweep; the rest wait for the next. */
const SWEPT_MAX = 50;

/**
 * Processes every due test: missing notices, near or past test days, unsigned reports, processing times near their end.
 * Each is one transaction under its own lock, so the sweep may be interrupted anywhere and two sweeps may run
 * concurrently: each notification is sent once. Returns the number of processed tests.
 */
export async function sweepTests(dependencies: TestDependencies): Promise<number> {
  const { kit } = dependencies;
  const today = officeDate(kit.clock.nowMs());
  const key = calendarsKey(calendarsInForce(today));
  await wake(kit.db, key, today);
  const due = await kit.db
    .selectFrom("operationalTest")
    .select("id")
    .where("nextOn", "<=", today)
    .orderBy("nextOn")
    .limit(SWEPT_MAX)
    .execute();
  let seen = 0;
  for (const { id } of due) {
    const look = kit.db.transaction().execute((trx) => sweepTest(dependencies, trx, id));
    // A test that fails does not block the others.
    const changed = await look.catch((error: unknown) => {
      kit.log.error({ err: error, testId: id }, "test.look-failed");
      return false;
    });
    if (changed) seen += 1;
  }
  if (seen > 0) for (const channel of CHANNELS) kit.changeFeed.announce(channel);
  return seen;
}

/** A changed calendar moves due dates of open tests: they become due for the sweep today. */
async function wake(db: TestDependencies["kit"]["db"], key: string, today: string): Promise<void> {
  await sql`update operational_test set next_on = ${today}::date
    where id in (select id from operational_test where next_on is not null and next_on > ${today}::date
      and calendars <> ${key} limit 500)`.execute(db);
}

interface Seen {
  readonly row: TestRow;
  readonly watch: TestWatch;
  readonly at: Date;
  readonly today: string;
  readonly calendars: readonly CalendarYear[];
}

async function sweepTest(dependencies: TestDependencies, trx: DatabaseTransaction, id: string): Promise<boolean> {
  const row = await findTest(trx, id, "change");
  const nowMs = dependencies.kit.clock.nowMs();
  const today = officeDate(nowMs);
  if (row === undefined || row.nextOn === null || row.nextOn > today) return false;
  const calendars = calendarsInForce(today);
  const seen: Seen = { row, watch: watchTest(row, nowMs, calendars), at: new Date(nowMs), today, calendars };
  if (seen.watch.isPast) await endUnheld(dependencies, trx, seen);
  else if (seen.watch.isSilent) await closeUnsigned(dependencies, trx, seen);
  else await say(dependencies, trx, seen);
  await saveNextSweepDate(trx, id, seen);
  return true;
}

/** The next sweep date is computed after the changes of this one. */
async function saveNextSweepDate(trx: DatabaseTransaction, id: string, { at, calendars }: Seen): Promise<void> {
  const row = present(await findTest(trx, id), "operational test");
  const nextOn = watchTest(row, at.getTime(), calendars).nextOn;
  const dueDate = readTestPromise(row, at.getTime(), calendars)?.dueDate ?? row.dueDate;
  await trx
    .updateTable("operationalTest")
    .set({ nextOn, dueDate, calendars: calendarsKey(calendars) })
    .where("id", "=", id)
    .execute();
}

/** Records a time-driven change with its event and its notification to the company. */
async function happenedByItself(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  happened: {
    readonly seen: Seen;
    readonly type: TestEventType;
    readonly change: TestChange;
    readonly text: string | null;
  },
): Promise<void> {
  const { seen, type, change, text } = happened;
  const { row, at, today } = seen;
  await updateTest(trx, { id: row.id, at, change, counts: "both" });
  const act = { caller: null, requestId: null, testId: row.id, type, at, deskOnly: false, note: null };
  await rememberTest(dependencies.kit, trx, { ...act, detail: { on: today } });
  if (text === null) return;
  await notifyBothSides(dependencies, trx, { seen, text, key: type });
}

/** The day of the test has passed: a self-test that was not submitted lapses, a site test must be rescheduled. */
async function endUnheld(dependencies: TestDependencies, trx: DatabaseTransaction, seen: Seen): Promise<void> {
  const { row, at } = seen;
  if (row.method === "self") {
    await releaseTeam(trx, row.id, at);
    const change = { state: "lapsed", endedAt: at, leadId: null } as const;
    await happenedByItself(dependencies, trx, { seen, type: "lapsed", change, text: "lapsed" });
    return;
  }
  // The test was neither begun nor recorded as a no-show of the company: the ministry must offer another day.
  await releaseBooking(trx, row.id, at);
  await releaseTeam(trx, row.id, at);
  const change = { state: "confirmed", leadId: null } as const;
  await happenedByItself(dependencies, trx, { seen, type: "not-held", change, text: "not-held" });
}

/** The company did not sign in time: its silence is recorded, and the report closes with the ministry's signature or waits for it. */
async function closeUnsigned(dependencies: TestDependencies, trx: DatabaseTransaction, seen: Seen): Promise<void> {
  const { row, at } = seen;
  const looking = { db: trx, nowMs: at.getTime() };
  const known = await knowTest(dependencies, looking, row);
  const facts = await testFactsOf(looking, known, { caller: { personId: row.createdBy } });
  if (facts.signed.applicant !== null) return;
  const reportDigest = present(row.reportDigest, "digest of a drawn report");
  const word = { side: "applicant", kind: "silent", personId: null, how: null, remarks: "" } as const;
  await insertSignature(trx, { ...word, id: dependencies.kit.ids.next(), testId: row.id, reportDigest, at });
  const decision = withWord(facts, word);
  const promised = (events: TestRow["skloEvents"], types: typeof decision.sklo) =>
    JSON.stringify(promisedOn(row, { events, types, atMs: at.getTime() }));
  const change = {
    state: decision.state,
    skloStage: decision.skloStage,
    ...(decision.isClosed ? { closedAt: at } : {}),
    evaluationEvents: promised(row.evaluationEvents, decision.evaluation),
    skloEvents: promised(row.skloEvents, decision.sklo),
  };
  const closed = decision.state === "passed" ? "passed" : "failed";
  const text = decision.isClosed ? closed : null;
  await happenedByItself(dependencies, trx, { seen, type: "signature-missing", change, text });
  if (!decision.isClosed) return;
  const after = present(await findTest(trx, row.id), "operational test");
  await orderReport(dependencies, trx, { row: after, writing: { known, at } });
}

/** Sends reminders and late notices, each once. */
async function say(dependencies: TestDependencies, trx: DatabaseTransaction, seen: Seen): Promise<void> {
  const { row, watch, at, today } = seen;
  const { id: testId } = row;
  if (watch.isNoticeLate) {
    await happenedByItself(dependencies, trx, { seen, type: "notice-late", change: { noticeLateAt: at }, text: null });
    await notifyOfficers(dependencies, trx, {
      seen,
      text: "notice-late",
      permission: "application.assign",
      key: "notice-late",
    });
  }
  if (watch.isReminded && (await noteOnce(trx, { testId, key: `near ${row.testDate}`, on: today })))
    await notifyBothSides(dependencies, trx, { seen, text: "near", key: `near ${row.testDate}` });
  const { superiorFrom } = readReminderRules(rulesOfTest(row));
  const { run, reached } = watch.promise;
  const act = row.skloEvents.length > 0 ? "sklo" : "evaluation";
  for (const level of reached) {
    if (!(await noteOnce(trx, { testId, key: `${act} ${run} ${level}`, on: today }))) continue;
    const key = `promise ${act} ${run} ${level}`;
    await notifyOfficers(dependencies, trx, { seen, text: "promise", permission: "application.check", key });
    if (level >= superiorFrom)
      await notifyOfficers(dependencies, trx, {
        seen,
        text: "promise",
        permission: "application.propose",
        key: `${key} up`,
      });
  }
}

interface Saying {
  readonly seen: Seen;
  readonly text: string;
  readonly key: string;
}

/** Notifies the company and the team, or the officers who schedule tests if there is no team. */
async function notifyBothSides(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  { seen, text, key }: Saying,
): Promise<void> {
  const { row } = seen;
  const words = testWords(dependencies.kit, row);
  const params = (locale: "id" | "en") => ({ ...words(locale), reason: "" });
  const dedupeKey = `test ${row.id} ${key}`;
  await dependencies.tellCompany(trx, {
    organisationId: row.organisation.id,
    template: companyTemplate(row, text),
    params,
    dedupeKey,
  });
  const team = (await teamOf(trx, row.id)).map(({ personId }) => personId);
  const asked = { row, permission: "application.assign", now: seen.at } as const;
  const personIds = team.length > 0 ? team : await officersOfTests(dependencies, trx, asked);
  await dependencies.tellPeople(trx, {
    personIds,
    template: `test-desk.${text}`,
    params,
    dedupeKey: `${dedupeKey} desk`,
  });
}

async function notifyOfficers(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  {
    seen,
    text,
    key,
    permission,
  }: Saying & { readonly permission: Parameters<typeof officersOfTests>[2]["permission"] },
): Promise<void> {
  const { row, at } = seen;
  const personIds = await officersOfTests(dependencies, trx, { row, permission, now: at });
  const words = testWords(dependencies.kit, row);
  await dependencies.tellPeople(trx, {
    personIds,
    template: `test-desk.${text}`,
    params: (locale) => ({ ...words(locale), reason: "" }),
    dedupeKey: `test ${row.id} ${key}`,
  });
}
