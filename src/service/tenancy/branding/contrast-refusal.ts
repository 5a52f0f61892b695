import { CONTRAST_MIN, readableColour, weakestContrast } from "./colour.shared.ts";

/** Why a colour is not taken: what is drawn with it could not be read; null when it can. `nearest` is one of its hue that can. */
export function contrastRefusal(colour: string): {
  readonly refusal: "colour-unreadable";
  /** In tenths, as people read it: "3.2". */
  readonly contrast: string;
  readonly nearest: string;
} | null {
  const contrast = weakestContrast(colour);
  if (contrast >= CONTRAST_MIN) return null;
  // Rounded down: 4.46 is not told as enough.
  return {
    refusal: "colour-unreadable",
    contrast: (Math.floor(contrast * 10) / 10).toFixed(1),
    nearest: readableColour(colour),
  };
}
