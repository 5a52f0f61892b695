import type { FastifyRequest } from "fastify";
import { describe, expect, it } from "vitest";
import type { Caller } from "./caller.ts";
import { openRequestLimit } from "./request-limit.ts";

const ADDRESS = "203.0.113.7";

function callerWith(id: string, membership: Partial<Caller["memberships"][number]> | null): Caller {
  const role = {
    id,
    role: "operator-agent",
    team: null,
    organisationId: null,
    organisationName: null,
    tenantId: null,
    acting: null,
    actingForPersonId: null,
    actingForName: null,
    validToMs: null,
  };
  return {
    personId: `person ${id}`,
    sessionId: `session ${id}`,
    name: "Budi",
    email: "budi@uji.invalid",
    locale: "id",
    isEmailConfirmed: true,
    isDemo: false,
    secondFactor: "not-needed",
    memberships: membership === null ? [] : [{ ...role, ...membership }],
    permissions: new Set(),
  };
}

/** A limit over sessions that are known by their tokens. */
function openFixture(callers: Readonly<Record<string, Caller>>) {
  const recognised = new Set<string>();
  let lookups = 0;
  let nowMs = 0;
  const identify = openRequestLimit({
    clock: { nowMs: () => nowMs },
    isExempt: () => false,
    sessions: {
      isRecognised: (token) => recognised.has(token),
      authenticate: async (token) => {
        lookups += 1;
        const caller = callers[token];
        if (caller !== undefined) recognised.add(token);
        return caller;
      },
    },
  });
  /** Sends requests one after the other; returns the number of refusals. */
  const send = async (count: number, tokenOf: (nth: number) => string | undefined, ip = ADDRESS) => {
    let refused = 0;
    for (let nth = 0; nth < count; nth += 1) {
      if ((await identify({ ip } as FastifyRequest, tokenOf(nth))) === "too-many-requests") refused += 1;
    }
    return refused;
  };
  return {
    send,
    lookups: () => lookups,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe("the limit of an address", () => {
  it("refuses requests without a session after 1,200 in a minute", async () => {
    const { send, advance } = openFixture({});
    expect(await send(1_300, () => undefined)).toBe(100);
    expect(await send(10, () => undefined, "203.0.113.8")).toBe(0);
    advance(60_000);
    expect(await send(10, () => undefined)).toBe(0);
  });

  it("holds for made-up cookies, which cost no more queries", async () => {
    const { send, lookups } = openFixture({});
    expect(await send(5_000, (nth) => `made-up ${nth}`)).toBe(3_800);
    expect(lookups()).toBe(1_200);
  });

  it("holds for accounts without a role, which everybody may make", async () => {
    const { send } = openFixture({ newcomer: callerWith("1", null) });
    expect(await send(1_300, () => "newcomer")).toBe(100);
  });

  it("holds for made-up cookies that come at the same time", async () => {
    const { send, lookups } = openFixture({});
    await Promise.all(Array.from({ length: 2_000 }, (_, nth) => send(1, () => `made-up ${nth}`)));
    expect(lookups()).toBe(1_200);
  });

  it("does not count sessions, which go on while its limit is used up", async () => {
    const agents = Object.fromEntries(
      Array.from({ length: 300 }, (_, nth) => [`agent ${nth}`, callerWith(String(nth), { tenantId: "centre" })]),
    );
    const { send } = openFixture(agents);
    expect(await send(3_000, (nth) => `agent ${nth % 300}`)).toBe(0);
    expect(await send(1_300, () => undefined)).toBe(100);
    expect(await send(3_000, (nth) => `agent ${nth % 300}`)).toBe(0);
  });
});

describe("the limit of an organisation", () => {
  it("is shared by its sessions and touches no other", async () => {
    const { send } = openFixture({
      first: callerWith("1", { tenantId: "large" }),
      second: callerWith("2", { tenantId: "large" }),
      other: callerWith("3", { organisationId: "company" }),
    });
    expect(await send(30_100, (nth) => (nth % 2 === 0 ? "first" : "second"))).toBe(100);
    expect(await send(10, () => "other")).toBe(0);
  });
});
