/** The working door of the codes of the agents' desk. */
export { type FeatureCodeServiceOptions, openFeatureCodeService } from "./agent-phones.effects.ts";
