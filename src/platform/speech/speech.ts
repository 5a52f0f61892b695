import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import path from "node:path";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type SpeechLanguage, voiceOf } from "./voice-of.ts";

/** Why a text was not spoken: the program is not installed, is overloaded, or failed. */
export type SpeechRefusal = "speech-not-there" | "speech-busy" | "speech-failed";

/** Text-to-speech. */
export interface Speech {
  /** Whether the program is installed on this machine. */
  isThere(): Promise<boolean>;
  /** The audio of a text as a WAV file (PCM, 16 bits, one channel; rate in the file). */
  speak(given: {
    readonly text: string;
    readonly language: SpeechLanguage;
    /** The holder, such as a tenant: waiting holders are served in turn. */
    readonly holder?: string;
  }): Promise<Result<Uint8Array, SpeechRefusal>>;
}

/** Time limits of one text. A sentence takes about 20 ms; a process that takes much longer hangs. */
export interface SpeechLimits {
  /** The process is killed after this time. */
  readonly speakingMs: number;
  /** Longest wait of a text for its turn; 0 = refused at once when all slots are busy. */
  readonly waitMs: number;
}

/** A user who writes prompts can retry, and writes long texts. */
const FOR_WRITERS: SpeechLimits = { speakingMs: 10_000, waitMs: 0 };
/** A caller waits in silence for at most three seconds: a hanging process is killed earlier, so that other texts get their turn in time. */
export const FOR_CALLERS: SpeechLimits = { speakingMs: 2_500, waitMs: 3_000 };

/** Ten minutes of speech, far more than any accepted text yields. */
const SOUND_BYTES_MAX = 26_460_000;
const RUNNING_MAX = 4;
/** Maximum number of waiting texts, about as many as are spoken in three seconds; and those of one tenant. */
const WAITING_MAX = 500;
const WAITING_OF_HOLDER_MAX = 100;

/**
 * Speaks by espeak-ng, found on the path or at a configured path. It runs as a separate program, because its licence (GPL)
 * is not ours, with the text on its standard input and no environment variable except the path.
 */
export function openSpeech(program: string, { speakingMs, waitMs }: SpeechLimits = FOR_WRITERS): Speech {
  const searchPath = process.env.PATH ?? "";
  const turns = openTurns();
  return {
    isThere: () => isExecutable(program, searchPath),
    speak: async ({ text, language, holder = "" }) => {
      if (!(await turns.take(holder, waitMs))) return refuse("speech-busy");
      try {
        return await speakOnce({ program, searchPath, args: voiceOf(language), text, speakingMs });
      } finally {
        turns.giveBack();
      }
    },
  };
}

/** Turns to speak: waiting holders are served in turn, whatever the length of the others' queues, and each holder's texts in their order. */
function openTurns() {
  let free = RUNNING_MAX;
  let size = 0;
  const waiting = new Map<string, Set<() => void>>();
  const leave = (holder: string, given: () => void): void => {
    const own = waiting.get(holder);
    if (own?.delete(given) !== true) return;
    size -= 1;
    if (own.size === 0) waiting.delete(holder);
  };
  return {
    /** Whether a slot became free within this time. */
    take: async (holder: string, waitMs: number): Promise<boolean> => {
      if (free > 0) {
        free -= 1;
        return true;
      }
      const own = waiting.get(holder) ?? new Set();
      if (waitMs === 0 || size >= WAITING_MAX || own.size >= WAITING_OF_HOLDER_MAX) return false;
      return new Promise((resolve) => {
        const given = () => {
          clearTimeout(timer);
          resolve(true);
        };
        const timer = setTimeout(() => {
          leave(holder, given);
          resolve(false);
        }, waitMs);
        waiting.set(holder, own.add(given));
        size += 1;
      });
    },
    giveBack: () => {
      const [next] = waiting;
      const [given] = next?.[1] ?? [];
      if (next === undefined || given === undefined) {
        free += 1;
        return;
      }
      const [holder, own] = next;
      leave(holder, given);
      // The holder moves behind the others until its next turn.
      if (waiting.delete(holder)) waiting.set(holder, own);
      given();
    },
  };
}

async function isExecutable(program: string, searchPath: string): Promise<boolean> {
  const places = program.includes(path.sep)
    ? [program]
    : searchPath.split(path.delimiter).map((folder) => path.join(folder, program));
  const found = await Promise.all(
    places.map((place) =>
      access(place, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

interface Speaking {
  readonly program: string;
  readonly searchPath: string;
  readonly args: readonly string[];
  readonly text: string;
  readonly speakingMs: number;
}

function speakOnce({
  program,
  searchPath,
  args,
  text,
  speakingMs,
}: Speaking): Promise<Result<Uint8Array, SpeechRefusal>> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args, "--stdin", "--stdout"], {
      stdio: ["pipe", "pipe", "ignore"],
      env: { PATH: searchPath, LANG: "C.UTF-8" },
      timeout: speakingMs,
      killSignal: "SIGKILL",
    });
    const parts: Buffer[] = [];
    let bytes = 0;
    child.on("error", (error: NodeJS.ErrnoException) => {
      resolve(refuse(error.code === "ENOENT" || error.code === "EACCES" ? "speech-not-there" : "speech-failed"));
    });
    child.stdout.on("data", (part: Buffer) => {
      bytes += part.length;
      if (bytes > SOUND_BYTES_MAX) child.kill("SIGKILL");
      else parts.push(part);
    });
    child.on("close", (code) => resolve(code === 0 && bytes > 0 ? ok(Buffer.concat(parts)) : refuse("speech-failed")));
    // A process that ends before it has read its text reports that by its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(plainText(text));
  });
}

/** One line without phoneme markup: espeak-ng reads text between double brackets as phonemes. */
function plainText(text: string): string {
  return `${text.replaceAll(/\s+/g, " ").replaceAll("[[", "[ [").trim()}\n`;
}
