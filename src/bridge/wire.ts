/** The working door of the bridge, for processes only. */
export { type CodeByHand, enterByHand, isInInventory, leaveByHand } from "./by-hand.store.ts";
