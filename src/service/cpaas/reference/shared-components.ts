import type { ApiDescription, ApiSchema } from "./openapi-shape.shared.ts";

const text = (description: string, more: Partial<ApiSchema> = {}): ApiSchema => ({
  type: "string",
  description,
  ...more,
});

/** Media type of error responses (RFC 9457). */
export const PROBLEM_TYPE = "application/problem+json";

/** Schema of every error response (`platform/http/program-route.ts`), with descriptions for developers. */
export const PROBLEM: ApiSchema = {
  type: "object",
  description: "Problem details of an error (RFC 9457).",
  properties: {
    type: text("Always `about:blank`; the status gives the kind, `error.code` the reason."),
    title: text("Name of the HTTP status."),
    status: { type: "integer", description: "HTTP status of the response." },
    detail: text("Same as `error.message`."),
    error: {
      type: "object",
      properties: {
        code: text("Error code for applications: stable, and independent of the language."),
        message: text("What is wrong and what to do, in the language of Accept-Language."),
        params: {
          type: "object",
          description: "Values used in the message.",
          additionalProperties: { type: ["string", "number"] },
        },
        fields: {
          type: "array",
          description: "Fields concerned; empty if none.",
          items: {
            type: "object",
            properties: {
              path: text("Name of the field, with dots between levels."),
              code: text("Error code of the field."),
              message: text("Explanation of the field’s error."),
            },
            required: ["path", "code", "message"],
          },
        },
        rule: {
          type: ["object", "null"],
          description: "Provision of the regulation behind it; null if none.",
          properties: {
            id: { type: "string" },
            clause: { type: "string" },
            standing: { type: "string" },
          },
          required: ["id", "clause", "standing"],
        },
        requestId: text("Reference number to quote in questions; also in the X-Request-Id header."),
      },
      required: ["code", "message", "params", "fields", "rule", "requestId"],
    },
  },
  required: ["type", "title", "status", "detail", "error"],
};

type Say = (key: string) => string | undefined;

/** Components that operations share: the API key security scheme, and request and response headers. */
export function sharedComponents(say: Say, scopes: readonly string[]): Omit<ApiDescription["components"], "schemas"> {
  const said = (key: string) => say(`apiReference.${key}`) ?? "";
  return {
    securitySchemes: {
      key: {
        type: "http",
        scheme: "bearer",
        bearerFormat: "smb_…",
        description: `${said("key")} ${scopes.map((scope) => `\`${scope}\``).join(", ")}.`,
      },
    },
    parameters: {
      IdempotencyKey: {
        name: "Idempotency-Key",
        in: "header",
        required: false,
        description: said("idempotencyKey"),
        schema: { type: "string", minLength: 1, maxLength: 100, pattern: "^[\\x21-\\x7e]{1,100}$" },
        example: "pesanan-7",
      },
    },
    headers: {
      RetryAfter: { description: said("retryAfter"), schema: { type: "integer", minimum: 1 }, example: 1 },
      RequestId: { description: said("requestId"), schema: { type: "string" } },
      WwwAuthenticate: { description: said("wwwAuthenticate"), schema: { type: "string" } },
    },
  };
}

const REQUEST_ID = { "X-Request-Id": { $ref: "#/components/headers/RequestId" } };
const RETRY_AFTER = { "Retry-After": { $ref: "#/components/headers/RetryAfter" } };

/** Headers of a response by status. */
export function headersOf(status: number): Readonly<Record<string, unknown>> {
  if (status === 429 || status === 503) return { ...RETRY_AFTER, ...REQUEST_ID };
  if (status === 401) return { "WWW-Authenticate": { $ref: "#/components/headers/WwwAuthenticate" }, ...REQUEST_ID };
  return REQUEST_ID;
}
