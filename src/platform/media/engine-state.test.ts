import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandSchema, type LegSettings, type MediaCommand, UNKNOWN_FAR_END } from "./commands.ts";
import { PortPool, portsOfWorker } from "./port-pool.ts";
import { replay } from "./replay.ts";
import { playsEndedByRestart, replayOf, SnapshotKeeper } from "./snapshot.ts";
import { settingsOf } from "./transport.ts";

const settings: LegSettings = {
  ...UNKNOWN_FAR_END,
  remote: { address: "127.0.0.1", port: 4_000, rtcpPort: 4_001 },
  keysPayloadType: 101,
};
const keyBase64 = Buffer.alloc(32).toString("base64");
const open = (leg: string): MediaCommand => ({ kind: "open-leg", leg, call: "c", port: null, rtcp: "mux", settings });
const play = (leg: string, times: number | null): MediaCommand => ({
  kind: "play",
  leg,
  play: `${leg}-play`,
  clips: [{ kind: "tone", tone: "dial" }],
  times,
  endsWithKey: false,
});
const record = (recording: string): MediaCommand => ({
  kind: "start-recording",
  recording,
  left: "a",
  right: "b",
  keyBase64,
  isPaused: false,
});
const kept = (...commands: readonly MediaCommand[]) => {
  const keeper = new SnapshotKeeper();
  for (const command of commands) keeper.carriedOut(command, { port: 20_000 });
  return keeper;
};
const having = (...commands: readonly MediaCommand[]) => kept(...commands).now;

describe("what is set up again after a restart", () => {
  it("is nothing after nothing", () => {
    expect(replayOf(having())).toEqual([]);
  });

  it("is legs on their ports with their last settings, then bridges, mixes, music and recordings", () => {
    const snapshot = having(
      record("r"),
      play("a", null),
      { kind: "mix", mix: "m", members: ["a", "b"], gains: [] },
      open("a"),
      open("b"),
      { kind: "bridge", left: "b", right: "a" },
      { kind: "change-leg", leg: "a", settings: { direction: "sendonly", codec: undefined } },
      { kind: "set-gains", mix: "m", gains: [{ from: "a", to: "b", gain: 2 }] },
      { kind: "pause-recording", recording: "r" },
      { kind: "change-recording", recording: "r", right: "d" },
    );
    expect(replayOf(snapshot)).toMatchObject([
      { kind: "open-leg", leg: "a", port: 20_000, settings: { direction: "sendonly", codec: "PCMA" } },
      { kind: "open-leg", leg: "b", port: 20_000 },
      { kind: "bridge", left: "a", right: "b" },
      { kind: "mix", gains: [{ gain: 2 }] },
      { kind: "play", times: null },
      { kind: "start-recording", isPaused: true, right: "d" },
    ]);
  });

  it("leaves out what is to be heard once, and says so", () => {
    const keeper = kept(open("a"), open("b"), play("a", 2), play("b", null));
    expect(replayOf(keeper.now).map(({ kind }) => kind)).toEqual(["open-leg", "open-leg", "play"]);
    expect(playsEndedByRestart(keeper.now)).toMatchObject([{ leg: "a" }]);
    keeper.playEnded("a", "another");
    expect(playsEndedByRestart(keeper.now)).toHaveLength(1);
    keeper.playEnded("a", "a-play");
    expect(playsEndedByRestart(keeper.now)).toEqual([]);
  });

  it("forgets a leg that closed everywhere, and each thing that ended", () => {
    const busy: readonly MediaCommand[] = [
      open("a"),
      open("b"),
      { kind: "bridge", left: "a", right: "b" },
      { kind: "mix", mix: "m", members: ["b"], gains: [] },
      play("b", null),
      record("r"),
    ];
    const closed = having(...busy, { kind: "close-leg", leg: "b" });
    expect(replayOf(closed)).toMatchObject([
      { kind: "open-leg", leg: "a" },
      { kind: "start-recording", right: null },
    ]);
    const ended = [
      { kind: "unbridge", leg: "a" },
      { kind: "unmix", mix: "m" },
      { kind: "stop-play", leg: "b" },
      { kind: "stop-recording", recording: "r", keyBase64 },
    ] as const;
    expect(replayOf(having(...busy, ...ended)).map(({ kind }) => kind)).toEqual(["open-leg", "open-leg"]);
    // A sealed part becomes a file at the stop and is not recorded again.
    const sealed = [...busy, { kind: "seal-recording", recording: "r" }] as const;
    expect(replayOf(having(...sealed)).filter((command) => "recording" in command)).toEqual([]);
  });

  it("has the other half of a bridge free when one leg is bridged anew", () => {
    const snapshot = having({ kind: "bridge", left: "a", right: "b" }, { kind: "bridge", left: "a", right: "c" });
    expect(replayOf(snapshot)).toEqual([{ kind: "bridge", left: "a", right: "c" }]);
  });

  it("makes the same snapshot again when it is replayed", async () => {
    const names = fc.constantFrom("a", "b", "c");
    const command = fc.oneof(
      names.map(open),
      names.map((leg): MediaCommand => ({ kind: "close-leg", leg })),
      fc.tuple(names, names).map(([left, right]): MediaCommand => ({ kind: "bridge", left, right })),
      names.map((leg): MediaCommand => ({ kind: "unbridge", leg })),
      names.map((leg) => play(leg, null)),
      names.map((leg): MediaCommand => ({ kind: "stop-play", leg })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 20 }), async (commands) => {
        const known = commands.filter((one) => one.kind !== "bridge" || one.left !== one.right);
        const before = having(...known);
        const again = new SnapshotKeeper();
        const lost = await replay(before, async (one) => {
          again.carriedOut(one, { port: 20_000 });
          return { ok: true, value: null };
        });
        expect(lost).toEqual([]);
        expect(new Map(again.now.bridges)).toEqual(new Map(before.bridges));
        expect(replayOf(again.now)).toEqual(replayOf(before));
      }),
    );
  });

  it("names what could not be set up again", async () => {
    const lost = await replay(having(open("a"), open("b"), record("r")), async (command) =>
      command.kind === "start-recording" || ("leg" in command && command.leg === "b")
        ? { ok: false, refusal: "port-taken" }
        : { ok: true, value: null },
    );
    expect(lost).toEqual(["b", "r"]);
  });
});

describe("ports", () => {
  it("are even, inside of the range, each given once, and the one free longest comes next", () => {
    const pool = new PortPool({ from: 20_001, to: 20_009 });
    const taken = [pool.take(), pool.take(), pool.take(), pool.take(), pool.take()];
    expect(taken).toEqual([20_002, 20_004, 20_006, 20_008, null]);
    pool.giveBack(20_006);
    pool.giveBack(20_002);
    pool.giveBack(20_002);
    expect([pool.take(), pool.take(), pool.take()]).toEqual([20_006, 20_002, null]);
    expect(pool.inUse).toBe(4);
  });

  it("are taken by number only when they are free and of this pool", () => {
    const pool = new PortPool({ from: 20_000, to: 20_003 });
    expect([20_002, 20_002, 20_001, 30_000].map((port) => pool.takeOne(port))).toEqual([true, false, false, false]);
  });

  it("never leak and never double, whatever is taken and given back", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 80 }), (steps) => {
        const pool = new PortPool({ from: 20_000, to: 20_019 });
        const held = new Set<number>();
        for (const step of steps) {
          const port = step < 0 ? null : pool.take();
          if (port !== null) expect(held.has(port)).toBe(false);
          if (port !== null) held.add(port);
          const back = step < 0 ? 20_000 - step : null;
          if (back !== null && held.delete(back)) pool.giveBack(back);
          expect(pool.inUse).toBe(held.size);
        }
      }),
    );
  });

  it("are split between workers without a gap and without a port twice", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_024, max: 50_000 }),
        fc.integer({ min: 20, max: 9_999 }),
        fc.integer({ min: 1, max: 7 }),
        (from, length, of) => {
          const parts = Array.from({ length: of }, (_, nth) => portsOfWorker({ from, to: from + length }, { nth, of }));
          parts.slice(1).forEach((part, nth) => {
            expect(part.from).toBe((parts[nth]?.to ?? 0) + 1);
          });
          expect(parts.every((part) => part.from % 2 === 0 && part.to % 2 === 1)).toBe(true);
          expect(parts[0]?.from).toBeGreaterThanOrEqual(from);
          expect(parts.at(-1)?.to).toBeLessThanOrEqual(from + length);
        },
      ),
    );
  });
});

describe("a command that comes over the control socket", () => {
  it.each([
    { kind: "unknown" },
    { kind: "close-leg", leg: "" },
    { kind: "close-leg", leg: "x".repeat(65) },
    { kind: "close-leg", leg: "../etc" },
    { ...record("r"), keyBase64: "short" },
    { ...record("../../r") },
    { kind: "mix", mix: "m", members: [], gains: [] },
    { kind: "mix", mix: "m", members: Array.from({ length: 33 }, (_, nth) => `l${nth}`), gains: [] },
    { kind: "set-gains", mix: "m", gains: [{ from: "a", to: "b", gain: 5 }] },
    { kind: "send-keys", leg: "a", keys: "1".repeat(65), pressMs: 80 },
    { kind: "open-leg", leg: "a", call: "c", port: 70_000, rtcp: "mux", settings },
    {
      kind: "open-leg",
      leg: "a",
      call: "c",
      port: null,
      rtcp: "mux",
      settings: { ...settings, remote: { address: "host.example", port: 1, rtcpPort: 1 } },
    },
  ])("is refused when it is %j", (command) => {
    expect(commandSchema.safeParse(command).success).toBe(false);
  });

  it("is taken when it is whole", () => {
    for (const command of [open("a"), play("a", null), record("r")]) {
      expect(commandSchema.safeParse(command)).toMatchObject({ success: true });
    }
  });
});

it.each([
  ["192.168.1.9", "203.0.113.9", "203.0.113.9"],
  ["100.64.0.1", "203.0.113.9", "203.0.113.9"],
  ["198.51.100.7", "203.0.113.9", "203.0.113.9"],
  ["192.168.1.9", "::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8::9", "2001:db8::7", "2001:db8::7"],
  ["fe80::1", "fe80::1%eth0", null],
  ["192.168.1.9", "browser.invalid", null],
  ["192.168.1.9", null, null],
])(
  "a far end that names %s and signals from %s may also speak from %s, and from no other address",
  (address, source, own) => {
    const agreed = {
      remote: { address, port: 4_000, rtcpPort: 4_001 },
      codec: "PCMA",
      payloadType: 8,
      keysPayloadType: null,
      rtcpMux: false,
      ptimeMs: 20,
      direction: "sendrecv",
      isHeldByOther: false,
      remoteCrypto: null,
      remoteEnd: null,
      mid: "0",
    } as const;
    expect(settingsOf(agreed, { source })).toMatchObject({ remote: { address }, source: own });
  },
);
