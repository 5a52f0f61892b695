import { randomBytes } from "node:crypto";
import { get } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COOKIE } from "../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { addCrowd, openSessionOf } from "../../../testkit/users.ts";
import { hashPassword } from "../../identity/wire.ts";

const AGENTS = 300;
const PASSWORD = `Mawar-${"Biru"}-Terbang-42`;
const CALL_CENTRE = "203.0.113.7";
const ELSEWHERE = "203.0.113.8";

let portal: TestPortal;
let agents: readonly string[];

beforeAll(async () => {
  portal = await openTestPortal({ works: false, env: { SAMBUNG_TRUSTED_PROXY: "127.0.0.1" } });
  const { db } = portal.kit;
  const { id: tenantId } = await db.selectFrom("tenant").select("id").executeTakeFirstOrThrow();
  agents = await addCrowd(portal.kit, { count: AGENTS, role: "operator-supervisor", tenantId });
  const passwordHash = await hashPassword(PASSWORD);
  await db.updateTable("person").set({ passwordHash }).where("id", "in", agents).execute();
});

afterAll(() => portal.close());

interface Sender {
  readonly address: string;
  readonly token?: string;
}

function headersOf({ address, token }: Sender): Readonly<Record<string, string>> {
  return { "x-forwarded-for": address, ...(token === undefined ? {} : { cookie: `${COOKIE}=${token}` }) };
}

async function statusOf(path: string, sender: Sender): Promise<number> {
  const answer = await fetch(`${portal.url}${path}`, { headers: headersOf(sender) });
  await answer.arrayBuffer();
  return answer.status;
}

/** Opens an event stream on a separate connection and returns its status. */
function openStream(path: string, sender: Sender, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(`${portal.url}${path}`, { headers: headersOf(sender), signal, agent: false }, (answer) => {
      answer.on("error", () => undefined).resume();
      resolve(answer.statusCode ?? 0);
    });
    request.on("error", reject);
  });
}

const countBy = (statuses: readonly number[], status: number) => statuses.filter((other) => other === status).length;

/** The statuses of many requests, of which 50 are sent at the same time. */
async function sendMany(count: number, send: (nth: number) => Promise<number>): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let from = 0; from < count; from += 50) {
    const batch = Array.from({ length: Math.min(50, count - from) }, (_, nth) => send(from + nth));
    statuses.push(...(await Promise.all(batch)));
  }
  return statuses;
}

describe("300 agents behind one address", () => {
  it("log in at the same time", async () => {
    const logIn = async (id: string) => {
      const { status } = await fetch(`${portal.url}/api/session`, {
        method: "POST",
        headers: { ...headersOf({ address: CALL_CENTRE }), "content-type": "application/json", origin: portal.url },
        body: JSON.stringify({ email: `${id}@uji.invalid`, password: PASSWORD }),
      });
      return status;
    };
    expect(countBy(await Promise.all(agents.map(logIn)), 200)).toBe(AGENTS);
  });

  it("hold an event stream and send requests each, while others at their address are limited", async () => {
    const tokens: string[] = [];
    for (const id of agents) tokens.push(await openSessionOf(portal.kit, id));
    const end = new AbortController();
    const streams = tokens.map((token) =>
      openStream("/api/service/queues/live", { address: CALL_CENTRE, token }, end.signal),
    );
    expect(countBy(await Promise.all(streams), 200)).toBe(AGENTS);
    const asAgent = (nth: number) =>
      statusOf("/api/session", { address: CALL_CENTRE, token: tokens[nth % AGENTS] ?? "" });
    expect(countBy(await sendMany(4 * AGENTS, asAgent), 200)).toBe(4 * AGENTS);
    const withMadeUpCookie = () =>
      statusOf("/api/session", { address: CALL_CENTRE, token: randomBytes(32).toString("base64url") });
    expect(countBy(await sendMany(1_500, withMadeUpCookie), 429)).toBeGreaterThan(250);
    expect(await statusOf("/api/session", { address: CALL_CENTRE })).toBe(429);
    expect(await statusOf("/api/session", { address: ELSEWHERE })).toBe(200);
    expect(countBy(await sendMany(AGENTS, asAgent), 200)).toBe(AGENTS);
    end.abort();
  });

  it("have 40 streams without a session at the most", async () => {
    const end = new AbortController();
    const open = () => openStream("/api/inventory/events", { address: ELSEWHERE }, end.signal);
    expect(countBy(await Promise.all(Array.from({ length: 45 }, open)), 200)).toBe(40);
    end.abort();
  });
});
