/** An interface description as far as attempts need it (OpenAPI 3.1). */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
}

interface ApiOperation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: JsonSchema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
}

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
}

/** Chance that can be repeated. */
export interface Chooser {
  below(limit: number): number;
  one<Item>(items: readonly Item[]): Item;
}

/** Chance from a seed (xorshift32). */
export function seeded(seed: number): Chooser {
  let state = seed | 0;
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  return {
    below,
    one: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to choose from");
      return item;
    },
  };
}

/** One route, and how a request to it is made of ids of somebody else. */
export interface Trial {
  readonly method: string;
  make(
    choose: Chooser,
    ids: readonly string[],
  ): {
    readonly path: string;
    readonly body: unknown;
    /** Whether path or body name something of somebody else, so that it may not be done; a search by it may find nothing. */
    readonly namesTheirs: boolean;
  };
}

const ROOMS = /^\/api\/(service|centre-people|centre-invitations|content-grants)(\/|$)/;
/** Streams of events, which never end by themselves. */
export const STREAMS = [
  ...["/api/service/events", "/api/service/calls/live", "/api/service/calls/changes", "/api/service/queues/live"],
  "/api/service/desk/live",
] as const;
/** Ids that whoever asks makes up himself: a foreign one is as good as any. */
const MADE_UP = new Set(["idempotencyKey"]);
/** The code that the other call centre serves. */
export const THEIR_CODE = "1500881";
const DEPTH_MAX = 6;
/** Of so many requests one names something that nobody has. */
const NOBODYS_EVERY = 20;
const NOBODYS_ID = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";

/** A trial for each route of call centres that an interface description names. */
export function attemptsOf({ paths }: ApiDocument): readonly Trial[] {
  return Object.entries(paths).flatMap(([path, operations]) => {
    if (!ROOMS.test(path) || STREAMS.some((one) => one === path)) return [];
    return Object.entries(operations).map(([method, operation]) => trialOf(path, method.toUpperCase(), operation));
  });
}

function trialOf(template: string, method: string, operation: ApiOperation): Trial {
  const schema = operation.requestBody?.content["application/json"]?.schema;
  return {
    method,
    make: (choose, ids) => {
      const used = { isTheirs: false };
      const foreign = (): string => {
        if (choose.below(NOBODYS_EVERY) === 0) return NOBODYS_ID;
        used.isTheirs = true;
        return choose.one(ids);
      };
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameter(name, { choose, foreign }));
      const body = schema === undefined ? undefined : sample(schema, { choose, foreign }, "", 0);
      const namesTheirs = used.isTheirs || (method !== "GET" && template.includes("{code}"));
      const query = (operation.parameters ?? [])
        .filter(({ in: where, schema: own }) => where === "query" && own?.format === "uuid")
        .map(({ name }) => `${name}=${foreign()}`)
        .join("&");
      return { path: query === "" ? path : `${path}?${query}`, body, namesTheirs };
    },
  };
}

interface Making {
  readonly choose: Chooser;
  readonly foreign: () => string;
}

function parameter(name: string, { choose, foreign }: Making): string {
  if (name === "language") return choose.one(["id", "en"]);
  if (name === "number") return "1";
  if (name === "code") return THEIR_CODE;
  if (name === "name") return `curian-${choose.below(1_000_000)}`;
  return foreign();
}

/** Something that a schema takes, with foreign ids wherever an id may stand. */
function sample(schema: JsonSchema, making: Making, name: string, depth: number): unknown {
  const { choose, foreign } = making;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return choose.one(schema.enum);
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways !== undefined) return depth > DEPTH_MAX ? null : sample(choose.one(ways), making, name, depth + 1);
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const type = types.length === 0 ? "object" : choose.one(types);
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, own]) => [key, sample(own, making, key, depth + 1)]),
      );
    case "array":
      return schema.items === undefined || depth > DEPTH_MAX ? [] : [sample(schema.items, making, name, depth + 1)];
    case "integer":
    case "number": {
      const low = schema.minimum ?? 0;
      return low + choose.below(Math.min((schema.maximum ?? 9) - low + 1, 10));
    }
    case "boolean":
      return choose.below(2) === 0;
    case "null":
      return null;
    default:
      return schema.format === "uuid" && !MADE_UP.has(name) ? foreign() : words(schema, choose);
  }
}

function words({ format, minLength = 1 }: JsonSchema, choose: Chooser): string {
  if (format === "email") return `curian-${choose.below(1_000_000)}@pusat.invalid`;
  if (format === "date") return "2026-11-25";
  if (format === "date-time") return "2026-11-25T03:00:00Z";
  return `curian ${choose.below(1_000_000)}`.padEnd(minLength, "x");
}
