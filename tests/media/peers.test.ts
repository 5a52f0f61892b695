import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { shareAt } from "../../src/protocols/audio/index.ts";
import { startTestMedia } from "../../testkit/media.ts";

const MASTER = Buffer.alloc(30, 6).toString("base64");

describe("a peer that is not ours", () => {
  it.each([
    ["plain", null, []],
    [
      "encrypted by SDES keys",
      { suite: "AES_CM_128_HMAC_SHA1_80" as const, keyBase64: MASTER },
      ["-srtp_out_suite", "AES_CM_128_HMAC_SHA1_80", "-srtp_out_params", MASTER],
    ],
  ])("is heard when it speaks %s: ffmpeg", async (_how, key, options) => {
    const media = await startTestMedia();
    try {
      const crypto = key === null ? null : { send: key, receive: key };
      const peer = await media.join("peer", "call", { settings: { remote: null, source: "127.0.0.1", crypto } });
      const caller = await media.join("caller", "call");
      await media.ask({ kind: "bridge", left: "peer", right: "caller" });
      const scheme = key === null ? "rtp" : "srtp";
      const source = ["-v", "error", "-re", "-f", "lavfi", "-i", "sine=frequency=950:duration=1.5:sample_rate=8000"];
      const coded = ["-c:a", "pcm_alaw", "-ar", "8000", "-ac", "1", "-frame_size", "160", "-f", "rtp", ...options];
      const target = `${scheme}://127.0.0.1:${peer.at.port}?rtcpport=${peer.at.port + 1}&pkt_size=172`;
      const ffmpeg = spawn("ffmpeg", [...source, ...coded, target], { stdio: ["ignore", "ignore", "inherit"] });
      const code = await new Promise((resolve) => ffmpeg.once("exit", resolve));
      expect(code).toBe(0);
      await expect.poll(() => caller.phone.heard.length).toBeGreaterThan(50);
      const sound = caller.phone.sound();
      expect(shareAt(sound.subarray(800, 6_400), 950)).toBeGreaterThan(0.97);
      const figures = await media.ask({ kind: "leg-figures", leg: "peer" });
      expect(figures).toMatchObject({ lost: 0, isLatched: true });
    } finally {
      await media.close();
    }
  });
});
