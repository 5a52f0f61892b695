import { sql } from "kysely";
import { z } from "zod";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { actedEntry, type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
import { findSwitchCommand, orderTestCall, type SwitchCommand } from "./switch-command.store.ts";
import { testCallOrderSchema, testCallSchema } from "./test-call-contract.ts";

const tags = ["service"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const config = { access: "service.manage" } as const;

/** Routes of test calls: the switch rings the phones of a number, and the response shows the progress. */
export function addTestCallRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/numbers/:code/test-calls",
    {
      config,
      schema: {
        tags,
        summary: "Ring the phones of a number for a test",
        params: z.object({ code: z.string().max(40) }),
        body: testCallOrderSchema,
        response: { 202: testCallSchema, ...problems },
      },
    },
    async (request, reply) => {
      const wish = { code: request.params.code, ...request.body };
      const done = await order(kit, requestContextOf(request, "service.manage"), wish);
      if (!done.ok) {
        const status = done.refusal === "test-call-number-unknown" ? 404 : 409;
        return sendProblem(reply, kit.texts, status, { code: done.refusal });
      }
      return reply.code(202).send(waiting(done.value));
    },
  );
  app.get(
    "/api/service/test-calls/:id",
    {
      config,
      schema: {
        tags,
        summary: "How far a test call has come",
        params: z.object({ id: z.uuid() }),
        response: { 200: testCallSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, "service.manage");
      const found = await inTenant(kit.db, tenantId, (trx) =>
        readTestCallState(kit, trx, request.params.id, request.locale),
      );
      return found ?? sendProblem(reply, kit.texts, 404, { code: "no-such-test-call" });
    },
  );
}

async function order(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly code: string; readonly idempotencyKey: string },
) {
  const { tenantId, personId } = requestContext;
  const done = await inTenant(kit.db, tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    const ordered = await orderTestCall(trx, { ...wish, id: kit.ids.next(), tenantId, requestedBy: personId, at });
    if (!ordered.ok) return ordered;
    const subject = { subjectKind: "service-number" as const, subjectId: wish.code };
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
