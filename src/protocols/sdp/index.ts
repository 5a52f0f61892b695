/** Session descriptions: parsing, serialising and offer/answer negotiation (RFC 8866, RFC 3264) for G.711 audio. */
export { type Codec, type CryptoLine, type Direction, mirrored } from "./audio.ts";
export type { Origin, SdpFault, SessionDescription } from "./description.ts";
export {
  type AgreedAudio,
  answerOffer,
  audioOffer,
  type LocalAudio,
  type NegotiationFault,
  offeredDirection,
  offeredEnd,
  offersEncryption,
  readAnswer,
} from "./negotiate.ts";
export { parseSdp } from "./parse.ts";
export { isSameEnd, type SecureEnd, type Setup } from "./secure-end.ts";
export { serialiseSdp } from "./serialise.ts";
