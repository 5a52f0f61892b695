import { z } from "zod";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { refuseSetting } from "../routing/carrier.routes.ts";
import { keywordFormSchema, keywordsSchema } from "../settings/settings-contract.ts";
import type { SettingsRefusal } from "../settings/settings-refusal.ts";
import { deleteKeyword, insertKeyword, isKeywordTaken, listKeywords } from "./keyword.store.ts";
import { keywordFault } from "./keyword.ts";

const tags = ["service"];
const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const createdSchema = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/keywords";

/** Routes of the keywords for which a call centre has automatic replies. */
export function addKeywordRoutes(app: Http, kit: Kit): void {
  app.get(
    PATH,
    { config, schema: { tags, summary: "Words that are answered by themselves", response: { 200: keywordsSchema } } },
    async (request) => {
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), listKeywords);
      return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
    },
  );
  addMaking(app, kit);
  app.delete(
    `${PATH}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "Answer a word no more",
        params: createdSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, MANAGE);
      const { id } = request.params;
      const isGone = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
        if (!(await deleteKeyword(trx, id))) return false;
        const fact = { action: "sms-keyword.ended", subjectKind: "sms-keyword", subjectId: id, detail: {} } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, fact));
        return true;
      });
      return isGone ? reply.code(204).send(null) : refuseSetting(kit, reply, "no-such-sms-keyword");
    },
  );
}

function addMaking(app: Http, kit: Kit): void {
  app.post(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Answer a word by itself",
        body: keywordFormSchema,
        response: { 201: createdSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { senderId, word, answer } = request.body;
      const fault = keywordFault(word, answer);
      if (fault !== undefined) return refuseSetting(kit, reply, fault);
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId, personId: createdBy } = requestContext;
      const [id, createdAt] = [kit.ids.next(), new Date(kit.clock.nowMs())];
      const done = await inTenant(kit.db, tenantId, async (trx): Promise<"done" | SettingsRefusal> => {
        const kept = await insertKeyword(trx, { id, tenantId, senderId, word, answer, createdBy, createdAt });
        if (kept !== "done") return kept;
        const fact = { action: "sms-keyword.made", subjectKind: "sms-keyword", subjectId: id } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { word, senderId } }));
        return "done";
      }).catch((error: unknown): SettingsRefusal => {
        if (isKeywordTaken(error)) return "sms-keyword-taken";
        throw error;
      });
      return done === "done" ? reply.code(201).send({ id }) : refuseSetting(kit, reply, done);
    },
  );
}
