import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type CommandOf,
  connectMedia,
  type LegSettings,
  type MediaAnswers,
  type MediaCommand,
  type MediaEngine,
  type MediaEvent,
  openSealedFile,
  type RecordingSegment,
  type RunningMedia,
  startMediaServer,
  UNKNOWN_FAR_END,
} from "../src/platform/media/index.ts";
import { openLog } from "../src/platform/telemetry/index.ts";
import { readWav } from "../src/protocols/audio/index.ts";
import { Phone, type PhoneVoice, type Target } from "./phone.ts";

/** A key for recordings in tests: 32 bytes. */
export const RECORDING_KEY = Buffer.alloc(32, 7);

/** An engine in this process with its folder, reached over its control socket like by the switch. */
export interface TestMedia {
  readonly engine: MediaEngine;
  readonly events: MediaEvent[];
  readonly running: RunningMedia;
  readonly folder: string;
  /** Carries out a command; throws on a refusal. */
  ask<Kind extends MediaCommand["kind"]>(command: CommandOf<Kind>): Promise<MediaAnswers[Kind]>;
  /** A phone and its leg. */
  join(leg: string, call: string, options?: JoinOptions): Promise<Joined>;
  close(): Promise<void>;
}

/** Options of a leg. */
export interface JoinOptions {
  readonly settings?: Partial<LegSettings>;
  readonly voice?: Partial<PhoneVoice>;
  readonly rtcp?: "mux" | "own-port" | "none";
}

/** A phone with its leg. */
export interface Joined {
  readonly phone: Phone;
  readonly leg: string;
  /** Destination of the phone's packets. */
  readonly at: Target;
}

/** Options of the engine. */
export interface TestMediaOptions {
  readonly workers?: number;
  readonly legsMax?: number;
  readonly ports?: { readonly from: number; readonly to: number };
  readonly priority?: "realtime" | "normal";
}

/** A range of ports that is probably free; each engine of a test run gets a separate one. */
let nextPorts = 31_000 + (process.pid % 200) * 60;

/** Starts an engine for a test. */
export async function startTestMedia(options: TestMediaOptions = {}): Promise<TestMedia> {
  const folder = await mkdtemp(path.join(tmpdir(), "sambung-media-"));
  const ports = options.ports ?? { from: nextPorts, to: nextPorts + 999 };
  nextPorts += 1_000;
  const running = await startMediaServer({
    socketPath: path.join(folder, "control.sock"),
    folder: path.join(folder, "recordings"),
    bind: "127.0.0.1",
    advertised: "127.0.0.1",
    ports,
    workers: options.workers ?? 1,
    legsMax: options.legsMax ?? 500,
    priority: options.priority ?? "normal",
    log: openLog({ process: "media", level: "silent" }),
  });
  const phones: Phone[] = [];
  const engine = connectMedia({ socketPath: running.socketPath, advertised: "127.0.0.1" });
  const events: MediaEvent[] = [];
  engine.onEvent((event) => void events.push(event));
  return {
    ...mediaCommandsOf(engine, phones),
    engine,
    events,
    running,
    folder,
    close: async () => {
      for (const phone of phones) phone.close();
      engine.close();
      await running.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Commands of a test engine, over any engine; opened phones are added to `phones`. */
export function mediaCommandsOf(engine: MediaEngine, phones: Phone[]): Pick<TestMedia, "ask" | "join"> {
  const ask: TestMedia["ask"] = async (command) => {
    const result = await engine.mixer.request(command);
    if (!result.ok) throw new Error(`${command.kind}: ${result.refusal}`);
    return result.value;
  };
  return {
    ask,
    join: async (leg, call, { settings = {}, voice = {}, rtcp = "none" } = {}) => {
      const phone = await Phone.open(voice);
      phones.push(phone);
      const opened = await ask({
        kind: "open-leg",
        leg,
        call,
        port: null,
        rtcp,
        settings: { ...settingsFor(phone), ...settings },
      });
      return { phone, leg, at: { address: opened.address, port: opened.port } };
    },
  };
}

/** Settings of a leg towards a phone. */
export function settingsFor(phone: Phone): LegSettings {
  return {
    ...UNKNOWN_FAR_END,
    remote: { address: "127.0.0.1", port: phone.port, rtcpPort: phone.port },
    codec: phone.voice.law === "alaw" ? "PCMA" : "PCMU",
    payloadType: phone.voice.law === "alaw" ? 8 : 0,
    keysPayloadType: phone.voice.keysPayloadType,
  };
}

/** Both channels of a segment, decrypted and read as a WAV file. */
export async function channelsOf(segment: RecordingSegment): Promise<readonly [Int16Array, Int16Array]> {
  const file = await openSealedFile(segment.file, RECORDING_KEY);
  const wav = readWav(await file.read(0, file.bytes));
  await file.close();
  if (!wav.ok) throw new Error(wav.refusal);
  return [wav.value.channels[0] ?? new Int16Array(), wav.value.channels[1] ?? new Int16Array()];
}

/** Names of the journals in a folder of recordings. */
export async function journalsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(path.join(folder, "recordings"))).filter((name) => name.endsWith(".journal"));
}
