import type { Permission } from "../../../identity/index.ts";
import { present } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { addToOutbox } from "../../../platform/outbox/index.ts";
import { orderTestDocuments } from "../report/order-test-documents.effects.ts";
import { teamOf } from "../schedule/team.store.ts";
import { findTest, type TestRow } from "../test.store.ts";
import type { ReportedTest, TestDependencies } from "../test-dependencies.effects.ts";
import { belongsTo, TEST_TEAM } from "../test-person.ts";
import type { TestCommandName } from "../test-words.shared.ts";
import type { Writing } from "../test-writing.effects.ts";
import { insertNotice } from "./notices.store.ts";
import { companyTemplate, testWords } from "./test-mail-words.effects.ts";

/** The outbox effect that mails a notice with its calendar file. */
export const NOTICE_EFFECT = "test-notice.mail";

/** Notifications to the company; date and team are announced by notices. */
const COMPANY_MESSAGES: Readonly<Partial<Record<TestCommandName, string>>> = {
  withdraw: "withdrawn",
  "grant-self-test": "self-granted",
  "refuse-self-test": "self-refused",
  "propose-date": "date-proposed",
  "confirm-date": "confirmed",
  "accept-date": "confirmed",
  "record-no-show": "missed",
  "hand-in": "handed-in",
  "draw-report": "reported",
  reopen: "reopened",
  "sign-sklo": "certified",
};

/** Notifications to the officers with the permission for the next step; "team" addresses the team itself. */
const OFFICER_MESSAGES: Readonly<
  Partial<Record<TestCommandName, { readonly text: string; readonly to: Permission | "team" }>>
> = {
  withdraw: { text: "withdrawn", to: "team" },
  "wish-date": { text: "wished", to: "application.assign" },
  "accept-date": { text: "accepted", to: "application.assign" },
  "name-team": { text: "named", to: "team" },
  move: { text: "moved", to: "team" },
  "order-field-check": { text: "field-check", to: "team" },
  "hand-in": { text: "handed-in", to: "team" },
  "prepare-sklo": { text: "prepared", to: "application.endorse" },
  "endorse-sklo": { text: "endorsed", to: "application.propose" },
  "propose-sklo": { text: "proposed", to: "application.decide" },
  "send-sklo-back": { text: "sent-back", to: "application.check" },
};

/** Effects of a decision inside its transaction: documents, notices, mails, and reports to OSS. */
export async function followUpTest(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  writing: Writing,
): Promise<void> {
  const { known, request, decision, at } = writing;
  const row = present(await findTest(trx, known.row.id), "operational test");
  const before = known.team.map(({ personId }) => personId);
  await orderTestDocuments(dependencies, trx, { writing, row });
  if (decision.notice !== null) await giveNotice(dependencies, trx, { row, writing });
  await reportToOss(dependencies, trx, { row, writing });
  const { command } = request.command;
  const words = testWords(dependencies.kit, row);
  const params = (locale: "id" | "en") => ({ ...words(locale), reason: decision.note?.trim() ?? "" });
  const key = `test ${row.id} ${known.row.version + known.row.deskVersion}`;
  const company = decision.isClosed ? (row.state === "passed" ? "passed" : "failed") : COMPANY_MESSAGES[command];
  if (company !== undefined)
    await dependencies.tellCompany(trx, {
      organisationId: row.organisation.id,
      template: companyTemplate(row, company),
      params,
      dedupeKey: `${key} ${company}`,
    });
  const desk = OFFICER_MESSAGES[command];
  if (desk === undefined) return;
  const team = (await teamOf(trx, row.id)).map(({ personId }) => personId);
  const personIds =
    desk.to === "team"
      ? [...new Set([...before, ...team])]
      : await officersOfTests(dependencies, trx, { row, permission: desk.to, now: at });
  await dependencies.tellPeople(trx, {
    personIds: personIds.filter((id) => id !== request.caller.personId),
    template: `test-desk.${desk.text}`,
    params,
    dedupeKey: `${key} desk`,
  });
}

/** Officers of the test team with a permission on a test, except members of its company. */
export function officersOfTests(
  { officersWho }: Pick<TestDependencies, "officersWho">,
  trx: DatabaseTransaction,
  asked: { readonly row: TestRow; readonly permission: Permission; readonly now: Date },
): Promise<readonly string[]> {
  const { row, permission, now } = asked;
  return officersWho(trx, { permission, team: TEST_TEAM, now, exceptOrganisationId: row.organisation.id });
}

/** Stores a notice for the company; its mails with a calendar file are written after the transaction. */
async function giveNotice(
  { kit }: TestDependencies,
  trx: DatabaseTransaction,
  { row, writing }: { readonly row: TestRow; readonly writing: Writing },
): Promise<void> {
  const { decision, at } = writing;
  const id = kit.ids.next();
  const { startsAt, place, toPrepare } = row;
  await insertNotice(trx, {
    id,
    testId: row.id,
    kind: present(decision.notice, "notice"),
    day: row.fieldCheckDate ?? row.testDate,
    detail: {
      startsAt,
      place,
      toPrepare,
      team: (await teamOf(trx, row.id)).map(({ name }) => name),
      items: row.items.length,
      reason: decision.note,
    },
    at,
  });
  await addToOutbox(trx, kit, { kind: NOTICE_EFFECT, subjectId: row.id, payload: { noticeId: id } });
}

/** Reports to OSS that a test is scheduled or begun, and the SKLO; a failed test is not reported, because another one follows. */
async function reportToOss(
  { reportCase }: TestDependencies,
  trx: DatabaseTransaction,
  { row, writing }: { readonly row: TestRow; readonly writing: Writing },
): Promise<void> {
  const { known, request, decision, at } = writing;
  const states: Readonly<Partial<Record<TestRow["state"], ReportedTest["state"]>>> = {
    scheduled: "scheduled",
    running: "running",
    "handed-in": "running",
    failed: "failed",
    certified: "certified",
  };
  const state = states[row.state];
  if (state === undefined || row.state === known.row.state) return;
  await reportCase(trx, {
    applicationId: row.licenceApplicationId,
    organisationId: row.organisation.id,
    kind: "test",
    state,
    at,
    note: decision.isDeskOnly ? null : decision.note,
    by: { personId: request.caller.personId, isOfficer: !belongsTo(request.caller, row.organisation.id) },
  });
}
