import { BY_SYSTEM, present } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, nextNumber } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addToOutbox } from "../../../platform/outbox/index.ts";
import type { DocumentSigner } from "../../../platform/signing/index.ts";
import { type DecreeRules, officeDate, openRulebook, readDecreeRules, writeNumber } from "../../../regulation/index.ts";
import { findActingLetter, findMandateOn } from "../mandates/mandate.store.ts";
import { type DecreeKind, type DecreeSigner, judgeMandate, officeSignedBy } from "../mandates/mandate.ts";
import { type DecreeSubject, insertDecree } from "./decree.store.ts";
import type { DecreeFacts } from "./decree-facts.ts";

/** Fields common to all orders for a decree. */
export interface CommonOrder {
  readonly requestNumber: string;
  readonly submittedAt: Date;
  readonly decidedAt: Date;
  readonly ruleVersion: string;
  /** The deciding person, whose mandate was checked before the order. Null if several people signed for themselves. */
  readonly signer: (DecreeSigner & { readonly membershipId: string }) | null;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    /** Null for a government body. */
    readonly nib: string | null;
    readonly npwp: string;
    readonly address: string;
  };
}

/** The kit's services that an order uses. */
export type OrderKit = Pick<Kit, "clock" | "ids" | "publicUrl">;

/** Dependencies of orders for decrees. */
export interface OrderTools {
  readonly kit: OrderKit;
  readonly signer: Pick<DocumentSigner, "standing">;
}

/** Decrees of one series share a counter; the style formats their numbers. */
export interface DecreeSeries {
  readonly counter: string;
  readonly style: (rules: DecreeRules) => string;
}

/** Input of the common facts of a decree. */
interface Framing {
  readonly order: CommonOrder;
  readonly kind: DecreeKind;
}

/** Collects the common facts of a decree except its number: day, office and mandate of the signer, legal basis, holder. */
export async function readFrame(trx: DatabaseTransaction, { kit, signer }: OrderTools, { order, kind }: Framing) {
  const { organisation } = order;
  const date = officeDate(order.decidedAt.getTime());
  const opened = openRulebook({ version: order.ruleVersion, atDate: date });
  const rulebook = present(opened.ok ? opened.value : null, `rulebook ${order.ruleVersion}`);
  const rules = readDecreeRules(rulebook);
  const { mandate, office, kept } = await signedUnder(trx, { kind, signer: order.signer, day: date });
  const decreeId = kit.ids.next();
  const facts = {
    decreeId,
    decidedOn: date,
    issuedAtMs: order.decidedAt.getTime(),
    office,
    mandate: kept,
    legalBasis: [...new Set([...rules.legalBasis[kind], ...mandate.legalBasis])],
    request: { number: order.requestNumber, submittedOn: officeDate(order.submittedAt.getTime()) },
    holder: {
      name: organisation.name,
      nib: organisation.nib,
      npwp: organisation.npwp,
      address: organisation.address.trim() === "" ? "–" : organisation.address,
    },
    verificationUrl: `${kit.publicUrl()}${rules.validationPath.replace("{id}", decreeId)}`,
    demonstration: mandate.demonstration || signer.standing !== "state",
  };
  return { rulebook, rules, mandateId: mandate.id, facts };
}

/**
 * Takes the next number of a series and fixes the common facts of a decree, inside the caller's transaction: number,
 * day, office and mandate of the signer, legal basis, holder. Until a state signer is configured, every decree is a
 * demonstration.
 */
export async function frameDecree(
  trx: DatabaseTransaction,
  { kit, signer }: OrderTools,
  asked: { readonly order: CommonOrder; readonly kind: DecreeKind; readonly series: DecreeSeries },
) {
  const { order, kind, series } = asked;
  const { rulebook, rules, mandateId, facts } = await readFrame(trx, { kit, signer }, { order, kind });
  const { decidedOn: date } = facts;
  const year = Number(date.slice(0, 4));
  const sequence = await nextNumber(trx, `${series.counter} ${year}`);
  const number = writeNumber(series.style(rules), { seq: sequence, date });
  return { rulebook, year, sequence, mandateId, facts: { ...facts, number } };
}

/** Stores a complete decree: its row, the outbox entry of its first step, and its audit entry. */
export async function fileDecree(
  trx: DatabaseTransaction,
  kit: OrderKit,
  filed: {
    readonly facts: DecreeFacts;
    readonly about: DecreeSubject;
    readonly order: CommonOrder;
    readonly frame: { readonly year: number; readonly sequence: number; readonly mandateId: string };
  },
): Promise<void> {
  const { facts, about, order } = filed;
  const { year, sequence, mandateId } = filed.frame;
  const { decreeId } = facts;
  const row = { organisationId: order.organisation.id, decidedAt: order.decidedAt, mandateId };
  await insertDecree(trx, { facts, about, year, sequence, ...row });
  await addToOutbox(trx, kit, { kind: "issuing.make", subjectId: decreeId, payload: { decreeId } });
  await recordAudit(trx, kit, {
    ...BY_SYSTEM,
    action: "decree.decided",
    subjectKind: "decree",
    subjectId: decreeId,
    detail: { number: facts.number, ...about, mandateId, actingAs: order.signer?.acting ?? null },
  });
}

/** The mandate under which the decider signs this kind on the day, and the office in the decider's capacity. */
async function signedUnder(
  trx: DatabaseTransaction,
  { kind, signer, day }: { readonly kind: DecreeKind; readonly signer: CommonOrder["signer"]; readonly day: string },
) {
  const found = await findMandateOn(trx, { kind, day });
  if (signer === null) {
    const mandate = present(found, `mandate for ${kind} on ${day}`);
    const { id, validFrom, legalBasis, office } = mandate;
    return { mandate, office, kept: { id, validFrom, legalBasis, acting: null } };
  }
  const judged = judgeMandate(found, signer);
  const mandate = present(judged.ok ? judged.value : null, `mandate for ${kind} on ${day}`);
  const { id, validFrom, legalBasis } = mandate;
  const letter = signer.acting === null ? undefined : await findActingLetter(trx, signer.membershipId);
  const acting =
    signer.acting === null
      ? null
      : { as: signer.acting, forName: letter?.forName ?? null, letterNumber: letter?.letterNumber ?? null };
  return { mandate, office: officeSignedBy(mandate.office, signer), kept: { id, validFrom, legalBasis, acting } };
}
