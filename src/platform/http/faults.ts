import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { databaseOutage } from "../database/index.ts";
import type { Log } from "../telemetry/index.ts";
import type { Texts } from "../texts/index.ts";
import { type Problem, sendProblem } from "./problem.ts";

/** PostgreSQL's errors for values that no column can hold: a text with a zero character, and a number beyond the range of its type. */
const UNFIT_VALUES = new Set(["22003", "22021", "22P05"]);
/** Socket errors, and the error of a full internal queue. */
const SOCKET_FAULTS = new Set(["EAGAIN", "ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT"]);
const RETRY_AFTER_S = 2;
/** Maximum number of fields that a response names, and of characters of the name of an unknown field. */
const FIELDS_MAX = 50;
const FIELD_NAME_MAX = 100;

/** Responses to thrown errors: invalid input by field, an outage as 503, all others as 500 with a reference number. */
export function addFaultHandlers(app: FastifyInstance, options: { readonly texts: Texts; readonly log: Log }): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = knownFault(error);
    if (known !== undefined) {
      if (known.status === 503) reply.header("retry-after", RETRY_AFTER_S);
      if (known.status >= 500) {
        options.log.warn(
          { err: error, outage: known.outage, requestId: request.id, route: request.routeOptions.url },
          "http.outage",
        );
      }
      return sendProblem(reply, options.texts, known.status, known.problem);
    }
    options.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, "http.failed");
    return sendProblem(reply, options.texts, 500, { code: "internal" });
  });
}

/** Sends the response to an unknown API path. */
export function sendNoSuchRoute(request: FastifyRequest, reply: FastifyReply, texts: Texts): FastifyReply {
  return sendProblem(reply, texts, 404, { code: "no-such-route", params: { path: request.url.slice(0, 200) } });
}

interface KnownFault {
  readonly status: number;
  readonly problem: Problem;
  /** The unavailable component, by its name in the log. */
  readonly outage?: string;
}

function knownFault(error: FastifyError): KnownFault | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation
      .flatMap((fault) =>
        pathsOf(fault).map((path) => ({
          path,
          code: fieldCode(fault.keyword, fault.params),
          params: fieldParams(fault.params),
        })),
      )
      .slice(0, FIELDS_MAX);
    return { status: 400, problem: { code: "invalid-input", fields } };
  }
  const outage = databaseOutage(error) ?? (SOCKET_FAULTS.has(error.code ?? "") ? error.code : undefined);
  if (outage !== undefined) return { status: 503, problem: { code: "try-again-shortly" }, outage };
  if (UNFIT_VALUES.has(error.code ?? "")) return { status: 400, problem: { code: "invalid-input" } };
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE" || error.code === "FST_REQ_FILE_TOO_LARGE") {
    return { status: 413, problem: { code: "body-too-large" } };
  }
  if (error.statusCode === 429) return { status: 429, problem: { code: "too-many-requests" } };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return { status: error.statusCode, problem: { code: "invalid-input" } };
  }
  return undefined;
}

/** The dotted paths of the fields of a validation error; an unknown field is named below the object that contains it. */
function pathsOf({ instancePath, params }: { readonly instancePath: string; readonly params: unknown }) {
  const { keys } = (params ?? {}) as { readonly keys?: readonly string[] };
  const path = instancePath.split("/").filter((part) => part !== "");
  if (keys === undefined) return [path.join(".")];
  return keys.map((key) => [...path, key.slice(0, FIELD_NAME_MAX)].join("."));
}

/** Properties of a zod issue beside its code, which arrives as the keyword. */
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
  if (keyword === "invalid_format" && format === "person-name") return "field-not-a-name";
  return FIELD_CODES[keyword] ?? "field-format";
}

function fieldParams(params: unknown): Record<string, string> {
  const { minimum, maximum } = (params ?? {}) as FaultParams;
  return { minimum: String(minimum ?? ""), maximum: String(maximum ?? "") };
}
