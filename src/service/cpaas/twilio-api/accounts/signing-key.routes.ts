import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { RefusalTable } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { sidOf } from "../../../flows/call-documents/index.ts";
import { actedEntry, requestContextOf } from "../../../tenancy/tenants/index.ts";
import { madeSigningKeySchema, type SigningKeyForm, signingKeyFormSchema, signingKeysSchema } from "../contract.ts";
import { type ClientTokenAdmission, freshSigningSecret } from "./client-token-admission.effects.ts";
import {
  endSigningKey,
  hasRoomForSigningKey,
  insertSigningKey,
  isSigningKeyNameTaken,
  listSigningKeys,
  SIGNING_KEYS_MAX,
} from "./signing-key.store.ts";

const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const tags = ["service"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/signing-keys";

const REFUSALS = {
  "signing-key-name-taken": ["taken", "name"],
  "signing-key-limit": "limit",
  "signing-key-expiry-past": ["invalid", "expiresAt"],
  "no-such-signing-key": "not-found",
} as const satisfies RefusalTable;

type SigningKeyRefusal = keyof typeof REFUSALS;

interface SigningKeyDependencies {
  readonly kit: Kit;
  readonly key: Buffer;
}

/** Keys with which API clients of a call centre sign browser tokens, for the administrator. */
export function addSigningKeyRoutes(app: Http, dependencies: SigningKeyDependencies, door: ClientTokenAdmission): void {
  const { kit } = dependencies;
  app.get(
    PATH,
    { config, schema: { tags, summary: "Keys that sign tokens", response: { 200: signingKeysSchema, ...problems } } },
    async (request) => {
      const { tenantId } = requestContextOf(request, MANAGE);
      const rows = await inTenant(kit.db, tenantId, listSigningKeys);
      const written = (at: Date | null) => at?.toISOString() ?? null;
      return {
        items: rows.map(({ createdAt, expiresAt, usedAt, ...row }) => ({
          ...row,
          sid: sidOf("apiKey", row.id),
          createdAt: createdAt.toISOString(),
          expiresAt: written(expiresAt),
          usedAt: written(usedAt),
        })),
      };
    },
  );
  app.post(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Create a key that signs tokens; only this response contains it",
        body: signingKeyFormSchema,
        response: { 201: madeSigningKeySchema, ...problems },
      },
    },
    async (request, reply) => {
      const made = await makeKey(dependencies, request, request.body);
      if (typeof made !== "string") return reply.code(201).header("cache-control", "no-store").send(made);
      return sendRefusal(kit, reply, REFUSALS, { code: made, params: { most: SIGNING_KEYS_MAX } });
    },
  );
  app.delete(
    `${PATH}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "End a key that signs tokens, and the connections that came by it",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const requestContext = requestContextOf(request, MANAGE);
      const at = new Date(kit.clock.nowMs());
      const isEnded = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
        if (!(await endSigningKey(trx, { id, by: requestContext.personId, at }))) return false;
        const fact = { action: "signing-key.ended", subjectKind: "signing-key", subjectId: id, detail: {} } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, fact));
        return true;
      });
      if (!isEnded) return sendRefusal(kit, reply, REFUSALS, "no-such-signing-key");
      door.endOfKey(id);
      return reply.code(204).send(null);
    },
  );
}

async function makeKey(
  { kit, key }: SigningKeyDependencies,
  request: FastifyRequest,
  { name, expiresAt }: SigningKeyForm,
): Promise<z.infer<typeof madeSigningKeySchema> | SigningKeyRefusal> {
  const requestContext = requestContextOf(request, MANAGE);
  const { tenantId, personId: createdBy } = requestContext;
  const createdAt = new Date(kit.clock.nowMs());
  const end = expiresAt === null ? null : new Date(expiresAt);
  if (end !== null && end <= createdAt) return "signing-key-expiry-past";
  const id = kit.ids.next();
  const { secret, sealed: sealedSecret } = freshSigningSecret(key, id);
  try {
    return await inTenant(kit.db, tenantId, async (trx) => {
      if (!(await hasRoomForSigningKey(trx, tenantId))) return "signing-key-limit";
      await insertSigningKey(trx, { id, tenantId, name, sealedSecret, createdBy, createdAt, expiresAt: end });
      const detail = { name, expiresAt };
      const fact = { action: "signing-key.made", subjectKind: "signing-key", subjectId: id, detail } as const;
      await recordAudit(trx, kit, actedEntry(requestContext, fact));
      return { id, sid: sidOf("apiKey", id), secret };
    });
  } catch (error) {
    if (isSigningKeyNameTaken(error)) return "signing-key-name-taken";
    throw error;
  }
}
