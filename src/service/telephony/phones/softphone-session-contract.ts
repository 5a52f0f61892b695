import { z } from "zod";

/** The phone at which an agent sits down in his browser. */
export const softphoneFormSchema = z.strictObject({ phoneId: z.uuid() });

/** What the page signs in with, told this once, and how often it says that it is still there. */
export const softphoneSessionSchema = z.object({
  id: z.uuid(),
  extension: z.string(),
  username: z.string(),
  password: z.string(),
  renewEveryMs: z.number(),
  /** Where sound is spoken with browsers, by UDP: what a network has to let through. The first port answers a Binding request of STUN. */
  way: z.object({ address: z.string(), ports: z.object({ from: z.number(), to: z.number() }) }),
});

/** Whether the process that browsers hear and speak with is there. */
export const servedSoundSchema = z.object({ isServed: z.boolean() });
