// A telephone in a page of your own website, by an access token of the field's helper. It needs one package: `npm install jssip`.
//
//   const client = new BrowserClient({ baseUrl, accountSid, token: async () => (await fetch("/token")).text() });
//   client.addEventListener("incoming", ({ detail: call }) => call.accept());
//   await client.connect();
//   const call = await client.call({ To: "+6281234567890" });
import JsSIP from "jssip";

/** Whoever cannot connect tries again so much later, and twice as late each time. */
const AGAIN_MS = 1_000;
const AGAIN_MS_MAX = 30_000;
/** A connection is made by a new token so long before the old one ends. */
const BEFORE_END_MS = 60_000;

/**
 * A connection of a page. `token` gives an access token each time one is needed. Events: `online`, `offline`, `refused` (detail: the
 * error as the server says it; nothing more is tried), `incoming` (detail: a call).
 */
export class BrowserClient extends EventTarget {
  #options;
  #agent = null;
  #about = null;
  #again = AGAIN_MS;
  #timers = [];
  #calls = new Set();
  #isClosed = false;

  constructor({ baseUrl, accountSid, token, rtc = { iceServers: [] } }) {
    super();
    this.#options = { baseUrl, accountSid, token, rtc };
  }

  /** Shows a token and opens the connection; resolves once calls can be placed, and taken where the token lets it be rung. */
  async connect() {
    const { baseUrl, accountSid, token } = this.#options;
    const answer = await fetch(`${baseUrl}/2010-04-01/Accounts/${accountSid}/Clients.json`, {
      method: "POST",
      body: new URLSearchParams({ Token: await token() }),
    });
    const about = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(about.message), about);
    this.#about = about;
    const { host } = new URL(about.sip_url);
    const agent = new JsSIP.UA({
      ...{ sockets: [new OneSocket(about)], uri: `sip:${about.identity}@${host}`, display_name: about.identity },
      ...{ register: about.incoming, register_expires: 300, session_timers: false },
    });
    this.#agent = agent;
    agent.on("newRTCSession", ({ session, originator }) => {
      if (originator !== "remote") return;
      this.dispatchEvent(
        new CustomEvent("incoming", { detail: this.#held(new ClientCall(session, this.#options.rtc)) }),
      );
    });
    let isOpen = false;
    const opened = new Promise((resolve, reject) => {
      agent.on(about.incoming ? "registered" : "connected", resolve);
      agent.on("registrationFailed", ({ cause }) => reject(new Error(cause)));
      agent.on("disconnected", () => {
        reject(new Error("the connection was lost"));
        if (isOpen) this.#lost(agent);
      });
      agent.start();
    });
    try {
      await opened;
    } catch (error) {
      // Whoever asked for it, or the next try, makes a new one.
      if (this.#agent === agent) this.#agent = null;
      agent.stop();
      throw error;
    }
    isOpen = true;
    this.#again = AGAIN_MS;
    this.#renewLater(about.expires_at);
    this.dispatchEvent(new Event("online"));
  }

  /** Calls the application of the token, which is told `parameters`; asks for the microphone where no `stream` is given. */
  async call(parameters = {}, { stream } = {}) {
    const { rtc } = this.#options;
    const mediaStream = stream ?? (await navigator.mediaDevices.getUserMedia({ audio: true }));
    // The connection may have been lost meanwhile.
    if (this.#agent === null) throw new Error("there is no connection");
    const { application_sid: target, sip_url: url } = this.#about;
    const session = this.#agent.call(`sip:${target}@${new URL(url).host}`, {
      ...{ mediaStream, pcConfig: rtc },
      extraHeaders: [`X-Parameters: ${new URLSearchParams(parameters)}`],
    });
    return this.#held(new ClientCall(session, rtc));
  }

  /** Hangs up and ends the connection. */
  close() {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#agent?.stop();
  }

  #held(call) {
    this.#calls.add(call);
    call.addEventListener("ended", () => this.#calls.delete(call));
    return call;
  }

  #lost(agent) {
    if (agent !== this.#agent || this.#isClosed) return;
    this.#agent = null;
    this.dispatchEvent(new Event("offline"));
    agent.stop();
    this.#later(this.#again, () => this.#retry());
    this.#again = Math.min(AGAIN_MS_MAX, this.#again * 2);
  }

  async #retry() {
    try {
      await this.connect();
    } catch (error) {
      // A token that is refused is refused again; whatever else happened may pass.
      if (error.status === 401) this.dispatchEvent(new CustomEvent("refused", { detail: error }));
      else if (this.#agent === null) this.#later(this.#again, () => this.#retry());
    }
  }

  /** Once nobody talks any more, a new connection takes the place of one whose token is about to end. */
  #renewLater(expiresAt) {
    const own = this.#agent;
    this.#later(Math.max(AGAIN_MS, Date.parse(expiresAt) - Date.now() - BEFORE_END_MS), async () => {
      if (own !== this.#agent) return;
      if (this.#calls.size > 0) return this.#renewLater(new Date(Date.now() + BEFORE_END_MS * 1.5).toISOString());
      this.#agent = null;
      own.stop();
      await this.#retry();
    });
  }

  #later(ms, act) {
    this.#timers = [...this.#timers.slice(-3), setTimeout(() => void act(), ms)];
  }
}

/** A call. Events: `ringing`, `accepted`, `ended` (detail: why). */
class ClientCall extends EventTarget {
  /** Who calls, as `client:name` or a number; whom, where the page calls. */
  peer;
  #session;
  #rtc;
  #sound = new Audio();

  constructor(session, rtc) {
    super();
    this.#session = session;
    this.#rtc = rtc;
    this.peer = decodeURIComponent(session.remote_identity.uri.user ?? "");
    const hears = (connection) =>
      connection.addEventListener("track", ({ streams: [stream] }) => {
        this.#sound.srcObject = stream;
        this.#sound.play().catch(() => undefined);
        this.dispatchEvent(new CustomEvent("sound", { detail: stream }));
      });
    if (session.connection) hears(session.connection);
    else session.on("peerconnection", ({ peerconnection }) => hears(peerconnection));
    session.on("progress", () => this.dispatchEvent(new Event("ringing")));
    session.on("confirmed", () => this.dispatchEvent(new Event("accepted")));
    for (const end of ["ended", "failed"])
      session.on(end, ({ cause }) => this.dispatchEvent(new CustomEvent("ended", { detail: cause })));
  }

  async accept({ stream } = {}) {
    const mediaStream = stream ?? (await navigator.mediaDevices.getUserMedia({ audio: true }));
    this.#session.answer({ mediaStream, pcConfig: this.#rtc });
  }

  /** Ends it, whether it rings or talks. */
  hangUp() {
    if (!this.#session.isEnded()) this.#session.terminate();
  }

  mute(isMuted) {
    if (isMuted) this.#session.mute({ audio: true });
    else this.#session.unmute({ audio: true });
  }

  press(key) {
    this.#session.sendDTMF(key, { transportType: "RFC2833" });
  }
}

/** The one WebSocket that a token opens: its secret goes as a subprotocol, since no page may send a header with one. */
class OneSocket {
  via_transport = "WSS";
  onconnect = () => undefined;
  ondisconnect = () => undefined;
  ondata = () => undefined;
  #secret;
  #socket = null;

  constructor({ sip_url: url, secret }) {
    this.url = url;
    this.sip_uri = `sip:${new URL(url).host};transport=ws`;
    this.#secret = secret;
  }

  connect() {
    // It is good once: the client shows another token to connect again.
    if (this.#socket !== null) return;
    const socket = new WebSocket(this.url, ["sip", `sambung.${this.#secret}`]);
    this.#socket = socket;
    socket.onopen = () => this.onconnect();
    socket.onclose = ({ wasClean, code, reason }) => this.ondisconnect(!wasClean, code, reason);
    socket.onmessage = ({ data }) => this.ondata(data);
  }

  disconnect() {
    this.#socket?.close();
  }

  send(message) {
    if (!this.isConnected()) return false;
    this.#socket.send(message);
    return true;
  }

  isConnected() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  isConnecting() {
    return this.#socket?.readyState === WebSocket.CONNECTING;
  }
}
