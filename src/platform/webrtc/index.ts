/** WebRTC media: a separate process terminates DTLS-SRTP and ICE and forwards plain RTP to the media engine. */
export { isEchoThere } from "./ask-echo.ts";
export type { RemoteEnd, WebrtcEvent, WebrtcRefusal } from "./commands.ts";
export { connectWebrtc, type Webrtc } from "./webrtc-client.ts";
export { type RunningWebrtc, startWebrtcServer, type WebrtcServerOptions } from "./webrtc-server.ts";
