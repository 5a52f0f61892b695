import { z } from "zod";

/** The identity of a browser client: characters that are safe in addresses, documents and records without escaping. */
export const CLIENT_IDENTITY = /^[\w.+-]{1,57}$/;

const clientPass = z.strictObject({
  kind: z.literal("client"),
  /** The connection, which identifies its calls and its ringing. */
  id: z.uuid(),
  tenantId: z.uuid(),
  identity: z.string().regex(CLIENT_IDENTITY),
  /** The application whose documents control its calls; null for a client that may place none. */
  applicationId: z.uuid().nullable(),
  /** Whether it may be rung. */
  isRung: z.boolean(),
  /** After this instant it neither begins calls nor is rung; calls in progress may end. */
  untilMs: z.number().int().positive(),
});

/** The portal's statement about a browser that presented an access token of its call centre's application. */
export type ClientPass = Readonly<z.infer<typeof clientPass>>;

/** The pass as a header value of a connection. */
export function writeClientPass(client: ClientPass): string {
  return JSON.stringify(client);
}

/** Parses the pass of a connection; null for any other value. */
export function readClientPass(pass: string): ClientPass | null {
  try {
    const read = clientPass.safeParse(JSON.parse(pass));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
