import type { FastifyReply } from "fastify";
import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { Locale } from "../../platform/texts/index.ts";
import { instantsOf } from "../call-history/index.ts";
import { idOfSid } from "../programmable/index.ts";
import { tenantOfCaller } from "../tenants/index.ts";
import { API_ERRORS, apiErrorOf, type Explanation, explain } from "./api-error.ts";
import { findRequest, listRequests } from "./api-request.store.ts";
import {
  exchangesQuery,
  explanationsWire,
  hookExchangesWire,
  hookExchangeWire,
  requestsQuery,
  requestsWire,
  requestWire,
} from "./contract.ts";
import { findHookExchange, listHookExchanges } from "./hook-exchange-view.store.ts";
import { type ListPlace, placeOf, placeText } from "./list-place.ts";
import { exchangeRow, requestRow, warningsOf } from "./view.ts";

const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const tags = ["programs"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemWire, 401: problemWire, 403: problemWire, 404: problemWire };

type ConsoleRefusal = "no-such-request" | "no-such-exchange" | "list-place-unfit" | "days-turned-round";

const STATUS: Readonly<Record<ConsoleRefusal, number>> = {
  "no-such-request": 404,
  "no-such-exchange": 404,
  "list-place-unfit": 400,
  "days-turned-round": 400,
};

function refuseConsole({ texts }: Pick<Kit, "texts">, reply: FastifyReply, code: ConsoleRefusal): FastifyReply {
  return sendProblem(reply, texts, STATUS[code], { code });
}

/** What programs asked, what hooks were asked, and what each error means; for the administrator of a call centre. */
export function addConsoleRoutes(app: Http, kit: Kit): void {
  addRequests(app, kit);
  addExchanges(app, kit);
  app.get(
    "/api/service/api-errors",
    {
      config,
      schema: {
        ...{ tags, summary: "Every error that programs can meet" },
        response: { 200: explanationsWire, ...problems },
      },
    },
    (request) => ({ items: API_ERRORS.map((error) => explain(error, sayIn(kit, request.locale))) }),
  );
}

function addRequests(app: Http, kit: Kit): void {
  app.get(
    "/api/service/api-requests",
    {
      config,
      schema: {
        ...{ tags, summary: "What programs asked the interface, newest first" },
        ...{ querystring: requestsQuery, response: { 200: requestsWire, ...problems } },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const { outcome, error, sid, key: keyId, limit } = request.query;
      const timeZone = await zoneOf(kit, tenantId);
      const bounds = boundsOf(request.query, timeZone);
      if (!bounds.ok) return refuseConsole(kit, reply, bounds.refusal);
      const filter = { ...bounds.value, outcome, error, sid, keyId, limit: limit + 1 };
      const found = await inTenant(kit.db, tenantId, (trx) => listRequests(trx, filter));
      return { ...pageOf(found, limit, requestRow), timeZone };
    },
  );
  app.get(
    "/api/service/api-requests/:id",
    {
      config,
      schema: {
        ...{ tags, summary: "One request of a program, masked", params },
        response: { 200: requestWire, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const found = await inTenant(kit.db, tenantId, (trx) => findRequest(trx, request.params.id));
      if (found === undefined) return refuseConsole(kit, reply, "no-such-request");
      return {
        ...requestRow(found),
        params: found.params as Record<string, string>,
        explanation: explanationOf(kit, request.locale, found.error),
        // A call that only the sandbox told of is nowhere.
        callId: found.sid === null || found.isTest ? null : idOfSid("call", found.sid),
        timeZone: await zoneOf(kit, tenantId),
      };
    },
  );
}

function addExchanges(app: Http, kit: Kit): void {
  app.get(
    "/api/service/hook-exchanges",
    {
      config,
      schema: {
        ...{ tags, summary: "What hooks were asked and answered, newest first" },
        ...{ querystring: exchangesQuery, response: { 200: hookExchangesWire, ...problems } },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const { outcome, error, call, limit } = request.query;
      const timeZone = await zoneOf(kit, tenantId);
      const bounds = boundsOf(request.query, timeZone);
      if (!bounds.ok) return refuseConsole(kit, reply, bounds.refusal);
      const callId = call === undefined ? undefined : (idOfSid("call", call) ?? call);
      const filter = { ...bounds.value, outcome, error, callId, limit: limit + 1 };
      const found = await inTenant(kit.db, tenantId, (trx) => listHookExchanges(trx, filter));
      return { ...pageOf(found, limit, exchangeRow), timeZone };
    },
  );
  app.get(
    "/api/service/hook-exchanges/:id",
    {
      config,
      schema: {
        ...{ tags, summary: "What a hook was asked and answered, masked", params },
        response: { 200: hookExchangeWire, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const found = await inTenant(kit.db, tenantId, (trx) => findHookExchange(trx, request.params.id));
      if (found === undefined) return refuseConsole(kit, reply, "no-such-exchange");
      const warnings = warningsOf(found);
      return {
        ...{ ...exchangeRow(found), fields: found.fields as Record<string, string>, answer: found.answer },
        warnings: [...warnings],
        explanation: explanationOf(kit, request.locale, found.error ?? warnings[0]?.number ?? null),
        timeZone: await zoneOf(kit, tenantId),
      };
    },
  );
}

const sayIn =
  ({ texts }: Pick<Kit, "texts">, locale: Locale) =>
  (key: string): string =>
    texts.text(locale, key);

function explanationOf(kit: Pick<Kit, "texts">, locale: Locale, code: number | null): Explanation | null {
  const error = code === null ? undefined : apiErrorOf(code);
  return error === undefined ? null : explain(error, sayIn(kit, locale));
}

async function zoneOf({ db }: Pick<Kit, "db">, tenantId: string): Promise<string> {
  const row = await db.selectFrom("tenant").select("timeZone").where("id", "=", tenantId).executeTakeFirstOrThrow();
  return row.timeZone;
}

interface AskedBounds {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: string | undefined;
}

interface Bounds {
  readonly from: Date | null;
  readonly until: Date | null;
  readonly after: ListPlace | undefined;
}

function boundsOf(asked: AskedBounds, timeZone: string): Result<Bounds, ConsoleRefusal> {
  const after = placeOf(asked.after);
  if (after === null) return refuse("list-place-unfit");
  const days = instantsOf(asked, timeZone);
  if (!days.ok) return days;
  const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));
  return ok({ from: dateOf(days.value.fromMs), until: dateOf(days.value.untilMs), after });
}

/** A page of what was found, which is one more than it holds where another follows. */
function pageOf<Row extends { readonly at: Date; readonly id: string }, View>(
  found: readonly Row[],
  limit: number,
  view: (row: Row) => View,
) {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    items: rows.map(view),
    next: found.length > limit && last !== undefined ? placeText({ atMs: last.at.getTime(), id: last.id }) : null,
  };
}
