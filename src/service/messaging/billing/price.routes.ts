import { z } from "zod";
import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate, officeDayStartMs } from "../../../regulation/index.ts";
import { actedRole } from "../../tenancy/tenants/index.ts";
import { BILLING_REFUSALS, type BillingRefusal } from "./billing-refusal.ts";
import { priceFormSchema, pricesQuery, pricesSchema } from "./contract.ts";
import { deletePrice, hasRoomForPrice, insertPrice, listPrices, priceFault } from "./price.store.ts";

const tags = ["service"];
const PERMISSION = "people.manage";
const config = { access: PERMISSION } as const;
const createdSchema = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/prices";
const MINUTE_MS = 60_000;

/**
 * Start of a price that is valid from a day: midnight (WIB) of that day, or, if that has passed, the minute after the next one. By then every process has
 * loaded it, so no process charges another price than the one displayed. Undefined for a past day.
 */
export function priceBegins(validFrom: string, nowMs: number): number | undefined {
  if (validFrom < officeDate(nowMs)) return undefined;
  return Math.max(officeDayStartMs(validFrom), nowMs - (nowMs % MINUTE_MS) + 2 * MINUTE_MS);
}

/** SMS price routes of the installation, for its administrator. */
export function addPriceRoutes(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "What segments of short messages cost",
        querystring: pricesQuery,
        response: { 200: pricesSchema },
      },
    },
    async (request) => {
      const { after, limit } = request.query;
      const rows = await listPrices(kit.db, { nowMs: kit.clock.nowMs(), after, limit: limit + 1 });
      const items = rows.slice(0, limit).map((row) => ({ ...row, validFrom: row.validFrom.toISOString() }));
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  );
  addAdding(app, kit);
  addRemoving(app, kit);
}

function addAdding(app: Http, kit: Kit): void {
  app.post(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Set a price of short messages from a day on",
        body: priceFormSchema,
        response: { 201: createdSchema, ...problems },
      },
    },
    async (request, reply) => {
      const nowMs = kit.clock.nowMs();
      const { validFrom, ...form } = request.body;
      const beginsMs = priceBegins(validFrom, nowMs);
      if (beginsMs === undefined) return sendRefusal(kit, reply, BILLING_REFUSALS, "sms-price-past");
      const { personId, memberships } = present(request.caller, "caller");
      const row = { ...form, id: kit.ids.next(), validFrom: new Date(beginsMs) };
      const done = await kit.db
        .transaction()
        .execute(async (trx): Promise<Result<null, BillingRefusal>> => {
          if (!(await hasRoomForPrice(trx, nowMs))) return refuse("sms-price-limit");
          await insertPrice(trx, { ...row, createdBy: personId, createdAt: new Date(nowMs) });
          await recordAudit(trx, kit, {
            actorPersonId: personId,
            actorRole: actedRole(memberships, PERMISSION),
            requestId: request.id,
            action: "sms-price.added",
            subjectKind: "sms-price",
            subjectId: row.id,
            detail: { ...form, validFrom: row.validFrom.toISOString() },
          });
          return ok(null);
        })
        .catch((error: unknown) => {
          const fault = priceFault(error);
          if (fault === undefined) throw error;
          return refuse(fault);
        });
      return done.ok ? reply.code(201).send({ id: row.id }) : sendRefusal(kit, reply, BILLING_REFUSALS, done.refusal);
    },
  );
}

function addRemoving(app: Http, kit: Kit): void {
  app.delete(
    `${PATH}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "Take away a price that is not in force yet",
        params: createdSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { personId, memberships } = present(request.caller, "caller");
      // A price that some process may already have charged is not deleted.
      const after = new Date(kit.clock.nowMs() + MINUTE_MS / 2);
      const done = await kit.db.transaction().execute(async (trx) => {
        const gone = await deletePrice(trx, { id, after });
        if (!gone.ok) return gone;
        await recordAudit(trx, kit, {
          actorPersonId: personId,
          actorRole: actedRole(memberships, PERMISSION),
          requestId: request.id,
          action: "sms-price.removed",
          subjectKind: "sms-price",
          subjectId: id,
          detail: {},
        });
        return gone;
      });
      return done.ok ? reply.code(204).send(null) : sendRefusal(kit, reply, BILLING_REFUSALS, done.refusal);
    },
  );
}
