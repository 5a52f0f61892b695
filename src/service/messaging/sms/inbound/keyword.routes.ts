import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../../platform/commands/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { RequestContext } from "../../../tenancy/tenants/index.ts";
import { keywordFormSchema, keywordsSchema } from "../settings/settings-contract.ts";
import { SETTINGS_ROUTES, type SettingsRefusal } from "../settings/settings-refusal.ts";
import { deleteKeyword, insertKeyword, listKeywords } from "./keyword.store.ts";
import { keywordFault } from "./keyword.ts";

const params = z.object({ id: z.uuid() });
const PATH = "/api/service/sms/keywords";
const TAKEN = { taken: { sms_keyword_once: "sms-keyword-taken" } } as const;

/** Routes of the keywords for which a call centre has automatic replies. */
export function addKeywordRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...SETTINGS_ROUTES, access: "service.manage" });
  routes.get(PATH, { summary: "Words that are answered by themselves", answer: keywordsSchema }, async (trx) => ({
    items: (await listKeywords(trx)).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
  }));
  routes.post(
    PATH,
    { summary: "Answer a word by itself", body: keywordFormSchema, answer: params, status: 201 },
    ({ requestContext, body }) => addKeyword(kit, requestContext, body),
  );
  routes.delete(`${PATH}/:id`, { summary: "Answer a word no more", params }, ({ requestContext, params: { id } }) =>
    dropKeyword(kit, requestContext, id),
  );
}

async function addKeyword(
  kit: Kit,
  requestContext: RequestContext,
  { senderId, word, answer }: z.infer<typeof keywordFormSchema>,
): Promise<Result<{ readonly id: string }, SettingsRefusal>> {
  const fault = keywordFault(word, answer);
  if (fault !== undefined) return refuse(fault);
  const { tenantId, personId: createdBy } = requestContext;
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    const id = kit.ids.next();
    const added = await insertKeyword(trx, { id, tenantId, senderId, word, answer, createdBy, createdAt: at });
    if (added !== "done") return refuse(added);
    await audit({
      action: "sms-keyword.made",
      subjectKind: "sms-keyword",
      subjectId: id,
      detail: { word, senderId },
    });
    return ok({ id });
  });
}

async function dropKeyword(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, SettingsRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
    if (!(await deleteKeyword(trx, id))) return refuse("no-such-sms-keyword");
    await audit({ action: "sms-keyword.ended", subjectKind: "sms-keyword", subjectId: id, detail: {} });
    return ok(null);
  });
}
