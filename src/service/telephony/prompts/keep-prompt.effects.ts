import { setImmediate } from "node:timers/promises";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { nameUpload } from "../../../platform/files/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type Mp3Reader, readMp3 } from "../../../platform/mp3/index.ts";
import type { Speech } from "../../../platform/speech/index.ts";
import {
  alawWav,
  firstMp3Frame,
  openResampler,
  type Recorded,
  readRecorded,
  SAMPLE_RATE_HZ,
} from "../../../protocols/audio/index.ts";
import { type ActedFact, LINES_CHANGED, type RequestContext } from "../../tenancy/tenants/index.ts";
import { deleteUpload, hasRoomForUpload, insertUpload, lockPrompts, type PromptKey } from "./prompt.store.ts";
import { isSilent, lengthFault, type PromptRefusal, SECONDS_MAX, UPLOAD_BYTES_MAX } from "./prompt-upload.ts";
import { atSpeechLevel } from "./speech-level.ts";

/** The names of the flows that play a prompt. */
export interface PromptUses {
  readonly liveIn: readonly string[];
  readonly draftIn: readonly string[];
}

/** Dependencies of operations on prompts beside the kit. */
export interface PromptOptions {
  readonly kit: Kit;
  /** The folder of the shipped prompts. */
  readonly folder: string;
  /** The speech synthesis. */
  readonly speech: Speech;
  /** The uses of all prompts in flows, passed in by the process. */
  readonly usesOf: (trx: DatabaseTransaction) => Promise<ReadonlyMap<string, PromptUses>>;
  /** Whether the call centre may store this many more bytes of audio, passed in by the process. */
  readonly hasRoom: (
    trx: DatabaseTransaction,
    wish: { readonly tenantId: string; readonly bytes: number | null },
  ) => Promise<boolean>;
}

/** The number of samples that are converted before other work runs: a quarter of a second of audio takes about a millisecond. */
const PART_SAMPLES = 2_000;

/** The maximum time that an upload waits for its turn to decode an MP3. */
const UPLOAD_WAIT_MS = 20_000;

/** Converts a file to telephone audio, and yields to other work in between. */
export async function convertRecording(
  bytes: Uint8Array,
  reader: Mp3Reader,
): Promise<Result<Int16Array, PromptRefusal>> {
  const read = await readFile(bytes, reader);
  if (!read.ok) return read;
  const { samples, rateHz } = read.value;
  const fault = lengthFault(samples.length, rateHz);
  if (fault !== null) return refuse(fault);
  const resampler = openResampler(rateHz);
  const sound = new Int16Array(resampler.lengthOf(samples.length));
  for (let at = 0; at < sound.length; at += PART_SAMPLES) {
    sound.set(resampler.part(samples, at, Math.min(at + PART_SAMPLES, sound.length)), at);
    await setImmediate();
  }
  return isSilent(sound) ? refuse("prompt-silent") : ok(sound);
}

/** The format of a file is detected from its content. */
async function readFile(bytes: Uint8Array, reader: Mp3Reader): Promise<Result<Recorded, PromptRefusal>> {
  const wav = readRecorded(bytes);
  const start = wav.ok || wav.refusal !== "not-wav" ? null : firstMp3Frame(bytes);
  if (start === null) return wav;
  const read = await readMp3(bytes.subarray(start), { ...reader, secondsMax: SECONDS_MAX });
  if (read.ok) return read;
  return refuse(read.refusal === "too-long" ? "prompt-too-long" : read.refusal);
}

/** The text of a prompt, and its language. */
export interface Wording {
  readonly words: string;
  readonly language: PromptKey["language"];
}

/** Synthesises a text in telephone quality: 8,000 samples a second. */
export async function speakWords(
  { speech }: Pick<PromptOptions, "speech">,
  { words, language, holder }: Wording & { readonly holder?: string },
): Promise<Result<Int16Array, PromptRefusal>> {
  const spoken = await speech.speak({ text: words, language, ...(holder === undefined ? {} : { holder }) });
  if (!spoken.ok) return spoken;
  const sound = await convertRecording(spoken.value, { holder: holder ?? "", waitMs: UPLOAD_WAIT_MS });
  return sound.ok ? ok(atSpeechLevel(sound.value)) : sound;
}

type SavedPrompt = Result<{ readonly durationMs: number }, PromptRefusal>;

/** Saves an uploaded recording as a prompt. */
export async function keepPrompt(
  options: PromptOptions,
  requestContext: RequestContext,
  upload: PromptKey & { readonly words: string; readonly bytes: Uint8Array },
): Promise<SavedPrompt> {
  const { bytes, ...row } = upload;
  const sound = await convertRecording(bytes, { holder: requestContext.tenantId, waitMs: UPLOAD_WAIT_MS });
  return sound.ok ? keepSound(options, requestContext, { ...row, sound: sound.value }) : sound;
}

/** Saves a synthesised text as a prompt. */
export async function speakPrompt(
  options: PromptOptions,
  requestContext: RequestContext,
  row: PromptKey & { readonly words: string },
): Promise<SavedPrompt> {
  const sound = await speakWords(options, row);
  return sound.ok ? keepSound(options, requestContext, { ...row, sound: sound.value }) : sound;
}

/** Saves audio under a name, in place of an existing one. Refused while a live flow plays it: the audio of callers changes by publishing only. */
async function keepSound(
  options: PromptOptions,
  requestContext: RequestContext,
  prompt: PromptKey & { readonly words: string; readonly sound: Int16Array },
): Promise<SavedPrompt> {
  const { kit } = options;
  const { sound, ...row } = prompt;
  const durationMs = Math.round((sound.length / SAMPLE_RATE_HZ) * 1_000);
  const stored = await kit.files.put(once(alawWav(sound)), UPLOAD_BYTES_MAX);
  if (!stored.ok) return refuse("prompt-too-large");
  const [id, fileId, uploadedAt] = [kit.ids.next(), kit.ids.next(), new Date(kit.clock.nowMs())];
  const file = await nameUpload(kit, {
    // Without owner while it is in use; the sweep of files checks only files with an owner.
    id: fileId,
    purpose: "prompt",
    uploadedBy: null,
    organisationId: null,
    uploadedAt,
    sha256: stored.value.sha256,
    bytes: stored.value.bytes,
    mediaType: "audio/wav",
    originalName: `${row.language}-${row.name}.wav`,
  });
  if (!file.ok) return refuse("prompt-not-kept");
  const { tenantId, personId: uploadedBy } = requestContext;
  return tenantCommand(kit, requestContext, { announces: LINES_CHANGED }, async ({ trx, audit }) => {
    await lockPrompts(trx, tenantId);
    if (await isLive(options, trx, row.name)) return refuse("prompt-live");
    if (!(await options.hasRoom(trx, { tenantId, bytes: stored.value.bytes }))) return refuse("storage-full");
    await deleteUpload(trx, row);
    if (!(await hasRoomForUpload(trx))) return refuse("prompt-limit");
    await insertUpload(trx, { ...row, id, fileId, durationMs, tenantId, uploadedBy, uploadedAt });
    await audit(fact("uploaded", row, durationMs));
    return ok({ durationMs });
  });
}

/** Deletes a prompt; a shipped one with its name is played again. */
export async function removePrompt(
  options: PromptOptions,
  requestContext: RequestContext,
  key: PromptKey,
): Promise<Result<null, PromptRefusal>> {
  return tenantCommand(options.kit, requestContext, { announces: LINES_CHANGED }, async ({ trx, audit }) => {
    await lockPrompts(trx, requestContext.tenantId);
    if (await isLive(options, trx, key.name)) return refuse("prompt-live");
    if (!(await deleteUpload(trx, key))) return refuse("no-such-prompt");
    await audit(fact("removed", key, null));
    return ok(null);
  });
}

async function isLive({ usesOf }: PromptOptions, trx: DatabaseTransaction, name: string): Promise<boolean> {
  return ((await usesOf(trx)).get(name)?.liveIn.length ?? 0) > 0;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function fact(what: "uploaded" | "removed", { language, name }: PromptKey, durationMs: number | null): ActedFact {
  return { action: `prompt.${what}`, subjectKind: "prompt", subjectId: `${language}.${name}`, detail: { durationMs } };
}
