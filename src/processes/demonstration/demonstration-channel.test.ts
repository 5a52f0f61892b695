import { Server } from "node:http";
import { describe, expect, it } from "vitest";
import type { DemonstrationStatus } from "../../identity/wire.ts";
import { DEMONSTRATION_AGENT } from "../demo/demo-client.ts";
import type { SupervisorMessage } from "../process-messages.ts";
import { openDemonstrationChannel, reportVisits } from "./demonstration-channel.ts";

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

  it("starts callers by visits and rings once the data are ready, not before", () => {
    const { channel, sent } = opened();
    const calls: string[] = [];
    channel.rings({
      visited: () => void calls.push("visited"),
      ring: ({ id }) => void calls.push(id),
      pid: () => undefined,
      stop: async () => undefined,
    });
    const ring = { kind: "ring", id: "first", language: "id" } as const;
    channel.receive({ kind: "visitor-active" });
    channel.receive(ring);
    channel.publish(STATUS);
    channel.receive({ kind: "visitor-active" });
    expect(calls).toEqual([]);
    expect(sent[0]).toEqual({ kind: "rung", id: "first", refusal: "demonstration-caller-missing" });
    channel.publish({ ...STATUS, state: "ready" });
    channel.receive({ kind: "visitor-active" });
    channel.receive({ ...ring, id: "second" });
    expect(calls).toEqual(["visited", "second"]);
  });

  it("ends the demonstration when the start page says so", async () => {
    const { channel } = opened();
    channel.receive({ kind: "start-for-real" });
    await expect(channel.startForReal).resolves.toBeUndefined();
  });
});

describe("visits of a demonstration", () => {
  const session = { cookie: "__Host-sambung=0123456789abcdef", "user-agent": "Mozilla/5.0" };

  function reported(...requests: readonly { readonly headers: object; readonly url?: string }[]): number {
    const server = new Server();
    let reports = 0;
    reportVisits(server, () => {
      reports += 1;
    });
    for (const { headers, url = "/api/session" } of requests) server.emit("request", { headers, url }, {});
    return reports;
  }

  it("are requests with a session, reported once in ten seconds", () => {
    expect(reported({ headers: session })).toBe(1);
    expect(reported({ headers: session }, { headers: session }, { headers: session })).toBe(1);
    expect(reported({ headers: {} }, { headers: session })).toBe(1);
  });

  it("are neither requests without a session, nor the demonstration's own, nor renewals of a phone in a background page", () => {
    expect(reported({ headers: {} })).toBe(0);
    expect(reported({ headers: { ...session, "user-agent": DEMONSTRATION_AGENT } })).toBe(0);
    expect(reported({ headers: session, url: "/api/service/desk/sittings/0193f0a2/renewal" })).toBe(0);
  });
});
