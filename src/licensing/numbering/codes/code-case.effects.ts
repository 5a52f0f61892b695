import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { rulesetVersion } from "../../../regulation/index.ts";
import { addressLine } from "../case-work/pre-check-holder.ts";
import { insertDraft } from "../cases/application.store.ts";
import { type ApplicationForm, beginForm, type EarlierDecree } from "../cases/application-form.ts";
import type { HolderKind } from "../cases/application-kind.ts";
import { remember } from "../cases/draft.effects.ts";
import { identityAtOss } from "../cases/oss-facts.ts";
import { isRepresentative } from "../inventory/hold.routes.ts";
import { lockCode } from "../inventory/hold.store.ts";
import { decreeInForceOn, findHeldCode, holderDraftOn, openCaseOn } from "./held-code.store.ts";

/** Why a holder's case about a held code is not started. */
export type HolderCaseRefusal = "no-such-organisation" | "code-not-theirs" | "code-has-open-case";

interface Beginning {
  readonly caller: Caller;
  readonly requestId: string;
  readonly organisationId: string;
  readonly code: string;
  readonly kind: HolderKind;
}

/**
 * Starts a change or a return of a code that the company holds, or continues an existing draft. A case covers one code,
 * because each code has its own decree, which is replaced or ended separately. Returns the case's id.
 */
export async function beginHolderCase(kit: Kit, request: Beginning): Promise<Result<string, HolderCaseRefusal>> {
  const { caller, organisationId, code, kind } = request;
  if (!isRepresentative(caller, organisationId)) return refuse("no-such-organisation");
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx): Promise<Result<string, HolderCaseRefusal>> => {
    await lockCode(trx, code);
    const held = await findHeldCode(trx, code);
    if (held?.organisationId !== organisationId) return refuse("code-not-theirs");
    if ((await openCaseOn(trx, { code, exceptId: null })) !== undefined) return refuse("code-has-open-case");
    const draft = await holderDraftOn(trx, { code, organisationId, kind });
    if (draft !== undefined) return ok(draft.id);
    const id = kit.ids.next();
    const form = await formFor(trx, { ...request, held });
    const row = { id, organisationId, kind, code, form, ruleVersion: rulesetVersion, createdBy: caller.personId, at };
    await insertDraft(trx, row);
    await remember(kit, trx, { ...request, applicationId: id, type: "begun", at });
    return ok(id);
  });
}

const UNNAMED: EarlierDecree = { number: "", date: "", fileId: null };

/** Prefills the form: the present content of the decree, and the data at OSS since. */
async function formFor(
  trx: DatabaseTransaction,
  begin: Beginning & { readonly held: NonNullable<Awaited<ReturnType<typeof findHeldCode>>> },
): Promise<ApplicationForm> {
  const { code, organisationId, held } = begin;
  const empty = beginForm({ kbli: "", code, ownService: null, heldCodes: [] });
  if (begin.kind === "return") return { ...empty, return: { reason: "", earlier: UNNAMED } };
  const decree = await decreeInForceOn(trx, { code, organisationId });
  const { name, address, city, province } = held;
  const before = { name: decree?.holderName ?? name, address: decree?.holderAddress ?? addressLine(held) };
  const known = identityAtOss(held.ossRecord) ?? { name, address, city, province };
  const after = { name: known.name, address: known.address, city: known.city, province: known.province };
  const files = { licenceBeforeFileId: null, licenceAfterFileId: null };
  return { ...empty, change: { ground: "identity", before, after, ...files, citation: "", earlier: UNNAMED } };
}
