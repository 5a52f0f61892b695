import { STATUS_CODES } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { TextParams, Texts } from "../texts/index.ts";

/** An expected refusal on its way to the caller. */
export interface Problem {
  readonly code: string;
  readonly params?: TextParams;
  readonly fields?: readonly { readonly path: string; readonly code: string; readonly params?: TextParams }[];
  readonly rule?: { readonly id: string; readonly clause: string; readonly standing: string } | undefined;
  /** What the caller needs to go on, beside the error: such as what somebody else has saved in the meantime. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** The wire shape of every 4xx and 5xx answer. */
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

/** Makes the body of a problem in the caller's language. */
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

/** Below what programs ask by their keys. */
const PROGRAMS = "/api/v1/";

/** Whether a program asks: by a route that says so, or where no route is. */
function isForPrograms({ routeOptions, url }: FastifyRequest): boolean {
  return routeOptions?.config?.scope !== undefined || (routeOptions?.url === undefined && url.startsWith(PROGRAMS));
}

/** Sends a problem with its status; the answer is never cached. Programs get it as RFC 9457 has it. */
export function sendProblem(reply: FastifyReply, texts: Texts, status: number, problem: Problem): FastifyReply {
  const body = { ...problem.beside, ...problemBody(reply.request, texts, problem) };
  reply.code(status).header("cache-control", "no-store");
  if (!isForPrograms(reply.request)) return reply.send(body);
  const standard = { type: "about:blank", title: STATUS_CODES[status] ?? "Error", status, detail: body.error.message };
  return reply.type("application/problem+json").send({ ...standard, ...body });
}
