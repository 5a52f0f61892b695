import { STATUS_CODES } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { TextParams, Texts } from "../texts/index.ts";

/** An expected refusal that is sent to the caller. */
export interface Problem {
  readonly code: string;
  readonly params?: TextParams;
  readonly fields?: readonly { readonly path: string; readonly code: string; readonly params?: TextParams }[];
  readonly rule?: { readonly id: string; readonly clause: string; readonly standing: string } | undefined;
  /** Data that the caller needs to continue, beside the error, such as a concurrent change of another user. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** The body of every 4xx and 5xx response. */
export const problemSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
      rule: z.object({ id: z.string(), clause: z.string(), standing: z.string() }).nullable(),
      requestId: z.string(),
    }),
  })
  .meta({ id: "Problem" });

/** Builds the body of a problem in the caller's language. */
function problemBody(request: FastifyRequest, texts: Texts, problem: Problem): z.infer<typeof problemSchema> {
  const say = (code: string, params: TextParams = {}) => texts.text(request.locale, `errors.${code}`, params);
  return {
    error: {
      code: problem.code,
      message: say(problem.code, problem.params),
      params: { ...problem.params },
      fields: (problem.fields ?? []).map((field) => ({
        path: field.path,
        code: field.code,
        message: say(field.code, field.params),
      })),
      rule: problem.rule ?? null,
      requestId: request.id,
    },
  };
}

/** Path prefix of the native API, which is called with API keys. */
const PROGRAMS = "/api/v1/";

/** Whether the caller is an API client: by the scope of the route, or by the path when no route matches. */
function isForPrograms({ routeOptions, url }: FastifyRequest): boolean {
  return routeOptions?.config?.scope !== undefined || (routeOptions?.url === undefined && url.startsWith(PROGRAMS));
}

/** Sends a problem with its status; the response is never cached. API clients receive the format of RFC 9457. */
export function sendProblem(reply: FastifyReply, texts: Texts, status: number, problem: Problem): FastifyReply {
  const body = { ...problem.beside, ...problemBody(reply.request, texts, problem) };
  reply.code(status).header("cache-control", "no-store");
  if (!isForPrograms(reply.request)) return reply.send(body);
  const standard = { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail: body.error.message };
  return reply.type("application/problem+json").send({ ...standard, ...body });
}
