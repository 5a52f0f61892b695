import { execFile, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { describe, expect, it } from "vitest";
import { replyText } from "../../testkit/call-load-text.ts";
import { freePort } from "../../testkit/free-port.ts";
import { checkout } from "./clean-tree.ts";

const RUN_MS_MAX = 110_000;

/** Runs the comparison without the environment variables of this test run. */
function compare(
  args: readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:VITEST|VITE_|TEST$|SAMBUNG_TEST_TIER)/.test(name)),
  );
  const words = ["bin/run.mjs", "bench/compare.ts", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: checkout, env, timeout: RUN_MS_MAX }, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out, err });
    });
  });
}

describe("npm run compare", () => {
  it(
    "prints Sambung beside SIPp's answering side, with spread, machine, load and what cannot be compared",
    async () => {
      const port = await freePort();
      const sipp = spawn("sipp", ["-sn", "uas", "-i", "127.0.0.1", "-p", String(port), "-nostdin"], {
        stdio: "ignore",
      });
      try {
        const target = ["--target", `sip:127.0.0.1:${port}`, "--number", "100", "--label", "SIPp"];
        const { code, out, err } = await compare([...target, "--rate", "10", "--steps", "1", "--seconds", "1"]);
        expect(code, err).toBe(0);
        const figure = String.raw`[\d.]+ \([\d.]+ to [\d.]+\)`;
        for (const server of ["Sambung", "SIPp"])
          expect(out).toMatch(new RegExp(`^10 +${server}( +${figure}){5}$`, "m"));
        expect(out).toMatch(/^Median \(least to most\) of 3 rounds, 1 s a step/m);
        expect(out).toMatch(/^Machine: .* \d+ cores/m);
        expect(out).toMatch(/^Load average before [\d.]+/m);
        expect(out).toContain("Not comparable:");
        expect(err.match(/round \d of 3: (?:Sambung|SIPp)/g)).toEqual([
          "round 1 of 3: Sambung",
          "round 1 of 3: SIPp",
          "round 2 of 3: SIPp",
          "round 2 of 3: Sambung",
          "round 3 of 3: Sambung",
          "round 3 of 3: SIPp",
        ]);
      } finally {
        sipp.kill("SIGKILL");
      }
    },
    RUN_MS_MAX,
  );

  it("ends with the answer of a server that takes no call, before Sambung is started", async () => {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    socket.on("message", (bytes, from) => {
      const answer = replyText(bytes.toString(), { status: "404 Not Found", tag: "none", sdp: null });
      socket.send(answer, from.port, from.address);
    });
    const target = `sip:127.0.0.1:${socket.address().port}`;
    const { code, out, err } = await compare(["--target", target, "--number", "7"]);
    socket.close();
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/answers no call: 404 \(\d+ times\)/);
  }, 30_000);

  it("explains itself where an argument is wrong", async () => {
    const { code, err } = await compare(["--target", "sip:192.0.2.1", "--number", "1"]);
    expect(code).toBe(2);
    expect(err).toContain("is no address of this machine");
    expect(err).toContain("npm run compare -- --target sip:HOST:PORT --number N");
  });
});
