import type { z } from "zod";
import { recordAudit } from "../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { DEMONSTRATION_MANDATE_BASIS, demonstrationOffice } from "./decree-template.ts";
import { endMandateRow, insertMandate, listSigners, lockMandate } from "./mandate.store.ts";
import { DECREE_KINDS, decideMandateEnd, decidesOn, type MandateFormRefusal, mandateFormRefusal } from "./mandate.ts";
import type { mandateFormWire } from "./mandate-contract.ts";

/** The day from which a new installation's made-up office signs. */
const SHIPPED_FROM = "2026-01-01";

/** Who asks, in which request. */
interface Asking {
  readonly personId: string;
  readonly requestId: string;
}

/** Thrown to take back the mandates of other kinds when one overlaps. */
class Overlap extends Error {}

/** Adds a mandate for each kind asked for, or none. */
export async function addMandates(
  kit: Kit,
  asked: Asking & { readonly form: z.infer<typeof mandateFormWire> },
): Promise<{ readonly ids: readonly string[] } | { readonly refusal: MandateFormRefusal }> {
  const { form, personId } = asked;
  const addedAt = new Date(kit.clock.nowMs());
  const { decreeKinds, ...rest } = form;
  const add = async (trx: DatabaseTransaction) => {
    const signers = new Map((await listSigners(trx)).map(({ id, roles }) => [id, roles]));
    const today = officeDate(addedAt.getTime());
    const refusal = mandateFormRefusal(form, { today, maySign: (id, kind) => decidesOn(kind, signers.get(id) ?? []) });
    if (refusal !== undefined) return { refusal };
    const ids: string[] = [];
    for (const decreeKind of new Set(decreeKinds)) {
      const id = kit.ids.next();
      if (!(await insertMandate(trx, { ...rest, id, decreeKind, addedBy: personId, addedAt }))) throw new Overlap();
      const detail = {
        decreeKind,
        validFrom: form.validFrom,
        validTo: form.validTo,
        signerPersonId: form.signerPersonId,
      };
      await audit(kit, trx, { ...asked, action: "mandate.added", id, detail });
      ids.push(id);
    }
    return { ids };
  };
  return kit.db
    .transaction()
    .execute(add)
    .catch((error: unknown) => {
      if (error instanceof Overlap) return { refusal: "mandate-overlaps" as const };
      throw error;
    });
}

/** Ends a mandate after a day, or cancels it when it has not begun by then. */
export async function endMandate(
  kit: Kit,
  asked: Asking & { readonly id: string; readonly lastDay: string; readonly reason: string },
): Promise<MandateFormRefusal | "ended"> {
  const at = new Date(kit.clock.nowMs());
  const { id, lastDay, reason, personId } = asked;
  return kit.db.transaction().execute(async (trx) => {
    const row = await lockMandate(trx, id);
    if (row === undefined) return "no-such-mandate";
    const today = officeDate(at.getTime());
    const decided = decideMandateEnd({ ...row, isEnded: row.endedAt !== null }, lastDay, today);
    if (!decided.ok) return decided.refusal;
    await endMandateRow(trx, { id, lastDay: decided.value.lastDay, by: personId, at, reason });
    const detail = { decreeKind: row.decreeKind, lastDay: decided.value.lastDay };
    await audit(kit, trx, { ...asked, action: "mandate.ended", id, detail });
    return "ended";
  });
}

async function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  fact: Asking & {
    readonly action: string;
    readonly id: string;
    readonly detail: Readonly<Record<string, string | null>>;
  },
): Promise<void> {
  await recordAudit(trx, kit, {
    actorPersonId: fact.personId,
    actorRole: null,
    action: fact.action,
    subjectKind: "mandate",
    subjectId: fact.id,
    detail: fact.detail,
    requestId: fact.requestId,
  });
}

/** Lets the made-up office sign in an installation that has no mandate yet; how many kinds it was given. */
export async function seedMandates(kit: Pick<Kit, "db" | "clock" | "ids">): Promise<number> {
  return kit.db.transaction().execute(async (trx) => {
    const known = await trx.selectFrom("decreeMandate").select("id").limit(1).executeTakeFirst();
    if (known !== undefined) return 0;
    for (const decreeKind of DECREE_KINDS) {
      await insertMandate(trx, {
        id: kit.ids.next(),
        decreeKind,
        signerPersonId: null,
        office: demonstrationOffice(decreeKind),
        legalBasis: DEMONSTRATION_MANDATE_BASIS,
        demonstration: true,
        validFrom: SHIPPED_FROM,
        validTo: null,
        addedBy: null,
        addedAt: new Date(kit.clock.nowMs()),
      });
    }
    return DECREE_KINDS.length;
  });
}
