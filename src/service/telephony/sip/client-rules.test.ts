import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BEGUN_MAX,
  BEGUN_MS,
  BegunCalls,
  CENTRE_CALLS_MAX,
  CLIENT_CALLS_MAX,
  CLIENT_METHODS,
  type ClientAsk,
  hasClientRoom,
  judgeClient,
  NAME_CALLS_MAX,
  OWN_CALLS_MAX,
  parametersOf,
} from "./client-rules.ts";

const APPLICATION = "AP0193b0c47a107c3e9d2f5a6b7c8d9e2f";
const calls: ClientAsk = {
  method: "INVITE",
  isInside: false,
  isOwn: false,
  user: APPLICATION,
  applicationSid: APPLICATION,
  isRung: true,
  isInForce: true,
};
const METHODS = [...CLIENT_METHODS, "REFER", "SUBSCRIBE", "MESSAGE", "NOTIFY", "OPTIONS", "PUBLISH", "PRACK"];

describe("what a browser with a token may say", () => {
  it("is a call to its application, and where it is rung, for as long as its token counts", () => {
    expect(judgeClient(calls)).toBe("begin");
    for (const user of ["101", "1500881", "110", "sari", `${APPLICATION}x`, null])
      expect(judgeClient({ ...calls, user })).toBe(403);
    expect(judgeClient({ ...calls, applicationSid: null, user: null })).toBe(403);
    expect(judgeClient({ ...calls, isInForce: false })).toBe(403);
    expect(judgeClient({ ...calls, isInside: true })).toBe(481);
    const registers: ClientAsk = { ...calls, method: "REGISTER", user: null };
    expect(judgeClient(registers)).toBe("register");
    expect(judgeClient({ ...registers, isRung: false })).toBe(403);
    expect(judgeClient({ ...registers, isInForce: false })).toBe(403);
    expect(judgeClient({ ...calls, isOwn: true, method: "BYE", isInside: true, isInForce: false })).toBe("pass");
  });

  it("and what belongs to its calls; nothing else, whatever is tried", () => {
    const asks = fc.record({
      method: fc.constantFrom(...METHODS),
      isInside: fc.boolean(),
      isOwn: fc.boolean(),
      isRung: fc.boolean(),
      isInForce: fc.boolean(),
      user: fc.constantFrom(APPLICATION, "101", "1500882", "110", "*71", null),
      applicationSid: fc.constantFrom(APPLICATION, null),
    });
    fc.assert(
      fc.property(asks, (ask) => {
        const verdict = judgeClient(ask);
        if (!CLIENT_METHODS.some((one) => one === ask.method)) expect(verdict).toBe(405);
        else if (verdict === "begin")
          expect(ask).toMatchObject({ method: "INVITE", isInside: false, user: ask.applicationSid, isInForce: true });
        else if (verdict === "register")
          expect(ask).toMatchObject({ method: "REGISTER", isRung: true, isInForce: true });
        else if (verdict === "pass") expect(ask.isOwn && ask.method !== "REGISTER").toBe(true);
        else expect([403, 481, "drop"]).toContain(verdict);
      }),
    );
  });
});

describe("room for calls of browsers with tokens", () => {
  const legs = (
    count: number,
    own: (nth: number) => { readonly clientId: string; readonly tenantId: string; readonly identity?: string },
  ) => new Map(Array.from({ length: count }, (_, nth) => [`leg-${nth}`, { identity: `n${nth}`, ...own(nth) }]));
  const wish = { clientId: "ini", tenantId: "pusat", identity: "sari", begunMs: [] as readonly number[] };
  const NOW_MS = 1_000_000;

  it("is a connection's, its name's, its call centre's, and that of all", () => {
    const own = (count: number) => legs(count, () => ({ clientId: "ini", tenantId: "pusat" }));
    expect(hasClientRoom(own(OWN_CALLS_MAX - 1), wish, NOW_MS)).toBe(true);
    expect(hasClientRoom(own(OWN_CALLS_MAX), wish, NOW_MS)).toBe(false);
    const ofName = (count: number) =>
      legs(count, (nth) => ({ clientId: `c${nth}`, tenantId: "pusat", identity: "sari" }));
    expect(hasClientRoom(ofName(NAME_CALLS_MAX - 1), wish, NOW_MS)).toBe(true);
    expect(hasClientRoom(ofName(NAME_CALLS_MAX), wish, NOW_MS)).toBe(false);
    expect(hasClientRoom(ofName(NAME_CALLS_MAX), { ...wish, identity: "budi" }, NOW_MS)).toBe(true);
    const ofCentre = (count: number) => legs(count, (nth) => ({ clientId: `c${nth}`, tenantId: "pusat" }));
    expect(hasClientRoom(ofCentre(CENTRE_CALLS_MAX - 1), wish, NOW_MS)).toBe(true);
    expect(hasClientRoom(ofCentre(CENTRE_CALLS_MAX), wish, NOW_MS)).toBe(false);
    expect(hasClientRoom(ofCentre(CENTRE_CALLS_MAX), { ...wish, tenantId: "lain" }, NOW_MS)).toBe(true);
    const ofAll = (count: number) => legs(count, (nth) => ({ clientId: `c${nth}`, tenantId: `t${nth}` }));
    expect(hasClientRoom(ofAll(CLIENT_CALLS_MAX - 1), wish, NOW_MS)).toBe(true);
    expect(hasClientRoom(ofAll(CLIENT_CALLS_MAX), wish, NOW_MS)).toBe(false);
    // Clients with many calls leave capacity for clients with few.
    const two = legs(2 * CENTRE_CALLS_MAX, (nth) => ({ clientId: `c${nth}`, tenantId: nth < 50 ? "pusat" : "besar" }));
    expect(hasClientRoom(two, wish, NOW_MS)).toBe(false);
    expect(hasClientRoom(two, { ...wish, tenantId: "lain" }, NOW_MS)).toBe(true);
  });

  it("is used up by calls that were begun lately, however short", () => {
    const begunMs = Array.from({ length: BEGUN_MAX }, (_, nth) => NOW_MS - nth);
    expect(hasClientRoom(new Map(), { ...wish, begunMs }, NOW_MS)).toBe(false);
    expect(hasClientRoom(new Map(), { ...wish, begunMs }, NOW_MS + BEGUN_MS)).toBe(true);
  });

  it("is used up by a name, whichever connections it had, and nobody is remembered for longer than that counts", () => {
    const begun = new BegunCalls();
    for (let nth = 0; nth < BEGUN_MAX; nth += 1) begun.add({ ...wish, tenantId: "pusat" }, NOW_MS + nth);
    const has = (own: { readonly tenantId: string; readonly identity: string }, nowMs: number) =>
      hasClientRoom(new Map(), { ...own, clientId: "baru", begunMs: begun.of(own) }, nowMs);
    expect(has({ tenantId: "pusat", identity: "sari" }, NOW_MS + BEGUN_MAX)).toBe(false);
    expect(has({ tenantId: "pusat", identity: "budi" }, NOW_MS + BEGUN_MAX)).toBe(true);
    expect(has({ tenantId: "lain", identity: "sari" }, NOW_MS + BEGUN_MAX)).toBe(true);
    begun.add({ tenantId: "lain", identity: "budi" }, NOW_MS + BEGUN_MS + BEGUN_MAX);
    expect(begun.size).toBe(1);
    for (let nth = 0; nth < 10_100; nth += 1) begun.add({ tenantId: "t", identity: `n${nth}` }, NOW_MS + BEGUN_MS * 2);
    expect(begun.size).toBe(10_000);
  });
});

describe("what a browser tells its application", () => {
  it("is read as a form, and says nothing that is not its own to say", () => {
    expect(parametersOf(undefined)).toEqual({});
    expect(parametersOf("To=%2B628123&pesanan=12+3&_x=")).toEqual({ To: "+628123", pesanan: "12 3", _x: "" });
    for (const bad of [
      ...["From=%2B62811", "from=x", "CallSid=CA1", "AccountSid=AC1", "Direction=inbound", "ApplicationSid=AP1"],
      ...["Digits=1", "RecordingUrl=x", "DialCallStatus=completed", "QueueResult=x", "Caller=x", "Called=x"],
      ...["a=1&a=2", "=x", "a%0d%0ab=1", "a=%00", "a=x%0d%0ay", `a=${"x".repeat(1_100)}`],
      Array.from({ length: 31 }, (_, nth) => `p${nth}=`).join("&"),
    ])
      expect(parametersOf(bad)).toBeNull();
  });
});
