/** The working door of signed calls outside. */

export { openOutward, publicWay, type WayOut } from "./call-address.effects.ts";
export { fetchOutward } from "./fetch-within.effects.ts";
export { isPublicAddress } from "./public-address.effects.ts";
export { newSecret, signatureOf } from "./sign-call.effects.ts";
export { twilioBodyDigest, twilioSignatureOf } from "./twilio-signature.effects.ts";
