import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStreamBot, type StreamBot } from "../../../../testkit/stream-bot.ts";
import { openWebhookReceiver, RECEIVER_HOST, type WebhookReceiver } from "../../../../testkit/webhook-receiver.ts";
import { buildTapReport, readTapFeed } from "../../../protocols/rtp/index.ts";
import { addressBehind, isPublicAddress, publicWay, type WayOut } from "../../tenancy/webhooks/wire.ts";
import { connectSocket, type SocketWay } from "./connect-socket.effects.ts";
import type { FromStreams } from "./stream-order.ts";
import { StreamSocket } from "./stream-socket.effects.ts";

let bot: StreamBot;
let secured: WebhookReceiver;

beforeAll(async () => {
  [bot, secured] = await Promise.all([openStreamBot(), openWebhookReceiver()]);
});
afterEach(() => bot.act({}));
afterAll(() => Promise.all([bot.close(), secured.close()]));

const TOKEN = "00112233445566778899aabbccddeeff";
const SILENCE = new Uint8Array(160).fill(0xff);
/** Maximum level. */
const SPEECH = new Uint8Array(160);
const report = (nth: number, inbound: Uint8Array | null = SILENCE) =>
  buildTapReport(Buffer.from(TOKEN, "hex"), { nth, run: 1, taken: 0, queued: 0, inbound, outbound: null });

const by = (way: WayOut): SocketWay => ({ ...way, addressBehind: (url) => addressBehind(way, url) });

/** A stream to the bot, and a clock that the test controls. */
async function opened(isHeard = true) {
  const told: FromStreams[] = [];
  const fed: Uint8Array[] = [];
  const clock = { nowMs: 0 };
  const identity = {
    streamSid: "MZ1",
    accountSid: "AC1",
    callSid: "CA1",
    tracks: ["inbound"],
    parameters: {},
  } as const;
  const stream = new StreamSocket(
    { id: "s", token: TOKEN, url: bot.at("/unit"), signature: "sig", identity, isHeard },
    {
      way: by(publicWay([bot.host])),
      nowMs: () => clock.nowMs,
      feed: (datagram) => fed.push(datagram),
      tell: (news) => told.push(news),
    },
  );
  const at = bot.streams.length;
  await stream.open();
  await expect.poll(() => bot.streams[at]?.heard.length).toBe(2);
  const far = bot.streams[at];
  if (far === undefined) throw new Error("no stream came");
  return { stream, told, fed, clock, far };
}
const ended = (told: readonly FromStreams[]) => told.find((one) => one.kind === "ended");

describe("the socket of a stream", () => {
  it("ends when its caller waits ten seconds to hear it, and not when he has heard it", async () => {
    const { stream, told, clock } = await opened();
    for (let second = 1; second <= 10; second += 1) {
      clock.nowMs = second * 1_000;
      stream.report(report(second));
      stream.look();
    }
    expect(ended(told)).toBeUndefined();
    clock.nowMs = 10_020;
    stream.report(report(11));
    stream.look();
    expect(ended(told)).toMatchObject({ fault: "mute" });
    const other = await opened();
    other.far.say({ event: "media", media: { payload: "AAAA" } });
    await expect
      .poll(() => {
        other.stream.report(report(1));
        return other.fed.length;
      })
      .toBeGreaterThan(0);
    expect(readTapFeed(other.fed[0] ?? new Uint8Array(0))).toMatchObject({ feed: "frame", nth: 1 });
    other.clock.nowMs = 14_000;
    other.stream.report(report(2));
    other.stream.look();
    expect(ended(other.told)).toBeUndefined();
    other.stream.close();
    expect(ended(other.told)).toMatchObject({ fault: null });
    await expect.poll(() => other.far.heard.at(-1)?.event).toBe("stop");
  });

  it("lets its caller speak first, and says nothing by a message without sound; noise is not waited for without end", async () => {
    const hears = async (
      { stream, clock, far }: Awaited<ReturnType<typeof opened>>,
      second: number,
      what = SILENCE,
    ) => {
      clock.nowMs = second * 1_000;
      stream.report(report(second, what));
      if (second % 5 === 1) {
        // It is connected, and sends no audio.
        far.say({ event: "media", media: { payload: "" } });
        far.say({ event: "mark", mark: { name: `${second}` } });
        await expect
          .poll(() => {
            stream.report(report(second, what));
            return far.heard.some(({ mark }) => mark?.name === `${second}`);
          })
          .toBe(true);
      }
      stream.look();
    };
    const polite = await opened();
    for (let second = 1; second <= 25; second += 1) await hears(polite, second, SPEECH);
    for (let second = 26; second <= 35; second += 1) await hears(polite, second);
    expect(ended(polite.told)).toBeUndefined();
    await hears(polite, 36);
    expect(ended(polite.told)).toMatchObject({ fault: "mute" });
    const noisy = await opened();
    for (let second = 1; second <= 60; second += 1) await hears(noisy, second, SPEECH);
    expect(ended(noisy.told)).toBeUndefined();
    await hears(noisy, 61, SPEECH);
    expect(ended(noisy.told)).toMatchObject({ fault: "mute" });
  });

  it("ends when nothing comes from the engine any more, and when the far end has fallen silent without a word", async () => {
    const untapped = await opened(false);
    untapped.clock.nowMs = 5_001;
    untapped.stream.look();
    expect(ended(untapped.told)).toMatchObject({ fault: null });
    const silent = await opened(false);
    silent.far.socket.pause();
    for (const at of [5_000, 10_000, 15_001]) {
      silent.clock.nowMs = at;
      silent.stream.report(report(at));
      silent.stream.look();
    }
    expect(ended(silent.told)).toMatchObject({ fault: "broken-off" });
  });

  it("lets the oldest sound go where the far end reads too slowly, counts it, and holds nobody up", async () => {
    const { stream, told, far } = await opened(false);
    far.socket.pause();
    const beganMs = performance.now();
    for (let nth = 1; nth <= 40_000; nth += 1) stream.report(report(nth));
    expect(performance.now() - beganMs).toBeLessThan(5_000);
    stream.close();
    const end = ended(told);
    expect(end?.kind === "ended" ? end.figures.dropped : 0).toBeGreaterThan(1_000);
  });

  it("ends with one that asks for answers and does not read them, before they fill the memory", async () => {
    const { stream, told, far } = await opened();
    far.socket.pause();
    far.say({ event: "media", media: { payload: "" } });
    const name = "m".repeat(1_000);
    for (let tick = 1; tick < 2_000 && ended(told) === undefined; tick += 1) {
      for (let nth = 0; nth < 99; nth += 1) far.say({ event: "mark", mark: { name } });
      stream.report(report(tick));
      await delay(1);
    }
    expect(ended(told)).toMatchObject({ fault: "broken-off" });
  });

  it("listens to a flood no faster than it may, and loses nothing of it", async () => {
    const { stream, fed, far } = await opened();
    for (let nth = 0; nth < 1_000; nth += 1)
      far.say({ event: "media", media: { payload: Buffer.alloc(160, 1).toString("base64") } });
    far.say({ event: "mark", mark: { name: "end" } });
    let taken = 0;
    for (let tick = 1; tick < 3_000 && !far.heard.some(({ event }) => event === "mark"); tick += 1) {
      stream.report(
        buildTapReport(Buffer.from(TOKEN, "hex"), {
          nth: tick,
          run: 1,
          taken,
          queued: 0,
          inbound: null,
          outbound: null,
        }),
      );
      taken = fed.length;
      if (tick % 50 === 0) await delay(1);
    }
    await expect.poll(() => far.heard.some(({ event }) => event === "mark")).toBe(true);
    expect(fed).toHaveLength(1_000);
    stream.close();
  });
});

describe("where a stream may lead", () => {
  const to = (way: WayOut, url: string) => connectSocket(by(way), { url, signature: "s", budgetMs: 2_000 });

  it("is the public Internet by TLS, with a certificate of the name, at an address that was looked at", async () => {
    // The receiver is no WebSocket server: its response shows that it was contacted.
    expect(await to(secured.way, `wss://${RECEIVER_HOST}/a`)).toMatchObject({ fault: "refused" });
    const { ca: _ca, ...untrusted } = secured.way;
    expect(await to(untrusted, `wss://${RECEIVER_HOST}/a`)).toMatchObject({ fault: "untrusted" });
    expect(await to(secured.way, "wss://lain.contoh.id/a")).toMatchObject({ fault: "untrusted" });
    const inside = { ...secured.way, addressesOf: async () => ["8.8.8.8", "127.0.0.1"], mayReach: isPublicAddress };
    expect(await to(inside, `wss://${RECEIVER_HOST}/`)).toMatchObject({ fault: "unreachable" });
  });

  it.each([
    ...["ws://bot.contoh.id/", "wss://127.0.0.1/", "wss://[::1]/", "wss://bot.contoh.id:25/", "https://bot.contoh.id/"],
    ...["wss://a:b@bot.contoh.id/", "bukan alamat", "wss://localhost/", ""],
  ])("is not %s", async (url) => {
    expect(await to(secured.way, url)).toMatchObject({ fault: "url-wrong" });
  });

  it("ends in its time although a name is never found out or a handshake never answered", async () => {
    const never = { addressesOf: () => new Promise<readonly string[]>(() => undefined), mayReach: () => true };
    const late = (way: WayOut, url: string) => connectSocket(by(way), { url, signature: "s", budgetMs: 100 });
    expect(await late(never, "wss://bot.contoh.id/")).toMatchObject({ fault: "slow" });
    bot.act({ isDeaf: true });
    expect(await late(publicWay([bot.host]), bot.at("/"))).toMatchObject({ fault: "slow" });
    expect(await to(publicWay(["127.0.0.1:9"]), "ws://127.0.0.1:9/")).toMatchObject({ fault: "unreachable" });
  });
});
