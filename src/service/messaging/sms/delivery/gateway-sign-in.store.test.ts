import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { openSmppFixture, type SmppFixture } from "../../../../../testkit/smpp-fixture.ts";
import { type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { createRuntimeContext } from "../../../../platform/world/index.ts";
import { openSignIn } from "./gateway-sign-in.effects.ts";

let clone: ClonedDatabase;
let database: OpenDatabase;
let stages: readonly [SmppFixture, SmppFixture];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
  const base = { db: database.db, ...createRuntimeContext(), key: randomBytes(32) };
  stages = [await openSmppFixture(base), await openSmppFixture(base)];
});

afterAll(async () => {
  for (const fixture of stages ?? []) await fixture.close();
  await database?.close();
  await clone?.close();
});

/** A sign-in whose password checks take a while; counts concurrent checks by hash. */
function door() {
  const seen = { looks: 0, now: new Map<string, number>(), most: new Map<string, number>(), together: 0 };
  const signIn = openSignIn({
    db: database.db,
    checkPassword: async (hash = "nobody's", password) => {
      seen.looks += 1;
      const now = (seen.now.get(hash) ?? 0) + 1;
      seen.now.set(hash, now);
      seen.most.set(hash, Math.max(seen.most.get(hash) ?? 0, now));
      seen.together = Math.max(
        seen.together,
        [...seen.now.values()].reduce((sum, one) => sum + one, 0),
      );
      await delay(30);
      seen.now.set(hash, now - 1);
      if (password === "rusak") throw new Error("no hash today");
      return password === "benar";
    },
  });
  return { seen, signIn };
}

const from = (address: string, systemId: string, password = "benar") => ({ systemId, password, address });
const INSIDE = "127.0.0.1";

describe("the door for programs", () => {
  it("makes no hash for whoever comes from outside the networks of his account", async () => {
    const { seen, signIn } = door();
    const [{ systemId }] = stages;
    expect(await signIn(from("192.0.2.1", systemId))).toMatchObject({ refusal: "address-not-allowed" });
    expect(seen.looks).toBe(0);
    expect(await signIn(from(INSIDE, systemId))).toMatchObject({ ok: true });
  });

  it("makes the hashes of one account, and of all names that nobody has, one after the other, and keeps no other waiting", async () => {
    const { seen, signIn } = door();
    const [one, other] = stages;
    const floods = Array.from({ length: 5 }, (_one, nth) => [
      signIn(from(INSIDE, one.systemId, "salah")),
      signIn(from(INSIDE, `siapa${nth}`)),
    ]).flat();
    const honest = signIn(from(INSIDE, other.systemId));
    const first = await Promise.race([honest.then(() => "honest"), Promise.all(floods).then(() => "flood")]);
    expect([first, (await honest).ok]).toEqual(["honest", true]);
    const refusals = (await Promise.all(floods)).map((answer) => (answer.ok ? "" : answer.refusal));
    expect(new Set(refusals)).toEqual(new Set(["wrong-password", "unknown-account"]));
    expect([...seen.most.values()]).toEqual([1, 1, 1]);
    expect(seen.together).toBeGreaterThan(1);
  });

  it("keeps no program waiting for wrong passwords of its account from another network", async () => {
    const { seen, signIn } = door();
    const [{ systemId }] = stages;
    const [elsewhere, neighbour] = ["127.0.0.66", "127.0.0.67"];
    const flood = Array.from({ length: 5 }, () => signIn(from(elsewhere, systemId, "salah")));
    const honest = [INSIDE, neighbour].map((address) => signIn(from(address, systemId)));
    const first = await Promise.race([
      Promise.all(honest).then(() => "honest"),
      Promise.all(flood).then(() => "flood"),
    ]);
    expect([first, (await Promise.all(honest)).every(({ ok }) => ok)]).toEqual(["honest", true]);
    expect(seen.together).toBe(3);
    await Promise.all(flood);
  });

  it("goes on after a hash that failed", async () => {
    const { signIn } = door();
    const [{ systemId }] = stages;
    const [broken, next] = await Promise.allSettled([
      signIn(from(INSIDE, systemId, "rusak")),
      signIn(from(INSIDE, systemId)),
    ]);
    expect([broken.status, next.status]).toEqual(["rejected", "fulfilled"]);
  });
});
