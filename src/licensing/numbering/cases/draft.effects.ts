import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { claimFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { rulesetVersion } from "../../../regulation/index.ts";
import { type KnownBody, knownBody } from "../case-work/kind-choice.effects.ts";
import { chooseKind, type KindRefusal, newServiceRefusal } from "../case-work/kind-choice.ts";
import { isRepresentative } from "../inventory/hold.routes.ts";
import { findHold } from "../inventory/hold.store.ts";
import { changesAcceptedField } from "./accepted-fields.ts";
import { roleIn } from "./acting-person.ts";
import {
  draftOwnServiceAnswer,
  findApplication,
  findDraft,
  insertDraft,
  insertEvent,
  listItems,
  updateApplication,
} from "./application.store.ts";
import { type ApplicationForm, beginForm, filesNamedIn } from "./application-form.ts";
import type { CodeRequestKind } from "./application-kind.ts";
import type { CommandName } from "./application-words.ts";

/** Why a draft cannot be created or saved. */
export type DraftRefusal =
  | "no-such-hold"
  | "hold-ended"
  | "application-open"
  | "no-such-application"
  | "version-stale"
  | "command-not-now"
  | "no-such-file"
  | "code-not-held"
  | "item-accepted"
  | KindRefusal;

interface DraftRequest {
  readonly caller: Caller;
  readonly requestId: string;
}

interface Beginning extends DraftRequest {
  readonly organisationId: string;
  /** The chosen kind; defaults to the proposed one. */
  readonly kind?: CodeRequestKind | undefined;
  /** A government body's answer on its legal basis. */
  readonly ownService: boolean | null;
  /** The service of a code holder's Nomor Baru; empty if an existing draft has named it and takes over a code. */
  readonly newService: string;
  /** Null creates a draft without a code. */
  readonly holdId: string | null;
}

/** Creates a draft, with or without a held code; an existing draft of the kind takes over the held code. Returns its id. */
export async function beginDraft(kit: Kit, request: Beginning): Promise<Result<string, DraftRefusal>> {
  const { caller, organisationId, holdId, ownService } = request;
  if (!isRepresentative(caller, organisationId)) return refuse("no-such-hold");
  const nowMs = kit.clock.nowMs();
  const at = new Date(nowMs);
  return kit.db.transaction().execute(async (trx) => {
    const hold = holdId === null ? undefined : await findHold(trx, holdId);
    if (holdId !== null && hold?.organisationId !== organisationId) return refuse("no-such-hold");
    if (hold !== undefined && (hold.endedAt !== null || hold.heldUntil <= at)) return refuse("hold-ended");
    const answer = ownService ?? (await draftOwnServiceAnswer(trx, organisationId));
    const body = await knownBody({ db: trx, nowMs }, { organisationId, ownService: answer });
    if (body === undefined) return refuse("no-such-hold");
    const kind = chooseKind(body.facts, request.kind);
    if (!kind.ok) return kind;
    const open = await findDraft(trx, organisationId, kind.value);
    if (open !== undefined && open.state !== "draft") return refuse("application-open");
    const code = hold?.code ?? null;
    const newService = kind.value === "new" && body.facts.activeCodes > 0 ? request.newService.trim() : "";
    if (kind.value === "new" && (open === undefined || newService !== "")) {
      const refusal = newServiceRefusal(body.facts.services, newService);
      if (refusal !== undefined) return refuse(refusal);
    }
    if (open !== undefined) return ok(await takeOver(trx, { id: open.id, code, newService, at }));
    return ok(await addDraft(kit, trx, { request, body, kind: kind.value, newService, code, at }));
  });
}

async function addDraft(
  kit: Kit,
  trx: DatabaseTransaction,
  draft: {
    readonly request: Beginning;
    readonly body: KnownBody;
    readonly kind: CodeRequestKind;
    readonly newService: string;
    readonly code: string | null;
    readonly at: Date;
  },
): Promise<string> {
  const { request, body, kind, newService, code, at } = draft;
  const id = kit.ids.next();
  const form = beginForm({
    kbli: body.kbli,
    code: code ?? "",
    ownService: body.facts.isGovernment ? body.facts.ownService : null,
    newService,
    heldCodes: kind === "additional" ? body.heldCodes : [],
  });
  const { organisationId, caller } = request;
  await insertDraft(trx, {
    id,
    organisationId,
    kind,
    code,
    form,
    ruleVersion: rulesetVersion,
    createdBy: caller.personId,
    at,
  });
  const detail = newService === "" ? {} : { newService };
  await remember(kit, trx, { ...request, applicationId: id, type: "begun", at, detail });
  return id;
}

async function takeOver(
  trx: DatabaseTransaction,
  draft: { readonly id: string; readonly code: string | null; readonly newService: string; readonly at: Date },
): Promise<string> {
  const row = await findApplication(trx, draft.id, { lock: true });
  if (row === undefined) return draft.id;
  const code = draft.code ?? row.code;
  const newService = draft.newService === "" ? row.form.newService : draft.newService;
  if (row.code !== code || row.form.newService !== newService) {
    const form = JSON.stringify({ ...row.form, code, newService });
    await updateApplication(trx, { id: draft.id, at: draft.at, change: { ...(code === "" ? {} : { code }), form } });
  }
  return draft.id;
}

/** Saves the form of a draft or returned application; it may be incomplete, but must not name a file or code of another organisation. */
export async function saveForm(
  kit: Kit,
  request: DraftRequest & { readonly id: string; readonly expectedVersion: number; readonly form: ApplicationForm },
): Promise<Result<string, DraftRefusal>> {
  const { caller, id, form } = request;
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const row = await findApplication(trx, id, { lock: true });
    if (row === undefined || !isRepresentative(caller, row.organisation.id)) return refuse("no-such-application");
    if (row.state !== "draft" && row.state !== "returned") return refuse("command-not-now");
    if (row.version !== request.expectedVersion) return refuse("version-stale");
    if (form.code !== row.code) return refuse("code-not-held");
    const forms = { before: row.form, after: form };
    if (changesAcceptedField(await listItems(trx, id), forms)) return refuse("item-accepted");
    const owner = { personId: caller.personId, organisationId: row.organisation.id };
    if (!keepsWhatIsOurs(forms)) return refuse("command-not-now");
    if (!(await claimFiles(trx, forms, owner))) return refuse("no-such-file");
    await updateApplication(trx, { id, at, change: { form: JSON.stringify(form) } });
    return ok(id);
  });
}

/** The file fields of the form, with the required purpose of the upload. */
const FILES = { letterFileId: "letter", basisFileId: "licence", userLetterFileId: "letter" } as const;

async function claimFiles(
  trx: DatabaseTransaction,
  forms: { readonly before: ApplicationForm; readonly after: ApplicationForm },
  owner: { readonly personId: string; readonly organisationId: string },
): Promise<boolean> {
  for (const field of Object.keys(FILES) as (keyof typeof FILES)[]) {
    const fileId = forms.after[field];
    if (fileId === null || fileId === forms.before[field]) continue;
    if (!(await claimFile(trx, { ...owner, fileId, purpose: FILES[field] }))) return false;
  }
  const known = filesNamedIn(forms.before);
  for (const fileId of filesNamedIn(forms.after).filter((id) => !known.includes(id))) {
    if (!(await claimFile(trx, { ...owner, fileId, purpose: "letter" }))) return false;
  }
  return true;
}

/** The kind of a case and the decree's content at its start are immutable. */
function keepsWhatIsOurs({ before, after }: { readonly before: ApplicationForm; readonly after: ApplicationForm }) {
  return (
    (before.change === null) === (after.change === null) &&
    (before.return === null) === (after.return === null) &&
    before.revocation === null &&
    after.revocation === null &&
    JSON.stringify(before.change?.before) === JSON.stringify(after.change?.before)
  );
}

/** Writes an event of an application and its audit entry. */
export async function remember(
  kit: Kit,
  trx: DatabaseTransaction,
  event: DraftRequest & {
    readonly applicationId: string;
    readonly type: CommandName | "begun" | "open-revocation";
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
