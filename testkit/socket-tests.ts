/** Test files outside the store, route, job and effect tests that open sockets or judge elapsed wall time; they run with the system tests. */
export const SOCKET_TESTS: readonly string[] = [
  // Sockets and servers.
  "simulators/carrier/carrier.test.ts",
  "simulators/oss/process.test.ts",
  "src/platform/http/upgrades.test.ts",
  "src/platform/http/watches.test.ts",
  "src/platform/media/control-client.test.ts",
  "src/platform/oss-client/client.test.ts",
  "src/platform/sip-sockets/sip-sockets.test.ts",
  "src/platform/sip-sockets/websocket-carrier.test.ts",
  "src/platform/smpp-sockets/smpp-sockets.test.ts",
  "src/platform/webrtc/ask-echo.test.ts",
  "src/service/messaging/smpp/smpp-client-window.test.ts",
  "src/service/flows/media-streams/recogniser-socket.test.ts",
  "src/service/flows/media-streams/stream-socket.test.ts",
  "src/service/telephony/phones/sip-pipe.test.ts",
  "src/service/tenancy/webhooks/fetch-within.test.ts",
  "testkit/breakable-link.test.ts",
  // A limit on elapsed time: pathological text must be read in linear time.
  "src/platform/signing/verify-signed-file.test.ts",
  "src/service/flows/call-documents/hook-exchange.test.ts",
  "src/service/flows/call-documents/documents/transcript-redaction.test.ts",
];
