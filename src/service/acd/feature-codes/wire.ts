/** Composition of feature codes. */
export { type FeatureCodeServiceOptions, openFeatureCodeService } from "./agent-phones.effects.ts";
