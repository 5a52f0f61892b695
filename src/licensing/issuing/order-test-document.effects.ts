import { type Letter, present } from "../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { type Rulebook, readServiceRules } from "../../regulation/index.ts";
import { skloActOf, testOrderActOf, testReportActOf } from "./build-test-document.ts";
import { unsignedReport } from "./decrees/decree-document.ts";
import { nameSuccessor } from "./decrees/decree-ending.store.ts";
import { testDocumentFactsSchema } from "./decrees/decree-facts.ts";
import { SERVICE_NAME, SKLO_DUTIES } from "./decrees/decree-template.ts";
import {
  type CommonOrder,
  type DecreeSeries,
  fileDecree,
  frameDecree,
  type OrderKit,
  type OrderTools,
  readFrame,
} from "./decrees/file-decree.effects.ts";
import { findSignerOn } from "./mandates/mandate.store.ts";
import { type DecreeSigner, judgeMandate, type MandateRefusal } from "./mandates/mandate.ts";
import { findTestOnRecord, supersedeTestOrder } from "./test-document.store.ts";
import { type TestDocumentKind, testReportPreviewSchema } from "./test-document-act.ts";
import type { ReportData, SkloData, TaskData, TestOnRecord } from "./test-document-order.ts";

/** Fields common to all orders for a document of a test. */
interface OrderOfTest {
  readonly testId: string;
  readonly testNumber: string;
  readonly organisation: CommonOrder["organisation"];
  readonly licenceApplicationId: string;
  readonly licenceNumber: string;
  readonly ruleVersion: string;
  readonly orderedAt: Date;
}

interface Signed {
  readonly signer: NonNullable<CommonOrder["signer"]>;
}

/** A report of a test, closed or not. */
export type TestReportOrder = OrderOfTest & {
  readonly kind: "test-report";
  readonly report: ReportData;
  readonly reportDigest: string;
};

/**
 * An ordered document of an operational test: a letter of assignment, which replaces the one in force; the report, once
 * it is closed; the SKLO, once it is signed. Other content comes from the stored test.
 */
export type TestDocumentOrder =
  | (OrderOfTest & Signed & TaskData & { readonly kind: "test-order" })
  | TestReportOrder
  | (OrderOfTest & Signed & { readonly kind: "sklo"; readonly facts: SkloData });

function seriesOf(kind: TestDocumentKind): DecreeSeries {
  return { counter: kind, style: ({ testPaperNumberStyles }) => testPaperNumberStyles[kind] };
}

/**
 * Decides a document of an operational test inside the caller's transaction. Each kind has its own gapless sequence; a
 * second report or SKLO of a test violates a unique key and rolls the transaction back, a second letter of assignment
 * replaces the first.
 */
export function createTestDocumentOrderer(kit: OrderKit, signer: OrderTools["signer"]) {
  return async (trx: DatabaseTransaction, order: TestDocumentOrder): Promise<void> => {
    const { licenceApplicationId, testId, kind } = order;
    const known = present(await findTestOnRecord(trx, testId), "test on record");
    const replaced = kind === "test-order" ? await supersedeTestOrder(trx, { testId, at: order.orderedAt }) : undefined;
    const asked = commonOf(order, known);
    const frame = await frameDecree(trx, { kit, signer }, { order: asked, kind, series: seriesOf(kind) });
    const facts = testDocumentFactsSchema.parse({
      ...frame.facts,
      office: officeOf(order, frame.facts.office),
      code: null,
      service: serviceOf(frame.rulebook),
      duties: kind === "sklo" ? SKLO_DUTIES : [],
      act: actOf(order, known),
    });
    await fileDecree(trx, kit, { facts, about: { licenceApplicationId, testId }, order: asked, frame });
    if (replaced !== undefined) await nameSuccessor(trx, { id: replaced.id, by: facts.decreeId, kind: "change" });
  };
}

/**
 * Previews the report of a test as it would be printed if it closed now, without a number and with a mark on every
 * page. It states the digest that signatures name.
 */
export async function testReportPreview(
  trx: DatabaseTransaction,
  { kit, signer }: OrderTools,
  order: TestReportOrder,
): Promise<Letter> {
  const known = present(await findTestOnRecord(trx, order.testId), "test on record");
  const frame = await readFrame(trx, { kit, signer }, { order: commonOf(order, known), kind: "test-report" });
  const act = testReportPreviewSchema.parse(testReportActOf(order, known));
  const { mandate } = frame.facts;
  return unsignedReport({
    ...frame.facts,
    mandate: { ...mandate, legalBasis: [...mandate.legalBasis] },
    number: "–",
    office: officeOf(order, frame.facts.office),
    code: null,
    duties: [],
    act,
    service: serviceOf(frame.rulebook),
  });
}

function commonOf(order: TestDocumentOrder, known: { readonly submittedAt: Date }): CommonOrder {
  const { licenceNumber: requestNumber, orderedAt: decidedAt, ruleVersion, organisation } = order;
  const signer = order.kind === "test-report" ? null : order.signer;
  return { requestNumber, submittedAt: known.submittedAt, decidedAt, ruleVersion, organisation, signer };
}

function actOf(order: TestDocumentOrder, known: TestOnRecord): unknown {
  if (order.kind === "test-order") return testOrderActOf(order, known);
  return order.kind === "test-report" ? testReportActOf(order, known) : skloActOf(order, known);
}

/** The lead of the team signs a report; the mandate's signer signs all other documents. */
function officeOf<Office extends object>(order: TestDocumentOrder, office: Office) {
  if (order.kind !== "test-report") return office;
  const { team } = order.report;
  const leader = team.find(({ isLead }) => isLead) ?? team[0];
  return { ...office, capacity: ["Ketua tim uji,"], signerName: leader?.name ?? "–", signerDetail: null };
}

function serviceOf(rulebook: Rulebook) {
  return { name: SERVICE_NAME, kbli: readServiceRules(rulebook).kbli };
}

/** Why a person cannot sign a document of a kind on a local day; null if they can. */
export async function testDocumentSigningRefusal(
  db: Database | DatabaseTransaction,
  asked: {
    readonly kind: TestDocumentKind;
    readonly day: string;
    readonly signer: Pick<DecreeSigner, "personId" | "acting" | "actingForPersonId">;
  },
): Promise<MandateRefusal | null> {
  const judged = judgeMandate(await findSignerOn(db, asked), asked.signer);
  return judged.ok ? null : judged.refusal;
}
