import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { holdingFor, type Permission, roleActed } from "../../identity/index.ts";
import { ok, present, type Result, refuse } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { claimFile } from "../../platform/files/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { findLink } from "./case-link.store.ts";
import { grantHandover, lockOpenHandover, openHandovers } from "./handover.store.ts";
import { izinEntryRequest, izinVerdictRequest } from "./handover-contract.ts";
import type { ActivateLicence } from "./handover-watch.jobs.ts";
import { insertIzinEntry, lockWaitingIzin, settleIzinEntry } from "./izin-by-hand.store.ts";
import { decideIzinEntry, decideIzinVerdict, type IzinEntryRefusal } from "./izin-by-hand.ts";
import { serviceRulesOn } from "./report-case.effects.ts";

const tags = ["oss"];
const params = z.object({ id: z.uuid() });
const response = { 204: z.null(), 404: problemSchema, 409: problemSchema };
const PURPOSE = "izin-by-hand";

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<IzinEntryRefusal, number>> = {
  "sklo-not-waiting": 409,
  "izin-comes-from-oss": 409,
  "izin-entry-waiting": 409,
  "izin-entry-missing": 404,
  "izin-date-wrong": 409,
  "izin-file-missing": 409,
  "izin-own-entry": 409,
  "izin-own-company": 409,
  "izin-number-taken": 409,
};

/** Dependencies of entering an Izin by hand. */
export interface IzinByHandOptions {
  readonly kit: Kit;
  readonly activate: ActivateLicence;
}

/** Routes of an Izin for which OSS cannot be queried: an officer enters the company's document, the director decides on it. */
export function addIzinByHandRoutes(app: Http, options: IzinByHandOptions): void {
  const { kit } = options;
  app.post(
    "/api/oss/handovers/:id/izin",
    {
      config: { access: "oss.retry" },
      schema: {
        tags,
        summary: "Enter the Izin of a company where OSS cannot be asked for it",
        params,
        response,
        body: izinEntryRequest,
      },
    },
    async (request, reply) => {
      const entered = await kit.db
        .transaction()
        .execute((trx) => enter(kit, trx, { request, ...request.body, applicationId: request.params.id }));
      if (!entered.ok) return sendProblem(reply, kit.texts, STATUS[entered.refusal], { code: entered.refusal });
      kit.changeFeed.announce("licences");
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/oss/handovers/:id/izin/decision",
    {
      config: { access: "licence.decide" },
      schema: {
        tags,
        summary: "Decide on an Izin that another officer entered; confirmed, it makes the licence active",
        params,
        response,
        body: izinVerdictRequest,
      },
    },
    async (request, reply) => {
      const decided = await kit.db
        .transaction()
        .execute((trx) => decide(options, trx, { request, ...request.body, applicationId: request.params.id }));
      if (!decided.ok) return sendProblem(reply, kit.texts, STATUS[decided.refusal], { code: decided.refusal });
      for (const channel of ["licences", "inventory", "oss-reports", "outbox"]) kit.changeFeed.announce(channel);
      return reply.code(204).send(null);
    },
  );
}

/** The handover of an application with the date of its SKLO, locked while it is open. */
async function openCase(kit: Kit, trx: DatabaseTransaction, applicationId: string) {
  await openHandovers(trx, new Date(kit.clock.nowMs()));
  const isWaiting = await lockOpenHandover(trx, applicationId);
  const row = await trx
    .selectFrom("skloHandover")
    .select(["organisationId", "decreeId", "openedAt"])
    .where("applicationId", "=", applicationId)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, isWaiting };
}

async function enter(
  kit: Kit,
  trx: DatabaseTransaction,
  asked: z.infer<typeof izinEntryRequest> & { readonly request: FastifyRequest; readonly applicationId: string },
): Promise<Result<null, IzinEntryRefusal>> {
  const { request, applicationId, number, grantedOn, fileId } = asked;
  const caller = present(request.caller, "caller");
  const found = await openCase(kit, trx, applicationId);
  if (found === undefined) return refuse("sklo-not-waiting");
  const { organisationId, isWaiting, openedAt } = found;
  const nowMs = kit.clock.nowMs();
  const isLinked = (await findLink(trx, applicationId)) !== undefined;
  const facts = {
    isWaiting,
    isOssAsked: kit.settings.oss.url !== undefined && isLinked,
    isEntered: (await lockWaitingIzin(trx, applicationId)) !== undefined,
    isOwnCompany: isOf(caller, organisationId),
    skloOn: officeDate(openedAt.getTime()),
    today: officeDate(nowMs),
  };
  const decided = decideIzinEntry(facts, { grantedOn });
  if (!decided.ok) return decided;
  const { personId } = caller;
  if (!(await claimFile(trx, { fileId, personId, organisationId, purpose: PURPOSE })))
    return refuse("izin-file-missing");
  const entry = { id: kit.ids.next(), applicationId, number, grantedOn, fileId };
  await insertIzinEntry(trx, { ...entry, enteredBy: personId, enteredAt: new Date(nowMs) });
  await remember(kit, trx, {
    request,
    applicationId,
    action: "application.izin-entered",
    permission: "oss.retry",
    number,
  });
  return ok(null);
}

async function decide(
  { kit, activate }: IzinByHandOptions,
  trx: DatabaseTransaction,
  asked: z.infer<typeof izinVerdictRequest> & { readonly request: FastifyRequest; readonly applicationId: string },
): Promise<Result<null, IzinEntryRefusal>> {
  const { request, applicationId, verdict, reason } = asked;
  const caller = present(request.caller, "caller");
  const found = await openCase(kit, trx, applicationId);
  const entry = await lockWaitingIzin(trx, applicationId);
  if (found === undefined || entry === undefined) return refuse("izin-entry-missing");
  const { organisationId, decreeId, isWaiting } = found;
  const facts = { isWaiting, enteredBy: entry.enteredBy, isOwnCompany: isOf(caller, organisationId) };
  const decided = decideIzinVerdict(facts, { personId: caller.personId, verdict });
  if (!decided.ok) return decided;
  const at = new Date(kit.clock.nowMs());
  if (decided.value === "confirmed") {
    const id = kit.ids.next();
    const { number, grantedOn, fileId } = entry;
    const isNew = await activate(trx, {
      id,
      organisationId,
      applicationId,
      decreeId,
      fileId,
      number,
      grantedOn,
      at,
      kbli: serviceRulesOn(at.getTime()).kbli,
      service: "Jasa Pusat Panggilan Informasi (Call Center)",
      reason: kit.texts.text("id", "licenceRecord.issuedByHand", { number }),
      actor: { personId: caller.personId, role: roleOf(caller, "licence.decide"), requestId: request.id },
    });
    if (!isNew) return refuse("izin-number-taken");
    await grantHandover(trx, { applicationId, licenceId: id, at });
  }
  await settleIzinEntry(trx, { id: entry.id, state: decided.value, by: caller.personId, at, reason });
  const action = decided.value === "confirmed" ? "application.izin-confirmed" : "application.izin-refused";
  await remember(kit, trx, { request, applicationId, action, permission: "licence.decide", number: entry.number });
  return ok(null);
}

function isOf({ memberships }: Caller, organisationId: string): boolean {
  return memberships.some((one) => one.organisationId === organisationId);
}

function roleOf({ memberships }: Caller, permission: Permission): string | null {
  const holding = holdingFor(memberships, permission);
  return holding === undefined ? null : roleActed(holding);
}

async function remember(
  kit: Kit,
  trx: DatabaseTransaction,
  entry: {
    readonly request: FastifyRequest;
    readonly applicationId: string;
    readonly action: "application.izin-entered" | "application.izin-confirmed" | "application.izin-refused";
    readonly permission: Permission;
    readonly number: string;
  },
): Promise<void> {
  const { request, applicationId: subjectId, action, permission, number } = entry;
  const caller = present(request.caller, "caller");
  await recordAudit(trx, kit, {
    actorPersonId: caller.personId,
    actorRole: roleOf(caller, permission),
    action,
    subjectKind: "application",
    subjectId,
    detail: { number },
    requestId: request.id,
  });
}
