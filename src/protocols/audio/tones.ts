import { SAMPLE_RATE_HZ } from "./g711.ts";
import { saturated } from "./mix.ts";

/** A section of a tone: its simultaneous frequencies (none = silence) and its duration. */
export interface ToneStretch {
  readonly frequenciesHz: readonly number[];
  readonly ms: number;
}

/** Call progress tones, and the beep that announces a recording. */
export type ToneName = "dial" | "ringing" | "busy" | "congestion" | "beep";

/** Call progress tones in Indonesia have one frequency (ITU-T E.180, supplement 2: 425 Hz). */
const EXCHANGE_HZ = [425];
const BEEP_HZ = [1_400];
const SILENT: readonly number[] = [];

/** One period of each tone; it repeats seamlessly, because every section contains whole cycles. */
const PERIODS: Readonly<Record<ToneName, readonly ToneStretch[]>> = {
  dial: [{ frequenciesHz: EXCHANGE_HZ, ms: 1_000 }],
  ringing: cadence(1_000, 4_000),
  busy: cadence(500, 500),
  // 250 ms would cut a cycle of 425 Hz in half, so a period has two bursts.
  congestion: [...cadence(250, 250), ...cadence(250, 250)],
  beep: [{ frequenciesHz: BEEP_HZ, ms: 200 }],
};

/** Row and column of each key (ITU-T Q.23). */
const ROWS_HZ = [697, 770, 852, 941] as const;
const COLUMNS_HZ = [1_209, 1_336, 1_477, 1_633] as const;
const KEYS = ["123A", "456B", "789C", "*0#D"] as const;

/** Level of each frequency relative to full scale: −16 dB leaves headroom for two at once. */
const AMPLITUDE = 0.16 * 32_767;
const RAMP_SAMPLES = 40;

/** One period of a named tone, for repeated playback. */
export function tonePeriod(name: ToneName): Int16Array {
  return renderTone(PERIODS[name]);
}

/** The two frequencies of a key, or null for an unknown key. */
export function keyFrequencies(key: string): readonly [number, number] | null {
  const row = KEYS.findIndex((keys) => keys.includes(key));
  const low = ROWS_HZ[row];
  const high = COLUMNS_HZ[KEYS[row]?.indexOf(key) ?? -1];
  return key.length !== 1 || low === undefined || high === undefined ? null : [low, high];
}

/** The key at a row and a column, counted from zero. */
export function keyAt(row: number, column: number): string {
  return KEYS[row]?.[column] ?? "";
}

/** The frequencies of rows and columns of the keypad. */
export const KEYPAD_HZ = { rows: ROWS_HZ, columns: COLUMNS_HZ } as const;

/** Linear samples of consecutive sections; each burst fades in and out to avoid clicks. */
export function renderTone(stretches: readonly ToneStretch[]): Int16Array {
  const parts = stretches.map(renderStretch);
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function renderStretch({ frequenciesHz, ms }: ToneStretch, _nth: number, all: readonly ToneStretch[]): Int16Array {
  const samples = new Int16Array(Math.round((ms * SAMPLE_RATE_HZ) / 1_000));
  const isContinuous = all.length === 1;
  for (let at = 0; at < samples.length; at += 1) {
    const edge = isContinuous ? 1 : Math.min(1, at / RAMP_SAMPLES, (samples.length - at) / RAMP_SAMPLES);
    const sum = frequenciesHz.reduce((total, hz) => total + Math.sin((2 * Math.PI * hz * at) / SAMPLE_RATE_HZ), 0);
    samples[at] = saturated(Math.round(sum * edge * AMPLITUDE));
  }
  return samples;
}

function cadence(onMs: number, offMs: number): readonly ToneStretch[] {
  return [
    { frequenciesHz: EXCHANGE_HZ, ms: onMs },
    { frequenciesHz: SILENT, ms: offMs },
  ];
}
