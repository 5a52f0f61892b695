/** Trunks: connections to carriers with their channels. */
export { type Channels, giveChannel, NO_CHANNELS, takeChannel } from "./channels.ts";
export {
  type CentreSpending,
  legOver,
  NO_SPENDING,
  type Spending,
  settleCall,
  takeSpending,
} from "./spending.ts";
export { buildTrunkDirectory, outboundTrunk, type Trunk, type TrunkDirectory } from "./trunk.ts";
export { agreementStatus } from "./trunk-form.ts";
export { afterProbe, type ProbeResult, type TrunkState } from "./trunk-state.ts";
