import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type Json, ok, present, type Result, refuse } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { tenantCommand } from "../../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { seal } from "../../../../platform/sealing/index.ts";
import { crossTenantContext, type RequestContext } from "../../../tenancy/tenants/index.ts";
import type { MessagingBase } from "../intake/intake.effects.ts";
import { similarNameOf } from "../intake/similar-names.ts";
import { installationSenders, keepOwnerProof, keepRegistration, tenantOfSender } from "../settings/sender.store.ts";
import {
  barredFormSchema,
  barredSchema,
  carrierChangeSchema,
  carrierFormSchema,
  carriersSchema,
  installationSendersQuery,
  installationSendersSchema,
  ownerProofSchema,
  registrationFormSchema,
  unfitForBind,
} from "../settings/settings-contract.ts";
import { SETTINGS_REFUSALS, type SettingsRefusal } from "../settings/settings-refusal.ts";
import { barPrefix, listBarred, unbarPrefix } from "./barred-prefix.store.ts";
import {
  endCarrier,
  hasRoomForCarrier,
  insertCarrier,
  isCarrierNameTaken,
  listCarriers,
  listRoutes,
  updateCarrier,
} from "./carrier.store.ts";

const tags = ["service"];
const PERMISSION = "people.manage";
const config = { access: PERMISSION } as const;
const params = z.object({ id: z.uuid() });
const createdSchema = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const BASE = "/api/service/sms";

/** Dependencies of the installation's SMS routes. */
export interface CarrierRoutes {
  readonly kit: Kit;
  /** Encrypts the passwords of carriers. */
  readonly key: Buffer;
  readonly rules: MessagingBase["rules"];
}

/** Carriers, registrations of sender ids with them, and blocked prefixes: routes of the installation, for its administrator. */
export function addCarrierRoutes(app: Http, doors: CarrierRoutes): void {
  addCarriers(app, doors);
  addChangingCarriers(app, doors);
  addRegistrations(app, doors);
  addBarred(app, doors.kit);
}

/** Records an action of the installation's administrator that concerns no call centre in the audit log. */
export function noteAct(
  trx: DatabaseTransaction,
  kit: Kit,
  request: FastifyRequest,
  fact: {
    readonly action: string;
    readonly subjectKind: string;
    readonly subjectId: string;
    readonly detail: { readonly [key: string]: Json };
  },
): Promise<void> {
  const caller = present(request.caller, "caller");
  const actorRole = caller.memberships.find(({ role }) => role === "administrator")?.role ?? null;
  return recordAudit(trx, kit, { ...fact, actorPersonId: caller.personId, actorRole, requestId: request.id });
}

function addCarriers(app: Http, { kit, key }: CarrierRoutes): void {
  app.get(
    `${BASE}/carriers`,
    { config, schema: { tags, summary: "Carriers of short messages", response: { 200: carriersSchema } } },
    async () => {
      const [carriers, routes] = await Promise.all([listCarriers(kit.db), listRoutes(kit.db)]);
      const byCarrier = Map.groupBy(routes, ({ carrierId }) => carrierId);
      return {
        items: carriers.map(({ sealedPassword: _sealed, downSince, ...carrier }) => ({
          ...carrier,
          routes: (byCarrier.get(carrier.id) ?? []).map(({ carrierId: _carrierId, ...route }) => route),
          downSince: downSince?.toISOString() ?? null,
        })),
      };
    },
  );
  app.post(
    `${BASE}/carriers`,
    {
      config,
      schema: {
        tags,
        summary: "Add a carrier",
        body: carrierFormSchema,
        response: { 201: createdSchema, ...problems },
      },
    },
    async (request, reply) => {
      const form = request.body;
      if (form.password === "") return sendRefusal(kit, reply, SETTINGS_REFUSALS, "sms-carrier-password-missing");
      const unfit = unfitForBind(form);
      if (unfit !== undefined) return sendRefusal(kit, reply, SETTINGS_REFUSALS, `sms-carrier-${unfit}-unfit`);
      const [id, at] = [kit.ids.next(), new Date(kit.clock.nowMs())];
      const sealedPassword = seal(key, id, Buffer.from(form.password));
      const done = await named(() =>
        kit.db.transaction().execute(async (trx) => {
          if (!(await hasRoomForCarrier(trx))) return refuse("sms-carrier-limit");
          await insertCarrier(trx, { id, form, sealedPassword, at, newId: () => kit.ids.next() });
          const detail = { name: form.name, host: form.host, port: form.port };
          await noteAct(trx, kit, request, {
            action: "sms-carrier.added",
            subjectKind: "sms-carrier",
            subjectId: id,
            detail,
          });
          return ok(null);
        }),
      );
      return done.ok ? reply.code(201).send({ id }) : sendRefusal(kit, reply, SETTINGS_REFUSALS, done.refusal);
    },
  );
}

function addChangingCarriers(app: Http, { kit, key }: CarrierRoutes): void {
  app.put(
    `${BASE}/carriers/:id`,
    {
      config,
      schema: {
        tags,
        summary: "Change a carrier and the ways to it",
        params,
        body: carrierChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { expectedVersion, ...form } = request.body;
      const unfit = unfitForBind(form);
      if (unfit !== undefined) return sendRefusal(kit, reply, SETTINGS_REFUSALS, `sms-carrier-${unfit}-unfit`);
      const sealedPassword = form.password === "" ? null : seal(key, id, Buffer.from(form.password));
      const row = { id, form, sealedPassword, at: new Date(kit.clock.nowMs()), newId: () => kit.ids.next() };
      const done = await named(() =>
        kit.db.transaction().execute(async (trx) => {
          const written = await updateCarrier(trx, { ...row, expectedVersion });
          if (!written.ok) return written;
          const detail = { name: form.name, isOn: form.isOn, routes: form.routes.length };
          await noteAct(trx, kit, request, {
            action: "sms-carrier.changed",
            subjectKind: "sms-carrier",
            subjectId: id,
            detail,
          });
          return ok(null);
        }),
      );
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, SETTINGS_REFUSALS, done.refusal);
    },
  );
  app.delete(
    `${BASE}/carriers/:id`,
    { config, schema: { tags, summary: "End a carrier", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const { id } = request.params;
      const isEnded = await kit.db.transaction().execute(async (trx) => {
        if (!(await endCarrier(trx, id, new Date(kit.clock.nowMs())))) return false;
        await noteAct(trx, kit, request, {
          action: "sms-carrier.ended",
          subjectKind: "sms-carrier",
          subjectId: id,
          detail: {},
        });
        return true;
      });
      return isEnded ? reply.code(204).send(null) : sendRefusal(kit, reply, SETTINGS_REFUSALS, "no-such-sms-carrier");
    },
  );
}

/** Runs a write; the name of another carrier is refused. */
async function named(work: () => Promise<Result<null, SettingsRefusal>>): Promise<Result<null, SettingsRefusal>> {
  try {
    return await work();
  } catch (error) {
    if (isCarrierNameTaken(error)) return refuse("sms-carrier-name-taken");
    throw error;
  }
}

function addRegistrations(app: Http, { kit, rules }: CarrierRoutes): void {
  app.get(
    `${BASE}/registrations`,
    {
      config,
      schema: {
        tags,
        summary: "Sender ids of all call centres with carriers",
        querystring: installationSendersQuery,
        response: { 200: installationSendersSchema },
      },
    },
    async (request) => {
      const { items, next } = await installationSenders(kit.db, request.query.after);
      const names = rules().protectedNames;
      return {
        next,
        items: items.map(({ tenantId: _tenantId, registrations, ...sender }) => ({
          ...sender,
          registrations: [...registrations],
          looksLike: sender.ownerProof === null ? (similarNameOf(sender.value, names) ?? null) : null,
        })),
      };
    },
  );
  app.put(
    `${BASE}/registrations/:id/:carrierId`,
    {
      config,
      schema: {
        tags,
        summary: "How a sender id stands with a carrier",
        body: registrationFormSchema,
        params: params.extend({ carrierId: z.uuid() }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { id: senderId, carrierId } = request.params;
      const form = request.body;
      const requestContext = await contextOfSender(kit, request, senderId);
      if (requestContext === undefined) return sendRefusal(kit, reply, SETTINGS_REFUSALS, "no-such-sms-sender");
      const { tenantId } = requestContext;
      const done = await tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
        if (!(await keepRegistration(trx, { tenantId, senderId, carrierId, form, at })))
          return refuse("no-such-sms-sender");
        const detail = { carrierId, state: form.state, validUntil: form.validUntil };
        await audit({ action: "sms-sender.registered", subjectKind: "sms-sender", subjectId: senderId, detail });
        return ok(null);
      });
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, SETTINGS_REFUSALS, done.refusal);
    },
  );
  addProof(app, kit);
}

function addProof(app: Http, kit: Kit): void {
  app.put(
    `${BASE}/registrations/:id/proof`,
    {
      config,
      schema: {
        tags,
        summary: "The proof that a protected name is its own",
        params,
        body: ownerProofSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { id: senderId } = request.params;
      const { ownerProof } = request.body;
      const requestContext = await contextOfSender(kit, request, senderId);
      if (requestContext === undefined) return sendRefusal(kit, reply, SETTINGS_REFUSALS, "no-such-sms-sender");
      const done = await tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
        if (!(await keepOwnerProof(trx, { senderId, ownerProof }))) return refuse("no-such-sms-sender");
        const detail = { ownerProof };
        await audit({ action: "sms-sender.proven", subjectKind: "sms-sender", subjectId: senderId, detail });
        return ok(null);
      });
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, SETTINGS_REFUSALS, done.refusal);
    },
  );
}

/** The administrator who acts on a sender id, in its call centre; undefined when the sender id does not exist. */
async function contextOfSender(
  kit: Kit,
  request: FastifyRequest,
  senderId: string,
): Promise<RequestContext | undefined> {
  const tenantId = await tenantOfSender(kit.db, senderId);
  return tenantId === undefined ? undefined : crossTenantContext(request, { tenantId, permission: PERMISSION });
}

function addBarred(app: Http, kit: Kit): void {
  const path = `${BASE}/barred-prefixes`;
  app.get(
    path,
    { config, schema: { tags, summary: "Numbers that nothing is sent to", response: { 200: barredSchema } } },
    async () => ({
      items: (await listBarred(kit.db)).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    }),
  );
  app.post(
    path,
    {
      config,
      schema: { tags, summary: "Bar a prefix", body: barredFormSchema, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const { prefix, reason } = request.body;
      const createdBy = present(request.caller, "caller").personId;
      const isBarred = await kit.db.transaction().execute(async (trx) => {
        if (!(await barPrefix(trx, { prefix, reason, createdBy, createdAt: new Date(kit.clock.nowMs()) })))
          return false;
        const fact = { subjectKind: "sms-barred-prefix", subjectId: prefix, detail: { reason } };
        await noteAct(trx, kit, request, { action: "sms-prefix.barred", ...fact });
        return true;
      });
      return isBarred ? reply.code(204).send(null) : sendRefusal(kit, reply, SETTINGS_REFUSALS, "sms-barred-taken");
    },
  );
  app.delete(
    `${path}/:prefix`,
    {
      config,
      schema: {
        tags,
        summary: "Bar a prefix no more",
        params: z.object({ prefix: z.string().max(40) }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { prefix } = request.params;
      const isGone = await kit.db.transaction().execute(async (trx) => {
        if (!(await unbarPrefix(trx, prefix))) return false;
        const fact = { subjectKind: "sms-barred-prefix", subjectId: prefix, detail: {} };
        await noteAct(trx, kit, request, { action: "sms-prefix.unbarred", ...fact });
        return true;
      });
      return isGone ? reply.code(204).send(null) : sendRefusal(kit, reply, SETTINGS_REFUSALS, "no-such-sms-barred");
    },
  );
}
