import { z } from "zod";

const visitPass = z.strictObject({
  /** The visit, and the one call that it may make. */
  id: z.uuid(),
  tenantId: z.uuid(),
  widgetId: z.uuid(),
  /** What stands for where he is: no address has all places of a widget. */
  mark: z.string().min(1).max(64),
  /** The one number that it may call. */
  code: z.string().min(1).max(32),
  /** How long its call may last. */
  minutes: z.number().int().min(1).max(60),
  /** How many may call by the widget at once, this one included. */
  callsMax: z.number().int().min(1).max(50),
});

/** What the portal vouches for of a visitor of a website who may make one call by his browser. */
export type VisitPass = Readonly<z.infer<typeof visitPass>>;

/** The pass as it goes with a connection. */
export function writeVisitPass(visit: VisitPass): string {
  return JSON.stringify(visit);
}

/** Reads what went with a connection; null for anything that is no pass. */
export function readVisitPass(pass: string): VisitPass | null {
  try {
    const read = visitPass.safeParse(JSON.parse(pass));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
