/** Sockets and timers for SMPP: connections that come in and that we open, with limits on all of them. What is said on them is decided in `protocols/smpp`. */
export { type ConnectorOptions, keepConnected, pauseMs, type SmppConnector } from "./connector.ts";
export type { LinkUser, SmppLink } from "./link.ts";
export { type ListenerOptions, openSmppListener, type SmppListener } from "./listener.ts";
