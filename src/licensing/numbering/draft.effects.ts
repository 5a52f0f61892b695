import { ok, type Result, refuse } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { claimFile } from "../../platform/files/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { readServiceRules, rulesetVersion } from "../../regulation/index.ts";
import { changesAcceptedField } from "./accepted-fields.ts";
import { roleIn } from "./acting-person.ts";
import {
  findApplication,
  findDraft,
  insertDraft,
  insertEvent,
  listItems,
  updateApplication,
} from "./application.store.ts";
import type { ApplicationKind } from "./application-kind.ts";
import { CALL_CENTRE_NUMBER_KIND, CALL_CENTRE_SERVICE } from "./application-words.ts";
import { actsFor } from "./hold.routes.ts";
import { findHold } from "./hold.store.ts";
import type { ApplicationForm } from "./pre-check.ts";
import { rulebookNow } from "./rules-in-force.ts";

/** Why a draft cannot be begun or saved. */
export type DraftRefusal =
  | "no-such-hold"
  | "hold-ended"
  | "application-open"
  | "no-such-application"
  | "version-stale"
  | "command-not-now"
  | "no-such-file"
  | "code-not-held"
  | "item-accepted";

interface DraftRequest {
  readonly caller: Caller;
  readonly requestId: string;
}

/** Begins an application for a held code; a draft that is there already takes the held code over. Returns its id. */
export async function beginDraft(
  kit: Kit,
  request: DraftRequest & { readonly organisationId: string; readonly kind: ApplicationKind; readonly holdId: string },
): Promise<Result<string, DraftRefusal>> {
  const { caller, organisationId, kind } = request;
  if (!actsFor(caller, organisationId)) return refuse("no-such-hold");
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const hold = await findHold(trx, request.holdId);
    if (hold === undefined || hold.organisationId !== organisationId) return refuse("no-such-hold");
    if (hold.endedAt !== null || hold.heldUntil <= at) return refuse("hold-ended");
    const open = await findDraft(trx, organisationId, kind);
    if (open !== undefined && open.state !== "draft") return refuse("application-open");
    if (open !== undefined) return ok(await takeOver(trx, { id: open.id, code: hold.code, at }));
    const id = kit.ids.next();
    const form: ApplicationForm = {
      kbli: readServiceRules(rulebookNow(at.getTime())).kbli,
      service: CALL_CENTRE_SERVICE,
      numberKind: CALL_CENTRE_NUMBER_KIND,
      code: hold.code,
      purpose: "",
      letterFileId: null,
      declaration: false,
    };
    await insertDraft(trx, {
      id,
      organisationId,
      kind,
      code: hold.code,
      form,
      ruleVersion: rulesetVersion,
      createdBy: caller.personId,
      at,
    });
    await remember(kit, trx, { ...request, applicationId: id, type: "begun", at });
    return ok(id);
  });
}

async function takeOver(
  trx: DatabaseTransaction,
  draft: { readonly id: string; readonly code: string; readonly at: Date },
): Promise<string> {
  const row = await findApplication(trx, draft.id, { lock: true });
  if (row !== undefined && row.code !== draft.code) {
    const form = JSON.stringify({ ...row.form, code: draft.code });
    await updateApplication(trx, { id: draft.id, at: draft.at, change: { code: draft.code, form } });
  }
  return draft.id;
}

/** Saves the form of a draft or returned application; incomplete is fine, somebody else's file or code is not. */
export async function saveForm(
  kit: Kit,
  request: DraftRequest & { readonly id: string; readonly expectedVersion: number; readonly form: ApplicationForm },
): Promise<Result<string, DraftRefusal>> {
  const { caller, id, form } = request;
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const row = await findApplication(trx, id, { lock: true });
    if (row === undefined || !actsFor(caller, row.organisation.id)) return refuse("no-such-application");
    if (row.state !== "draft" && row.state !== "returned") return refuse("command-not-now");
    if (row.version !== request.expectedVersion) return refuse("version-stale");
    if (form.code !== row.code) return refuse("code-not-held");
    const forms = { before: row.form, after: form };
    if (changesAcceptedField(await listItems(trx, id), forms)) return refuse("item-accepted");
    if (form.letterFileId !== null && form.letterFileId !== row.form.letterFileId) {
      const file = { fileId: form.letterFileId, personId: caller.personId, organisationId: row.organisation.id };
      if (!(await claimFile(trx, { ...file, purpose: "letter" }))) return refuse("no-such-file");
    }
    await updateApplication(trx, { id, at, change: { form: JSON.stringify(form) } });
    return ok(id);
  });
}

/** Writes one event of an application and its audit entry. */
export async function remember(
  kit: Kit,
  trx: DatabaseTransaction,
  event: DraftRequest & {
    readonly applicationId: string;
    readonly type: string;
    readonly at: Date;
    readonly role?: string | null;
    readonly note?: string | null;
    readonly detail?: Readonly<Record<string, string | null>>;
  },
): Promise<void> {
  const { caller, applicationId, type, at } = event;
  const { role, actingForPersonId } = roleIn(type, caller.memberships);
  const actor = { actorPersonId: caller.personId, actorRole: event.role ?? role };
  const detail = { ...event.detail, ...(actingForPersonId === null ? {} : { actingForPersonId }) };
  await insertEvent(trx, {
    id: kit.ids.next(),
    applicationId,
    type,
    occurredAt: at,
    ...actor,
    note: event.note ?? null,
    detail: JSON.stringify(detail),
  });
  await recordAudit(trx, kit, {
    ...actor,
    action: `application.${type}`,
    subjectKind: "application",
    subjectId: applicationId,
    detail,
    requestId: event.requestId,
  });
}
