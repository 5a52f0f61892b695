import smpp from "smpp";

/** A PDU of the other implementation. */
export type PeerPdu = InstanceType<typeof smpp.PDU>;

/** An ESME by another implementation of SMPP. */
export interface SmppPeer {
  /** Sends a command and resolves with its response; rejects when none arrives. */
  ask(command: string, fields?: Readonly<Record<string, unknown>>): Promise<PeerPdu>;
  /** Requests received from the peer, in order. */
  readonly heard: readonly PeerPdu[];
  /** The status of its response to each request; 0 acknowledges, null sends none. */
  answers: (pdu: PeerPdu) => number | null;
  readonly closed: Promise<void>;
  close(): void;
}

const LIMIT_MS = 15_000;

/** Connects to a port by the other implementation. */
export async function connectSmppPeer(port: number, options: { readonly tls?: boolean } = {}): Promise<SmppPeer> {
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const url = `${options.tls === true ? "ssmpp" : "smpp"}://127.0.0.1:${port}`;
  const session = smpp.connect({ url, rejectUnauthorized: false }, opened.resolve);
  const heard: PeerPdu[] = [];
  const unanswered = new Map<NodeJS.Timeout, () => void>();
  session.on("error", (error: unknown) => opened.reject(new Error("no connection", { cause: error })));
  session.on("close", () => {
    for (const [late, fail] of unanswered) {
      clearTimeout(late);
      fail();
    }
    unanswered.clear();
    closed.resolve();
  });
  const peer: SmppPeer = {
    heard,
    answers: () => 0,
    closed: closed.promise,
    ask: (command, fields = {}) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(new Error(`${command} was not answered`));
        const late = setTimeout(fail, LIMIT_MS);
        unanswered.set(late, fail);
        session.send(new smpp.PDU(command, fields), (pdu) => {
          clearTimeout(late);
          unanswered.delete(late);
          resolve(pdu);
        });
      }),
    close: () => {
      for (const late of unanswered.keys()) clearTimeout(late);
      unanswered.clear();
      session.destroy();
    },
  };
  session.on("pdu", (pdu) => {
    if (pdu.command.endsWith("_resp") || pdu.command === "generic_nack") return;
    heard.push(pdu);
    const status = peer.answers(pdu);
    if (status !== null) session.send(pdu.response({ command_status: status }));
  });
  await opened.promise;
  // Otherwise each small write waits for the acknowledgement of the previous one, which the peer's system delays by up to 40 ms.
  session.socket.setNoDelay(true);
  return peer;
}
