import { beforeEach, describe, expect, it } from "vitest";
import { type AcdStateFixture, createAcdStateFixture, offersIn } from "../../../../../testkit/acd-state-fixture.ts";
import { TALK_MAX_MS } from "../queue-rules.ts";
import { agentOf } from "./acd-state.ts";

let floor: AcdStateFixture;
beforeEach(() => {
  floor = createAcdStateFixture();
  floor.queue("sales", { wrapUpMs: 5_000, restMs: 3_000, missedMax: 0 });
  floor.agent("ani", ["sales"]);
});

const busy = () => floor.give({ input: "agent-busy", agentId: "ani" });
const free = () => floor.give({ input: "agent-free", agentId: "ani" });
const state = () => agentOf(floor.floor(), "ani")?.state.is;

describe("an agent in a call of his own", () => {
  it("is offered nobody meanwhile, and whoever waits as soon as it is over", () => {
    busy();
    expect(offersIn(floor.join("c1", "sales"))).toEqual([]);
    expect(offersIn(floor.pass(60_000))).toEqual([]);
    expect(offersIn(free())).toEqual(["c1 → ani"]);
  });

  it("lets go whom he was offered, who keeps his place", () => {
    floor.join("c1", "sales");
    expect(busy()).toContainEqual({ effect: "withdraw", contactId: "c1", agentId: "ani", why: "agent-left" });
    floor.join("c2", "sales");
    expect(offersIn(free())).toEqual(["c1 → ani"]);
  });

  it("that he began while he talked is asked for nobody when his contact ends, nor after wrap-up", () => {
    floor.join("c1", "sales");
    floor.talk("c1", "ani");
    busy();
    expect(state()).toBe("talking");
    floor.join("c2", "sales");
    expect(offersIn(floor.end("c1"))).toEqual([]);
    expect(offersIn(floor.pass(5_000))).toEqual([]);
    expect(state()).toBe("elsewhere");
    expect(offersIn(free())).toEqual(["c2 → ani"]);
  });

  it("that is over before his contact is holds him no longer", () => {
    floor.join("c1", "sales");
    floor.talk("c1", "ani");
    busy();
    free();
    floor.end("c1");
    floor.join("c2", "sales");
    expect(offersIn(floor.pass(5_000))).toEqual(["c2 → ani"]);
  });

  it("stays in it when he ends his pause or logs in anew, and is ready only after it", () => {
    floor.give({ input: "agent-paused", agentId: "ani", reason: "makan" });
    busy();
    expect(state()).toBe("paused");
    floor.give({ input: "agent-ready", agentId: "ani" });
    expect(state()).toBe("elsewhere");
    floor.give({ input: "agent-logged-out", agentId: "ani" });
    floor.give({ input: "agent-logged-in", agentId: "ani" });
    expect(state()).toBe("elsewhere");
    expect(offersIn(floor.join("c1", "sales"))).toEqual([]);
    expect(offersIn(free())).toEqual(["c1 → ani"]);
  });

  it("after a missed offer rests no longer than the call, and not beyond it", () => {
    floor.join("c1", "sales");
    floor.give({ input: "missed", contactId: "c1", agentId: "ani", why: "no-answer" });
    busy();
    expect(offersIn(floor.pass(10_000))).toEqual([]);
    expect(offersIn(free())).toEqual(["c1 → ani"]);
  });

  it("is asked again when nobody ever tells that it is over", () => {
    busy();
    floor.pass(TALK_MAX_MS);
    expect(state()).toBe("available");
  });
});
