import { z } from "zod";

const visitPass = z.strictObject({
  /** The visit, and the id of its one call. */
  id: z.uuid(),
  tenantId: z.uuid(),
  widgetId: z.uuid(),
  /** A keyed hash of the address: one address cannot occupy all simultaneous calls of a widget. */
  mark: z.string().min(1).max(64),
  /** The one number that it may call. */
  code: z.string().min(1).max(32),
  /** The maximum duration of its call. */
  minutes: z.number().int().min(1).max(60),
  /** The maximum of simultaneous calls of the widget, this one included. */
  callsMax: z.number().int().min(1).max(50),
});

/** The portal's statement about a web caller who may place one call by browser. */
export type VisitPass = Readonly<z.infer<typeof visitPass>>;

/** The pass as a header value of a connection. */
export function writeVisitPass(visit: VisitPass): string {
  return JSON.stringify(visit);
}

/** Parses the pass of a connection; null for any other value. */
export function readVisitPass(pass: string): VisitPass | null {
  try {
    const read = visitPass.safeParse(JSON.parse(pass));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
