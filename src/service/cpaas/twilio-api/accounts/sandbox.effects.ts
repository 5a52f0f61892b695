import type { FastifyReply } from "fastify";
import { inTenant } from "../../../../platform/database/index.ts";
import { cutText, type MessageForm, recipientOf } from "../../../messaging/sms/index.ts";
import { codeOf, type InstructionFields, instructionsOf, targetOf } from "../calls/call-form.ts";
import type { CallDependencies } from "../calls/change-call.effects.ts";
import { type CallResource, callView } from "../calls/field-call.ts";
import { CODE_OF, type MessageResource, messageView } from "../messages/field-message.ts";
import type { RestCode, RestRefusal } from "../rest/rest-refusal.ts";
import { REST_PREFIX, type RestDependencies, refuseRest } from "../rest/rest-server.routes.ts";
import { isMagic, type SandboxRequest, sandboxRefusal } from "./magic-number.ts";

/** An API client that uses the test token. */
export interface TestCaller {
  readonly tenantId: string;
  readonly testId: string;
}

const AGAIN_S = 10;

/** Answers a call request as a real one, by magic numbers, without any effect: no carrier, no cost, nothing stored. */
export async function answerTestCall(
  dependencies: CallDependencies,
  reply: FastifyReply,
  asked: {
    readonly caller: TestCaller;
    readonly form: InstructionFields & { readonly To: string; readonly From: string };
  },
): Promise<FastifyReply> {
  const { caller, form } = asked;
  const { kit, plan } = dependencies;
  if (form.To === "") return refuseRest(dependencies, reply, { code: 21201 });
  if (form.From === "") return refuseRest(dependencies, reply, { code: 21213 });
  const wanted = instructionsOf(form, new Set(kit.settings.hookHosts));
  if (!wanted.ok) return refuseRest(dependencies, reply, wanted.refusal);
  const code = codeOf(form.From);
  const isOwn = code !== null && (await isOwnCode(dependencies, caller, code));
  const refusal = refusalOf({ kind: "call", to: form.To, from: form.From, isOwn });
  if (refusal !== null) return refuseRest(dependencies, reply, refusal);
  const target = targetOf(form.To, plan);
  if (!isMagic(form.To) && !target.ok) return refuseRest(dependencies, reply, target.refusal);
  const call: CallResource = {
    direction: "outbound",
    status: "queued",
    id: kit.ids.next(),
    atMs: kit.clock.nowMs(),
    orderedAtMs: kit.clock.nowMs(),
    from: form.From,
    to: form.To,
    code: isOwn ? code : null,
    beganAtMs: null,
    endedAtMs: null,
    talkMs: null,
    chargeRupiah: null,
    end: null,
  };
  return reply.code(201).send(callView(call, { tenantId: caller.testId, prefix: REST_PREFIX }));
}

/** Answers a message request as a real one, by magic numbers, without any effect: no carrier, no cost, nothing stored. */
export async function answerTestMessage(
  dependencies: RestDependencies,
  reply: FastifyReply,
  { caller, form }: { readonly caller: TestCaller; readonly form: MessageForm },
): Promise<FastifyReply> {
  const { kit } = dependencies;
  const code = codeOf(form.from);
  const isOwn = code !== null && (await isOwnCode(dependencies, caller, code));
  const refusal = refusalOf({ kind: "message", to: form.to, from: form.from, isOwn });
  if (refusal !== null) return refuseRest(dependencies, reply, refusal);
  if (!isMagic(form.to) && recipientOf(form.to) === undefined) return refuseRest(dependencies, reply, { code: 21211 });
  const cut = cutText(form.text ?? "", { isPlain: form.plain });
  if (typeof cut === "string") return refuseRest(dependencies, reply, { code: CODE_OF[cut] });
  const at = new Date(kit.clock.nowMs());
  const message: MessageResource = {
    state: "waiting",
    id: kit.ids.next(),
    sender: form.from,
    recipient: form.to.replace(/^\+/, ""),
    text: form.text ?? "",
    acceptedAt: at,
    finalAt: null,
    parts: cut.parts.map(() => ({ sentAt: null })),
    sendAt: form.sendAt === null ? at : new Date(form.sendAt),
  };
  const ground = { tenantId: caller.testId, prefix: REST_PREFIX, nowMs: at.getTime(), textOfError: () => "" };
  return reply.code(201).send(messageView(message, ground));
}

function refusalOf(request: SandboxRequest): RestRefusal | null {
  const code: RestCode | null = sandboxRefusal(request);
  if (code === null) return null;
  return code === 20429 || code === 20503 ? { code, retryAfterS: AGAIN_S } : { code };
}

async function isOwnCode({ kit }: RestDependencies, { tenantId }: TestCaller, code: string): Promise<boolean> {
  const row = await inTenant(kit.db, tenantId, (trx) =>
    trx.selectFrom("serviceNumber").select("code").where("code", "=", code).executeTakeFirst(),
  );
  return row !== undefined;
}
