import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { API_SCOPES } from "../../src/identity/api-keys/contract.ts";
import { ROLE_LIST, ROLES } from "../../src/identity/index.ts";
import { hashPassword } from "../../src/identity/wire.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { type Chance, openChance } from "../../testkit/chance.ts";
import { COOKIE } from "../../testkit/client.ts";
import { fieldAccessOf } from "../../testkit/field-client.ts";
import { type JsonSchema, junkFor, junkText } from "../../testkit/junk.ts";
import { authenticatorOf } from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { programKeyOf } from "../../testkit/program-client.ts";
import { type Route, routesOf } from "../../testkit/route-list.ts";
import { cases, runSeed } from "../../testkit/run-seed.ts";
import { openSessionOf } from "../../testkit/users.ts";

const REQUESTS = cases({ short: 1_500, long: 24_000 });
const AT_ONCE = 8;
const SESSION_REQUESTS_MAX = 200;
const ANSWER_MS_MAX = 30_000;
/** One value in six is junk. */
const ONE_IN = 6;

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: JsonSchema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

/** The sender of a request: a person with a session that is renewed from time to time, or an API client with its key. */
interface Sender {
  readonly name: string;
  headers(): Promise<Readonly<Record<string, string>>>;
}

const accessSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const expected = accessSchema.parse(JSON.parse(readFileSync(new URL("expected-access.json", import.meta.url), "utf8")));

/** Routes that API clients use with their keys; the access table lists them as public. */
const BY_KEY: readonly { readonly below: RegExp; readonly senders: readonly string[] }[] = [
  { below: /^\/api\/v1\//, senders: ["program"] },
  { below: /^\/(?:2010-04-01|v1)\//, senders: ["account"] },
];

/** The number of responses by status. */
const answered = new Map<number, number>();
let portal: TestPortal;
let centre: CallCentre;
let description: Description;
let senders: readonly [Sender, ...Sender[]];
let routes: readonly [Route, ...Route[]];

beforeAll(async () => {
  portal = await openTestPortal({ works: false, screens: true });
  centre = await openCallCentre(portal);
  description = (await portal.anonymous.get<Description>("/api/openapi.json")).body;
  // The forms are made at the first request, which a busy machine does not answer within the limit of a request.
  await (await fetch(`${portal.url}/formulir`)).text();
  const [first, ...others] = routesOf(portal.app.http.printRoutes({ commonPrefix: false }));
  if (first === undefined) throw new Error("the portal has no routes");
  routes = [first, ...others];
  const officers = ROLE_LIST.filter((role) => ROLES[role].teams.length > 0).map(async (role) =>
    personNamed(role, (await portal.officer(role, ROLES[role].teams[0])).id),
  );
  const company = await portal.company();
  const key = await programKeyOf(centre, "Uji", API_SCOPES);
  const account = await fieldAccessOf(centre);
  const basic = Buffer.from(`${account.username}:${account.password}`).toString("base64");
  senders = [
    { name: "anonymous", headers: async () => ({}) },
    await personNamed("person without a role", (await portal.person()).id),
    await personNamed("applicant-owner", company.owner.id),
    await personNamed("operator-administrator", centre.operator.id),
    { name: "program", headers: async () => ({ authorization: `Bearer ${key}` }) },
    { name: "account", headers: async () => ({ authorization: `Basic ${basic}` }) },
    ...(await Promise.all(officers)),
  ];
  // Users of test fixtures have no password hash that can be verified.
  await portal.kit.db
    .updateTable("person")
    .set({ passwordHash: await hashPassword("Tidak-Dipakai-77!") })
    .execute();
});

afterAll(() => portal?.close());

async function personNamed(name: string, personId: string): Promise<Sender> {
  // A second factor with a known secret; some routes require it.
  await authenticatorOf(portal, personId);
  let token: Promise<string> | null = null;
  let sent = 0;
  return {
    name,
    headers: async () => {
      if (sent % SESSION_REQUESTS_MAX === 0) token = openSessionOf(portal.kit, personId);
      sent += 1;
      return { cookie: `${COOKIE}=${await (token ?? "")}` };
    },
  };
}

function resolve(ref: string): JsonSchema {
  return description.components?.schemas?.[ref.replace("#/components/schemas/", "")] ?? {};
}

/** Mostly a sender whom the route admits, so that the request passes the access check. */
function senderFor({ method, path }: Route, chance: Chance): Sender {
  if (chance.below(5) === 0) return chance.pick(senders);
  const named = expected[`${method === "HEAD" ? "GET" : method} ${path}`] ?? [];
  const roles = BY_KEY.find(({ below }) => below.test(path))?.senders ?? named;
  const [first, ...others] = senders.filter(({ name }) => typeof roles === "string" || roles.includes(name));
  return first === undefined ? chance.pick(senders) : chance.pick([first, ...others]);
}

/** A request with junk in its path, query and body. */
function makeRequest({ method, path }: Route, chance: Chance) {
  const operation = description.paths[path.replaceAll(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
  const value = (schema: JsonSchema | undefined) =>
    schema === undefined ? junkText(chance) : junkFor(schema, { chance, resolve, oneIn: ONE_IN });
  const parameters = operation?.parameters ?? [];
  const schemaOf = (name: string) => parameters.find((one) => one.in === "path" && one.name === name)?.schema;
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => inAddress(value(schemaOf(name))));
  const query = parameters
    .filter((one) => one.in === "query" && chance.below(2) === 0)
    .map(({ name, schema }) => `${name}=${inAddress(value(schema))}`);
  const url = query.length === 0 ? filled : `${filled}?${query.join("&")}`;
  if (method === "GET" || method === "HEAD") return { url, type: null, body: null };
  const [type = "application/json", content] = Object.entries(operation?.requestBody?.content ?? {})[0] ?? [];
  return { url, ...bodyOf(type, value(content?.schema), chance) };
}

/** A value as part of a URL; a value that a URL cannot contain becomes a question mark, as in browsers. */
function inAddress(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return encodeURIComponent(text.toWellFormed()).slice(0, 400);
}

function bodyOf(type: string, value: unknown, chance: Chance): { readonly type: string; readonly body: string } {
  if (chance.below(20) === 0) return { type, body: '{"a":' };
  if (chance.below(20) === 0) return { type: "text/plain", body: junkText(chance) };
  if (type !== "application/x-www-form-urlencoded") return { type, body: JSON.stringify(value) };
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [["a", value] as const];
  return { type, body: fields.map(([key, field]) => `${inAddress(key)}=${inAddress(field)}`).join("&") };
}

/** Sends one request; resolves to a description of a server error, else to null. */
async function complaint(chance: Chance): Promise<string | null> {
  const route = chance.pick(routes);
  const sender = senderFor(route, chance);
  const { url, type, body } = makeRequest(route, chance);
  const what = `${route.method} ${url} as ${sender.name}, ${type} ${body?.slice(0, 300)}`;
  const headers = {
    origin: portal.url,
    ...(type === null ? {} : { "content-type": type }),
    ...(await sender.headers()),
  };
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(ANSWER_MS_MAX)]);
  try {
    const request = { method: route.method, headers, body, redirect: "manual", signal } as const;
    const answer = await fetch(`${portal.url}${url}`, request);
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
    const text = isStream ? "" : await answer.text();
    stop.abort();
    answered.set(answer.status, (answered.get(answer.status) ?? 0) + 1);
    // No switch runs in this test, so readiness is rightly 503.
    if (route.path === "/readyz") return null;
    return answer.status < 500 ? null : `${what}: ${answer.status} ${text.slice(0, 200)}`;
  } catch (error) {
    return `${what}: ${String(error)}`;
  }
}

it("junk made from the schemas of every route is refused by every role without a fault of the server", async () => {
  const complaints: string[] = [];
  const sendMany = async (_: unknown, nth: number) => {
    const chance = openChance(runSeed + nth);
    for (let sent = 0; sent < REQUESTS / AT_ONCE; sent += 1) {
      const found = await complaint(chance);
      if (found !== null) complaints.push(found);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendMany));
  expect(complaints).toEqual([]);
  const carriedOut = (answered.get(200) ?? 0) + (answered.get(201) ?? 0) + (answered.get(204) ?? 0);
  expect(carriedOut, `of ${REQUESTS}: ${JSON.stringify([...answered])}`).toBeGreaterThan(REQUESTS / 20);
}, 600_000);
