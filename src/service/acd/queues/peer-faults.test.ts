import { beforeEach, describe, expect, it } from "vitest";
import {
  type AcdStateFixture,
  createAcdStateFixture,
  eventsIn,
  need,
  offersIn,
} from "../../../../testkit/acd-state-fixture.ts";
import type { QueueEffect } from "./index.ts";

let floor: AcdStateFixture;
beforeEach(() => {
  floor = createAcdStateFixture();
});

const tells = (effects: readonly QueueEffect[]) =>
  effects.flatMap((one) => (one.effect === "tell" ? [{ position: one.position, waitMs: one.waitMs }] : []));
const DAY_MS = 24 * 3_600_000;

describe("polling (Asterisk each second, FreeSWITCH each 100 ms, jambonz each 1 to 5 s)", () => {
  it("is not needed: who joins or becomes free is matched in that very step", () => {
    floor.queue("sales");
    floor.agent("ani", ["sales"]);
    expect(offersIn(floor.join("c1", "sales"))).toEqual(["c1 → ani"]);
    floor.talk("c1", "ani");
    floor.join("c2", "sales");
    floor.end("c1");
    expect(offersIn(floor.give({ input: "agent-ready", agentId: "ani" }))).toEqual(["c2 → ani"]);
  });
});

describe("a caller taken from the queue before the bridge is agreed (jambonz)", () => {
  it("stays in it: when the agent does not answer, or the bridge fails, he stands where he stood", () => {
    floor.queue("sales", { restMs: 0, missedMax: 0 });
    floor.agent("ani", ["sales"]);
    floor.join("c1", "sales");
    floor.pass(1_000);
    floor.join("c2", "sales");
    expect(offersIn(floor.pass(19_000))).toEqual(["c1 → ani"]);
    floor.answer("c1", "ani");
    const failed = floor.give({ input: "bridge-failed", contactId: "c1", agentId: "ani", fault: "system" });
    expect(offersIn(failed)).toEqual(["c1 → ani"]);
    expect(eventsIn(failed)).toContainEqual(expect.objectContaining({ kind: "contact.returned", contactId: "c1" }));
  });

  it("is not lost when nobody ever says whether the bridge stands", () => {
    floor.queue("sales", { connectMs: 10_000 });
    floor.agent("ani", ["sales"]);
    floor.join("c1", "sales");
    floor.answer("c1", "ani");
    expect(offersIn(floor.pass(10_000))).toEqual(["c1 → ani"]);
  });
});

describe("tier and idle time packed into one number (Asterisk leastrecent)", () => {
  it.each(["since-last-contact", "since-available"] as const)(
    "cannot happen: an agent of tier 2 who is idle for twelve days comes after one of tier 1 (%s)",
    (idleClock) => {
      floor.queue("sales", { tiersOpenMs: [0, 0], idleClock });
      floor.agent("budi", { sales: 2 });
      floor.pass(12 * DAY_MS);
      floor.agent("ani", { sales: 1 });
      const effects = floor.join("c1", "sales");
      expect(offersIn(effects)).toEqual(["c1 → ani"]);
      expect(effects.find(({ effect }) => effect === "offer")).toMatchObject({ decision: { decidedBy: "tier" } });
    },
  );
});

describe("fairness across queues (asterisk#108, #1637, #1691, #1561)", () => {
  it("gives an agent of two queues to whoever waits longest in either", () => {
    floor.queue("sales");
    floor.queue("help");
    floor.join("h1", "help");
    floor.pass(10);
    floor.join("s1", "sales");
    floor.pass(10);
    floor.join("h2", "help");
    floor.agent("ani", ["sales", "help"]);
    const served = [...offersIn(floor.effects)];
    for (const contactId of ["h1", "s1"]) {
      floor.talk(contactId, "ani");
      floor.end(contactId);
      served.push(...offersIn(floor.give({ input: "agent-ready", agentId: "ani" })));
    }
    expect(served).toEqual(["h1 → ani", "s1 → ani", "h2 → ani"]);
  });

  it("does not stall behind a first caller whom nobody free may take", () => {
    floor.queue("sales");
    floor.join("c1", "sales", { needs: [{ skill: "english", level: 5, mayRelax: false }] });
    floor.join("c2", "sales");
    floor.agent("ani", ["sales"]);
    expect(offersIn(floor.effects)).toEqual(["c2 → ani"]);
  });

  it("does not stall when an agent who is offered one caller is the only one for another", () => {
    floor.queue("sales");
    floor.queue("help");
    floor.agent("ani", ["sales", "help"]);
    floor.join("s1", "sales");
    floor.join("h1", "help");
    expect(offersIn(floor.give({ input: "left", contactId: "s1", why: "hung-up" }))).toEqual(["h1 → ani"]);
  });
});

describe("agents stuck in a state (freeswitch#2540, #1062; opensips#2530, #3123)", () => {
  const expectFree = () => {
    expect(offersIn(floor.join("next", "sales"))).toEqual(["next → ani"]);
  };

  it("are free again when the caller hangs up while they ring, with their place among the idle", () => {
    floor.queue("sales");
    floor.agent("ani", ["sales"]);
    floor.pass(1_000);
    floor.agent("budi", ["sales"]);
    floor.join("c1", "sales");
    const left = floor.give({ input: "left", contactId: "c1", why: "hung-up" });
    expect(left).toContainEqual({ effect: "withdraw", contactId: "c1", agentId: "ani", why: "caller-left" });
    expectFree();
  });

  it("are free again when the caller hangs up between their answer and the bridge", () => {
    floor.queue("sales");
    floor.agent("ani", ["sales"]);
    floor.join("c1", "sales");
    floor.answer("c1", "ani");
    floor.give({ input: "left", contactId: "c1", why: "hung-up" });
    expectFree();
  });

  it("are free again when nobody ever says that a call ended", () => {
    floor.queue("sales", { wrapUpMs: 1_000 });
    floor.agent("ani", ["sales"]);
    floor.join("c1", "sales");
    floor.talk("c1", "ani");
    floor.pass(DAY_MS);
    expectFree();
  });

  it("go as soon as their call lets them when they are taken away in the middle of it", () => {
    floor.queue("sales");
    floor.agent("ani", ["sales"]);
    floor.join("c1", "sales");
    floor.talk("c1", "ani");
    floor.give({ input: "agent-removed", agentId: "ani" });
    floor.join("c2", "sales");
    expect(offersIn(floor.end("c1"))).toEqual([]);
    floor.agent("ani", ["sales"]);
    expect(offersIn(floor.effects).at(-1)).toBe("c2 → ani");
  });

  it("hang up a phone that is answered a moment too late, and nobody talks to nobody", () => {
    floor.queue("sales", { ringMs: 20_000 });
    floor.agent("ani", ["sales"]);
    floor.join("c1", "sales");
    floor.pass(20_000);
    expect(floor.answer("c1", "ani")).toContainEqual({
      effect: "withdraw",
      contactId: "c1",
      agentId: "ani",
      why: "too-late",
    });
  });
});

describe("an agent back from a long break", () => {
  it.each([
    ["since-available", "c1 → budi"],
    ["since-last-contact", "c1 → ani"],
  ] as const)("stands where the queue's clock %s says", (idleClock, offer) => {
    floor.queue("sales", { idleClock });
    floor.agent("ani", ["sales"]);
    floor.give({ input: "agent-paused", agentId: "ani", reason: "lunch" });
    floor.pass(60_000);
    floor.agent("budi", ["sales"]);
    floor.pass(60_000);
    floor.give({ input: "agent-ready", agentId: "ani" });
    expect(offersIn(floor.join("c1", "sales"))).toEqual([offer]);
  });
});

describe("an announcement that ignores the position and grows while one waits (Asterisk: 0, 1, 5 minutes)", () => {
  it("follows the position and the pace, and falls", () => {
    floor.queue("sales", { tellEveryMs: 10_000, wrapUpMs: 0, waitMaxMs: 3_600_000 });
    floor.agent("ani", ["sales"]);
    const ids = Array.from({ length: 16 }, (_, index) => `c${index}`);
    for (const id of ids) floor.join(id, "sales");
    for (const id of ids.slice(0, 12)) {
      floor.talk(id, "ani");
      floor.pass(60_000);
      floor.end(id);
    }
    floor.talk("c12", "ani");
    const told = floor.join("late", "sales");
    expect(tells(told)).toMatchObject([{ position: 4 }]);
    expect(tells(told)[0]?.waitMs).toBeGreaterThan(180_000);
    expect(tells(told)[0]?.waitMs).toBeLessThan(240_000);
    const waits = tells(floor.pass(300_000).filter((one) => "contactId" in one && one.contactId === "late"));
    expect(waits.length).toBe(30);
    expect(new Set(waits.map(({ waitMs }) => waitMs)).size).toBe(1);
    floor.end("c12");
    floor.talk("c13", "ani");
    expect(tells(floor.pass(10_000)).at(-1)?.waitMs).toBeLessThan(waits.at(-1)?.waitMs ?? 0);
  });
});

describe("skills inserted as a literal zero (FreeSWITCH)", () => {
  it("count as the level they have; a skill that an agent lacks as none", () => {
    floor.queue("sales", {
      relaxations: [
        { afterMs: 20_000, by: 2 },
        { afterMs: 60_000, by: 10 },
      ],
    });
    floor.agent("zero", ["sales"]);
    floor.agent("one", ["sales"], { english: 1 });
    floor.agent("three", ["sales"], { english: 3 });
    floor.give({ input: "agent-paused", agentId: "three", reason: "lunch" });
    expect(offersIn(floor.join("c1", "sales", { needs: [need("english", 3)] }))).toEqual([]);
    expect(offersIn(floor.pass(19_999))).toEqual([]);
    expect(offersIn(floor.pass(1))).toEqual(["c1 → one"]);
    floor.talk("c1", "one");
    expect(offersIn(floor.join("c2", "sales", { needs: [need("english", 3)] }))).toEqual([]);
    expect(offersIn(floor.pass(60_000))).toContain("c2 → zero");
  });
});

describe("callbacks that are dialled several times (FreePBX#525)", () => {
  it("keep their place, and are dialled once, whatever happens", () => {
    floor.queue("sales", { restMs: 0, missedMax: 0, wrapUpMs: 0 });
    floor.join("c1", "sales");
    floor.join("c2", "sales");
    expect(floor.give({ input: "callback-asked", contactId: "c1" })).toContainEqual({
      effect: "callback-kept",
      contactId: "c1",
    });
    floor.pass(600_000);
    floor.agent("ani", ["sales"]);
    expect(offersIn(floor.effects)).toEqual(["c1 → ani"]);
    floor.pass(40_000);
    expect(offersIn(floor.effects)).toEqual(["c1 → ani", "c1 → ani", "c1 → ani"]);
    floor.answer("c1", "ani");
    const failed = floor.give({ input: "bridge-failed", contactId: "c1", agentId: "ani", fault: "agent" });
    expect(eventsIn(failed)).toContainEqual(expect.objectContaining({ outcome: "callback-unreached" }));
    floor.pass(3_600_000);
    expect(floor.effects.filter(({ effect }) => effect === "dial")).toHaveLength(1);
  });
});
