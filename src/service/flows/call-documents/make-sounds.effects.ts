import { setTimeout as delay } from "node:timers/promises";
import { type Clock, type Result, refuse } from "../../../kernel/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { keyFrequencies, renderTone, type ToneStretch } from "../../../protocols/audio/index.ts";
import type { DocumentSound, RepeatedSound, Verb } from "../../telephony/calls/index.ts";
import { CLIPS_MAX, type Clip } from "../../telephony/prompts/index.ts";
import type { Outward } from "../../tenancy/webhooks/index.ts";
import type { AbortableRequestContext } from "./call-webhook.effects.ts";
import { spokenParts } from "./documents/spoken-parts.ts";
import { silence } from "./documents/verb-sounds.ts";
import type { ExchangeWriter } from "./exchange-writer.effects.ts";
import { ERROR_OF_FAULT, errorOfStatus } from "./hook-fault.ts";

/** Maximum bytes of a fetched recording: two minutes of PCM with 16 bits at 16 kHz. */
const SOUND_BYTES_MAX = 4_194_304;
/** Limits of bytes fetched for one verb, and of concurrent downloads: of one verb, one call centre, and all. */
const VERB_BYTES_MAX = 8_388_608;
const FETCHING_MAX = { ofVerb: 4, ofHolder: 16, ofAll: 64 } as const;
/** How long a fetched recording is reused without another request. */
const FETCHED_MS = 60_000;
/** Texts of a document that are synthesised before their turn. */
const AHEAD_MAX = 5;
const [KEY_MS, KEY_GAP_MS, KEY_WAIT_MS] = [120, 80, 500];
/** Twilio's error code of a recording that cannot be played, and the code for a fault of this system. */
const [UNPLAYABLE, OUR_FAULT] = [12_300, 12_400];

type KeepSound = (
  key: string,
  sound: () => Promise<Result<Int16Array, "not-fetched" | "not-wav">>,
  holder: string,
) => Promise<Result<string, string>>;

/** Dependencies for making the audio of documents. */
export interface SoundOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly outward: Outward;
  readonly speak: (wish: {
    readonly text: string;
    readonly language: "id" | "en";
    readonly holder: string;
  }) => Promise<Result<string, string>>;
  readonly keep: KeepSound;
  /** The audio of a file in telephone quality; `mp3-busy` where no decoder was free within `waitMs`. */
  readonly soundIn: (
    bytes: Uint8Array,
    reader: { readonly holder: string; readonly waitMs: number },
  ) => Promise<Result<Int16Array, string>>;
  readonly exchanges: Pick<ExchangeWriter, "add">;
}

/** Concurrent downloads of recordings, of all call centres. */
export interface Fetching {
  take(holder: string): boolean;
  giveBack(holder: string): void;
}

/** Opens the download slots of a switch: far fewer than those of webhooks, since each download may be long. */
export function openFetching(): Fetching {
  const ofHolders = new Map<string, number>();
  let all = 0;
  return {
    take: (holder) => {
      const own = ofHolders.get(holder) ?? 0;
      if (all >= FETCHING_MAX.ofAll || own >= FETCHING_MAX.ofHolder) return false;
      all += 1;
      ofHolders.set(holder, own + 1);
      return true;
    },
    giveBack: (holder) => {
      all -= 1;
      const left = (ofHolders.get(holder) ?? 1) - 1;
      if (left === 0) ofHolders.delete(holder);
      else ofHolders.set(holder, left);
    },
  };
}

/** State shared by the audio of one verb: its deadline, its download limit, and its queue. */
interface Making extends SoundOptions {
  readonly fetching: Fetching;
  readonly requestContext: AbortableRequestContext;
  readonly untilMs: number;
  readonly inTurn: <Made>(make: () => Promise<Made>) => Promise<Made>;
  bytesLeft: number;
}

/** Makes audio playable, a few items at a time and no more than is played; items that are late or cannot be played are left out. */
export async function makeSounds(
  options: SoundOptions & { readonly fetching: Fetching },
  requestContext: AbortableRequestContext,
  { sounds, budgetMs }: { readonly sounds: readonly RepeatedSound[]; readonly budgetMs: number },
): Promise<readonly Clip[]> {
  const stopping = new AbortController();
  const late = delay(budgetMs, [], { signal: stopping.signal, ref: false }).catch(() => []);
  const [untilMs, inTurn] = [performance.now() + budgetMs, openTurns(FETCHING_MAX.ofVerb)];
  const making: Making = { ...options, requestContext, untilMs, inTurn, bytesLeft: VERB_BYTES_MAX };
  const made = await Promise.all(
    withinClips(sounds).map(async ({ parts, times }) => {
      const each = parts.map((part) => Promise.race([inTurn(() => clipsOf(making, part)), late]));
      const clips = (await Promise.all(each)).flat();
      return Array.from({ length: times }, () => clips).flat();
    }),
  );
  stopping.abort();
  return made.flat().slice(0, CLIPS_MAX);
}

interface SoundInParts {
  readonly parts: readonly DocumentSound[];
  readonly times: number;
}

/** The part of the audio that fits into one playback: the rest is neither synthesised nor fetched. */
function withinClips(sounds: readonly RepeatedSound[]): readonly SoundInParts[] {
  let left = CLIPS_MAX;
  return sounds.flatMap(({ sound, times: wanted }) => {
    const parts = partsOf(sound).slice(0, left);
    if (parts.length === 0) return [];
    const times = Math.min(wanted, Math.ceil(left / parts.length));
    left = Math.max(0, left - parts.length * times);
    return [{ parts, times }];
  });
}

function partsOf(sound: DocumentSound): readonly DocumentSound[] {
  return sound.sound === "say" ? spokenParts(sound.text).map((text) => ({ ...sound, text })) : [sound];
}

/** Limits the number of concurrent jobs; further ones wait. */
function openTurns(max: number): Making["inTurn"] {
  const waiting: (() => void)[] = [];
  let going = 0;
  return async (make) => {
    if (going >= max) await new Promise<void>((resolve) => waiting.push(resolve));
    else going += 1;
    try {
      return await make();
    } finally {
      const next = waiting.shift();
      if (next === undefined) going -= 1;
      else next();
    }
  };
}

/** Synthesises the first texts of a document in advance, so that the caller does not wait for them. */
export function speakAhead({ speak, log }: SoundOptions, holder: string, verbs: readonly Verb[]): void {
  const sounds = verbs.flatMap((verb) =>
    verb.verb === "sound" ? [verb.heard.sound] : verb.verb === "gather" ? verb.prompts.map(({ sound }) => sound) : [],
  );
  const texts = sounds.flatMap((sound) =>
    sound.sound === "say" ? spokenParts(sound.text).map((text) => ({ text, language: sound.language, holder })) : [],
  );
  for (const wish of texts.slice(0, AHEAD_MAX)) {
    speak(wish).catch((error: unknown) => log.warn({ err: error }, "application.not-spoken"));
  }
}

async function clipsOf(making: Making, sound: DocumentSound): Promise<readonly Clip[]> {
  const { tenantId: holder, callId, signal } = making.requestContext;
  try {
    if (signal?.aborted === true || performance.now() >= making.untilMs) return [];
    switch (sound.sound) {
      case "pause":
        return silence(sound.ms);
      case "say":
        return promptOf(await making.speak({ text: sound.text, language: sound.language, holder }));
      case "keys": {
        const { keys } = sound;
        return promptOf(await making.keep(`keys\n${keys}`, async () => ({ ok: true, value: tones(keys) }), holder));
      }
      case "fetch": {
        const minute = Math.floor(making.clock.nowMs() / FETCHED_MS);
        const key = `fetch\n${holder}\n${minute}\n${sound.url}`;
        return promptOf(await making.keep(key, () => fetchedInPlace(making, sound.url), holder));
      }
    }
  } catch (error) {
    making.log.warn({ err: error, callId }, "application.sound-not-made");
    return [];
  }
}

function promptOf(made: Result<string, string>): readonly Clip[] {
  return made.ok ? [{ kind: "prompt", prompt: made.value }] : [];
}

/** DTMF tones of keys, which the far end receives like pressed keys; `w` is half a second of silence. */
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

/** A recording without a free download slot is left out like a failed download. */
async function fetchedInPlace(making: Making, url: string): Promise<Result<Int16Array, "not-fetched" | "not-wav">> {
  const { fetching, requestContext } = making;
  if (!fetching.take(requestContext.tenantId)) return refuse("not-fetched");
  try {
    return await fetched(making, url);
  } finally {
    fetching.giveBack(requestContext.tenantId);
  }
}

async function fetched(making: Making, url: string): Promise<Result<Int16Array, "not-fetched" | "not-wav">> {
  const { outward, soundIn, exchanges, clock, requestContext } = making;
  const { tenantId, callId, nth } = requestContext;
  const atMs = clock.nowMs();
  const answer = await outward.call(
    {
      url,
      method: "GET",
      headers: { accept: "audio/wav, audio/x-wav, audio/mpeg", "user-agent": "Sambung" },
      body: "",
    },
    {
      budgetMs: Math.max(1, Math.ceil(making.untilMs - performance.now())),
      answerBytesMax: Math.min(SOUND_BYTES_MAX, making.bytesLeft),
      // The job continues when its call ends: another call may wait for the same recording.
      whenLonger: "refuse",
      holder: tenantId,
    },
  );
  const wrong = answer.fault === null ? errorOfStatus(answer.status) : ERROR_OF_FAULT[answer.fault];
  if (answer.fault === null) making.bytesLeft -= answer.bytes.length;
  const waitMs = Math.max(0, making.untilMs - performance.now());
  const sound =
    answer.fault === null && wrong === null ? await soundIn(answer.bytes, { holder: tenantId, waitMs }) : null;
  exchanges.add({
    tenantId,
    callId,
    nth,
    atMs,
    kind: "sound",
    method: "GET",
    url,
    fields: {},
    answer: "",
    warnings: [],
    status: answer.fault === null ? answer.status : null,
    durationMs: Math.round(answer.timings.totalMs),
    error: wrong ?? (sound?.ok === true ? null : sound?.refusal === "mp3-busy" ? OUR_FAULT : UNPLAYABLE),
  });
  if (sound === null) return refuse("not-fetched");
  return sound.ok ? sound : refuse("not-wav");
}
