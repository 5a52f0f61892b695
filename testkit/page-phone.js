// A phone in a page, like an agent's desktop: JsSIP over the page's own WebSocket, and functions for a test.
import JsSIP from "jssip";

const HEARD_RATE = 8_000;
const BLOCK = 1_024;

const said = new AudioContext();
const heard = new AudioContext({ sampleRate: HEARD_RATE });
const player = new Audio();
const state = { isRegistered: false, registrations: 0, session: null, log: [], blocks: [] };

/** A microphone with one tone. */
function microphone(hz) {
  const tone = said.createOscillator();
  const volume = said.createGain();
  const out = said.createMediaStreamDestination();
  tone.frequency.value = hz;
  volume.gain.value = 0.4;
  tone.connect(volume).connect(out);
  tone.start();
  return out.stream;
}

/** Records received audio; a browser delivers the audio of a call only while it is played. */
function listen(stream) {
  player.srcObject = stream;
  player.play().catch((error) => state.log.push(String(error)));
  const recorder = heard.createScriptProcessor(BLOCK, 1, 1);
  recorder.onaudioprocess = ({ inputBuffer }) => state.blocks.push(new Float32Array(inputBuffer.getChannelData(0)));
  heard.createMediaStreamSource(stream).connect(recorder).connect(heard.destination);
}

function take({ session }, hz) {
  state.session = session;
  session.on("peerconnection", ({ peerconnection }) => {
    peerconnection.addEventListener("track", ({ streams }) => listen(streams[0]));
    peerconnection.addEventListener("connectionstatechange", () => state.log.push(peerconnection.connectionState));
  });
  for (const event of ["accepted", "confirmed", "failed", "ended", "hold", "unhold", "reinvite"])
    session.on(event, ({ originator, cause } = {}) =>
      state.log.push(`${event} ${originator ?? ""} ${cause ?? ""}`.trim()),
    );
  if (session.direction === "incoming") session.answer({ mediaStream: microphone(hz) });
}

function start({ username, password, hz }) {
  const socket = new JsSIP.WebSocketInterface(`${location.origin.replace("http", "ws")}/sip`);
  const phone = new JsSIP.UA({ sockets: [socket], uri: `sip:${username}@127.0.0.1`, password, register_expires: 120 });
  phone.on("registered", () => {
    state.isRegistered = true;
    state.registrations += 1;
  });
  phone.on("newRTCSession", (event) => {
    take(event, hz);
    if (event.session.direction === "outgoing") listenToOwn(event.session);
  });
  state.call = (target) => phone.call(`sip:${target}@127.0.0.1`, { mediaStream: microphone(hz) });
  phone.start();
}

/** The connection of an outgoing call exists before its event can be subscribed to. */
function listenToOwn({ connection }) {
  connection?.addEventListener("track", ({ streams }) => listen(streams[0]));
}

/** All audio received since the page was opened, as 16-bit samples in base64. */
function heardSoFar() {
  const { blocks } = state;
  const samples = Int16Array.from(blocks.flatMap((block) => [...block].map((one) => Math.round(one * 32_767))));
  const bytes = new Uint8Array(samples.buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

window.phone = { start, heardSoFar, state, session: () => state.session };
