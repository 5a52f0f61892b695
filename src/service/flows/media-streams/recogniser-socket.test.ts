import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RecogniserSimulator, startRecogniserSimulator } from "../../../../simulators/recogniser/index.ts";
import { encode, FRAME_SAMPLES, renderTone } from "../../../protocols/audio/index.ts";
import { buildTapReport } from "../../../protocols/rtp/index.ts";
import { addressBehind, publicWay } from "../../tenancy/webhooks/wire.ts";
import { RecogniserSocket } from "./recogniser-socket.effects.ts";
import type { FromStreams } from "./stream-order.ts";

const TOKEN = "00112233445566778899aabbccddeeff";
let recogniser: RecogniserSimulator;

beforeAll(async () => {
  recogniser = await startRecogniserSimulator({ port: 0 });
});
afterAll(() => recogniser.close());

/** A caller with recognition, and a clock that the test controls. */
async function heard(path = "/id-ID", inside = [`127.0.0.1:${recogniser.port}`]) {
  const events: FromStreams[] = [];
  const clock = { nowMs: 0 };
  const at = recogniser.connections.length;
  const way = publicWay(inside);
  const socket = new RecogniserSocket(
    {
      id: "h",
      token: TOKEN,
      url: `ws://127.0.0.1:${recogniser.port}${path}`,
      language: "id-ID",
      hints: ["dua"],
    },
    {
      way: { ...way, addressBehind: (url) => addressBehind(way, url) },
      nowMs: () => clock.nowMs,
      tell: (news) => events.push(news),
    },
  );
  await socket.open();
  let nth = 0;
  const says = (hz: number, ms: number): void => {
    const codes = encode("ulaw", renderTone([{ frequenciesHz: hz === 0 ? [] : [hz], ms }]));
    for (let from = 0; from + FRAME_SAMPLES <= codes.length; from += FRAME_SAMPLES) {
      nth += 1;
      const inbound = codes.subarray(from, from + FRAME_SAMPLES);
      const tick = { nth, run: 1, taken: 0, queued: 0, inbound, outbound: null };
      socket.report(buildTapReport(Buffer.from(TOKEN, "hex"), tick));
    }
  };
  return { socket, events, clock, says, far: () => recogniser.connections[at] };
}
const ended = (events: readonly FromStreams[]) => events.find((one) => one.kind === "ended");
const texts = (events: readonly FromStreams[]) => events.flatMap((one) => (one.kind === "heard" ? [one.said] : []));

describe("a caller at a recogniser", () => {
  it("is heard word after word, and the rest when it is wanted", async () => {
    const { socket, events, says, far } = await heard();
    says(1_000, 800);
    await expect.poll(() => texts(events).at(-1)).toEqual({ text: "dua", confidence: 0.875 });
    expect(texts(events)[0]).toBeNull();
    says(600, 400);
    socket.finish();
    await expect.poll(() => ended(events)).toMatchObject({ fault: null, figures: { sent: 60, unusable: 0 } });
    expect(texts(events).at(-1)).toEqual({ text: "satu", confidence: 0.875 });
    expect(far()).toMatchObject({
      path: "/id-ID",
      samples: 9_600,
      config: { config: { sample_rate: 8_000, language: "id-ID", hints: ["dua"] } },
    });
  });

  it("says one word although packets of it are lost", async () => {
    const { socket, events, says } = await heard();
    says(1_000, 700);
    says(0, 200);
    says(1_000, 700);
    socket.finish();
    await expect.poll(() => ended(events)).toMatchObject({ fault: null });
    expect(texts(events).filter((one) => one !== null)).toEqual([{ text: "dua", confidence: 0.875 }]);
  });

  it.each([
    ["/refuses", "refused"],
    ["/drops", "broken-off"],
    ["/nonsense", "nonsense"],
    ["/floods", "nonsense"],
  ])("is told so once where one fails (%s)", async (path, fault) => {
    const { events, says } = await heard(path);
    says(1_000, 6_000);
    await expect.poll(() => ended(events)).toMatchObject({ fault });
    expect(events.filter(({ kind }) => kind === "ended")).toHaveLength(1);
    // The number of texts is limited to a caller's possible speech, whatever the recogniser sends; speech in progress was reported once while the clock stood
    // still.
    expect(texts(events).filter((one) => one === null).length).toBeLessThanOrEqual(1);
    expect(texts(events).length).toBeLessThanOrEqual(201);
  });

  it("is not waited for where it never says the rest, and is let go with its leg", async () => {
    const { socket, events, clock } = await heard("/silent");
    socket.finish();
    clock.nowMs = 4_000;
    socket.report(
      buildTapReport(Buffer.from(TOKEN, "hex"), {
        nth: 1,
        run: 1,
        taken: 0,
        queued: 0,
        inbound: new Uint8Array(160),
        outbound: null,
      }),
    );
    socket.look();
    expect(ended(events)).toBeUndefined();
    clock.nowMs = 5_001;
    socket.look();
    expect(ended(events)).toMatchObject({ fault: "mute" });
    const other = await heard("/silent");
    other.clock.nowMs = 5_001;
    other.socket.look();
    expect(ended(other.events)).toMatchObject({ fault: null });
    await expect.poll(() => other.far()?.isClosed).toBe(true);
  });

  it("who never stops speaking is heard for a minute, and what he said counts", async () => {
    const { socket, events, clock, says } = await heard();
    says(1_500, 400);
    await expect.poll(() => texts(events).length).toBeGreaterThan(0);
    clock.nowMs = 60_001;
    says(1_500, 20);
    socket.look();
    await expect.poll(() => ended(events)).toMatchObject({ fault: null });
    expect(texts(events).at(-1)).toMatchObject({ text: "tiga" });
  });

  it("is at the installation's own recogniser alone", async () => {
    const { events } = await heard("/id-ID", []);
    expect(ended(events)).toMatchObject({ fault: "url-wrong" });
  });
});
