import type { FastifyReply } from "fastify";
import { sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { WIDGET_FIELD, WIDGET_STATUS, type WidgetRefusal } from "./widget-refusal.ts";

/** Sends a refusal with its status, at the field that it belongs to. */
export function refuseWidget(
  kit: Kit,
  reply: FastifyReply,
  { refusal: code }: { readonly refusal: WidgetRefusal },
): FastifyReply {
  const path = WIDGET_FIELD[code];
  return sendProblem(reply, kit.texts, WIDGET_STATUS[code], {
    code,
    fields: path === undefined ? [] : [{ path, code }],
  });
}
