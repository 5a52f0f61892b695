/** Sockets and timers for SMPP: incoming and outgoing connections, with limits on all of them. `protocols/smpp` decides about their PDUs. */
export { type ConnectorOptions, keepConnected, pauseMs, type SmppConnector } from "./connector.ts";
export type { LinkUser, SmppLink } from "./link.ts";
export { type ListenerOptions, openSmppListener, type SmppListener } from "./listener.ts";
