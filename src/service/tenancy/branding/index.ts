/** How a call centre looks to its own people: the name they read, one colour, a logo. */
export { paletteOf } from "./colour.shared.ts";
export { contrastRefusal } from "./contrast-refusal.ts";
