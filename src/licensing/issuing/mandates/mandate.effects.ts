import type { z } from "zod";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { DEMONSTRATION_MANDATE_BASIS, demonstrationOffice } from "../decrees/decree-template.ts";
import { endMandateRow, insertMandate, listSigners, lockMandate, overlapsMandate } from "./mandate.store.ts";
import { DECREE_KINDS, decideMandateEnd, decidesOn, type MandateFormRefusal, mandateFormRefusal } from "./mandate.ts";
import { mandateFormSchema } from "./mandate-contract.ts";

/** The first day of the fictitious office's mandate in a new installation. */
const SHIPPED_FROM = "2026-01-01";

/** Proposes a mandate for confirmation by a second person. Returns the id of the proposal; null if there is no second person. */
export type ProposeMandate = (
  trx: DatabaseTransaction,
  proposal: {
    readonly kind: "mandate";
    readonly personId: string | null;
    readonly detail: object;
    readonly proposedBy: string;
    readonly requestId: string;
  },
) => Promise<string | null>;

/** The caller and the request. */
interface RequestContext {
  readonly personId: string;
  readonly requestId: string;
}

/** Thrown to roll back all mandates of a form if one overlaps. */
class Overlap extends Error {}

type MandateForm = z.infer<typeof mandateFormSchema>;

/** The added mandates, or the proposal that awaits a second person (then there are none). */
interface AddedMandates {
  readonly ids: readonly string[];
  readonly proposalId: string | null;
}

/** Adds a mandate for each kind of the form, or none; only proposes them if a second person could confirm them. */
export async function addMandates(
  kit: Kit,
  asked: RequestContext & { readonly form: MandateForm; readonly propose: ProposeMandate },
): Promise<AddedMandates | { readonly refusal: MandateFormRefusal }> {
  const { form, personId, requestId, propose } = asked;
  const add = async (trx: DatabaseTransaction) => {
    const refusal = await formRefusal(kit, trx, form);
    if (refusal !== undefined) return { refusal };
    const proposal = { kind: "mandate" as const, personId: form.signerPersonId, detail: form };
    const proposalId = await propose(trx, { ...proposal, proposedBy: personId, requestId });
    if (proposalId !== null) return { ids: [], proposalId };
    return { ids: await insertMandates(kit, trx, { ...asked, basis: { alone: "only-administrator" } }), proposalId };
  };
  return kit.db
    .transaction()
    .execute(add)
    .catch((error: unknown) => {
      if (error instanceof Overlap) return { refusal: "mandate-overlaps" as const };
      throw error;
    });
}

async function formRefusal(
  kit: Kit,
  trx: DatabaseTransaction,
  form: MandateForm,
): Promise<MandateFormRefusal | undefined> {
  const signers = new Map((await listSigners(trx)).map(({ id, roles }) => [id, roles]));
  const today = officeDate(kit.clock.nowMs());
  const refusal = mandateFormRefusal(form, { today, maySign: (id, kind) => decidesOn(kind, signers.get(id) ?? []) });
  return refusal ?? ((await overlapsMandate(trx, form)) ? "mandate-overlaps" : undefined);
}

async function insertMandates(
  kit: Kit,
  trx: DatabaseTransaction,
  added: RequestContext & { readonly form: MandateForm; readonly basis: Readonly<Record<string, string>> },
): Promise<readonly string[]> {
  const { decreeKinds, ...rest } = added.form;
  const { validFrom, validTo, signerPersonId } = rest;
  const addedAt = new Date(kit.clock.nowMs());
  const ids: string[] = [];
  for (const decreeKind of new Set(decreeKinds)) {
    const id = kit.ids.next();
    if (!(await insertMandate(trx, { ...rest, id, decreeKind, addedBy: added.personId, addedAt }))) throw new Overlap();
    const detail = { decreeKind, validFrom, validTo, signerPersonId, ...added.basis };
    await audit(kit, trx, { ...added, action: "mandate.added", id, detail });
    ids.push(id);
  }
  return ids;
}

/** The content of a proposed mandate, and its addition after the confirmation by a second person. */
export function proposedMandates(kit: Kit) {
  /** A mandate whose first day passes before its confirmation begins on the day of its confirmation. */
  const formOf = (detail: unknown): MandateForm => {
    const form = mandateFormSchema.parse(detail);
    const today = officeDate(kit.clock.nowMs());
    return form.validFrom < today ? { ...form, validFrom: today } : form;
  };
  return {
    summaryOf: (detail: unknown) => {
      const { decreeKinds, validFrom, validTo, office } = formOf(detail);
      return { decreeKinds, validFrom, validTo, signerName: office.signerName, capacity: office.capacity };
    },
    /** Returns the code of a refusal, after which the transaction is rolled back; null if they were added. */
    add: async (
      trx: DatabaseTransaction,
      confirmed: RequestContext & { readonly detail: unknown; readonly confirmedBy: string },
    ): Promise<MandateFormRefusal | null> => {
      const form = formOf(confirmed.detail);
      const refusal = await formRefusal(kit, trx, form);
      if (refusal !== undefined) return refusal;
      try {
        await insertMandates(kit, trx, { ...confirmed, form, basis: { confirmedBy: confirmed.confirmedBy } });
        return null;
      } catch (error) {
        if (error instanceof Overlap) return "mandate-overlaps";
        throw error;
      }
    },
  };
}

/** Ends a mandate after a day, or cancels it if it has not begun by then. */
export async function endMandate(
  kit: Kit,
  asked: RequestContext & { readonly id: string; readonly lastDay: string; readonly reason: string },
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
  fact: RequestContext & {
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

/** Adds mandates for the fictitious office in an installation that has none; returns the number of kinds. */
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
