import type { ControlRequest, ControlSent } from "./call-control.ts";

/** Fields of one request, and bytes of the address or the body they are written into. */
const FORM_BYTES_MAX = 32_768;

/** Where and what is sent; undefined for an address that is none, and for more than a request may carry. */
export function writtenOut({
  url,
  method,
  fields,
}: Pick<ControlRequest, "url" | "method" | "fields">): ControlSent | undefined {
  if (!URL.canParse(url)) return undefined;
  const form = new URLSearchParams(fields).toString();
  if (form.length > FORM_BYTES_MAX) return undefined;
  if (method === "POST") return { url, fields, body: form };
  // Behind what the address asks for itself, which stays as it is written.
  const joined = form === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${form}`;
  return { url: joined, fields: {}, body: "" };
}
