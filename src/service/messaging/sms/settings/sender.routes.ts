import { z } from "zod";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import type { MessagingBase } from "../intake/intake.effects.ts";
import { similarNameOf } from "../intake/similar-names.ts";
import { refuseSetting } from "../routing/carrier.routes.ts";
import {
  endSender,
  hasRoomForSender,
  insertSender,
  isSenderTaken,
  keepInboundAccount,
  listSenders,
} from "./sender.store.ts";
import { inboundAccountFormSchema, senderFormSchema, sendersSchema } from "./settings-contract.ts";
import type { SettingsRefusal } from "./settings-refusal.ts";

const tags = ["service"];
const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/senders";
const DIGITS = /^\d{3,15}$/;

/** Dependencies of the sender id routes. */
export interface SenderRoutes {
  readonly kit: Kit;
  readonly rules: MessagingBase["rules"];
}

/** Routes of the sender ids of a call centre and their registrations with carriers. */
export function addSenderRoutes(app: Http, { kit, rules }: SenderRoutes): void {
  app.get(
    PATH,
    { config, schema: { tags, summary: "Sender ids", response: { 200: sendersSchema } } },
    async (request) => {
      const senders = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), listSenders);
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
    },
  );
  addChanging(app, { kit, rules });
  addInboundAccount(app, kit);
}

function addInboundAccount(app: Http, kit: Kit): void {
  app.put(
    `${PATH}/:id/inbound-account`,
    {
      config,
      schema: {
        tags,
        summary: "Choose the SMPP account that gets what recipients write to a sender id",
        params,
        body: inboundAccountFormSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, MANAGE);
      const { id: senderId } = request.params;
      const { accountId } = request.body;
      const refusal = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
        const missing = await keepInboundAccount(trx, { senderId, accountId });
        if (missing !== undefined) return missing;
        const subject = { subjectKind: "sms-sender", subjectId: senderId } as const;
        const fact = { action: "sms-sender.inbound-account-chosen", ...subject };
        await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { accountId } }));
        return undefined;
      });
      return refusal === undefined ? reply.code(204).send(null) : refuseSetting(kit, reply, refusal);
    },
  );
}

function addChanging(app: Http, { kit, rules }: SenderRoutes): void {
  app.post(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Ask for a sender id",
        body: senderFormSchema,
        response: { 201: z.object({ id: z.uuid(), looksLike: z.string().nullable() }), ...problems },
      },
    },
    async (request, reply) => {
      const { value } = request.body;
      const { senderFormat, protectedNames } = rules();
      if (!DIGITS.test(value) && !senderFormat.test(value)) return refuseSetting(kit, reply, "sender-unfit");
      const looksLike = similarNameOf(value, protectedNames) ?? null;
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId, personId: createdBy } = requestContext;
      const [id, createdAt] = [kit.ids.next(), new Date(kit.clock.nowMs())];
      const done = await untaken(() =>
        inTenant(kit.db, tenantId, async (trx) => {
          if (!(await hasRoomForSender(trx, tenantId))) return "sms-sender-limit";
          await insertSender(trx, { id, tenantId, value, createdBy, createdAt });
          const fact = { action: "sms-sender.added", subjectKind: "sms-sender", subjectId: id } as const;
          await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { value, looksLike } }));
          return "done";
        }),
      );
      return done === "done" ? reply.code(201).send({ id, looksLike }) : refuseSetting(kit, reply, done);
    },
  );
  app.delete(
    `${PATH}/:id`,
    { config, schema: { tags, summary: "End a sender id", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const asking = requestContextOf(request, MANAGE);
      const { id } = request.params;
      const isEnded = await inTenant(kit.db, asking.tenantId, async (trx) => {
        if (!(await endSender(trx, id, new Date(kit.clock.nowMs())))) return false;
        const fact = { action: "sms-sender.ended", subjectKind: "sms-sender", subjectId: id, detail: {} } as const;
        await recordAudit(trx, kit, actedEntry(asking, fact));
        return true;
      });
      return isEnded ? reply.code(204).send(null) : refuseSetting(kit, reply, "no-such-sms-sender");
    },
  );
}

async function untaken(work: () => Promise<"done" | SettingsRefusal>): Promise<"done" | SettingsRefusal> {
  try {
    return await work();
  } catch (error) {
    if (isSenderTaken(error)) return "sms-sender-taken";
    throw error;
  }
}
