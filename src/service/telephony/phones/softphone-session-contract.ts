import { z } from "zod";

/** The phone at which an agent opens a softphone session. */
export const softphoneFormSchema = z.strictObject({ phoneId: z.uuid() });

/** The SIP credentials of the page, returned only here, and the interval of its keep-alive. */
export const softphoneSessionSchema = z.object({
  id: z.uuid(),
  extension: z.string(),
  username: z.string(),
  password: z.string(),
  renewEveryMs: z.number(),
  /** The UDP address and ports of WebRTC media, which a network has to let through. The first port answers STUN Binding requests. */
  way: z.object({ address: z.string(), ports: z.object({ from: z.number(), to: z.number() }) }),
});

/** Whether the WebRTC media process is available. */
export const servedSoundSchema = z.object({ isServed: z.boolean() });
