import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alawWav, readWav, renderTone } from "../../src/protocols/audio/index.ts";
import { type ApplicationServer, openApplicationServer } from "../../testkit/application-server.ts";
import { type DeskPhone, startGateway } from "../../testkit/desk-phone.ts";
import { freePort } from "../../testkit/free-port.ts";
import { type HostileReceiver, MISDEEDS, type Misdeed, openHostileReceiver } from "../../testkit/hostile-receiver.ts";
import { hookNumber } from "../../testkit/number-hook.ts";
import { longestPause, otherSeconds, toneSeconds } from "../../testkit/sound.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";

const TONE_HZ = 900;
/** The webhook's timeout and that of its fallback; the rest is a margin for a busy machine. */
const SILENCE_SECONDS_MAX = 8;
const PLACES = [0, 1, 2, 3] as const;

/** A caller, and the faulty application that answers the caller's code. */
interface Place {
  readonly code: string;
  readonly caller: DeskPhone;
  readonly receiver: HostileReceiver;
}

let system: TestSwitch;
let application: ApplicationServer;
let places: readonly Place[] = [];

beforeAll(async () => {
  application = await openApplicationServer();
  const receivers = await Promise.all(PLACES.map(openHostileReceiver));
  system = await openTestSwitch({ hookHosts: [application.host, ...receivers.map(({ host }) => host)] });
  const opened: Place[] = [];
  for (const [place, receiver] of receivers.entries()) {
    const [code, address, port] = [`150091${place}`, `127.0.0.${60 + place}`, await freePort()];
    await system.addTrunk({ port, address });
    await system.addNumber({ code, phoneIds: [], isRecorded: false });
    const caller = await startGateway({
      folder: path.join(system.folder, `gateway-${place}`),
      toneHz: 1_000,
      answer: "auto",
      address,
      port,
      number: `+628111006${place}`,
    });
    opened.push({ code, caller, receiver });
  }
  places = opened;
});

afterAll(async () => {
  await Promise.all(places.flatMap(({ caller, receiver }) => [caller.close(), receiver.close()]));
  await system?.close();
  await application?.close();
});

/** The records of a code's last call, once there are `count` of them. */
async function lastOf(code: string, count: number) {
  const own = async () => (await system.cdrs()).filter(({ called }) => called === code);
  await expect.poll(async () => (await own()).length, { timeout: 60_000 }).toBe(count);
  return (await own()).at(-1);
}

/** Leads calls in sequence to an application that misbehaves as listed; returns how each ended, and the received audio. */
async function spoiled({ code, caller, receiver }: Place, misdeeds: readonly Misdeed[]) {
  const found: { misdeed: Misdeed; endedBy: unknown; tone: number; words: number; pause: number; events: unknown }[] =
    [];
  for (const misdeed of misdeeds) {
    receiver.do(misdeed);
    await caller.command("dial", `sip:${code}@127.0.0.1:${system.port}`);
    const cdr = await lastOf(code, found.length + 1);
    await expect.poll(async () => readWav(await readFile(caller.heard)).ok).toBe(true);
    const heard = await readFile(caller.heard);
    found.push({
      misdeed,
      endedBy: cdr?.endedBy,
      tone: toneSeconds(heard, TONE_HZ),
      words: otherSeconds(heard, [TONE_HZ]),
      pause: longestPause(heard),
      events: await system.events(String(cdr?.callId)),
    });
  }
  return found;
}

describe("a caller whose application turns bad in the middle of his call", { timeout: 300_000 }, () => {
  it("hears nothing go wrong for longer than a hook may take, is told, and is let go, whatever it does", async () => {
    application.reply(({ path: where }) =>
      where === "/tone.wav"
        ? { type: "audio/wav", body: alawWav(renderTone([{ frequenciesHz: [TONE_HZ], ms: 2_000 }])) }
        : `<Response><Play>/tone.wav</Play><Redirect>${places[Number(where.slice(1))]?.receiver.url}</Redirect></Response>`,
    );
    for (const [place, { code }] of places.entries())
      await hookNumber(system, { code, voiceUrl: application.at(`/${place}`) });
    const found = await Promise.all(
      places.map((place, nth) =>
        spoiled(
          place,
          MISDEEDS.filter((_, index) => index % places.length === nth),
        ),
      ),
    );
    const all = found.flat();
    expect(all.map(({ misdeed }) => misdeed).toSorted()).toEqual([...MISDEEDS].toSorted());
    for (const { misdeed, endedBy, tone, words, pause, events } of all) {
      expect(endedBy, misdeed).toBe("system");
      expect(tone, misdeed).toBeGreaterThan(1.5);
      expect(words, misdeed).toBeGreaterThan(2);
      expect(pause, misdeed).toBeLessThan(SILENCE_SECONDS_MAX);
      expect(events, misdeed).toContain("application.failed");
    }
    for (const { receiver } of places) expect(receiver.cameIn.length).toBeGreaterThan(0);
  });
});
