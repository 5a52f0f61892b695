/** The branding of a call centre for its members: display name, one colour, a logo. */
export { paletteOf } from "./colour.shared.ts";
export { contrastRefusal } from "./contrast-refusal.ts";
