import type { ControlRequest, ControlSent } from "./call-control.ts";

/** The maximum of bytes of the encoded form fields of one request, in the URL or the body. */
const FORM_BYTES_MAX = 32_768;

/** The URL and body of a request; undefined for an invalid URL, and for form fields above the limit. */
export function writtenOut({
  url,
  method,
  fields,
}: Pick<ControlRequest, "url" | "method" | "fields">): ControlSent | undefined {
  if (!URL.canParse(url)) return undefined;
  const form = new URLSearchParams(fields).toString();
  if (form.length > FORM_BYTES_MAX) return undefined;
  if (method === "POST") return { url, fields, body: form };
  // After the existing query of the URL, which does not change.
  const joined = form === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${form}`;
  return { url: joined, fields: {}, body: "" };
}
