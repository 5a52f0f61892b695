import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { type DatabaseTransaction, nextNumber } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { addToOutbox } from "../../platform/outbox/index.ts";
import type { DocumentSigner } from "../../platform/signing/index.ts";
import { officeDate, openRulebook, readDecreeRules, readServiceRules, writeNumber } from "../../regulation/index.ts";
import { insertDecree } from "./decree.store.ts";
import type { DecreeAct } from "./decree-act.ts";
import { endDecreeInForce, nameSuccessor } from "./decree-ending.store.ts";
import { decreeFactsSchema } from "./decree-facts.ts";
import { ACCESS_CODE_DUTIES } from "./decree-template.ts";
import { findEarlierDecreeOn } from "./earlier-decree.store.ts";
import { findActingLetter, findMandateOn } from "./mandate.store.ts";
import { type DecreeKind, type DecreeSigner, judgeMandate, officeSignedBy } from "./mandate.ts";

/** A decision from which a numbering decree is to be made. */
export interface DecreeOrder {
  readonly applicationId: string;
  readonly requestNumber: string;
  readonly submittedAt: Date;
  readonly decidedAt: Date;
  readonly ruleVersion: string;
  readonly code: string;
  readonly kind: DecreeKind;
  /** Who decided; the order is given only when a mandate lets him sign. */
  readonly signer: DecreeSigner & { readonly membershipId: string };
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    /** Null for a government body. */
    readonly nib: string | null;
    readonly npwp: string;
    readonly address: string;
  };
  readonly act: OrderedAct;
}

/** What a decree is to do; the decree before it is named by the one who orders only where it is not one of ours. */
type OrderedAct =
  | { readonly kind: "assignment" }
  | (Ordered<"change"> & EarlierByHand)
  | (Ordered<"return"> & EarlierByHand)
  | (Ordered<"revocation"> & EarlierByHand);
type Ordered<Kind extends DecreeKind> = Omit<DecreeAct & { readonly kind: Kind }, "earlier">;
interface EarlierByHand {
  readonly earlier: { readonly number: string; readonly date: string } | null;
}

/**
 * Decides a decree inside the caller's transaction: its number from the year's sequence, its facts fixed for ever, and
 * the first step of its making in the outbox. It keeps the mandate it is decided under; until the state signer is
 * configured, every decree is a demonstration.
 */
export function decreeOrderer(kit: Kit, signer: DocumentSigner) {
  return async (trx: DatabaseTransaction, order: DecreeOrder): Promise<void> => {
    const date = officeDate(order.decidedAt.getTime());
    const opened = openRulebook({ version: order.ruleVersion, atDate: date });
    const rulebook = present(opened.ok ? opened.value : null, `rulebook ${order.ruleVersion}`);
    const rules = readDecreeRules(rulebook);
    const { mandate, office, kept } = await signedUnder(trx, order, date);
    const year = Number(date.slice(0, 4));
    const sequence = await nextNumber(trx, `decree ${year}`);
    const decreeId = kit.ids.next();
    const { organisation } = order;
    const isFirst = order.act.kind === "assignment";
    const ended = isFirst ? undefined : await endDecreeInForce(trx, { ...order, organisation });
    const onRecord =
      isFirst || ended !== undefined
        ? undefined
        : await findEarlierDecreeOn(trx, { code: order.code, organisationId: organisation.id });
    const earlier =
      ended === undefined ? onRecord : { number: ended.number, decidedOn: officeDate(ended.decidedAt.getTime()) };
    const facts = decreeFactsSchema.parse({
      decreeId,
      number: writeNumber(rules.numberStyle, { seq: sequence, date }),
      decidedOn: date,
      issuedAtMs: order.decidedAt.getTime(),
      office,
      mandate: kept,
      legalBasis: [...new Set([...rules.legalBasis[order.kind], ...mandate.legalBasis])],
      request: { number: order.requestNumber, submittedOn: officeDate(order.submittedAt.getTime()) },
      numberKind: "Kode Akses Pusat Panggilan Informasi (Call Center)",
      code: order.code,
      service: { name: "Jasa Pusat Panggilan Informasi (Call Center)", kbli: readServiceRules(rulebook).kbli },
      holder: {
        name: organisation.name,
        nib: organisation.nib,
        npwp: organisation.npwp,
        address: organisation.address.trim() === "" ? "–" : organisation.address,
      },
      duties: ACCESS_CODE_DUTIES,
      act: actOf(order, earlier),
      verificationUrl: `${kit.publicUrl()}${rules.validationPath.replace("{id}", decreeId)}`,
      demonstration: mandate.demonstration || signer.standing !== "state",
    });
    const { applicationId, decidedAt } = order;
    const filed = { applicationId, organisationId: organisation.id, decidedAt, mandateId: mandate.id };
    await insertDecree(trx, { facts, year, sequence, ...filed });
    if (ended !== undefined) await nameSuccessor(trx, { id: ended.id, by: decreeId, kind: facts.act.kind });
    await addToOutbox(trx, kit, { kind: "issuing.make", subjectId: decreeId, payload: { decreeId } });
    await recordAudit(trx, kit, {
      actorPersonId: null,
      actorRole: null,
      action: "decree.decided",
      subjectKind: "decree",
      subjectId: decreeId,
      detail: { number: facts.number, applicationId, mandateId: mandate.id, actingAs: order.signer.acting },
      requestId: null,
    });
  };
}

/** The mandate that lets the decider sign this kind today, and the office as he signs for it. */
async function signedUnder(trx: DatabaseTransaction, { kind, signer }: DecreeOrder, day: string) {
  const judged = judgeMandate(await findMandateOn(trx, { kind, day }), signer);
  const mandate = present(judged.ok ? judged.value : null, `mandate for ${kind} on ${day}`);
  const { id, validFrom, legalBasis } = mandate;
  const letter = signer.acting === null ? undefined : await findActingLetter(trx, signer.membershipId);
  const acting =
    signer.acting === null
      ? null
      : { as: signer.acting, forName: letter?.forName ?? null, letterNumber: letter?.letterNumber ?? null };
  return { mandate, office: officeSignedBy(mandate.office, signer), kept: { id, validFrom, legalBasis, acting } };
}

/** A decree as the one after it names it. */
interface NamedDecree {
  readonly number: string;
  /** Local date. */
  readonly decidedOn: string;
}

/** The decree before as the register has it, else as it was named; a code from before Sambung may have neither. */
function actOf({ act }: DecreeOrder, known: NamedDecree | undefined): unknown {
  if (act.kind === "assignment") return act;
  const named = act.earlier === null ? undefined : { number: act.earlier.number, decidedOn: act.earlier.date };
  return { ...act, earlier: known ?? named ?? null };
}
