/** An API description, as far as attempts need it (OpenAPI 3.1). */
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

/** Repeatable randomness. */
export interface Chooser {
  below(limit: number): number;
  one<Item>(items: readonly Item[]): Item;
}

/** A random generator with a seed (xorshift32). */
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

/** A request with foreign ids. */
export interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** Whether path or body reference a foreign resource, so that it must not succeed; a search with it may find nothing. */
  readonly namesTheirs: boolean;
  /** Foreign ids in fields whose ids the client chooses: permitted, because they reference no foreign resource. */
  readonly chosen: readonly string[];
  /** The table in which rows with such ids are stored. */
  readonly chosenIn: string | null;
}

/** One route, and the generator of its requests with foreign ids. */
export interface Trial {
  /** Whether the route is only for API keys. */
  readonly isForPrograms: boolean;
  make(choose: Chooser, ids: readonly string[]): Attempt;
}

const ROOMS = /^\/api\/(service|centre-people|centre-invitations|content-grants|personal-breaches|v1)(\/|$)/;
/** Endless event streams. */
export const STREAMS = [
  ...["/api/service/events", "/api/service/calls/live", "/api/service/calls/changes", "/api/service/queues/live"],
  "/api/service/desk/live",
  "/api/service/alerts/live",
] as const;
/** Keys by which a client distinguishes its requests: they reference no resource. */
const IDEMPOTENCY_KEYS = new Set(["idempotencyKey", "requestKey"]);

/** Fields of a body whose id the client chooses, and the table of the stored row. In every other field an id is a reference. */
const CHOSEN: Readonly<Record<string, { readonly places: readonly string[]; readonly table: string }>> = {
  "POST /api/service/evaluation-forms": {
    places: ["sections.id", "sections.questions.id"],
    table: "evaluation_form_version",
  },
  "PUT /api/service/evaluation-forms/{id}": {
    places: ["sections.id", "sections.questions.id"],
    table: "evaluation_form_version",
  },
  "POST /api/service/wallboards": { places: ["tiles.id"], table: "wallboard" },
  "PUT /api/service/wallboards/{id}": { places: ["tiles.id"], table: "wallboard" },
  "PUT /api/service/card-form": { places: ["fields.id"], table: "card_form" },
};
/** The code that the other call centre serves. */
export const THEIR_CODE = "1500881";
const DEPTH_MAX = 6;
/** One in this number of requests contains an id of no resource. */
const NOBODYS_EVERY = 20;
const NOBODYS_ID = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";

/** A trial for each tenant route in an API description. */
export function attemptsOf({ paths }: ApiDocument): readonly Trial[] {
  return Object.entries(paths).flatMap(([path, operations]) => {
    if (!ROOMS.test(path) || STREAMS.some((one) => one === path)) return [];
    return Object.entries(operations).map(([method, operation]) => trialOf(path, method.toUpperCase(), operation));
  });
}

function trialOf(template: string, method: string, operation: ApiOperation): Trial {
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const own = CHOSEN[`${method} ${template}`];
  return {
    isForPrograms: template.startsWith("/api/v1/"),
    make: (choose, ids) => {
      const used = { isTheirs: false };
      const chosen: string[] = [];
      const choice = (place: string): string | null => {
        if (own?.places.includes(place) !== true) return null;
        const id = choose.one(ids);
        chosen.push(id);
        return id;
      };
      const foreign = (): string => {
        if (choose.below(NOBODYS_EVERY) === 0) return NOBODYS_ID;
        used.isTheirs = true;
        return choose.one(ids);
      };
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => parameter(name, { choose, foreign }));
      const body = schema === undefined ? undefined : sample(schema, { choose, foreign, choice }, "", 0);
      const namesTheirs = used.isTheirs || (method !== "GET" && template.includes("{code}"));
      const query = (operation.parameters ?? [])
        .filter(({ in: where, schema: asked }) => where === "query" && asked?.format === "uuid")
        .map(({ name }) => `${name}=${foreign()}`)
        .join("&");
      const whole = query === "" ? path : `${path}?${query}`;
      return {
        method,
        path: whole,
        body,
        namesTheirs,
        chosen,
        chosenIn: chosen.length === 0 ? null : (own?.table ?? null),
      };
    },
  };
}

interface Making {
  readonly choose: Chooser;
  readonly foreign: () => string;
  /** An id for a field whose id the client chooses; null for other fields. */
  readonly choice: (place: string) => string | null;
}

function parameter(name: string, { choose, foreign }: Omit<Making, "choice">): string {
  if (name === "language") return choose.one(["id", "en"]);
  if (name === "number") return "1";
  if (name === "code") return THEIR_CODE;
  if (name === "name") return `curian-${choose.below(1_000_000)}`;
  return foreign();
}

/** A value that a schema accepts, with foreign ids in every id field; `place` is the path of names to it. */
function sample(schema: JsonSchema, making: Making, place: string, depth: number): unknown {
  const { choose } = making;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return choose.one(schema.enum);
  const ways = schema.anyOf ?? schema.oneOf;
  if (ways !== undefined) return depth > DEPTH_MAX ? null : sample(choose.one(ways), making, place, depth + 1);
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const type = types.length === 0 ? "object" : choose.one(types);
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, own]) => [
          key,
          sample(own, making, place === "" ? key : `${place}.${key}`, depth + 1),
        ]),
      );
    case "array":
      return schema.items === undefined || depth > DEPTH_MAX ? [] : [sample(schema.items, making, place, depth + 1)];
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
      return schema.format === "uuid" ? anId(making, place) : words(schema, choose);
  }
}

function anId({ foreign, choice, choose }: Making, place: string): string {
  const name = place.split(".").at(-1) ?? "";
  if (IDEMPOTENCY_KEYS.has(name)) return `0193b0c4-7a10-7c3e-9d2f-${choose.below(1e9).toString(16).padStart(12, "0")}`;
  return choice(place) ?? foreign();
}

function words({ format, minLength = 1 }: JsonSchema, choose: Chooser): string {
  if (format === "email") return `curian-${choose.below(1_000_000)}@pusat.invalid`;
  if (format === "date") return "2026-11-25";
  if (format === "date-time") return "2026-11-25T03:00:00Z";
  return `curian ${choose.below(1_000_000)}`.padEnd(minLength, "x");
}
