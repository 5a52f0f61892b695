import type { FastifyRequest } from "fastify";
import { programShown } from "../../identity/wire.ts";
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { requestFieldsOf, subjectSidOf } from "../../service/cpaas/native-api/index.ts";
import { programKnown } from "../../service/cpaas/native-api/wire.ts";
import type { RequestLogEntry } from "../../service/cpaas/twilio-api/index.ts";

/** Below what our own interface for programs stands. */
const OWN = "/api/v1/";
const REFUSED = 400;
const NOT_THERE = 404;

type JsonObject = Readonly<Record<string, unknown>>;

/** What programs ask below our own interface goes into the log that they have of the field's shapes; added before the routes it hears. */
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
    // What is not there, or another's, is nothing that a request could be found by.
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
