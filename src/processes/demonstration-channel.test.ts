import { describe, expect, it } from "vitest";
import type { DemonstrationStatus } from "../people/wire.ts";
import { openDemonstrationChannel } from "./demonstration-channel.ts";
import type { SupervisorMessage } from "./process-messages.ts";

const STATUS: DemonstrationStatus = {
  state: "building",
  step: { done: 1, total: 2, name: "history" },
  people: [],
  accountSid: null,
  authToken: null,
  verifyUrl: null,
};
const READY = { kind: "ready", url: "", port: 1, accounts: [], administratorPath: undefined } as const;

function opened() {
  const sent: SupervisorMessage[] = [];
  const channel = openDemonstrationChannel();
  channel.follows({ tell: (message) => void sent.push(message) });
  return { channel, sent };
}

describe("the channel of a demonstration", () => {
  it("sends nothing to the portal of an installation", () => {
    const { channel, sent } = opened();
    channel.receive(READY);
    expect(sent).toEqual([]);
  });

  it("sends each status at once, and the latest again to a portal that was started again", () => {
    const { channel, sent } = opened();
    channel.publish(STATUS);
    channel.publish({ ...STATUS, state: "ready" });
    channel.receive({ kind: "alive" });
    channel.receive(READY);
    expect(sent.map((message) => (message.kind === "demonstration" ? message.status.state : message.kind))).toEqual([
      "building",
      "ready",
      "ready",
    ]);
  });

  it("ends the demonstration when the start page says so", async () => {
    const { channel } = opened();
    channel.receive({ kind: "start-for-real" });
    await expect(channel.startForReal).resolves.toBeUndefined();
  });
});
