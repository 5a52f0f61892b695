import { CONTRAST_MIN, readableColour, weakestContrast } from "./colour.shared.ts";

/** Why a colour is refused: its contrast is too low; null when it suffices. `nearest` is a colour of its hue with enough contrast. */
export function contrastRefusal(colour: string): {
  readonly refusal: "colour-unreadable";
  /** In tenths, for display: "3.2". */
  readonly contrast: string;
  readonly nearest: string;
} | null {
  const contrast = weakestContrast(colour);
  if (contrast >= CONTRAST_MIN) return null;
  // Rounded down, so that 4.46 is not shown as sufficient.
  return {
    refusal: "colour-unreadable",
    contrast: (Math.floor(contrast * 10) / 10).toFixed(1),
    nearest: readableColour(colour),
  };
}
