import { z } from "zod";

/** What a browser client may be called: what is safe in addresses, documents and records as it stands. */
export const CLIENT_IDENTITY = /^[\w.+-]{1,57}$/;

const clientPass = z.strictObject({
  kind: z.literal("client"),
  /** The connection, by which its calls and what rings it are known. */
  id: z.uuid(),
  tenantId: z.uuid(),
  identity: z.string().regex(CLIENT_IDENTITY),
  /** The application whose documents lead its calls; null for one that may place none. */
  applicationId: z.uuid().nullable(),
  /** Whether it may be rung. */
  isRung: z.boolean(),
  /** It begins nothing and is rung by nothing after this instant; what goes on may end. */
  untilMs: z.number().int().positive(),
});

/** What the portal vouches for of a browser that showed a token of its call centre's program. */
export type ClientPass = Readonly<z.infer<typeof clientPass>>;

/** The pass as it goes with a connection. */
export function writeClientPass(client: ClientPass): string {
  return JSON.stringify(client);
}

/** Reads what went with a connection; null for anything that is no such pass. */
export function readClientPass(pass: string): ClientPass | null {
  try {
    const read = clientPass.safeParse(JSON.parse(pass));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
