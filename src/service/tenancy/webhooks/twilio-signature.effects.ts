import { createHash, createHmac } from "node:crypto";

/**
 * The value of `X-Twilio-Signature`, as Twilio documents it ("Validating requests are coming from Twilio"): HMAC-SHA1, in Base64, of the
 * address as it is called followed by each field of the form, name and value, in the order of the names. Of a field that comes more than
 * once each value counts once, in their order. A body that is no form has no fields here; its digest stands in the address
 * (`twilioBodyDigest`).
 */
export function twilioSignatureOf(
  authToken: string,
  { url, fields }: { readonly url: string; readonly fields: Readonly<Record<string, string | readonly string[]>> },
): string {
  const signed = Object.keys(fields)
    .toSorted(byCodeUnits)
    .reduce(
      (text, name) =>
        text +
        valuesOf(fields[name] ?? "")
          .map((value) => name + value)
          .join(""),
      url,
    );
  return createHmac("sha1", authToken).update(signed, "utf8").digest("base64");
}

/** What `bodySHA256` in the address of a call is whose body is no form: SHA-256 of its bytes, in hexadecimal. */
export function twilioBodyDigest(body: string): string {
  return createHash("sha256").update(body, "utf8").digest("hex");
}

const byCodeUnits = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

function valuesOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : [...new Set(value)].toSorted(byCodeUnits);
}
