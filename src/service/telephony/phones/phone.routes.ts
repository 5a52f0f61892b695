import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import {
  phoneActSchema,
  phoneEncryptionSchema,
  phoneFormSchema,
  phoneRenameSchema,
  phoneSecretSchema,
  phonesQuery,
  phonesSchema,
} from "./contract.ts";
import {
  addPhone,
  encryptPhone,
  type PhoneOptions,
  removePhone,
  renamePhone,
  renewPhone,
} from "./keep-phone.effects.ts";
import { findRegistrar, listPhones } from "./phone-form.store.ts";
import type { PhoneRefusal } from "./phone-form.ts";

const tags = ["service"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const writing = { access: "service.manage" } as const;
const params = z.object({ id: z.uuid() });

/** The status of each refusal, and the field that it belongs to. */
const ANSWERS: Readonly<Record<PhoneRefusal, { readonly status: number; readonly path: string | null }>> = {
  "phone-extension-form": { status: 400, path: "extension" },
  "phone-extension-emergency": { status: 409, path: "extension" },
  "phone-extension-is-code": { status: 409, path: "extension" },
  "phone-extension-taken": { status: 409, path: "extension" },
  "phone-encryption-without-tls": { status: 409, path: "isEncrypted" },
  "phone-limit": { status: 409, path: null },
  "phone-stale": { status: 409, path: null },
  "no-such-phone": { status: 404, path: null },
};

/** Routes of phones: list, add, renew the password, end. */
export function addPhoneRoutes(app: Http, options: PhoneOptions): void {
  const { kit } = options;
  app.get(
    "/api/service/phones",
    {
      config: { access: "service.read" },
      schema: { tags, summary: "Phones", querystring: phonesQuery, response: { 200: phonesSchema } },
    },
    async (request) => phonesPage(kit, tenantOfCaller(request.caller, "service.read"), request.query),
  );
  addSecrets(app, options);
  app.put(
    "/api/service/phones/:id/name",
    {
      config: writing,
      schema: {
        tags,
        summary: "Give a phone another name",
        params,
        body: phoneRenameSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { id: request.params.id, ...request.body };
      const done = await renamePhone(options, requestContextOf(request, "service.manage"), wish);
      return done === "renamed" ? reply.code(204).send(null) : refuse(kit, reply, done.refusal);
    },
  );
  app.put(
    "/api/service/phones/:id/encryption",
    {
      config: writing,
      schema: {
        tags,
        summary: "Have a phone speak over TLS and SRTP alone, or not",
        params,
        body: phoneEncryptionSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { id: request.params.id, ...request.body };
      const done = await encryptPhone(options, requestContextOf(request, "service.manage"), wish);
      return done === "kept" ? reply.code(204).send(null) : refuse(kit, reply, done.refusal);
    },
  );
  app.delete(
    "/api/service/phones/:id",
    { config: writing, schema: { tags, summary: "End a phone", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await removePhone(options, requestContextOf(request, "service.manage"), request.params.id);
      return done === "ended" ? reply.code(204).send(null) : refuse(kit, reply, done.refusal);
    },
  );
}

/** The two routes that return a password; their responses must not be cached. */
function addSecrets(app: Http, options: PhoneOptions): void {
  const { kit } = options;
  app.post(
    "/api/service/phones",
    {
      config: writing,
      schema: {
        tags,
        summary: "Add a phone",
        body: phoneFormSchema,
        response: { 201: phoneSecretSchema, ...problems },
      },
    },
    async (request, reply) => {
      const done = await addPhone(options, requestContextOf(request, "service.manage"), request.body);
      if ("refusal" in done) return refuse(kit, reply, done.refusal);
      return reply.code(201).header("cache-control", "no-store").send(done);
    },
  );
  app.post(
    "/api/service/phones/:id/password",
    {
      config: writing,
      schema: {
        tags,
        summary: "Give a phone another password",
        params,
        body: phoneActSchema,
        response: { 200: phoneSecretSchema, ...problems },
      },
    },
    async (request, reply) => {
      const wish = { id: request.params.id, ...request.body };
      const done = await renewPhone(options, requestContextOf(request, "service.manage"), wish);
      if ("refusal" in done) return refuse(kit, reply, done.refusal);
      return reply.code(200).header("cache-control", "no-store").send(done);
    },
  );
}

function refuse(kit: Kit, reply: FastifyReply, code: PhoneRefusal) {
  const { status, path } = ANSWERS[code];
  return sendProblem(reply, kit.texts, status, { code, fields: path === null ? [] : [{ path, code }] });
}

async function phonesPage(
  kit: Kit,
  tenantId: string,
  { search, page, pageSize }: z.infer<typeof phonesQuery>,
): Promise<z.infer<typeof phonesSchema>> {
  const now = new Date(kit.clock.nowMs());
  return inTenant(kit.db, tenantId, async (trx) => {
    const found = await listPhones(trx, { search, limit: pageSize, offset: (page - 1) * pageSize, now });
    const registrar = await findRegistrar(trx);
    const items = found.items.map(({ createdAt, bindings, ...phone }) => ({
      ...phone,
      createdAt: createdAt.toISOString(),
      bindings: bindings.map((one) => ({
        ...one,
        registeredAt: new Date(one.registeredAt).toISOString(),
        expiresAt: new Date(one.expiresAt).toISOString(),
      })),
    }));
    return {
      total: found.total,
      registrar: registrar ?? null,
      items,
    };
  });
}
