/** The colour of a call centre, and the contrast of everything that is drawn with it (WCAG 2.2, 1.4.3). */

/** The accent colours of the screens in one theme; each as `#rrggbb`. */
export interface Shades {
  readonly accent: string;
  readonly strong: string;
  readonly soft: string;
  readonly on: string;
}

/** The minimum contrast between text and background (WCAG 2.2, 1.4.3, level AA). */
export const CONTRAST_MIN = 4.5;

/** Backgrounds of text in the accent colour, as in `look/tokens.css`: paper, surface, sunken. */
const GROUNDS = { light: ["#faf8f3", "#ffffff", "#f3efe6"], dark: ["#14151a", "#1c1e25", "#101116"] } as const;
const SURFACE = { light: "#ffffff", dark: "#1c1e25" } as const;
const ON = { light: "#ffffff", dark: "#14151a" } as const;
const SOFT_SHARE = { light: 0.1, dark: 0.22 } as const;
const STEP = 0.004;
/** Slightly above the minimum, so that rounding to whole bytes does not fall below it. */
const WANTED = CONTRAST_MIN + 0.02;

type Three = readonly [number, number, number];

/** Whether a text is a colour as `#rrggbb`. */
export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/.test(text);
}

/** The contrast of two colours: from 1 (equal) to 21 (black on white). */
export function contrastOf(one: string, other: string): number {
  const [low = 0, high = 0] = [luminanceOf(one), luminanceOf(other)].toSorted((left, right) => left - right);
  return (high + 0.05) / (low + 0.05);
}

/** The lowest contrast of all combinations that light screens draw with a colour. */
export function weakestContrast(colour: string): number {
  return weakest(shadesOf(colour, "light"), "light");
}

/** The colour if its contrast suffices everywhere, otherwise the nearest darker one of its hue. */
export function readableColour(colour: string): string {
  if (weakestContrast(colour) >= CONTRAST_MIN) return colour;
  const [lightness, ...hue] = oklabOf(colour);
  for (let darker = lightness; darker > 0; darker -= STEP) {
    const tried = hexOf(fitted([darker, ...hue]));
    if (weakestContrast(tried) >= WANTED) return tried;
  }
  return "#000000";
}

/** The shades of a colour in both themes. In the dark theme it is lightened until its contrast suffices. */
export function paletteOf(colour: string): { readonly light: Shades; readonly dark: Shades } {
  const [lightness, ...hue] = oklabOf(colour);
  for (let lighter = Math.max(lightness, 0.6); lighter < 1; lighter += STEP) {
    const shades = shadesOf(hexOf(fitted([lighter, ...hue])), "dark");
    if (weakest(shades, "dark") >= WANTED) return { light: shadesOf(colour, "light"), dark: shades };
  }
  return { light: shadesOf(colour, "light"), dark: shadesOf("#ffffff", "dark") };
}

function shadesOf(accent: string, theme: "light" | "dark"): Shades {
  const [lightness, ...hue] = oklabOf(accent);
  const stronger = theme === "light" ? lightness * 0.75 : lightness + (1 - lightness) * 0.5;
  const strong = hexOf(fitted([stronger, ...hue]));
  return { accent, strong, soft: mixed(accent, SURFACE[theme], SOFT_SHARE[theme]), on: ON[theme] };
}

function weakest({ accent, strong, soft, on }: Shades, theme: "light" | "dark"): number {
  const grounds = [...GROUNDS[theme], soft, on];
  return Math.min(...grounds.flatMap((ground) => [contrastOf(accent, ground), contrastOf(strong, ground)]));
}

function channels(colour: string): Three {
  const at = (index: number): number => Number.parseInt(colour.slice(index, index + 2), 16) / 255;
  return [at(1), at(3), at(5)];
}

const toLinear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const fromLinear = (value: number): number => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

function luminanceOf(colour: string): number {
  const [red, green, blue] = channels(colour);
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);
}

/** Lightness and the two hue axes of a colour (OKLab, B. Ottosson 2020), a perceptually uniform space. */
function oklabOf(colour: string): Three {
  const [red, green, blue] = channels(colour);
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function linearOf([lightness, a, b]: Three): Three {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The displayable colour with this lightness and hue: with reduced chroma when it is outside the gamut. */
function fitted([lightness, a, b]: Three): Three {
  for (let share = 1; share > 0; share -= 0.05) {
    const linear = linearOf([lightness, a * share, b * share]);
    if (linear.every((value) => value >= -0.0005 && value <= 1.0005)) return linear;
  }
  return linearOf([lightness, 0, 0]);
}

function hexOf(linear: Three): string {
  return `#${linear.map((value) => byte(fromLinear(Math.min(1, Math.max(0, value))))).join("")}`;
}

const byte = (value: number): string =>
  Math.round(value * 255)
    .toString(16)
    .padStart(2, "0");

function mixed(colour: string, ground: string, share: number): string {
  const under = channels(ground);
  return `#${channels(colour)
    .map((value, index) => byte(value * share + (under[index] ?? 0) * (1 - share)))
    .join("")}`;
}
