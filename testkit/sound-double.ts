/**
 * What a page's connection of sound does, for switches that know telephones alone, as a script of the page: it offers and answers as a
 * desk phone does, by plain RTP, and counts packets that never were. Signalling and everything an agent does stay real.
 */
export const SOUND_DOUBLE = String.raw`
const sdp = [
  "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0", "m=audio 45678 RTP/AVP 8 101",
  "a=rtpmap:8 PCMA/8000", "a=rtpmap:101 telephone-event/8000", "a=sendrecv", "",
].join("\r\n");
window.RTCPeerConnection = class extends EventTarget {
  localDescription = null;
  remoteDescription = null;
  iceGatheringState = "complete";
  iceConnectionState = "connected";
  signalingState = "stable";
  #senders = [];
  #received = 0;
  addTrack(track) {
    const sender = { track, dtmf: { insertDTMF: () => undefined, toneBuffer: "" }, replaceTrack: async () => undefined };
    this.#senders.push(sender);
    return sender;
  }
  getSenders() {
    return this.#senders;
  }
  async createOffer() {
    return { type: "offer", sdp };
  }
  async createAnswer() {
    return { type: "answer", sdp };
  }
  async setLocalDescription(description) {
    this.localDescription = description;
  }
  async setRemoteDescription(description) {
    this.remoteDescription = description;
    const { stream } = new AudioContext().createMediaStreamDestination();
    const [track] = stream.getAudioTracks();
    this.dispatchEvent(Object.assign(new Event("track"), { track, streams: [stream] }));
  }
  async getStats() {
    this.#received += 100;
    const counted = { kind: "audio", type: "inbound-rtp", packetsReceived: this.#received, packetsLost: 0, jitter: 0 };
    return new Map([["in", counted]]);
  }
  close() {
    this.#senders.length = 0;
  }
};
`;
