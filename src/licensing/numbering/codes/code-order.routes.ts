import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { permitsInTeam } from "../../../identity/index.ts";
import { present } from "../../../kernel/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { citation, rulebookNow } from "../cases/rules-in-force.ts";
import {
  orderPreviewRequestSchema,
  orderPreviewSchema,
  orderRequestSchema,
  orderSchema,
  ordersQuery,
  ordersSchema,
  undoOrderSchema,
} from "../inventory/inventory-contract.ts";
import { displayCode } from "./access-code.ts";
import { giveOrder, type OrderGivingRefusal, previewOrder, type UndoRefusal, undoOrder } from "./code-order.effects.ts";
import { findOrder, listOrderItems, type OrderRow, searchOrders } from "./code-order.store.ts";

/** HTTP status, field to correct and rule of each refusal of an order. */
const REFUSALS: Readonly<
  Record<
    OrderGivingRefusal["code"],
    { readonly status: number; readonly field: string | null; readonly ruleId: string | null }
  >
> = {
  "selection-empty": { status: 400, field: "selection", ruleId: null },
  "selection-too-long": { status: 400, field: "selection", ruleId: null },
  "selection-malformed": { status: 400, field: "selection", ruleId: null },
  "selection-reversed": { status: 400, field: "selection", ruleId: null },
  "selection-lengths-differ": { status: 400, field: "selection", ruleId: null },
  "selection-not-in-plan": { status: 400, field: "selection", ruleId: "pattern-1500xyz" },
  "selection-too-many": { status: 400, field: "selection", ruleId: null },
  "order-reason-missing": { status: 400, field: "reason", ruleId: null },
  "order-starts-in-past": { status: 400, field: "startsOn", ruleId: null },
  "order-ends-in-past": { status: 400, field: "endsOn", ruleId: null },
  "order-dates-reversed": { status: 400, field: "endsOn", ruleId: null },
  "order-takes-nothing": { status: 409, field: "selection", ruleId: "claim-on-submit" },
  "order-codes-taken": { status: 409, field: "selection", ruleId: "claim-on-submit" },
};

const UNDO_STATUS: Readonly<Record<UndoRefusal, number>> = {
  "no-such-order": 404,
  "version-stale": 409,
  "order-over": 409,
  "order-reason-missing": 400,
};

const tags = ["inventory"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const read = { access: "inventory.read" } as const;
const manage = { access: "inventory.manage" } as const;

/** True if the caller may change the inventory of access codes: members of the numbering team only. */
export function mayManageInventory(caller: Caller): boolean {
  return permitsInTeam(caller.memberships, "inventory.manage", "numbering");
}

/** Routes of orders that reserve or block codes: preview, create, list, undo. */
export function addCodeOrderRoutes(app: Http, kit: Kit): void {
  addReadRoutes(app, kit);
  app.post(
    "/api/inventory/orders/preview",
    {
      config: manage,
      schema: {
        tags,
        summary: "What an order would do to each code it names",
        body: orderPreviewRequestSchema,
        response: { 200: orderPreviewSchema, ...problems },
      },
    },
    async (request, reply) => {
      const looked = await previewOrder(kit, request.body);
      if (!looked.ok) return sendOrderRefusal(kit, reply, looked.refusal);
      const { named, takes, stays } = looked.value;
      return { named, takes: [...takes], stays: [...stays] };
    },
  );
  app.post(
    "/api/inventory/orders",
    {
      config: manage,
      schema: {
        tags,
        summary: "Reserve or block codes",
        body: orderRequestSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      if (!mayManageInventory(caller)) return sendProblem(reply, kit.texts, 403, { code: "not-permitted" });
      const given = await giveOrder(kit, { ...request.body, caller, requestId: request.id });
      if (!given.ok) return sendOrderRefusal(kit, reply, given.refusal);
      return reply.code(201).send({ id: given.value });
    },
  );
  app.post(
    "/api/inventory/orders/:id/undo",
    {
      config: manage,
      schema: {
        tags,
        summary: "Undo an order",
        params: z.object({ id: z.uuid() }),
        body: undoOrderSchema,
        response: { 200: orderSchema, ...problems },
      },
    },
    async (request, reply) => undo(kit, request, reply),
  );
}

async function undo(
  kit: Kit,
  request: FastifyRequest<{ Params: { id: string }; Body: z.infer<typeof undoOrderSchema> }>,
  reply: FastifyReply,
) {
  const caller = present(request.caller, "caller");
  if (!mayManageInventory(caller)) return sendProblem(reply, kit.texts, 403, { code: "not-permitted" });
  const { id } = request.params;
  const undone = await undoOrder(kit, { ...request.body, id, caller, requestId: request.id });
  if (!undone.ok) {
    const fields = undone.refusal === "order-reason-missing" ? [{ path: "reason", code: undone.refusal }] : [];
    return sendProblem(reply, kit.texts, UNDO_STATUS[undone.refusal], { code: undone.refusal, fields });
  }
  return viewOrder(kit, present(await findOrder(kit.db, id), "order"), caller);
}

function addReadRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/inventory/orders",
    {
      config: read,
      schema: {
        tags,
        summary: "Orders that reserve or block codes",
        querystring: ordersQuery,
        response: { 200: ordersSchema, ...problems },
      },
    },
    async (request) => {
      const { page, pageSize, state } = request.query;
      const found = await searchOrders(kit.db, { state, limit: pageSize, offset: (page - 1) * pageSize });
      const items = found.items.map((row) => ({
        ...viewBase(row as unknown as OrderRow),
        createdByName: row.createdByName,
        named: row.named,
        keeps: row.keeps,
        stayed: row.stayed,
      }));
      return { total: found.total, items };
    },
  );
  app.get(
    "/api/inventory/orders/:id",
    {
      config: read,
      schema: {
        tags,
        summary: "One order with its codes",
        params: z.object({ id: z.uuid() }),
        response: { 200: orderSchema, ...problems },
      },
    },
    async (request, reply) => {
      const order = await findOrder(kit.db, request.params.id);
      if (order === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-order" });
      return viewOrder(kit, order, present(request.caller, "caller"));
    },
  );
}

function viewBase(order: OrderRow) {
  const { id, kind, state, selection, reason, legalNote, startsOn, endsOn, endedReason, version } = order;
  const { createdAt, endedAt } = order;
  const instants = { createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
  return { id, kind, state, selection, reason, legalNote, startsOn, endsOn, endedReason, version, ...instants };
}

async function viewOrder(kit: Kit, order: OrderRow, caller: Caller): Promise<z.infer<typeof orderSchema>> {
  const items = await listOrderItems(kit.db, order.id);
  const views = items.map((item) => ({ ...item, display: displayCode(item.code) }));
  return {
    ...viewBase(order),
    mayManage: mayManageInventory(caller),
    items: views as unknown as z.infer<typeof orderSchema>["items"],
  };
}

const SHOWN_MAX = 10;

function sendOrderRefusal(kit: Kit, reply: FastifyReply, refusal: OrderGivingRefusal): FastifyReply {
  const { status, field, ruleId } = REFUSALS[refusal.code];
  const rule = ruleId === null ? undefined : (citation(rulebookNow(kit.clock.nowMs()), ruleId) ?? undefined);
  const params = paramsOf(refusal);
  const fields = field === null ? [] : [{ path: field, code: refusal.code, params }];
  return sendProblem(reply, kit.texts, status, { code: refusal.code, params, fields, rule });
}

function paramsOf(refusal: OrderGivingRefusal): Record<string, string | number> {
  if ("stays" in refusal) {
    const shown = refusal.stays.slice(0, SHOWN_MAX).map(({ code }) => displayCode(code));
    return { count: refusal.stays.length, codes: shown.join(", ") };
  }
  const { code: _, ...params } = refusal;
  return params as Record<string, string | number>;
}
