import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Frame, Page } from "playwright-core";
import { expect } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { wavHeader } from "../../src/protocols/audio/index.ts";
import { openBrowser, SOUND_FLAGS } from "../../testkit/browser.ts";

const RATE = 8_000;
const BEEP_MS = 400;
const BEEPS = 60;
const LOUDNESS = 12_000;
/** The frequency resolution of a page's spectrum. */
const NEAR_HZ = 40;

/** A browser whose microphone beeps at a frequency, with pauses: noise suppression would remove a steady tone. */
export async function openBeepingBrowser(folder: string, hz: number, pauseMs = BEEP_MS): Promise<Browser> {
  const beep = (RATE * BEEP_MS) / 1_000;
  const period = beep + (RATE * pauseMs) / 1_000;
  const samples = Int16Array.from({ length: period * BEEPS }, (_, at) =>
    at % period < beep ? Math.round(LOUDNESS * Math.sin((2 * Math.PI * hz * at) / RATE)) : 0,
  );
  const file = path.join(folder, "beeps.wav");
  const header = wavHeader({ channels: 1, frames: samples.length });
  await writeFile(file, Buffer.concat([header, Buffer.from(samples.buffer)]));
  return openBrowser([...SOUND_FLAGS, `--use-file-for-fake-audio-capture=${file}`]);
}

/** Makes the frames of a page report the loudest tone of the received audio, and the state of the connection. */
export async function addToneMeter(page: Page): Promise<void> {
  await page.addInitScript(`{
    const Own = window.RTCPeerConnection;
    const log = [];
    let count = 0;
    window.RTCPeerConnection = class extends Own {
      constructor(...how) {
        super(...how);
        const nth = (count += 1);
        const note = (what) => log.push(Math.round(performance.now()) + " ms, connection " + nth + ": " + what);
        note("opened");
        this.addEventListener("connectionstatechange", () => note(this.connectionState));
        const close = this.close.bind(this);
        this.close = () => {
          note("closed by the page");
          close();
        };
        this.addEventListener("track", ({ streams: [stream] }) => {
          const context = new AudioContext();
          const ear = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
          context.createMediaStreamSource(stream).connect(ear);
          window.heardTone = () => {
            const levels = new Float32Array(ear.frequencyBinCount);
            ear.getFloatFrequencyData(levels);
            const at = levels.indexOf(Math.max(...levels));
            return levels[at] > -60 ? (at * context.sampleRate) / 4096 : 0;
          };
          window.soundReport = async () => {
            const statistics = [...(await this.getStats()).values()];
            return {
              log,
              nowMs: Math.round(performance.now()),
              audioContext: context.state,
              connection: this.connectionState,
              parts: statistics.filter(({ type }) => ["inbound-rtp", "candidate-pair", "transport"].includes(type)),
            };
          };
        });
      }
    };
  }`);
}

/** Waits until a frame receives a tone. */
export async function hearsTone(frame: Frame, hz: number): Promise<void> {
  await waitForSound(frame, (loudestHz) => Math.abs(loudestHz - hz) < NEAR_HZ);
}

/** Waits until a frame receives a sound whose loudest frequency (0 during silence) is right; fails with the state of the connection. */
export async function waitForSound(frame: Frame, isRight: (loudestHz: number) => boolean): Promise<void> {
  const seen = new Set<number>();
  const look = async (): Promise<boolean> => {
    const hz = await frame.evaluate<number>("window.heardTone?.() ?? 0");
    seen.add(Math.round(hz));
    return isRight(hz);
  };
  try {
    await expect.poll(look, { timeout: 30_000, interval: 100 }).toBe(true);
  } catch (error) {
    const report = JSON.stringify(await frame.evaluate("window.soundReport?.()"), undefined, 1);
    throw new Error(`the loudest tones were ${[...seen].join(", ")} Hz: ${report}`, { cause: error });
  }
}

/** The kinds of events of the newest call, in order. */
export async function newestCall(
  db: Parameters<typeof inTenant>[0],
  tenantId: string,
): Promise<{ readonly id: string; readonly kinds: readonly string[] }> {
  return inTenant(db, tenantId, async (trx) => {
    const { callId: id } = await trx
      .selectFrom("callEvent")
      .select("callId")
      .where("kind", "=", "call.received")
      .orderBy("at", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    const rows = await trx
      .selectFrom("callEvent")
      .select("kind")
      .where("callId", "=", id)
      .orderBy("sequence")
      .execute();
    return { id, kinds: rows.map(({ kind }) => kind) };
  });
}
