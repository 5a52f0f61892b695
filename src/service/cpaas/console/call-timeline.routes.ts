import { z } from "zod";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { sidOf, verbNames } from "../../flows/call-documents/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { requestRow } from "./api-request.routes.ts";
import { listRequests } from "./api-request.store.ts";
import { findOrder, isCallThere } from "./call-timeline.store.ts";
import { zoneOf } from "./console-list.effects.ts";
import { callStorySchema } from "./contract.ts";
import { exchangeRow } from "./hook-exchange.routes.ts";
import { listHookExchanges } from "./hook-exchange-view.store.ts";

const MANAGE = "service.manage";
/** Maximum number of requests and of webhook exchanges shown for one call, newest ones. */
const ENTRIES_MAX = 200;
const ALL = {
  outcome: undefined,
  error: undefined,
  code: undefined,
  from: null,
  until: null,
  after: undefined,
  limit: ENTRIES_MAX,
};

type CallTimeline = Omit<z.infer<typeof callStorySchema>, "timeZone">;

/** API timeline of one call: its order, the requests about it, and its webhook exchanges. */
export function addCallTimelineRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/call-stories/:id",
    {
      config: { access: MANAGE },
      schema: {
        tags: ["programs"],
        summary: "What programs have to do with one call",
        params: z.object({ id: z.uuid() }),
        response: { 200: callStorySchema, 401: problemSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const timeline = await inTenant(kit.db, tenantId, (trx) => readCallTimeline(trx, request.params.id));
      if (timeline === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-call" });
      return { ...timeline, timeZone: await zoneOf(kit, tenantId) };
    },
  );
}

async function readCallTimeline(trx: DatabaseTransaction, id: string): Promise<CallTimeline | undefined> {
  const sid = sidOf("call", id);
  const order = await findOrder(trx, id);
  const requests = await listRequests(trx, { ...ALL, sid, keyId: undefined });
  const exchanges = await listHookExchanges(trx, { ...ALL, callId: id });
  const isCall = await isCallThere(trx, id);
  // Sandbox requests belong to no real call.
  const own = requests.filter(({ isTest }) => !isTest);
  if (!isCall && order === undefined && exchanges.length === 0 && own.length === 0) return undefined;
  return {
    id,
    sid,
    isCall,
    order: order === undefined ? null : orderView(order),
    requests: own.toReversed().map(requestRow),
    exchanges: exchanges.toReversed().map((kept) => ({ ...exchangeRow(kept), verbs: [...verbNames(kept.answer)] })),
  };
}

type StoredOrder = NonNullable<Awaited<ReturnType<typeof findOrder>>>;

function orderView({
  toKind,
  toAddress,
  createdAt,
  begunAt,
  doneAt,
  ...order
}: StoredOrder): NonNullable<CallTimeline["order"]> {
  return {
    from: order.fromCode,
    to: toKind === "phone" ? `sip:${toAddress}` : toAddress,
    voiceUrl: bare(order.voiceUrl),
    fallbackUrl: bare(order.fallbackUrl),
    // The table's check constraint allows only these values.
    state: order.state as NonNullable<CallTimeline["order"]>["state"],
    refusal: order.refusal,
    createdAt: createdAt.toISOString(),
    begunAt: begunAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
  };
}

/** Removes the query string of a URL. */
function bare(url: string | null): string | null {
  return url === null ? null : (url.split("?")[0] ?? null);
}
