import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Log } from "../telemetry/index.ts";
import type { Texts } from "../texts/index.ts";
import { type Problem, sendProblem } from "./problem.ts";

/** PostgreSQL classes that mean "away or busy, ask again": connection, resources, operator, lock and time-outs. */
const AWAY = /^(08|53|57|55P03|40001|40P01)/;
/** PostgreSQL's answers to a text with a zero character, which no text column or JSON column can hold. */
const UNFIT_TEXT = new Set(["22021", "22P05"]);
/** Faults of sockets, and of a queue of ours that is full. */
const SOCKET_FAULTS = new Set(["EAGAIN", "ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);
const RETRY_AFTER_S = 2;

/** Answers for thrown errors: bad input by field, an outage as 503, the rest as 500 with a reference number. */
export function addFaultHandlers(app: FastifyInstance, options: { readonly texts: Texts; readonly log: Log }): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = knownFault(error);
    if (known !== undefined) {
      if (known.status === 503) reply.header("retry-after", RETRY_AFTER_S);
      if (known.status >= 500) options.log.warn({ err: error, requestId: request.id }, "http.outage");
      return sendProblem(reply, options.texts, known.status, known.problem);
    }
    options.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, "http.failed");
    return sendProblem(reply, options.texts, 500, { code: "internal" });
  });
}

/** The answer for an unknown API path. */
export function sendNoSuchRoute(request: FastifyRequest, reply: FastifyReply, texts: Texts): FastifyReply {
  return sendProblem(reply, texts, 404, { code: "no-such-route", params: { path: request.url.slice(0, 200) } });
}

function knownFault(error: FastifyError): { readonly status: number; readonly problem: Problem } | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.slice(0, 50).map((fault) => ({
      path: fault.instancePath.replace(/^\//, "").replaceAll("/", "."),
      code: fieldCode(fault.keyword, fault.params),
      params: fieldParams(fault.params),
    }));
    return { status: 400, problem: { code: "invalid-input", fields } };
  }
  if (AWAY.test(error.code ?? "") || SOCKET_FAULTS.has(error.code ?? "") || isPoolTimeout(error)) {
    return { status: 503, problem: { code: "try-again-shortly" } };
  }
  if (UNFIT_TEXT.has(error.code ?? "")) return { status: 400, problem: { code: "invalid-input" } };
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE" || error.code === "FST_REQ_FILE_TOO_LARGE") {
    return { status: 413, problem: { code: "body-too-large" } };
  }
  if (error.statusCode === 429) return { status: 429, problem: { code: "too-many-requests" } };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return { status: error.statusCode, problem: { code: "invalid-input" } };
  }
  return undefined;
}

function isPoolTimeout(error: Error): boolean {
  return /timeout exceeded when trying to connect|Connection terminated|Query read timeout|client has encountered/i.test(
    error.message,
  );
}

/** What a zod issue carries beside its code, which arrives as the keyword. */
interface FaultParams {
  readonly format?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
}

const FIELD_CODES: Readonly<Record<string, string>> = {
  too_small: "field-too-short",
  too_big: "field-too-long",
  invalid_type: "field-missing",
  invalid_value: "field-not-an-option",
  unrecognized_keys: "field-unknown",
};

function fieldCode(keyword: string, params: unknown): string {
  const { format } = (params ?? {}) as FaultParams;
  if (keyword === "invalid_format" && format === "email") return "field-not-an-email";
  return FIELD_CODES[keyword] ?? "field-format";
}

function fieldParams(params: unknown): Record<string, string> {
  const { minimum, maximum } = (params ?? {}) as FaultParams;
  return { minimum: String(minimum ?? ""), maximum: String(maximum ?? "") };
}
