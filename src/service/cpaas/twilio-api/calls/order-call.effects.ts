import { createHash } from "node:crypto";
import { canonicalJson, type Json, ok, type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { CallInstructions } from "../../../flows/call-documents/index.ts";
import { findApplication } from "../hooks/hook.store.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import { earlierOrder, insertOrder, type NewOrder, type RequestMark } from "./api-call.store.ts";
import type { IdempotentRequestContext, RepeatedRequest } from "./api-operations.ts";
import { codeOf, instructionsOf, type OrderForm, targetOf } from "./call-form.ts";
import { CALL_ORDERS_DUE } from "./call-orders.store.ts";
import { findCall } from "./call-resource.store.ts";
import { readStatusCallbacks } from "./callback-form.ts";
import type { CallDependencies } from "./change-call.effects.ts";
import type { CallResource } from "./field-call.ts";

type OrderDependencies = Pick<CallDependencies, "kit" | "plan">;

const WAITING_WAIT_S = 10;

/** Errors of refused orders. */
export const ORDER_REFUSED: Readonly<Record<"request-differs" | "no-such-code" | "too-many-waiting", RestRefusal>> = {
  "request-differs": { code: 88002 },
  "no-such-code": { code: 21210 },
  "too-many-waiting": { code: 20429, retryAfterS: WAITING_WAIT_S },
};

/** Stores a call order after all admission checks; a repeated request returns the call of the first one. */
export async function orderCall(
  dependencies: OrderDependencies,
  requestContext: IdempotentRequestContext,
  form: OrderForm,
): Promise<Result<CallResource, RestRefusal>> {
  const { kit } = dependencies;
  const order = orderOf(dependencies, requestContext, form);
  if (!order.ok) return order;
  const ordered = await inTenant(kit.db, requestContext.tenantId, (trx) => insertOrder(trx, order.value));
  if (typeof ordered === "string") return refuse(ORDER_REFUSED[ordered]);
  if (!ordered.isRepeated) {
    kit.changeFeed.announce(CALL_ORDERS_DUE);
    return ok(queuedCall(order.value));
  }
  const call = await inTenant(kit.db, requestContext.tenantId, (trx) => findCall(trx, ordered.callId));
  return call === undefined ? refuse({ code: 20404 }) : ok(call);
}

/**
 * Stores an order of a call that an application leads. A repeated request is answered first: later changes of the
 * application do not affect a call already ordered.
 */
export async function orderLedCall(
  dependencies: OrderDependencies,
  requestContext: IdempotentRequestContext,
  { form, applicationId }: { readonly form: OrderForm; readonly applicationId: string | null },
): Promise<Result<CallResource, RestRefusal>> {
  const { tenantId } = requestContext;
  const request = requestOf(requestContext);
  const earlier = await inTenant(dependencies.kit.db, tenantId, async (trx) => {
    const ordered = await earlierOrder(trx, { request });
    return typeof ordered === "object" ? findCall(trx, ordered.callId) : ordered;
  });
  if (typeof earlier === "string") return refuse(ORDER_REFUSED[earlier]);
  if (earlier !== undefined) return ok(earlier);
  const led = await withApplication(dependencies, form, { tenantId, applicationId });
  return led.ok ? orderCall(dependencies, requestContext, led.value) : led;
}

/** View of an order just stored. */
function queuedCall({ callId: id, createdAtMs: atMs, from, to }: NewOrder): CallResource {
  return {
    id,
    atMs,
    direction: "outbound",
    orderedAtMs: atMs,
    from,
    code: from,
    status: "queued",
    to: to.kind === "phone" ? to.extension : to.number,
    beganAtMs: null,
    endedAtMs: null,
    talkMs: null,
    chargeRupiah: null,
    end: null,
  };
}

/** Applies the webhooks and status callback of an application to a form; refused for an unknown application, or one without a voice URL. */
export async function withApplication<Form extends OrderForm>(
  { kit }: Pick<OrderDependencies, "kit">,
  form: Form,
  named: { readonly tenantId: string; readonly applicationId: string | null },
): Promise<Result<Form, RestRefusal>> {
  const { tenantId, applicationId: id } = named;
  const found = id === null ? undefined : await inTenant(kit.db, tenantId, (trx) => findApplication(trx, id));
  if (found === undefined || found.voiceUrl === null) return refuse({ code: 21218 });
  const fallback =
    found.fallbackUrl === null ? {} : { FallbackUrl: found.fallbackUrl, FallbackMethod: method(found.fallbackMethod) };
  const hook = { Url: found.voiceUrl, Method: method(found.voiceMethod), ...fallback };
  const leading = { ...form, Twiml: undefined, FallbackUrl: undefined, FallbackMethod: undefined, ...hook };
  if (found.statusUrl === null) return ok(leading);
  // The application's status callback replaces the form's, and receives the end of the call, as for inbound calls.
  const told = { StatusCallback: found.statusUrl, StatusCallbackMethod: method(found.statusMethod) };
  return ok({ ...leading, StatusCallbackEvent: undefined, ...told });
}

const method = (text: string): "GET" | "POST" => (text === "GET" ? "GET" : "POST");

/** Instructions of a call led by an application. */
export async function instructionsOfApplication(
  { kit }: Pick<OrderDependencies, "kit">,
  { tenantId, applicationId: id }: { readonly tenantId: string; readonly applicationId: string },
): Promise<Result<CallInstructions, RestRefusal>> {
  const found = await inTenant(kit.db, tenantId, (trx) => findApplication(trx, id));
  if (found === undefined || found.voiceUrl === null) return refuse({ code: 21218 });
  const { voiceUrl, fallbackUrl } = found;
  return ok({
    from: "hook",
    voice: { url: voiceUrl, method: method(found.voiceMethod) },
    fallback: fallbackUrl === null ? null : { url: fallbackUrl, method: method(found.fallbackMethod) },
  });
}

function orderOf(
  { kit, plan }: OrderDependencies,
  requestContext: IdempotentRequestContext,
  form: OrderForm,
): Result<NewOrder, RestRefusal> {
  if (form.To === "") return refuse({ code: 21201 });
  if (form.From === "") return refuse({ code: 21213 });
  const from = codeOf(form.From);
  if (from === null) return refuse({ code: 21212 });
  const to = targetOf(form.To, plan);
  if (!to.ok) return to;
  const inside = new Set(kit.settings.hookHosts);
  const wanted = instructionsOf(form, inside);
  if (!wanted.ok) return wanted;
  const told = readStatusCallbacks(form, inside);
  if (!told.ok) return told;
  return ok({
    callId: kit.ids.next(),
    tenantId: requestContext.tenantId,
    from,
    to: to.value,
    instructions: wanted.value,
    timeoutSeconds: form.Timeout,
    timeLimitSeconds: form.TimeLimit ?? null,
    sendDigits: form.SendDigits ?? null,
    isRecorded: form.Record === "true",
    createdAtMs: kit.clock.nowMs(),
    request: requestOf(requestContext),
    told: told.value,
  });
}

/** Identifies a repeated request by its content, so that a later change of the application does not make it a different request. */
export function requestOf({ requestKey, said }: RepeatedRequest): RequestMark | null {
  if (requestKey === null) return null;
  const digest = createHash("sha256")
    .update(canonicalJson(said as Json))
    .digest();
  return { key: requestKey, digest };
}
