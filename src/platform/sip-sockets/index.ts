/** Sockets and timers for SIP: transports with limits on every source. `protocols/sip` parses and interprets the messages. */
export { type PipeEnd, pipeHeaders } from "./pipe-pass.ts";
export { openSipSockets, type SipSockets, type SipSocketsOptions } from "./sip-sockets.ts";
export { type GateLimits, openSourceGate, type SourceGate } from "./source-gate.ts";
export { secureContext, type TlsOptions } from "./stream-layer.ts";
export { openTimerWheel, type TimerWheel } from "./timer-wheel.ts";
export { SIP_PATH } from "./websocket-carrier.ts";
