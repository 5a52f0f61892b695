/** The working door of the bridge, for processes only. */
export { type CodeByHand, enterByHand, isInInventory, leaveByHand, modeByHand } from "./by-hand.store.ts";
