import { createCipheriv, createHmac } from "node:crypto";
import {
  deriveKeys,
  protectRtcp,
  protectRtp,
  type SrtpKeys,
  type SrtpPrimitives,
  type SrtpState,
  unprotectRtcp,
  unprotectRtp,
} from "../../protocols/rtp/index.ts";
import type { LegCrypto } from "./commands.ts";

const by: SrtpPrimitives = {
  ctr: (key, iv, data) => createCipheriv("aes-128-ctr", key, iv).update(data),
  hmac: (key, parts) => {
    const hmac = createHmac("sha1", key);
    for (const part of parts) hmac.update(part);
    return hmac.digest();
  },
};

interface DirectionKeys {
  readonly rtp: SrtpKeys;
  readonly rtcp: SrtpKeys;
}

/** Both directions of a leg whose keys came by SDES (RFC 4568); until the other side's key is known nothing is taken. */
export class LegCipher {
  readonly #send: DirectionKeys;
  readonly #receive: DirectionKeys | null;
  #sending: SrtpState | null = null;
  #receiving: SrtpState | null = null;
  #sentReports = 0;
  #takenReport = -1;

  private constructor(send: DirectionKeys, receive: DirectionKeys | null) {
    this.#send = send;
    this.#receive = receive;
  }

  /** Null when a key is not 30 bytes long. */
  static of(keys: { readonly send: LegCrypto; readonly receive: LegCrypto | null }): LegCipher | null {
    const send = directionKeys(keys.send);
    const receive = keys.receive === null ? null : directionKeys(keys.receive);
    if (send === null || (keys.receive !== null && receive === null)) return null;
    return new LegCipher(send, receive);
  }

  /** An RTP packet as it goes on the wire. */
  protect(packet: Uint8Array): Uint8Array {
    const step = protectRtp(this.#sending, packet, { keys: this.#send.rtp, by });
    this.#sending = step.state;
    return step.bytes;
  }

  /** An RTP packet from the wire; null for what is not genuine. */
  unprotect(bytes: Uint8Array): Uint8Array | null {
    if (this.#receive === null) return null;
    const step = unprotectRtp(this.#receiving, bytes, { keys: this.#receive.rtp, by });
    if (step === null) return null;
    this.#receiving = step.state;
    return step.packet;
  }

  /** A report as it goes on the wire. */
  protectReport(packet: Uint8Array): Uint8Array {
    this.#sentReports += 1;
    return protectRtcp(packet, { keys: this.#send.rtcp, by, index: this.#sentReports });
  }

  /** A report from the wire; null for what is not genuine. */
  unprotectReport(bytes: Uint8Array): Uint8Array | null {
    if (this.#receive === null) return null;
    const step = unprotectRtcp(bytes, { keys: this.#receive.rtcp, by, after: this.#takenReport });
    if (step === null) return null;
    this.#takenReport = step.index;
    return step.packet;
  }
}

function directionKeys({ suite, keyBase64 }: LegCrypto): DirectionKeys | null {
  const master = Buffer.from(keyBase64, "base64");
  const tagBytes = suite === "AES_CM_128_HMAC_SHA1_80" ? 10 : 4;
  const rtp = deriveKeys(master, { for: "rtp", tagBytes, by });
  const rtcp = deriveKeys(master, { for: "rtcp", tagBytes, by });
  return rtp === null || rtcp === null ? null : { rtp, rtcp };
}
