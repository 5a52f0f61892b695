import { energyOf, powerAt } from "./goertzel.ts";
import { KEYPAD_HZ, keyAt } from "./tones.ts";

/** State of the DTMF detector between blocks of 20 ms. */
export interface KeyDetector {
  /** The key detected in the last block, or "" for none. */
  readonly heard: string;
  /** Number of consecutive blocks with `heard`. */
  readonly blocks: number;
  /** The key already reported, until it ends. */
  readonly told: string;
}

/** Initial state of the detector. */
export const NO_KEY: KeyDetector = { heard: "", blocks: 0, told: "" };

/** A key must sound for 40 ms and pause for 40 ms (ITU-T Q.24, annex A): two blocks of 20 ms each. */
const BLOCKS_MIN = 2;
/** Below −36 dB of the loudest sample a tone is not a key (ITU-T Q.24). */
const MEAN_SQUARE_MIN = 250_000;
/** Minimum share of both tones in the energy, so that speech is not detected as a key. */
const PURITY_MIN = 0.75;
/** Maximum power ratio of the two tones (8 dB, ITU-T Q.24 "twist"). */
const TWIST_MAX = 6.3;

/** Detects DTMF keys in a block of 160 samples; `key` is set once per press. */
export function hearKey(
  detector: KeyDetector,
  block: Int16Array,
): { readonly state: KeyDetector; readonly key: string | null } {
  const heard = keyIn(block);
  const blocks = heard === detector.heard ? Math.min(detector.blocks + 1, BLOCKS_MIN) : 1;
  if (blocks < BLOCKS_MIN) return { state: { ...detector, heard, blocks }, key: null };
  const key = heard !== "" && heard !== detector.told ? heard : null;
  return { state: { heard, blocks, told: heard }, key };
}

function keyIn(block: Int16Array): string {
  const energy = energyOf(block);
  if (energy < MEAN_SQUARE_MIN * block.length) return "";
  const row = strongest(block, KEYPAD_HZ.rows);
  const column = strongest(block, KEYPAD_HZ.columns);
  const purity = (2 * (row.power + column.power)) / (energy * block.length);
  const twist = Math.max(row.power, column.power) / Math.max(1, Math.min(row.power, column.power));
  return purity >= PURITY_MIN && twist <= TWIST_MAX ? keyAt(row.at, column.at) : "";
}

function strongest(
  block: Int16Array,
  frequenciesHz: readonly number[],
): { readonly at: number; readonly power: number } {
  const powers = frequenciesHz.map((hz) => powerAt(block, hz));
  const power = Math.max(...powers);
  return { at: powers.indexOf(power), power };
}
