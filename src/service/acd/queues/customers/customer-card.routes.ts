import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { ownAgent } from "../agents/agent-desktop.routes.ts";
import { cardForm, scriptOf } from "./customer-card.store.ts";
import {
  type CardFormRefusal,
  type CardRefusal,
  cardChangeSchema,
  cardFormChangeSchema,
  cardFormSchema,
  desktopCustomerSchema,
  queueScriptChangeSchema,
  queueScriptSchema,
} from "./customer-profile.shared.ts";
import { customerOf, writeCard, writeCardForm, writeScript } from "./keep-card.effects.ts";

const tags = ["queues"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const NO_AGENT = "no-own-agent";

const FORM_STATUS: Readonly<Record<CardFormRefusal, number>> = {
  "card-form-stale": 409,
  "card-field-twice": 409,
  "card-options-missing": 409,
};

const CARD_STATUS: Readonly<Record<CardRefusal, number>> = {
  "no-such-contact": 404,
  "card-number-missing": 409,
  "card-stale": 409,
  "card-value-number": 400,
  "card-value-date": 400,
  "card-value-choice": 400,
};

/** Routes of customers: the fields of their profiles, the scripts of queues, and the profile of the current caller. */
export function addCustomerCardRoutes(app: Http, kit: Kit): void {
  addCardForm(app, kit);
  addScripts(app, kit);
  addCards(app, kit);
}

function addCardForm(app: Http, kit: Kit): void {
  app.get(
    "/api/service/card-form",
    {
      config: { access: "service.read" },
      schema: { tags, summary: "The fields of customer cards", response: { 200: cardFormSchema } },
    },
    async (request) => {
      const { fields, version } = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), cardForm);
      return { fields: [...fields], version };
    },
  );
  app.put(
    "/api/service/card-form",
    {
      config: { access: "service.manage" },
      schema: {
        tags,
        summary: "Define the fields of customer cards",
        body: cardFormChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await writeCardForm(kit, requestContextOf(request, "service.manage"), request.body);
      if (done !== "kept") return sendProblem(reply, kit.texts, FORM_STATUS[done], { code: done });
      return reply.code(204).send(null);
    },
  );
}

function addScripts(app: Http, kit: Kit): void {
  app.get(
    "/api/service/queues/:id/script",
    {
      config: { access: "service.read" },
      schema: {
        tags,
        summary: "What agents of a queue say",
        params,
        response: { 200: queueScriptSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "service.read");
      const found = await inTenant(kit.db, tenantId, (trx) => scriptOf(trx, request.params.id));
      return found ?? sendProblem(reply, kit.texts, 404, { code: "no-such-queue" });
    },
  );
  app.put(
    "/api/service/queues/:id/script",
    {
      config: { access: "queue.manage" },
      schema: {
        tags,
        summary: "Write what agents of a queue say",
        params,
        body: queueScriptChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { queueId: request.params.id, ...request.body };
      const done = await writeScript(kit, requestContextOf(request, "queue.manage"), wish);
      if (done === "kept") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, done === "no-such-queue" ? 404 : 409, { code: done });
    },
  );
}

function addCards(app: Http, kit: Kit): void {
  const config = { access: "service.desk" } as const;
  app.get(
    "/api/service/desk/contacts/:id/customer",
    {
      config,
      schema: {
        tags: ["desk"],
        summary: "Who my caller is, and what I say",
        params,
        response: { 200: desktopCustomerSchema, ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const wanted = { agentId: own.agent.id, contactId: request.params.id };
      const found = await customerOf(kit, own.requestContext.tenantId, wanted);
      return found ?? sendProblem(reply, kit.texts, 404, { code: "no-such-contact" });
    },
  );
  app.put(
    "/api/service/desk/contacts/:id/customer",
    {
      config,
      schema: {
        tags: ["desk"],
        summary: "Write down who my caller is",
        params,
        body: cardChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const wish = { ...request.body, agentId: own.agent.id, contactId: request.params.id };
      const done = await writeCard(kit, own.requestContext, wish);
      if (done === "kept") return reply.code(204).send(null);
      const { refusal: code, fieldId } = done;
      const fields = fieldId === undefined ? [] : [{ path: `values.${fieldId}`, code }];
      return sendProblem(reply, kit.texts, CARD_STATUS[code], { code, fields });
    },
  );
}
