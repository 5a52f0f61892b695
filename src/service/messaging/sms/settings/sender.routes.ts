import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../../platform/commands/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { RequestContext } from "../../../tenancy/tenants/index.ts";
import type { MessagingBase } from "../intake/intake.effects.ts";
import { similarNameOf } from "../intake/similar-names.ts";
import { endSender, hasRoomForSender, insertSender, keepInboundAccount, listSenders } from "./sender.store.ts";
import { inboundAccountFormSchema, senderFormSchema, sendersSchema } from "./settings-contract.ts";
import { SETTINGS_ROUTES, type SettingsRefusal } from "./settings-refusal.ts";

const params = z.object({ id: z.uuid() });
const addedSchema = z.object({ id: z.uuid(), looksLike: z.string().nullable() });
const PATH = "/api/service/sms/senders";
const DIGITS = /^\d{3,15}$/;
/** Another sender id has the value, in this call centre or another. */
const TAKEN = { taken: { sms_sender_value: "sms-sender-taken" } } as const;

/** Dependencies of the sender id routes. */
export interface SenderRoutes {
  readonly kit: Kit;
  readonly rules: MessagingBase["rules"];
}

/** Routes of the sender ids of a call centre and their registrations with carriers. */
export function addSenderRoutes(app: Http, { kit, rules }: SenderRoutes): void {
  const routes = tenantRoutes(app, kit, { ...SETTINGS_ROUTES, access: "service.manage" });
  routes.get(PATH, { summary: "Sender ids", answer: sendersSchema }, async (trx) => {
    const senders = await listSenders(trx);
    const names = rules().protectedNames;
    const written = (at: Date | null) => at?.toISOString() ?? null;
    return {
      items: senders.map(({ ownerProof, createdAt, registrations, ...sender }) => ({
        ...sender,
        createdAt: createdAt.toISOString(),
        looksLike: ownerProof === null ? (similarNameOf(sender.value, names) ?? null) : null,
        registrations: registrations.map(({ submittedAt, decidedAt, ...row }) => ({
          ...row,
          submittedAt: written(submittedAt),
          decidedAt: written(decidedAt),
        })),
      })),
    };
  });
  routes.post(
    PATH,
    { summary: "Ask for a sender id", body: senderFormSchema, answer: addedSchema, status: 201 },
    ({ requestContext, body: { value } }) => addSender({ kit, rules }, requestContext, value),
  );
  routes.delete(`${PATH}/:id`, { summary: "End a sender id", params }, ({ requestContext, params: { id } }) =>
    dropSender(kit, requestContext, id),
  );
  routes.put(
    `${PATH}/:id/inbound-account`,
    {
      summary: "Choose the SMPP account that gets what recipients write to a sender id",
      params,
      body: inboundAccountFormSchema,
    },
    ({ requestContext, params: { id: senderId }, body: { accountId } }) =>
      tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
        const chosen = await keepInboundAccount(trx, { senderId, accountId });
        if (!chosen.ok) return chosen;
        const action = "sms-sender.inbound-account-chosen";
        await audit({ action, subjectKind: "sms-sender", subjectId: senderId, detail: { accountId } });
        return ok(null);
      }),
  );
}

async function addSender(
  { kit, rules }: SenderRoutes,
  requestContext: RequestContext,
  value: string,
): Promise<Result<z.infer<typeof addedSchema>, SettingsRefusal>> {
  const { senderFormat, protectedNames } = rules();
  if (!DIGITS.test(value) && !senderFormat.test(value)) return refuse("sender-unfit");
  const looksLike = similarNameOf(value, protectedNames) ?? null;
  const { tenantId, personId: createdBy } = requestContext;
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    if (!(await hasRoomForSender(trx, tenantId))) return refuse("sms-sender-limit");
    const id = kit.ids.next();
    await insertSender(trx, { id, tenantId, value, createdBy, createdAt: at });
    await audit({
      action: "sms-sender.added",
      subjectKind: "sms-sender",
      subjectId: id,
      detail: { value, looksLike },
    });
    return ok({ id, looksLike });
  });
}

async function dropSender(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, SettingsRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if (!(await endSender(trx, id, at))) return refuse("no-such-sms-sender");
    await audit({ action: "sms-sender.ended", subjectKind: "sms-sender", subjectId: id, detail: {} });
    return ok(null);
  });
}
