/** Test files outside the store, route, job and effect tests that open sockets or judge elapsed wall time; they run with the system tests. */
export const socketTests: readonly string[] = [
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
  "src/service/gateway/desk-windows.test.ts",
  "src/service/media-streams/stream-socket.test.ts",
  "src/service/phones/sip-pipe.test.ts",
  "src/service/webhooks/fetch-within.test.ts",
  "testkit/cut-wire.test.ts",
  // A limit on elapsed time: text made to be slow must be read in linear time.
  "src/platform/signing/verify-signed-file.test.ts",
  "src/service/programmable/hook-exchange.test.ts",
  "src/service/programmable/said-mask.test.ts",
];

/** Test files outside those same kinds that start child processes or worker threads. */
export const processTests: readonly string[] = [
  // Outside programs: poppler, qpdf, libdmtx, ffmpeg, espeak-ng, openssl, node.
  "src/licensing/issuing/commitment-decree.test.ts",
  "src/licensing/issuing/decree-kinds.test.ts",
  "src/licensing/issuing/issue-decree.test.ts",
  "src/licensing/issuing/receipt-document.test.ts",
  "src/licensing/issuing/test-papers.test.ts",
  "src/licensing/templates/read-file.test.ts",
  "src/platform/mp3/read-mp3.test.ts",
  "src/platform/pdf/draw-drawing.test.ts",
  "src/platform/pdf/render-letter.test.ts",
  "src/platform/signing/local-authority.test.ts",
  "src/platform/speech/speech.test.ts",
  "src/protocols/audio/g711.test.ts",
  "src/protocols/audio/sound.test.ts",
  "src/service/webhooks/webhook-guide.test.ts",
  // Worker threads.
  "src/people/strength/password-strength.test.ts",
  "src/platform/pdf/paper-pool.test.ts",
  "src/platform/pdf/pdf-reader.test.ts",
  "src/platform/sheets/read-sheet-file.test.ts",
  "src/service/media-streams/stream-desk.test.ts",
  "src/service/media-streams/stream-threads.test.ts",
];
