import { sql } from "kysely";
import { z } from "zod";
import { ok, type RefusalTable } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { actedEntry, type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
import { findSwitchCommand, orderTestCall, type SwitchCommand } from "./switch-command.store.ts";
import { testCallOrderSchema, testCallSchema } from "./test-call-contract.ts";

/** Refusals of ordering and reading a test call. */
const TEST_CALL_REFUSALS = {
  "test-call-number-unknown": "not-found",
  "test-call-waiting": "conflict",
  "no-such-test-call": "not-found",
} as const satisfies RefusalTable;

/** Routes of test calls: the switch rings the phones of a number, and the response shows the progress. */
export function addTestCallRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, {
    tag: "service",
    access: "service.manage",
    contextOf: requestContextOf,
    refusals: TEST_CALL_REFUSALS,
  });
  routes.post(
    "/api/service/numbers/:code/test-calls",
    {
      summary: "Ring the phones of a number for a test",
      params: z.object({ code: z.string().max(40) }),
      body: testCallOrderSchema,
      answer: testCallSchema,
      status: 202,
    },
    async ({ requestContext, params: { code }, body }) => {
      const ordered = await order(kit, requestContext, { code, ...body });
      return ordered.ok ? ok(waiting(ordered.value)) : ordered;
    },
  );
  routes.get(
    "/api/service/test-calls/:id",
    {
      summary: "How far a test call has come",
      params: z.object({ id: z.uuid() }),
      answer: testCallSchema,
      missing: "no-such-test-call",
    },
    (trx, { params: { id }, request: { locale } }) => readTestCallState(kit, trx, id, locale),
  );
}

/** Queues a test call. A refused order is committed, because it also refuses commands that are late. */
async function order(
  kit: Kit,
  requestContext: RequestContext,
  request: { readonly code: string; readonly idempotencyKey: string },
) {
  const { tenantId, personId } = requestContext;
  const done = await inTenant(kit.db, tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    const ordered = await orderTestCall(trx, { ...request, id: kit.ids.next(), tenantId, requestedBy: personId, at });
    if (!ordered.ok) return ordered;
    const subject = { subjectKind: "service-number" as const, subjectId: request.code };
    await recordAudit(trx, kit, actedEntry(requestContext, { action: "number.tested", ...subject, detail: {} }));
    return ordered;
  });
  kit.changeFeed.announce("switch-commands");
  return done;
}

function waiting({ id }: SwitchCommand): z.infer<typeof testCallSchema> {
  return { id, state: "waiting", refusal: null, isAnswered: false, outcome: null };
}

/** Reads the state of a test call from its command, its events and its call detail record. */
async function readTestCallState(
  kit: Kit,
  trx: DatabaseTransaction,
  id: string,
  locale: Locale,
): Promise<z.infer<typeof testCallSchema> | undefined> {
  const command = await findSwitchCommand(trx, id);
  if (command === undefined) return undefined;
  if (command.state === "refused" || command.callId === null) {
    const refusal = command.refusal === null ? null : kit.texts.text(locale, `errors.${command.refusal}`);
    return { ...waiting(command), refusal, state: refusal === null ? "waiting" : "refused" };
  }
  const { rows } = await sql<{ readonly isAnswered: boolean; readonly outcome: string | null }>`select
    exists (select from call_event where call_id = ${command.callId}::uuid and kind = 'call.answered') as is_answered,
    (select outcome from cdr where call_id = ${command.callId}::uuid) as outcome`.execute(trx);
  const { isAnswered = false, outcome = null } = rows[0] ?? {};
  const running = isAnswered ? "talking" : "ringing";
  return { id, state: outcome === null ? running : "ended", refusal: null, isAnswered, outcome };
}
