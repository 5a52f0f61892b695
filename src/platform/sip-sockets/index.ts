/** Sockets and timers for SIP: bytes in and out with limits on every source. What they mean is said in `protocols/sip`. */
export { openSipSockets, type SipSockets, type SipSocketsOptions } from "./sip-sockets.ts";
export { type GateLimits, openSourceGate, type SourceGate } from "./source-gate.ts";
export { secureContext, type TlsOptions } from "./stream-layer.ts";
export { openTimerWheel, type TimerWheel } from "./timer-wheel.ts";
