import type { FastifyReply } from "fastify";
import { sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { BILLING_ANSWERS, type BillingRefusal } from "./billing-refusal.ts";

/** Sends the error response of a refusal: HTTP status, translated message, and the request field at fault. */
export function refuseBilling({ texts }: Pick<Kit, "texts">, reply: FastifyReply, code: BillingRefusal): FastifyReply {
  const { status, path } = BILLING_ANSWERS[code];
  return sendProblem(reply, texts, status, { code, fields: path === undefined ? [] : [{ path, code }] });
}
