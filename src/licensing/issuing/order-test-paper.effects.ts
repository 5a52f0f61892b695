import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import { officeDate, type Rulebook, readServiceRules } from "../../regulation/index.ts";
import { nameSuccessor } from "./decree-ending.store.ts";
import { testPaperFactsSchema } from "./decree-facts.ts";
import { SERVICE_NAME, SKLO_DUTIES } from "./decree-template.ts";
import {
  type CommonOrder,
  type DecreeSeries,
  fileDecree,
  frameDecree,
  type OrderKit,
  type OrderTools,
} from "./file-decree.effects.ts";
import { findSignerOn } from "./mandate.store.ts";
import { type DecreeSigner, judgeMandate, type MandateRefusal } from "./mandate.ts";
import { supersedeTestOrder } from "./test-paper.store.ts";
import {
  type SkloAct,
  type TestOrderAct,
  type TestPaperAct,
  type TestPaperKind,
  type TestReportAct,
  testPaperActSchema,
} from "./test-paper-acts.ts";

/** A paper of an operational test that is to be made; which order a "test-order" replaces is found here. */
export interface TestPaperOrder extends CommonOrder {
  readonly licenceApplicationId: string;
  readonly testId: string;
  readonly act: Omit<TestOrderAct, "replaces"> | TestReportAct | SkloAct;
}

/** What a paper was given when it was ordered. */
export interface OrderedPaper {
  readonly decreeId: string;
  /** As printed, such as `0123/Tel.04.02/2026`. */
  readonly number: string;
  /** Local date. */
  readonly date: string;
}

function seriesOf(kind: TestPaperKind): DecreeSeries {
  return { counter: kind, style: ({ testPaperNumberStyles }) => testPaperNumberStyles[kind] };
}

/**
 * Decides a paper of an operational test inside the caller's transaction. Each kind counts by itself without a gap; a second
 * report or SKLO of a test breaks a unique key and takes the whole transaction back, a second order replaces the first.
 */
export function testPaperOrderer(kit: OrderKit, signer: OrderTools["signer"]) {
  return async (trx: DatabaseTransaction, order: TestPaperOrder): Promise<OrderedPaper> => {
    const { licenceApplicationId, testId } = order;
    const { kind } = order.act;
    const replaced = kind === "test-order" ? await supersedeTestOrder(trx, { testId, at: order.decidedAt }) : undefined;
    const frame = await frameDecree(trx, { kit, signer }, { order, kind, series: seriesOf(kind) });
    const replaces =
      replaced === undefined ? null : { number: replaced.number, date: officeDate(replaced.decidedAt.getTime()) };
    const facts = testPaperFactsSchema.parse({
      ...frame.facts,
      office: officeOf(order, frame.facts.office),
      code: null,
      service: serviceOf(frame.rulebook),
      duties: kind === "sklo" ? SKLO_DUTIES : [],
      act: kind === "test-order" ? { ...order.act, replaces } : order.act,
    });
    await fileDecree(trx, kit, { facts, about: { licenceApplicationId, testId }, order, frame });
    if (replaced !== undefined) await nameSuccessor(trx, { id: replaced.id, by: facts.decreeId, kind: "change" });
    return { decreeId: facts.decreeId, number: facts.number, date: facts.decidedOn };
  };
}

/** A report is closed by whoever leads the team; everything else by whom the mandate names. */
function officeOf<Office extends object>({ act, signer }: TestPaperOrder, office: Office) {
  if (act.kind !== "test-report" || signer.acting !== null) return office;
  return { ...office, capacity: ["Ketua tim uji,"], signerName: signer.name, signerDetail: null };
}

function serviceOf(rulebook: Rulebook) {
  return { name: SERVICE_NAME, kbli: readServiceRules(rulebook).kbli };
}

/**
 * The digest of everything a paper says that is not given when it is signed (number, day, office). Whoever signs names the
 * digest of what he was shown; nothing is signed when it differs.
 */
export function digestOfTestPaper(
  order: Pick<TestPaperOrder, "act" | "organisation" | "requestNumber" | "licenceApplicationId">,
): string {
  const { organisation, requestNumber, licenceApplicationId } = order;
  const act: TestPaperAct = testPaperActSchema.parse(
    order.act.kind === "test-order" ? { ...order.act, replaces: null } : order.act,
  );
  const said = { act, organisation, requestNumber, licenceApplicationId } as unknown as Json;
  return createHash("sha256").update(canonicalJson(said)).digest("hex");
}

/** Why a person cannot sign a paper of a kind on a local day; null when he can. */
export async function refusalToSignTestPaper(
  db: Database | DatabaseTransaction,
  asked: {
    readonly kind: TestPaperKind;
    readonly day: string;
    readonly signer: Pick<DecreeSigner, "personId" | "acting" | "actingForPersonId">;
  },
): Promise<MandateRefusal | null> {
  const judged = judgeMandate(await findSignerOn(db, asked), asked.signer);
  return judged.ok ? null : judged.refusal;
}
