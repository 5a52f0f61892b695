import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const checkout = path.resolve(import.meta.dirname, "../..");
const WAIT_MS_MAX = 420_000;

/** The output of the demonstration: the steps it marks as done, and all lines. */
async function tellTheStory(): Promise<{ readonly steps: readonly string[]; readonly lines: readonly string[] }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITE")));
  const { stdout } = await promisify(execFile)(process.execPath, ["bin/sambung.mjs", "demo", "--exit"], {
    cwd: checkout,
    env,
    timeout: WAIT_MS_MAX,
  });
  const lines = stdout.trimEnd().split("\n");
  const steps = lines.filter((line) => line.startsWith("  ✓ ")).map((line) => line.slice(4));
  return { steps, lines };
}

describe("the demonstration", () => {
  it(
    "plays from the business number to a caller who is served, and verifies what it issued",
    async () => {
      const { steps, lines } = await tellTheStory();
      expect(steps).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^NIB 7700000000001 is looked up in OSS RBA/),
          expect.stringMatching(/^Decree 1\/TEL\.05\.05\/\d{4} is rendered, signed and published$/),
          expect.stringMatching(/^The evaluator accepts \d+ of \d+ items and returns one/),
          expect.stringMatching(/^Decree 0001\/Tel\.03\.03\/\d{4} of the commitment is published$/),
          expect.stringMatching(/^Operational test .* a team is ordered to the site for \d{4}-\d\d-\d\d$/),
          expect.stringMatching(/^The Probe holds 30 calls at once, hears both ways, compares the records, and signs/),
          "Every figure is computed again from the record of its samples, offline (sambung probe verify)",
          "The team takes the evidence in: 5 items are answered by what the Probe signed",
          expect.stringMatching(/one fails, both sides sign the Berita Acara: unfit$/),
          expect.stringMatching(/^A new request is granted as a self test of \d+ of \d+ items, and handed in/),
          expect.stringMatching(/^Both sides sign: fit; the SKLO is promised by /),
          expect.stringMatching(/^OSS RBA begins to misbehave/),
          expect.stringMatching(/^SKLO 0001\/Tel\.04\.02\/\d{4} is signed; its package is ready for OSS/),
          expect.stringMatching(/^OSS issues the Izin \d+; the licence is active and the code is open to everybody$/),
          expect.stringMatching(/^OSS heard each status once and in order: 09 10 20 43 44 20 10 40 45 50;/),
          "+6281234567001 calls 1500123 and hears the greeting",
          "He hears the menu, presses 0, is told his place in the queue, and hears music while he waits",
          "Sari Wulandari logs in, her phone rings and answers, and each hears the tones of the other one",
          expect.stringMatching(
            /^The record of him: chose Petugas; waited \d+\.\d s; answered by Sari Wulandari; talked \d+\.\d s$/,
          ),
          expect.stringMatching(/^Nomor Tambahan 1500 124 is given to the licensed company by decree 2\/TEL\.05\.05\//),
          expect.stringMatching(
            /^A government body registers by its regional regulation, .* 1500 678 by decree 3\/TEL/,
          ),
          expect.stringMatching(
            /^1500 345 on a PBX .*uji petik\), SKLO 0002\/Tel\.04\.02\/\d{4}, Izin \d+, the code is/,
          ),
          expect.stringMatching(/^1500 234 on a Cloud PBX: .*uji mandiri\), SKLO 0003\/Tel.*, the code is open$/),
          expect.stringMatching(
            /^1500 321 on a CPaaS with SMS A2P: .*uji petik\), SKLO 0004\/Tel.*, the code is open$/,
          ),
          "The decree verifies offline (sambung verify)",
        ]),
      );
      expect(lines.join("\n")).toMatch(
        /^The caller, for the operator-administrator: http\S+\/layanan\/kontak\/\S+\nHis call: http\S+\/layanan\/panggilan\/\S+$/m,
      );
      expect(lines.at(-1)).toBe("The story is told.");
    },
    WAIT_MS_MAX,
  );
});
