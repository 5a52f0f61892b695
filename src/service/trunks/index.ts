/** Trunks: lines to carriers with their channels. */
export { type Channels, channelsInUse, giveChannel, NO_CHANNELS, takeChannel } from "./channels.ts";
export { outboundTrunk, type Trunk, type TrunkBook, trunkBook } from "./trunk.ts";
