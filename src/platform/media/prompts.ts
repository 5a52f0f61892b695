import { open } from "node:fs/promises";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { encode, type Law, readWav } from "../../protocols/audio/index.ts";
import type { MediaRefusal } from "./engine.ts";
import type { Prompt } from "./player.ts";

/** Maximum number of prompts, of bytes per file, and of bytes in memory. */
const PROMPTS_MAX = 5_000;
const FILE_BYTES_MAX = 32 * 1_048_576;
const BYTES_MAX = 512 * 1_048_576;

/** Reads a WAV file with 8,000 samples a second into both laws; a second channel is ignored. */
export async function readPrompt(
  file: string,
  loaded: ReadonlyMap<string, Prompt>,
): Promise<Result<Prompt, MediaRefusal>> {
  const bytesSoFar = [...loaded.values()].reduce((sum, { alaw, ulaw }) => sum + alaw.length + ulaw.length, 0);
  if (loaded.size >= PROMPTS_MAX || bytesSoFar > BYTES_MAX) return refuse("prompts-exhausted");
  const bytes = await readLimited(file);
  const wav = bytes === null ? null : readWav(bytes);
  const samples = wav?.ok === true ? wav.value.channels[0] : undefined;
  if (samples === undefined || samples.length === 0) return refuse("prompt-unplayable");
  return ok({ alaw: shared("alaw", samples), ulaw: shared("ulaw", samples) });
}

async function readLimited(file: string): Promise<Uint8Array | null> {
  try {
    const handle = await open(file, "r");
    try {
      const { size } = await handle.stat();
      return size > FILE_BYTES_MAX ? null : await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** Encoded samples in memory that all workers share. */
function shared(law: Law, samples: Int16Array): Uint8Array {
  const codes = new Uint8Array(new SharedArrayBuffer(samples.length));
  codes.set(encode(law, samples));
  return codes;
}
