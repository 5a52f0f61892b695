import { z } from "zod";

/** The two places of a token: the one that hooks are signed with, and one beside it while programs change over. */
const TOKEN_PLACES = ["primary", "secondary"] as const;

/** The account of a call centre for programs; tokens themselves are shown by a look of their own. */
export const accountOfCentreWire = z.object({
  accountSid: z.string(),
  /** Below which programs set their base address. */
  baseUrl: z.string(),
  primaryMadeAt: z.iso.datetime(),
  secondaryMadeAt: z.iso.datetime().nullable(),
});

/** Which token somebody looks at. */
export const tokenLookFormWire = z.strictObject({ place: z.enum(TOKEN_PLACES) });

/** A token as it was looked at. */
export const tokenWire = z.object({ token: z.string() });
