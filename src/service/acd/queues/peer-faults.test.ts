import { beforeEach, describe, expect, it } from "vitest";
import {
  type AcdStateFixture,
  createAcdStateFixture,
  eventsIn,
  need,
  offersIn,
} from "../../../../testkit/acd-state-fixture.ts";
import type { QueueEffect } from "./index.ts";

let fixture: AcdStateFixture;
beforeEach(() => {
  fixture = createAcdStateFixture();
});

const tells = (effects: readonly QueueEffect[]) =>
  effects.flatMap((one) => (one.effect === "tell" ? [{ position: one.position, waitMs: one.waitMs }] : []));
const DAY_MS = 24 * 3_600_000;

describe("polling (Asterisk each second, FreeSWITCH each 100 ms, jambonz each 1 to 5 s)", () => {
  it("is not needed: who joins or becomes free is matched in that very step", () => {
    fixture.queue("sales");
    fixture.agent("ani", ["sales"]);
    expect(offersIn(fixture.join("c1", "sales"))).toEqual(["c1 → ani"]);
    fixture.talk("c1", "ani");
    fixture.join("c2", "sales");
    fixture.end("c1");
    expect(offersIn(fixture.give({ input: "agent-ready", agentId: "ani" }))).toEqual(["c2 → ani"]);
  });
});

describe("a caller taken from the queue before the bridge is agreed (jambonz)", () => {
  it("stays in it: when the agent does not answer, or the bridge fails, he stands where he stood", () => {
    fixture.queue("sales", { restMs: 0, missedMax: 0 });
    fixture.agent("ani", ["sales"]);
    fixture.join("c1", "sales");
    fixture.pass(1_000);
    fixture.join("c2", "sales");
    expect(offersIn(fixture.pass(19_000))).toEqual(["c1 → ani"]);
    fixture.answer("c1", "ani");
    const failed = fixture.give({ input: "bridge-failed", contactId: "c1", agentId: "ani", fault: "system" });
    expect(offersIn(failed)).toEqual(["c1 → ani"]);
    expect(eventsIn(failed)).toContainEqual(expect.objectContaining({ kind: "contact.returned", contactId: "c1" }));
  });

  it("is not lost when nobody ever says whether the bridge stands", () => {
    fixture.queue("sales", { connectMs: 10_000 });
    fixture.agent("ani", ["sales"]);
    fixture.join("c1", "sales");
    fixture.answer("c1", "ani");
    expect(offersIn(fixture.pass(10_000))).toEqual(["c1 → ani"]);
  });
});

describe("tier and idle time packed into one number (Asterisk leastrecent)", () => {
  it.each(["since-last-contact", "since-available"] as const)(
    "cannot happen: an agent of tier 2 who is idle for twelve days comes after one of tier 1 (%s)",
    (idleClock) => {
      fixture.queue("sales", { tiersOpenMs: [0, 0], idleClock });
      fixture.agent("budi", { sales: 2 });
      fixture.pass(12 * DAY_MS);
      fixture.agent("ani", { sales: 1 });
      const effects = fixture.join("c1", "sales");
      expect(offersIn(effects)).toEqual(["c1 → ani"]);
      expect(effects.find(({ effect }) => effect === "offer")).toMatchObject({ decision: { decidedBy: "tier" } });
    },
  );
});

describe("fairness across queues (asterisk#108, #1637, #1691, #1561)", () => {
  it("gives an agent of two queues to whoever waits longest in either", () => {
    fixture.queue("sales");
    fixture.queue("help");
    fixture.join("h1", "help");
    fixture.pass(10);
    fixture.join("s1", "sales");
    fixture.pass(10);
    fixture.join("h2", "help");
    fixture.agent("ani", ["sales", "help"]);
    const served = [...offersIn(fixture.effects)];
    for (const contactId of ["h1", "s1"]) {
      fixture.talk(contactId, "ani");
      fixture.end(contactId);
      served.push(...offersIn(fixture.give({ input: "agent-ready", agentId: "ani" })));
    }
    expect(served).toEqual(["h1 → ani", "s1 → ani", "h2 → ani"]);
  });

  it("does not stall behind a first caller whom nobody free may take", () => {
    fixture.queue("sales");
    fixture.join("c1", "sales", { needs: [{ skill: "english", level: 5, mayRelax: false }] });
    fixture.join("c2", "sales");
    fixture.agent("ani", ["sales"]);
    expect(offersIn(fixture.effects)).toEqual(["c2 → ani"]);
  });

  it("does not stall when an agent who is offered one caller is the only one for another", () => {
    fixture.queue("sales");
    fixture.queue("help");
    fixture.agent("ani", ["sales", "help"]);
    fixture.join("s1", "sales");
    fixture.join("h1", "help");
    expect(offersIn(fixture.give({ input: "left", contactId: "s1", why: "hung-up" }))).toEqual(["h1 → ani"]);
  });
});

describe("agents stuck in a state (freeswitch#2540, #1062; opensips#2530, #3123)", () => {
  const expectFree = () => {
    expect(offersIn(fixture.join("next", "sales"))).toEqual(["next → ani"]);
  };

  it("are free again when the caller hangs up while they ring, with their place among the idle", () => {
    fixture.queue("sales");
    fixture.agent("ani", ["sales"]);
    fixture.pass(1_000);
    fixture.agent("budi", ["sales"]);
    fixture.join("c1", "sales");
    const left = fixture.give({ input: "left", contactId: "c1", why: "hung-up" });
    expect(left).toContainEqual({ effect: "withdraw", contactId: "c1", agentId: "ani", why: "caller-left" });
    expectFree();
  });

  it("are free again when the caller hangs up between their answer and the bridge", () => {
    fixture.queue("sales");
    fixture.agent("ani", ["sales"]);
    fixture.join("c1", "sales");
    fixture.answer("c1", "ani");
    fixture.give({ input: "left", contactId: "c1", why: "hung-up" });
    expectFree();
  });

  it("are free again when nobody ever says that a call ended", () => {
    fixture.queue("sales", { wrapUpMs: 1_000 });
    fixture.agent("ani", ["sales"]);
    fixture.join("c1", "sales");
    fixture.talk("c1", "ani");
    fixture.pass(DAY_MS);
    expectFree();
  });

  it("go as soon as their call lets them when they are taken away in the middle of it", () => {
    fixture.queue("sales");
    fixture.agent("ani", ["sales"]);
    fixture.join("c1", "sales");
    fixture.talk("c1", "ani");
    fixture.give({ input: "agent-removed", agentId: "ani" });
    fixture.join("c2", "sales");
    expect(offersIn(fixture.end("c1"))).toEqual([]);
    fixture.agent("ani", ["sales"]);
    expect(offersIn(fixture.effects).at(-1)).toBe("c2 → ani");
  });

  it("hang up a phone that is answered a moment too late, and nobody talks to nobody", () => {
    fixture.queue("sales", { ringMs: 20_000 });
    fixture.agent("ani", ["sales"]);
    fixture.join("c1", "sales");
    fixture.pass(20_000);
    expect(fixture.answer("c1", "ani")).toContainEqual({
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
    fixture.queue("sales", { idleClock });
    fixture.agent("ani", ["sales"]);
    fixture.give({ input: "agent-paused", agentId: "ani", reason: "lunch" });
    fixture.pass(60_000);
    fixture.agent("budi", ["sales"]);
    fixture.pass(60_000);
    fixture.give({ input: "agent-ready", agentId: "ani" });
    expect(offersIn(fixture.join("c1", "sales"))).toEqual([offer]);
  });
});

describe("an announcement that ignores the position and grows while one waits (Asterisk: 0, 1, 5 minutes)", () => {
  it("follows the position and the pace, and falls", () => {
    fixture.queue("sales", { tellEveryMs: 10_000, wrapUpMs: 0, waitMaxMs: 3_600_000 });
    fixture.agent("ani", ["sales"]);
    const ids = Array.from({ length: 16 }, (_, index) => `c${index}`);
    for (const id of ids) fixture.join(id, "sales");
    for (const id of ids.slice(0, 12)) {
      fixture.talk(id, "ani");
      fixture.pass(60_000);
      fixture.end(id);
    }
    fixture.talk("c12", "ani");
    const effects = fixture.join("late", "sales");
    expect(tells(effects)).toMatchObject([{ position: 4 }]);
    expect(tells(effects)[0]?.waitMs).toBeGreaterThan(180_000);
    expect(tells(effects)[0]?.waitMs).toBeLessThan(240_000);
    const waits = tells(fixture.pass(300_000).filter((one) => "contactId" in one && one.contactId === "late"));
    expect(waits.length).toBe(30);
    expect(new Set(waits.map(({ waitMs }) => waitMs)).size).toBe(1);
    fixture.end("c12");
    fixture.talk("c13", "ani");
    expect(tells(fixture.pass(10_000)).at(-1)?.waitMs).toBeLessThan(waits.at(-1)?.waitMs ?? 0);
  });
});

describe("skills inserted as a literal zero (FreeSWITCH)", () => {
  it("count as the level they have; a skill that an agent lacks as none", () => {
    fixture.queue("sales", {
      relaxations: [
        { afterMs: 20_000, by: 2 },
        { afterMs: 60_000, by: 10 },
      ],
    });
    fixture.agent("zero", ["sales"]);
    fixture.agent("one", ["sales"], { english: 1 });
    fixture.agent("three", ["sales"], { english: 3 });
    fixture.give({ input: "agent-paused", agentId: "three", reason: "lunch" });
    expect(offersIn(fixture.join("c1", "sales", { needs: [need("english", 3)] }))).toEqual([]);
    expect(offersIn(fixture.pass(19_999))).toEqual([]);
    expect(offersIn(fixture.pass(1))).toEqual(["c1 → one"]);
    fixture.talk("c1", "one");
    expect(offersIn(fixture.join("c2", "sales", { needs: [need("english", 3)] }))).toEqual([]);
    expect(offersIn(fixture.pass(60_000))).toContain("c2 → zero");
  });
});

describe("callbacks that are dialled several times (FreePBX#525)", () => {
  it("keep their place, and are dialled once, whatever happens", () => {
    fixture.queue("sales", { restMs: 0, missedMax: 0, wrapUpMs: 0 });
    fixture.join("c1", "sales");
    fixture.join("c2", "sales");
    expect(fixture.give({ input: "callback-asked", contactId: "c1" })).toContainEqual({
      effect: "callback-kept",
      contactId: "c1",
    });
    fixture.pass(600_000);
    fixture.agent("ani", ["sales"]);
    expect(offersIn(fixture.effects)).toEqual(["c1 → ani"]);
    fixture.pass(40_000);
    expect(offersIn(fixture.effects)).toEqual(["c1 → ani", "c1 → ani", "c1 → ani"]);
    fixture.answer("c1", "ani");
    const failed = fixture.give({ input: "bridge-failed", contactId: "c1", agentId: "ani", fault: "agent" });
    expect(eventsIn(failed)).toContainEqual(expect.objectContaining({ outcome: "callback-unreached" }));
    fixture.pass(3_600_000);
    expect(fixture.effects.filter(({ effect }) => effect === "dial")).toHaveLength(1);
  });
});
