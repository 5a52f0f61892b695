import { afterEach, describe, expect, it, vi } from "vitest";
import { ok } from "../../../kernel/index.ts";
import type { MediaCommand, MediaEngine } from "../../../platform/media/index.ts";
import { openLog } from "../../../platform/telemetry/index.ts";
import { type OpenStreamController, openStreamController } from "./stream-controller.effects.ts";

const log = openLog({ process: "test", level: "silent" });

/** A thread whose application closes every stream immediately after it is connected. */
const REFUSING = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from "node:worker_threads";
    parentPort.postMessage({ kind: "ready", port: 40000 });
    const figures = { sent: 0, dropped: 0, overflowed: 0, played: 0, unusable: 0 };
    parentPort.on("message", ({ kind, order }) => {
      if (kind !== "open") return;
      parentPort.postMessage({ kind: "connected", id: order.id });
      parentPort.postMessage({ kind: "ended", id: order.id, fault: null, figures });
    });`)}`,
);

const opened: OpenStreamController[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(opened.splice(0).map((controller) => controller.close()));
});

function deskOf(authTokenOf: () => Promise<string> = async () => "secret") {
  const asked: MediaCommand["kind"][] = [];
  const tapped = Promise.withResolvers<void>();
  const request = async ({ kind }: MediaCommand) => {
    asked.push(kind);
    if (kind === "open-tap") await tapped.promise;
    return ok(null);
  };
  const told: string[] = [];
  const controller = openStreamController({
    engine: { mixer: { request } } as unknown as MediaEngine,
    log,
    program: REFUSING,
    inside: [],
    authTokenOf,
    signatureOf: () => "signature",
    tell: (_, { news }) => told.push(news.news),
  });
  opened.push(controller);
  return { desk: controller.desk, asked, told, tapped };
}

const ASKING = {
  callId: "call",
  tenantId: "00000000-0000-7000-8000-000000000001",
  nth: 1,
  caller: "",
  called: "",
  isCalledOut: false,
  isAnswered: true,
};
const BEGIN = {
  streamId: "00000000-0000-7000-8000-000000000002",
  nth: 1,
  legId: "leg",
  isHeard: true,
  url: "wss://bot/",
  name: "",
  parameters: {},
  statusCallback: null,
  tracks: ["inbound"],
} as const;

describe("a stream that its application lets go in the moment it stands", () => {
  it("leaves the caller's leg once the engine has taken it, however late that is", async () => {
    const { desk, asked, told, tapped } = deskOf();
    desk.begin(ASKING, BEGIN);
    await expect.poll(() => told).toEqual(["began", "ended"]);
    expect(asked).toEqual(["open-tap"]);
    tapped.resolve();
    await expect.poll(() => asked).toEqual(["open-tap", "close-tap"]);
  });
});

describe("a stream for which the database does not say what it is signed with", () => {
  it("is over in its time, and once", async () => {
    vi.useFakeTimers();
    const never = deskOf(() => new Promise(() => undefined));
    never.desk.begin(ASKING, BEGIN);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(never.told).toEqual(["ended"]);
    const failing = Promise.withResolvers<string>();
    const left = deskOf(() => failing.promise);
    left.desk.begin(ASKING, BEGIN);
    left.desk.letGo(ASKING.callId);
    failing.reject(new Error("away"));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(left.told).toEqual(["ended"]);
  });
});
