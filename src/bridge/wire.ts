/** Composition of the bridge. */
export { type CodeByHand, enterByHand, isInInventory, leaveByHand } from "./by-hand.store.ts";
