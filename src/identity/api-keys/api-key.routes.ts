import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { holdingFor, roleActed, tenantWith } from "../authority/roles.ts";
import { freshToken, tokenSha256 } from "../sessions/secrets.effects.ts";
import { endApiKey, hasRoomForApiKey, insertApiKey, isApiKeyNameTaken, listApiKeys } from "./api-key.store.ts";
import { API_KEYS_MAX, type ApiKeyForm, apiKeyFormSchema, apiKeysSchema, issuedApiKeySchema } from "./contract.ts";
import { KEY_PREFIX } from "./program-gate.effects.ts";

const tags = ["service"];
const config = { access: "service.manage" } as const;
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const HINT_CHARACTERS = 10;

type ApiKeyRefusal = "api-key-name-taken" | "api-key-limit" | "api-key-expiry-past" | "no-such-api-key";

const STATUS: Readonly<Record<ApiKeyRefusal, number>> = {
  "api-key-name-taken": 409,
  "api-key-limit": 409,
  "api-key-expiry-past": 400,
  "no-such-api-key": 404,
};

/** The form field of each refusal. */
const FIELD_OF: Readonly<Partial<Record<ApiKeyRefusal, string>>> = {
  "api-key-name-taken": "name",
  "api-key-expiry-past": "expiresAt",
};

/** Routes of a tenant's API keys, for its administrator. */
export function addApiKeyRoutes(app: Http, kit: Kit): void {
  const path = "/api/service/api-keys";
  app.get(
    path,
    { config, schema: { tags, summary: "Keys of programs", response: { 200: apiKeysSchema, ...problems } } },
    async (request) => {
      const rows = await inTenant(kit.db, requestContextOf(request).tenantId, listApiKeys);
      const written = (at: Date | null) => at?.toISOString() ?? null;
      return {
        items: rows.map(({ createdAt, expiresAt, usedAt, ...row }) => ({
          ...row,
          createdAt: createdAt.toISOString(),
          expiresAt: written(expiresAt),
          usedAt: written(usedAt),
        })),
      };
    },
  );
  app.post(
    path,
    {
      config,
      schema: {
        tags,
        summary: "Create an API key; only this response contains it",
        body: apiKeyFormSchema,
        response: { 201: issuedApiKeySchema, ...problems },
      },
    },
    async (request, reply) => {
      const made = await makeKey(kit, request, request.body);
      if (typeof made !== "string") return reply.code(201).send(made);
      const path = FIELD_OF[made];
      const fields = path === undefined ? [] : [{ path, code: made }];
      return sendProblem(reply, kit.texts, STATUS[made], { code: made, params: { most: API_KEYS_MAX }, fields });
    },
  );
  app.delete(
    `${path}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "End a key",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const asking = requestContextOf(request);
      const at = new Date(kit.clock.nowMs());
      const isEnded = await inTenant(kit.db, asking.tenantId, async (trx) => {
        if (!(await endApiKey(trx, { id, by: asking.actorPersonId, at }))) return false;
        await recordAudit(trx, kit, {
          ...asking,
          action: "api-key.ended",
          subjectKind: "api-key",
          subjectId: id,
          detail: {},
        });
        return true;
      });
      if (isEnded) return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, STATUS["no-such-api-key"], { code: "no-such-api-key" });
    },
  );
}

function requestContextOf(request: FastifyRequest) {
  const { personId, memberships } = present(request.caller, "caller");
  const holding = holdingFor(memberships, config.access);
  return {
    tenantId: present(tenantWith(memberships, config.access), "a call centre of the caller"),
    actorPersonId: personId,
    actorRole: holding === undefined ? null : roleActed(holding),
    requestId: request.id,
  };
}

async function makeKey(
  kit: Kit,
  request: FastifyRequest,
  { name, scopes, expiresAt }: ApiKeyForm,
): Promise<z.infer<typeof issuedApiKeySchema> | ApiKeyRefusal> {
  const asking = requestContextOf(request);
  const { tenantId, actorPersonId: createdBy } = asking;
  const createdAt = new Date(kit.clock.nowMs());
  const end = expiresAt === null ? null : new Date(expiresAt);
  if (end !== null && end <= createdAt) return "api-key-expiry-past";
  const key = `${KEY_PREFIX}${freshToken().token}`;
  const id = kit.ids.next();
  const wanted = [...new Set(scopes)].toSorted();
  const row = { id, tenantId, name, hint: key.slice(0, HINT_CHARACTERS), secretHash: tokenSha256(key), scopes: wanted };
  try {
    return await inTenant(kit.db, tenantId, async (trx) => {
      if (!(await hasRoomForApiKey(trx, tenantId))) return "api-key-limit";
      await insertApiKey(trx, { ...row, createdBy, createdAt, expiresAt: end });
      const detail = { name, scopes: wanted, expiresAt };
      await recordAudit(trx, kit, { ...asking, action: "api-key.made", subjectKind: "api-key", subjectId: id, detail });
      return { id, key };
    });
  } catch (error) {
    if (isApiKeyNameTaken(error)) return "api-key-name-taken";
    throw error;
  }
}
