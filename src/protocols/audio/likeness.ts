import { SAMPLE_RATE_HZ } from "./g711.ts";
import { energyOf } from "./goertzel.ts";

/** Length of a template: half a second, enough to be distinct from any other audio. */
const TEMPLATE_SAMPLES = SAMPLE_RATE_HZ / 2;
const STEP_SAMPLES = 2;
/** Maximum number of templates: if a packet was lost in one, another one matches. */
const TEMPLATES_MAX = 8;
const SURE_SHARE = 0.85;

/** Peak normalised cross-correlation, from 0 to 1, of the loudest half-seconds of a clip with the received audio. */
export function likenessIn(heard: Int16Array, sound: Int16Array): number {
  let best = 0;
  for (const template of loudestOf(sound)) {
    best = Math.max(best, likeness(heard, template));
    if (best > SURE_SHARE) break;
  }
  return best;
}

function likeness(heard: Int16Array, template: Int16Array): number {
  const own = Math.sqrt(energyOf(template));
  let stretch = energyOf(heard.subarray(0, template.length));
  let best = 0;
  for (let at = 0; at + template.length <= heard.length; at += STEP_SAMPLES) {
    let product = 0;
    for (let nth = 0; nth < template.length; nth += 1) product += (template[nth] ?? 0) * (heard[at + nth] ?? 0);
    const share = product / (own * Math.sqrt(stretch) || 1);
    if (share > best) best = share;
    // The next window drops the first samples of this one and adds as many new ones.
    stretch += energyOf(heard.subarray(at + template.length, at + template.length + STEP_SAMPLES));
    stretch -= energyOf(heard.subarray(at, at + STEP_SAMPLES));
  }
  return best;
}

/** The loudest templates, without overlap. */
function loudestOf(samples: Int16Array): readonly Int16Array[] {
  const whole = Math.max(1, Math.floor(samples.length / TEMPLATE_SAMPLES));
  return Array.from({ length: whole }, (_, nth) =>
    samples.subarray(nth * TEMPLATE_SAMPLES, (nth + 1) * TEMPLATE_SAMPLES),
  )
    .toSorted((left, right) => energyOf(right) - energyOf(left))
    .slice(0, TEMPLATES_MAX);
}
