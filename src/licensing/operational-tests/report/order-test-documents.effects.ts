import { present } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { teamOf } from "../schedule/team.store.ts";
import type { Reading, TestRow } from "../test.store.ts";
import type { TestDependencies, TestReportOrder } from "../test-dependencies.effects.ts";
import type { KnownTest } from "../test-facts.effects.ts";
import { testDocumentSigner } from "../test-person.ts";
import type { Writing } from "../test-writing.effects.ts";
import { listSignatures } from "./signatures.store.ts";

interface Ordering {
  readonly writing: Writing;
  /** The test after the decision. */
  readonly row: TestRow;
}

/** Orders the documents that follow from a decision: the letter of assignment, the Berita Acara at its closing, the SKLO. */
export async function orderTestDocuments(
  dependencies: TestDependencies,
  trx: DatabaseTransaction,
  ordering: Ordering,
): Promise<void> {
  const { decision, request } = ordering.writing;
  const isTeamSent = typeof decision.team === "object" && decision.team.day !== null && decision.notice !== null;
  if (isTeamSent) await orderTask(dependencies, trx, ordering);
  if (decision.isClosed) await orderReport(dependencies, trx, ordering);
  if (request.command.command === "sign-sklo") await orderSklo(dependencies, trx, ordering);
}

/** Input of a report's order; a deadline may close it without an acting person. */
interface Closing {
  readonly writing: Pick<Writing, "at"> & { readonly known: Pick<KnownTest, "licence"> };
  readonly row: TestRow;
}

function commonOf({ writing: { known, at }, row }: Closing) {
  const { organisation } = known.licence;
  return {
    testId: row.id,
    testNumber: row.number,
    organisation: {
      id: organisation.id,
      name: organisation.name,
      nib: organisation.nib,
      npwp: organisation.npwp,
      address: organisation.address,
    },
    licenceApplicationId: row.licenceApplicationId,
    licenceNumber: row.licenceNumber,
    ruleVersion: row.ruleVersion,
    orderedAt: at,
  };
}

async function orderTask(
  { orderTestPaper }: TestDependencies,
  trx: DatabaseTransaction,
  ordering: Ordering,
): Promise<void> {
  const { row, writing } = ordering;
  await orderTestPaper(trx, {
    ...commonOf(ordering),
    kind: "test-order",
    signer: present(testDocumentSigner(writing.request.caller, "test-order"), "signer"),
    method: row.method,
    testDate: row.fieldCheckDate ?? row.testDate,
    startsAt: row.startsAt,
    place: row.place,
    team: (await teamOf(trx, row.id)).map(({ name, isLead }) => ({ name, isLead })),
    requestedOn: officeDate(row.createdAt.getTime()),
  });
}

/** Orders the Berita Acara with the signatures of both sides, whether a person or a deadline closed it. */
export async function orderReport(
  { orderTestPaper }: TestDependencies,
  trx: DatabaseTransaction,
  ordering: Closing,
): Promise<void> {
  await orderTestPaper(trx, await reportOrder(trx, ordering));
}

/** The order of a report with its present signatures. */
export async function reportOrder(db: Reading, ordering: Closing): Promise<TestReportOrder> {
  const { row } = ordering;
  const reportDigest = present(row.reportDigest, "digest of a report");
  const words = (await listSignatures(db, row.id)).filter((one) => one.reportDigest === reportDigest);
  return {
    ...commonOf(ordering),
    kind: "test-report",
    report: present(row.report, "report"),
    reportDigest,
    signatures: words.map(({ side, kind, name, how, remarks, signedAt }) => ({
      side,
      kind,
      name,
      how,
      remarks,
      at: signedAt,
    })),
  };
}

async function orderSklo(
  { orderTestPaper }: TestDependencies,
  trx: DatabaseTransaction,
  ordering: Ordering,
): Promise<void> {
  const { row, writing } = ordering;
  const { known, request } = writing;
  await orderTestPaper(trx, {
    ...commonOf(ordering),
    kind: "sklo",
    signer: present(testDocumentSigner(request.caller, "sklo"), "signer"),
    facts: known.skloFacts,
    factsDigest: known.skloDigest,
    commitment: known.licence.form.commitment,
    report: present(row.report, "report of a test that passed"),
  });
}
