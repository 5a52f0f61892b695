/** The subset of OpenAPI 3.1 schemas in use. */
export interface ApiSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | ApiSchema;
  readonly propertyNames?: ApiSchema;
  readonly items?: ApiSchema;
  readonly anyOf?: readonly ApiSchema[];
  readonly oneOf?: readonly ApiSchema[];
  readonly allOf?: readonly ApiSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** A path, query or header parameter. */
export interface ApiParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: ApiSchema;
  readonly example?: unknown;
}

/** A body in one media type. */
export interface ApiMedia {
  readonly schema?: ApiSchema;
  readonly example?: unknown;
}

/** A request body. */
export interface ApiBody {
  readonly required: boolean;
  readonly content: Readonly<Record<string, ApiMedia>>;
}

/** A response of one status. */
export interface ApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, ApiMedia>>;
}

/** An error that an operation can return. */
export interface ApiRefusalReason {
  readonly status: number;
  readonly code: string;
  /** The error message in the language of the description, with placeholders in braces. */
  readonly meaning: string;
}

/** One operation of the API. */
export interface ApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly (ApiParameter | { readonly $ref: string })[];
  readonly requestBody?: ApiBody;
  readonly responses: Readonly<Record<string, ApiResponse>>;
  /** Each error with its status and meaning. */
  readonly "x-refusals": readonly ApiRefusalReason[];
  /** Whether the operation can incur costs, such as a call or a message. */
  readonly "x-costs": boolean;
}

/** HTTP methods of the routes. */
export const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** One of `METHODS`. */
export type ApiMethod = (typeof METHODS)[number];

/** The published OpenAPI description of the native API. */
export interface ApiDescription {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Partial<Readonly<Record<ApiMethod, ApiOperation>>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, ApiSchema>>;
    readonly parameters: Readonly<Record<string, ApiParameter>>;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly securitySchemes: Readonly<Record<string, unknown>>;
  };
}

/** An operation with its path and method. */
export interface PlacedOperation {
  readonly path: string;
  readonly method: ApiMethod;
  readonly operation: ApiOperation;
  /** Its parameters, including resolved references to shared components. */
  readonly parameters: readonly ApiParameter[];
}

const JSON_TYPE = "application/json";

/** All operations, in the order of the description. */
export function operationsOf(description: Pick<ApiDescription, "paths" | "components">): readonly PlacedOperation[] {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): readonly PlacedOperation[] => {
      const operation = item[method];
      if (operation === undefined) return [];
      const parameters = (operation.parameters ?? []).flatMap((one): readonly ApiParameter[] => {
        if (!("$ref" in one)) return [one];
        const named = description.components.parameters[one.$ref.split("/").at(-1) ?? ""];
        return named === undefined ? [] : [named];
      });
      return [{ path, method, operation, parameters }];
    }),
  );
}

/** The JSON request body of an operation. */
export function bodyOf({ requestBody }: Pick<ApiOperation, "requestBody">): ApiMedia | undefined {
  return requestBody?.content[JSON_TYPE];
}

/** The success response of an operation: status, media type and schema. */
export function successOf({ responses }: Pick<ApiOperation, "responses">): {
  readonly status: string;
  readonly type: string | undefined;
  readonly schema: ApiSchema | undefined;
  readonly description: string;
} {
  const [status = "", response] = Object.entries(responses).find(([code]) => code.startsWith("2")) ?? [];
  const [type, media] = Object.entries(response?.content ?? {})[0] ?? [];
  return { status, type, schema: media?.schema, description: response?.description ?? "" };
}

/** Resolves a schema reference; returns other schemas unchanged. */
export function resolved(schema: ApiSchema, schemas: ApiDescription["components"]["schemas"]): ApiSchema {
  const { $ref } = schema;
  return $ref === undefined ? schema : (schemas[nameOfRef($ref)] ?? {});
}

/** The name at the end of a reference. */
export function nameOfRef(ref: string): string {
  return ref.split("/").at(-1) ?? "";
}

/** Tests whether a response is a page of a list with a `next` cursor. */
export function isPage(schema: ApiSchema | undefined, schemas: ApiDescription["components"]["schemas"]): boolean {
  if (schema === undefined) return false;
  const { properties } = resolved(schema, schemas);
  return properties?.["items"] !== undefined && properties["next"] !== undefined;
}
