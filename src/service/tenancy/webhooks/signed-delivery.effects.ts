import { unseal } from "../../../platform/sealing/index.ts";
import type { ClaimedDelivery } from "./delivery.store.ts";
import type { OutwardCall } from "./outward.ts";
import { signatureOf } from "./sign-call.effects.ts";
import { twilioSignatureOf } from "./twilio-signature.effects.ts";
import { writtenOut } from "./written-out.ts";

/** The keys of delivery signatures. */
export interface DeliverySigning {
  /** The key that encrypts the secrets of endpoints. */
  readonly key: Buffer;
  /** The auth token that signs status callbacks. */
  readonly authTokenOf: (tenantId: string) => Promise<string>;
}

/** A delivery at the instant of its attempt, with its call centre. */
export interface SignedTry {
  readonly tenantId: string;
  readonly claimed: ClaimedDelivery;
  readonly nowMs: number;
}

/** The request of one attempt, byte for byte the same each time except for the second of its signature; null when its secret cannot be decrypted. */
export async function outwardCallOf(signing: DeliverySigning, signed: SignedTry): Promise<OutwardCall | null> {
  const { method } = signed.claimed;
  return method === null
    ? eventCall(signing.key, signed)
    : formCall(signing, signed, method === "GET" ? "GET" : "POST");
}

function eventCall(key: Buffer, { claimed, nowMs }: SignedTry): OutwardCall | null {
  const { url, body, eventId } = claimed;
  const secrets = secretsOf(key, claimed);
  if (secrets === null) return null;
  const headers = {
    "content-type": "application/json; charset=utf-8",
    ...deliveryHeaders(claimed),
    // The second header name is the one that alerts used first.
    "sambung-delivery": eventId,
    "sambung-signature": signatureOf(secrets, { body, nowMs }),
  };
  return { url, method: "POST", body, headers };
}

/** The same for each attempt, so that a receiver can detect duplicates. */
const deliveryHeaders = ({ eventId, attempts }: ClaimedDelivery) => ({
  "user-agent": "Sambung",
  "sambung-event": eventId,
  "sambung-attempt": String(attempts),
});

async function formCall(
  { authTokenOf }: DeliverySigning,
  { tenantId, claimed }: SignedTry,
  method: "GET" | "POST",
): Promise<OutwardCall | null> {
  const { url, body, eventId } = claimed;
  const sent = writtenOut({ url, method, fields: JSON.parse(body) as Readonly<Record<string, string>> });
  if (sent === undefined) return null;
  const headers = {
    ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded; charset=utf-8" } : {}),
    ...deliveryHeaders(claimed),
    "i-twilio-idempotency-token": eventId,
    "x-twilio-signature": twilioSignatureOf(await authTokenOf(tenantId), sent),
  };
  return { url: sent.url, method, body: sent.body, headers };
}

/** The current and the previous secret; null when they were encrypted under another key. */
function secretsOf(key: Buffer, claimed: ClaimedDelivery): readonly string[] | null {
  const { endpointId, sealedSecret, oldSealedSecret } = claimed;
  try {
    const sealed = [sealedSecret, oldSealedSecret].filter((one) => one !== null);
    return sealed.map((one) => unseal(key, endpointId, one).toString());
  } catch {
    return null;
  }
}
