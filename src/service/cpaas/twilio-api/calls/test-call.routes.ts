import type { FastifyReply } from "fastify";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { type CallTarget, sidOf } from "../../../flows/call-documents/index.ts";
import { actedEntry, requestContextOf } from "../../../tenancy/tenants/index.ts";
import { orderedTestCallSchema, testCallFormSchema } from "../contract.ts";
import type { RestCode } from "../rest/rest-refusal.ts";
import { insertOrder, type NewOrder } from "./api-call.store.ts";
import { codeOf, instructionsOf, targetOf } from "./call-form.ts";
import { CALL_ORDERS_DUE } from "./call-orders.store.ts";
import type { CallDependencies } from "./change-call.effects.ts";

const MANAGE = "service.manage";
const RING_SECONDS = 40;
const TALK_SECONDS = 300;
const EXTENSION = /^\d{2,8}$/;

type TestCallRefusal =
  | "test-call-to-unfit"
  | "test-call-to-help"
  | "hook-address-unfit"
  | "test-call-from-unknown"
  | "test-calls-waiting";

const STATUS: Readonly<Record<TestCallRefusal, number>> = {
  "test-call-to-unfit": 400,
  "test-call-to-help": 400,
  "hook-address-unfit": 400,
  "test-call-from-unknown": 400,
  "test-calls-waiting": 409,
};

const FIELD_OF: Readonly<Partial<Record<TestCallRefusal, string>>> = {
  "test-call-to-unfit": "to",
  "test-call-to-help": "to",
  "hook-address-unfit": "url",
  "test-call-from-unknown": "from",
};

const OF_CODE: Readonly<Partial<Record<RestCode, TestCallRefusal>>> = {
  21211: "test-call-to-unfit",
  21216: "test-call-to-help",
  21205: "hook-address-unfit",
};

/** Test calls of an administrator, to try a document or a webhook: real calls with the checks of every call. */
export function addProgramTestCalls(app: Http, dependencies: CallDependencies): void {
  const { kit } = dependencies;
  app.post(
    "/api/service/program-test-calls",
    {
      config: { access: MANAGE },
      schema: {
        tags: ["service"],
        summary: "Have a phone rung and led by a document or a hook",
        body: testCallFormSchema,
        response: {
          201: orderedTestCallSchema,
          400: problemSchema,
          401: problemSchema,
          403: problemSchema,
          409: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, MANAGE);
      const order = await orderOf(dependencies, requestContext.tenantId, request.body);
      if (!order.ok) return refuseTest(kit, reply, order.refusal);
      const ordered = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
        const done = await insertOrder(trx, order.value);
        if (typeof done === "string") return done;
        const fact = { subjectKind: "call", subjectId: done.callId, detail: { code: order.value.from } } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, action: "program.test-call" }));
        return done;
      });
      if (ordered === "no-such-code") return refuseTest(kit, reply, "test-call-from-unknown");
      if (typeof ordered === "string") return refuseTest(kit, reply, "test-calls-waiting");
      kit.changeFeed.announce(CALL_ORDERS_DUE);
      return reply.code(201).send({ id: ordered.callId, sid: sidOf("call", ordered.callId) });
    },
  );
}

interface TestForm {
  readonly from: string;
  readonly to: string;
  readonly url: string | null;
  readonly document: string | null;
}

async function orderOf(
  dependencies: CallDependencies,
  tenantId: string,
  form: TestForm,
): Promise<Result<NewOrder, TestCallRefusal>> {
  const { kit } = dependencies;
  const from = codeOf(form.from);
  if (from === null) return refuse("test-call-from-unknown");
  const to = await whom(dependencies, tenantId, form.to);
  if (!to.ok) return to;
  const wanted = instructionsOf(
    { ...(form.url === null ? {} : { Url: form.url }), ...(form.document === null ? {} : { Twiml: form.document }) },
    new Set(kit.settings.hookHosts),
  );
  if (!wanted.ok) return refuse(OF_CODE[wanted.refusal.code] ?? "hook-address-unfit");
  return ok({
    callId: kit.ids.next(),
    tenantId,
    from,
    to: to.value,
    instructions: wanted.value,
    request: null,
    timeoutSeconds: RING_SECONDS,
    timeLimitSeconds: TALK_SECONDS,
    sendDigits: null,
    isRecorded: false,
    createdAtMs: kit.clock.nowMs(),
  });
}

/** The destination of a test call: an internal phone by its extension, or an external number. */
async function whom(
  { kit, plan }: CallDependencies,
  tenantId: string,
  to: string,
): Promise<Result<CallTarget, TestCallRefusal>> {
  const text = to.trim();
  if (EXTENSION.test(text)) {
    const phone = await inTenant(kit.db, tenantId, (trx) =>
      trx.selectFrom("phone").select("id").where("extension", "=", text).limit(1).executeTakeFirst(),
    );
    if (phone !== undefined) return ok({ kind: "phone", extension: text });
  }
  const target = targetOf(text, plan);
  return target.ok ? target : refuse(OF_CODE[target.refusal.code] ?? "test-call-to-unfit");
}

function refuseTest({ texts }: Pick<Kit, "texts">, reply: FastifyReply, code: TestCallRefusal): FastifyReply {
  const path = FIELD_OF[code];
  return sendProblem(reply, texts, STATUS[code], { code, fields: path === undefined ? [] : [{ path, code }] });
}
