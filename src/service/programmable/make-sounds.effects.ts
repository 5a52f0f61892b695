import { setTimeout as delay } from "node:timers/promises";
import { type Clock, type Result, refuse } from "../../kernel/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { keyFrequencies, renderTone, type ToneStretch } from "../../protocols/audio/index.ts";
import type { ApplicationAsking, DocumentSound, HeardSound, Verb } from "../calls/index.ts";
import { CLIPS_MAX, type Clip } from "../prompts/index.ts";
import type { Outward } from "../webhooks/index.ts";
import type { ExchangeWriter } from "./exchange-writer.effects.ts";
import { ERROR_OF_FAULT, errorOfStatus } from "./hook-fault.ts";
import { spokenParts } from "./spoken-parts.ts";
import { silence } from "./tasks-of-verb.ts";

/** Bytes of a recording that is fetched at the most: two minutes of PCM with 16 bits at 16 kHz. */
const SOUND_BYTES_MAX = 4_194_304;
/** A recording that was fetched is heard again without asking for so long. */
const FETCHED_MS = 60_000;
/** Texts of a document that are spoken before their turn comes. */
const AHEAD_MAX = 5;
const [KEY_MS, KEY_GAP_MS, KEY_WAIT_MS] = [120, 80, 500];
/** The field's number of a recording that cannot be played. */
const UNPLAYABLE = 12_300;

type KeepSound = (
  key: string,
  sound: () => Promise<Result<Int16Array, "not-fetched" | "not-wav">>,
) => Promise<Result<string, string>>;

/** What sounds of documents are made with. */
export interface SoundOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly outward: Outward;
  readonly speak: (wish: { readonly text: string; readonly language: "id" | "en" }) => Promise<Result<string, string>>;
  readonly keep: KeepSound;
  /** The sound of a file as a telephone line carries it. */
  readonly soundIn: (bytes: Uint8Array) => Promise<Result<Int16Array, string>>;
  readonly exchanges: Pick<ExchangeWriter, "add">;
}

/** Makes what is to be heard playable, all of it at once; what is not there in time or cannot be played is left out. */
export async function makeSounds(
  options: SoundOptions,
  asking: ApplicationAsking,
  { sounds, budgetMs }: { readonly sounds: readonly HeardSound[]; readonly budgetMs: number },
): Promise<readonly Clip[]> {
  const stopping = new AbortController();
  const late = delay(budgetMs, [], { signal: stopping.signal, ref: false }).catch(() => []);
  const made = await Promise.all(
    sounds.map(async ({ sound, times }) => {
      const clips = await Promise.race([clipsOf(options, asking, { sound, budgetMs }), late]);
      return Array.from({ length: Math.min(times, CLIPS_MAX) }, () => clips).flat();
    }),
  );
  stopping.abort();
  return made.flat().slice(0, CLIPS_MAX);
}

/** Has the first texts of a document spoken, so that none is waited for later. */
export function speakAhead({ speak, log }: SoundOptions, verbs: readonly Verb[]): void {
  const sounds = verbs.flatMap((verb) =>
    verb.verb === "sound" ? [verb.heard.sound] : verb.verb === "gather" ? verb.prompts.map(({ sound }) => sound) : [],
  );
  const texts = sounds.flatMap((sound) =>
    sound.sound === "say" ? spokenParts(sound.text).map((text) => ({ text, language: sound.language })) : [],
  );
  for (const wish of texts.slice(0, AHEAD_MAX)) {
    speak(wish).catch((error: unknown) => log.warn({ err: error }, "application.not-spoken"));
  }
}

async function clipsOf(
  options: SoundOptions,
  asking: ApplicationAsking,
  { sound, budgetMs }: { readonly sound: DocumentSound; readonly budgetMs: number },
): Promise<readonly Clip[]> {
  try {
    switch (sound.sound) {
      case "pause":
        return silence(sound.ms);
      case "say": {
        const { language } = sound;
        const spoken = await Promise.all(spokenParts(sound.text).map((text) => options.speak({ text, language })));
        return spoken.flatMap((one) => promptOf(one));
      }
      case "keys":
        return promptOf(
          await options.keep(`keys\n${sound.keys}`, async () => ({ ok: true, value: tones(sound.keys) })),
        );
      case "fetch": {
        const minute = Math.floor(options.clock.nowMs() / FETCHED_MS);
        const key = `fetch\n${asking.tenantId}\n${minute}\n${sound.url}`;
        return promptOf(await options.keep(key, () => fetched(options, asking, { url: sound.url, budgetMs })));
      }
    }
  } catch (error) {
    options.log.warn({ err: error, callId: asking.callId }, "application.sound-not-made");
    return [];
  }
}

function promptOf(made: Result<string, string>): readonly Clip[] {
  return made.ok ? [{ kind: "prompt", prompt: made.value }] : [];
}

/** The tones of keys, which the far end hears as if they were pressed; `w` is half a second of nothing. */
function tones(keys: string): Int16Array {
  const stretches = Array.from(keys).flatMap((key): readonly ToneStretch[] => {
    const frequenciesHz = keyFrequencies(key);
    if (frequenciesHz === null) return [{ frequenciesHz: [], ms: KEY_WAIT_MS }];
    return [
      { frequenciesHz, ms: KEY_MS },
      { frequenciesHz: [], ms: KEY_GAP_MS },
    ];
  });
  return renderTone(stretches);
}

async function fetched(
  { outward, soundIn, exchanges, clock }: SoundOptions,
  { tenantId, callId, nth }: ApplicationAsking,
  { url, budgetMs }: { readonly url: string; readonly budgetMs: number },
): Promise<Result<Int16Array, "not-fetched" | "not-wav">> {
  const atMs = clock.nowMs();
  const answer = await outward.call(
    { url, method: "GET", headers: { accept: "audio/wav, audio/x-wav", "user-agent": "Sambung" }, body: "" },
    { budgetMs, answerBytesMax: SOUND_BYTES_MAX, whenLonger: "refuse" },
  );
  const wrong = answer.fault === null ? errorOfStatus(answer.status) : ERROR_OF_FAULT[answer.fault];
  const sound = answer.fault === null && wrong === null ? await soundIn(answer.bytes) : null;
  exchanges.add({
    ...{ tenantId, callId, nth, atMs, kind: "sound", method: "GET", url, fields: {}, answer: "", warnings: [] },
    status: answer.fault === null ? answer.status : null,
    durationMs: Math.round(answer.timings.totalMs),
    error: wrong ?? (sound?.ok === true ? null : UNPLAYABLE),
  });
  if (sound === null) return refuse("not-fetched");
  return sound.ok ? sound : refuse("not-wav");
}
