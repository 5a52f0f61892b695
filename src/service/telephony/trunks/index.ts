/** Trunks: lines to carriers with their channels. */
export { type Channels, giveChannel, NO_CHANNELS, takeChannel } from "./channels.ts";
export {
  type CentreSpending,
  legOver,
  NO_SPENDING,
  type Spending,
  settleCall,
  takeSpending,
} from "./spending.ts";
export { outboundTrunk, type Trunk, type TrunkBook, trunkBook } from "./trunk.ts";
export { agreementStanding } from "./trunk-form.ts";
export { afterProbe, type ProbeResult, type TrunkState } from "./trunk-state.ts";
