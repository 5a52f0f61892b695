import { createHash, createHmac } from "node:crypto";

/**
 * The value of `X-Twilio-Signature`, as Twilio documents it ("Validating requests are coming from Twilio"): HMAC-SHA1, in Base64, of the called URL
 * followed by each form field, name and value, in the order of the names. Of a repeated field each distinct value counts once, in their order. A body that
 * is no form has no fields here; its digest is in the URL (`twilioBodyDigest`).
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

/** The value of `bodySHA256` in the URL of a request whose body is no form: SHA-256 of its bytes, in hexadecimal. */
export function twilioBodyDigest(body: string): string {
  return createHash("sha256").update(body, "utf8").digest("hex");
}

const byCodeUnits = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

function valuesOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : [...new Set(value)].toSorted(byCodeUnits);
}
