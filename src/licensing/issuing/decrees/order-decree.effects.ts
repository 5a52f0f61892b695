import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { DocumentSigner } from "../../../platform/signing/index.ts";
import { officeDate, readServiceRules } from "../../../regulation/index.ts";
import { printableText } from "../printable-text.ts";
import type { CodeDecreeKind, DecreeAct } from "./decree-act.ts";
import { endDecreeInForce, nameSuccessor } from "./decree-ending.store.ts";
import { codeDecreeFactsSchema } from "./decree-facts.ts";
import { ACCESS_CODE_DUTIES, SERVICE_NAME } from "./decree-template.ts";
import { findEarlierDecreeOn } from "./earlier-decree.store.ts";
import { type CommonOrder, type DecreeSeries, fileDecree, frameDecree } from "./file-decree.effects.ts";

/** A decision for which a numbering decree is ordered. */
export interface DecreeOrder extends CommonOrder {
  readonly applicationId: string;
  readonly code: string;
  readonly kind: CodeDecreeKind;
  readonly act: OrderedAct;
}

/** The ordered act; it cites the earlier decree only if this system did not issue it. */
type OrderedAct =
  | (DecreeAct & { readonly kind: "assignment" })
  | (Ordered<"change"> & EarlierByHand)
  | (Ordered<"return"> & EarlierByHand)
  | (Ordered<"revocation"> & EarlierByHand);
type Ordered<Kind extends CodeDecreeKind> = Omit<DecreeAct & { readonly kind: Kind }, "earlier">;
interface EarlierByHand {
  readonly earlier: { readonly number: string; readonly date: string } | null;
}

const SERIES: DecreeSeries = { counter: "decree", style: ({ numberStyle }) => numberStyle };

/**
 * Decides a decree about an access code inside the caller's transaction: takes the next number of the year, fixes its
 * facts, ends the earlier decree, and enqueues the first issuing step in the outbox.
 */
export function decreeOrderer(kit: Kit, signer: DocumentSigner) {
  return async (trx: DatabaseTransaction, order: DecreeOrder): Promise<void> => {
    const { organisation, code } = order;
    const frame = await frameDecree(trx, { kit, signer }, { order, kind: order.kind, series: SERIES });
    const isFirst = order.act.kind === "assignment";
    const ended = isFirst ? undefined : await endDecreeInForce(trx, { ...order, organisation });
    const onRecord =
      isFirst || ended !== undefined
        ? undefined
        : await findEarlierDecreeOn(trx, { code, organisationId: organisation.id });
    const earlier =
      ended === undefined ? onRecord : { number: ended.number, decidedOn: officeDate(ended.decidedAt.getTime()) };
    const facts = codeDecreeFactsSchema.parse({
      ...frame.facts,
      numberKind: "Kode Akses Pusat Panggilan Informasi (Call Center)",
      code,
      service: { name: SERVICE_NAME, kbli: readServiceRules(frame.rulebook).kbli },
      duties: ACCESS_CODE_DUTIES,
      act: actOf(order, earlier),
    });
    await fileDecree(trx, kit, { facts, about: { applicationId: order.applicationId }, order, frame });
    if (ended !== undefined) await nameSuccessor(trx, { id: ended.id, by: facts.decreeId, kind: facts.act.kind });
  };
}

/** A decree as cited by its successor. */
interface NamedDecree {
  readonly number: string;
  /** Local date. */
  readonly decidedOn: string;
}

/** The earlier decree from the register, else as the order cites it; a code from before Sambung may have neither. */
function actOf({ act }: DecreeOrder, known: NamedDecree | undefined): unknown {
  if (act.kind === "assignment")
    return act.newService === undefined ? act : { ...act, newService: printableText(act.newService) };
  const named = act.earlier === null ? undefined : { number: act.earlier.number, decidedOn: act.earlier.date };
  return { ...act, earlier: known ?? named ?? null };
}
