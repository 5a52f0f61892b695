import { beforeEach, describe, expect, it } from "vitest";
import { type AcdStateFixture, createAcdStateFixture, offersIn } from "../../../../../testkit/acd-state-fixture.ts";
import { TALK_MAX_MS } from "../queue-rules.ts";
import { agentOf } from "./acd-state.ts";

let fixture: AcdStateFixture;
beforeEach(() => {
  fixture = createAcdStateFixture();
  fixture.queue("sales", { wrapUpMs: 5_000, restMs: 3_000, missedMax: 0 });
  fixture.agent("ani", ["sales"]);
});

const busy = () => fixture.give({ input: "agent-busy", agentId: "ani" });
const free = () => fixture.give({ input: "agent-free", agentId: "ani" });
const state = () => agentOf(fixture.floor(), "ani")?.state.is;

describe("an agent in a call of his own", () => {
  it("is offered nobody meanwhile, and whoever waits as soon as it is over", () => {
    busy();
    expect(offersIn(fixture.join("c1", "sales"))).toEqual([]);
    expect(offersIn(fixture.pass(60_000))).toEqual([]);
    expect(offersIn(free())).toEqual(["c1 → ani"]);
  });

  it("lets go whom he was offered, who keeps his place", () => {
    fixture.join("c1", "sales");
    expect(busy()).toContainEqual({ effect: "withdraw", contactId: "c1", agentId: "ani", why: "agent-left" });
    fixture.join("c2", "sales");
    expect(offersIn(free())).toEqual(["c1 → ani"]);
  });

  it("that he began while he talked is asked for nobody when his contact ends, nor after wrap-up", () => {
    fixture.join("c1", "sales");
    fixture.talk("c1", "ani");
    busy();
    expect(state()).toBe("talking");
    fixture.join("c2", "sales");
    expect(offersIn(fixture.end("c1"))).toEqual([]);
    expect(offersIn(fixture.pass(5_000))).toEqual([]);
    expect(state()).toBe("elsewhere");
    expect(offersIn(free())).toEqual(["c2 → ani"]);
  });

  it("that is over before his contact is holds him no longer", () => {
    fixture.join("c1", "sales");
    fixture.talk("c1", "ani");
    busy();
    free();
    fixture.end("c1");
    fixture.join("c2", "sales");
    expect(offersIn(fixture.pass(5_000))).toEqual(["c2 → ani"]);
  });

  it("stays in it when he ends his pause or logs in anew, and is ready only after it", () => {
    fixture.give({ input: "agent-paused", agentId: "ani", reason: "makan" });
    busy();
    expect(state()).toBe("paused");
    fixture.give({ input: "agent-ready", agentId: "ani" });
    expect(state()).toBe("elsewhere");
    fixture.give({ input: "agent-logged-out", agentId: "ani" });
    fixture.give({ input: "agent-logged-in", agentId: "ani" });
    expect(state()).toBe("elsewhere");
    expect(offersIn(fixture.join("c1", "sales"))).toEqual([]);
    expect(offersIn(free())).toEqual(["c1 → ani"]);
  });

  it("after a missed offer rests no longer than the call, and not beyond it", () => {
    fixture.join("c1", "sales");
    fixture.give({ input: "missed", contactId: "c1", agentId: "ani", why: "no-answer" });
    busy();
    expect(offersIn(fixture.pass(10_000))).toEqual([]);
    expect(offersIn(free())).toEqual(["c1 → ani"]);
  });

  it("is asked again when nobody ever tells that it is over", () => {
    busy();
    fixture.pass(TALK_MAX_MS);
    expect(state()).toBe("available");
  });
});
