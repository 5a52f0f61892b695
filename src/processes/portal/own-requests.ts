import type { FastifyRequest } from "fastify";
import { programShown } from "../../identity/wire.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { requestFieldsOf, subjectSidOf } from "../../service/cpaas/native-api/index.ts";
import { programKnown } from "../../service/cpaas/native-api/wire.ts";
import type { RequestLogEntry } from "../../service/cpaas/twilio-api/index.ts";

/** Path prefix of the native API. */
const OWN = "/api/v1/";
const REFUSED = 400;
const NOT_THERE = 404;

type JsonObject = Readonly<Record<string, unknown>>;

/** Logs native API requests in the request log shared with the Twilio-compatible API; added before the logged routes. */
export function hearOwnRequests(app: Http, kit: Kit, heard: (request: RequestLogEntry) => void): void {
  const made = new WeakMap<FastifyRequest, JsonObject>();
  const codes = new WeakMap<FastifyRequest, string>();
  app.addHook("preSerialization", async (request, { statusCode }, payload) => {
    if (request.routeOptions.url?.startsWith(OWN) !== true || typeof payload !== "object" || payload === null)
      return payload;
    if (request.method === "POST") made.set(request, payload as JsonObject);
    const { error } = payload as { readonly error?: { readonly code?: unknown } };
    if (statusCode >= REFUSED && typeof error?.code === "string") codes.set(request, error.code);
    return payload;
  });
  app.addHook("onResponse", async (request, reply) => {
    const { url: path = "" } = request.routeOptions;
    if (!path.startsWith(OWN)) return;
    const by = programShown(request) ?? programKnown(request);
    if (by === undefined) return;
    const durationMs = Math.max(0, Math.round(reply.elapsedTime));
    // A missing or foreign resource gives no id by which the request could be found.
    const isNothing = reply.statusCode === NOT_THERE;
    const sid = isNothing ? null : subjectSidOf(path, (request.params ?? {}) as JsonObject, made.get(request) ?? null);
    heard({
      ...by,
      isTest: false,
      atMs: kit.clock.nowMs() - durationMs,
      method: request.method,
      path,
      sid,
      status: reply.statusCode,
      error: null,
      errorCode: codes.get(request) ?? null,
      durationMs,
      params: requestFieldsOf(request.query, request.body),
    });
  });
}
