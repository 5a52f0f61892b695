import type { z } from "zod";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { ActingRules } from "../../regulation/index.ts";
import { dateInWords } from "../../regulation/index.ts";
import type { delegationFormSchema } from "../contract.ts";
import { endMembership } from "../people.store.ts";
import { mailPerson, receiverOf } from "../person-mail.effects.ts";
import { findOpenDelegation, insertDelegation, officerFacts } from "./delegation.store.ts";
import { type DelegableRole, type DelegationRefusal, decideDelegation, mayDelegate } from "./delegation.ts";

/** The caller and the request. */
interface RequestContext {
  readonly caller: Caller;
  readonly requestId: string;
}

type Form = z.infer<typeof delegationFormSchema>;

/** Appoints an acting officer; the database refuses an overlapping appointment. */
export async function nameActingOfficer(
  kit: Kit,
  rules: ActingRules,
  asked: RequestContext & { readonly form: Form },
): Promise<{ readonly id: string } | { readonly refusal: DelegationRefusal | "acting-overlaps" }> {
  const { caller, form } = asked;
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const facts = {
      namer: { personId: caller.personId, isDisabled: false, memberships: caller.memberships },
      officer: await officerFacts(trx, form.personId, at),
      holder: form.forPersonId === null ? undefined : await officerFacts(trx, form.forPersonId, at),
      rules,
    };
    const decided = decideDelegation(form, facts, at.getTime());
    if (!decided.ok) return { refusal: decided.refusal };
    const id = kit.ids.next();
    const { firstDay, lastDay, forPersonId, ...row } = form;
    const validFrom = new Date(decided.value.fromMs);
    const validTo = new Date(decided.value.toMs);
    const grant = { grantedBy: caller.personId, grantedAt: at };
    const added = await insertDelegation(trx, {
      ...row,
      ...grant,
      id,
      actingForPersonId: forPersonId,
      validFrom,
      validTo,
    });
    if (!added) return { refusal: "acting-overlaps" as const };
    const office = { acting: form.acting, role: form.role, team: form.team, forPersonId };
    const detail = { ...office, firstDay, lastDay, letterNumber: form.letterNumber };
    await auditDelegation(kit, trx, {
      requestContext: asked,
      personId: form.personId,
      action: "delegation.named",
      detail,
    });
    await notifyDelegationParties(kit, trx, { ...form, id });
    return { id };
  });
}

/** Ends a delegation before its last day, or before its beginning. */
export async function endDelegation(
  kit: Kit,
  asked: RequestContext & { readonly id: string },
): Promise<"ended" | "no-such-delegation" | "acting-not-permitted"> {
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const row = await findOpenDelegation(trx, asked.id, at);
    if (row === undefined) return "no-such-delegation";
    const office = { role: row.role as DelegableRole, team: row.team, forPersonId: row.actingForPersonId };
    const { personId, memberships } = asked.caller;
    if (!mayDelegate({ personId, isDisabled: false, memberships }, office)) return "acting-not-permitted";
    await endMembership(trx, { id: row.id, by: personId, at });
    const detail = { acting: row.acting, role: row.role, team: row.team, forPersonId: row.actingForPersonId };
    await auditDelegation(kit, trx, {
      requestContext: asked,
      personId: row.personId,
      action: "delegation.ended",
      detail,
    });
    return "ended";
  });
}

async function auditDelegation(
  kit: Kit,
  trx: DatabaseTransaction,
  fact: {
    readonly requestContext: RequestContext;
    readonly personId: string;
    readonly action: string;
    readonly detail: Readonly<Record<string, string | null>>;
  },
): Promise<void> {
  await recordAudit(trx, kit, {
    actorPersonId: fact.requestContext.caller.personId,
    actorRole: null,
    action: fact.action,
    subjectKind: "person",
    subjectId: fact.personId,
    detail: fact.detail,
    requestId: fact.requestContext.requestId,
  });
}

/** Notifies the acting officer and the officer they stand in for. */
async function notifyDelegationParties(
  kit: Kit,
  trx: DatabaseTransaction,
  named: Form & { readonly id: string },
): Promise<void> {
  const officer = present(await receiverOf(trx, named.personId), "acting officer");
  const holder = named.forPersonId === null ? undefined : await receiverOf(trx, named.forPersonId);
  for (const to of holder === undefined ? [officer] : [officer, holder]) {
    await mailPerson(kit, trx, {
      to,
      key: `delegation-named ${named.id} ${to.id}`,
      text: "delegation-named",
      params: {
        officer: officer.name,
        office: kit.texts.text(to.locale, `roles.${named.acting}-${named.role}`),
        firstDay: dateInWords(named.firstDay, to.locale),
        lastDay: dateInWords(named.lastDay, to.locale),
        letterNumber: named.letterNumber,
        link: kit.publicUrl(),
      },
    });
  }
}
