import { ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { Refused } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { runInSubprocess, SubprocessError } from "../../../platform/subprocess/index.ts";
import type { RequestContext } from "../tenants/index.ts";
import { type BrandingChange, writeBranding } from "./branding.store.ts";
import { LOGO_BYTES_MAX, LOGO_SIDES } from "./branding-limits.shared.ts";
import { contrastRefusal } from "./contrast-refusal.ts";
import type { Logo } from "./logo-worker.effects.ts";
import { LOGO_REFUSALS, type LogoRefusal } from "./png-shape.ts";

/** Refusals of the branding of a call centre. */
export const BRANDING_REFUSALS = {
  ...LOGO_REFUSALS,
  "colour-unreadable": ["invalid", "colour"],
  "branding-stale": "stale",
} as const satisfies RefusalTable;

type BrandingRefusal = keyof typeof BRANDING_REFUSALS;

type Done = Result<null, Refused<BrandingRefusal>>;

/** Parameters of the texts of all refusals: the limits of a logo. */
const LIMITS = { ...LOGO_SIDES, kilobytes: Math.floor(LOGO_BYTES_MAX / 1_000) };

/** A refusal with the limits of a logo. */
export function refuseLogo(code: LogoRefusal) {
  return refuse({ code, params: LIMITS });
}

/** Saves name and colour at the version that was read; an unreadable colour is refused with the nearest readable one. */
export async function saveBranding(
  kit: Kit,
  requestContext: RequestContext,
  form: { readonly name: string | null; readonly colour: string | null; readonly expectedVersion: number },
): Promise<Done> {
  const { name, colour, expectedVersion } = form;
  const unreadable = colour === null ? null : contrastRefusal(colour);
  if (unreadable !== null) {
    const { refusal: code, contrast, nearest } = unreadable;
    return refuse({ code, params: { ...LIMITS, contrast, nearest } });
  }
  return change(kit, requestContext, { action: "branding.changed", set: { name, colour }, expectedVersion });
}

const LOGO_WORKER = new URL("./logo-worker.effects.ts", import.meta.url);
const LOGO_LIMITS = { taskMsMax: 10_000, heapMegabytesMax: 64, memoryMegabytesMax: 256 };

/** Saves a logo, encoded again from its pixels. */
export async function saveLogo(kit: Kit, requestContext: RequestContext, bytes: Uint8Array): Promise<Done> {
  const logo = await redrawnLogo(bytes);
  if (!logo.ok) return refuseLogo(logo.refusal);
  return change(kit, requestContext, { action: "branding.logo-changed", set: { logo: logo.value } });
}

async function redrawnLogo(bytes: Uint8Array): Promise<Result<Logo, LogoRefusal>> {
  try {
    return await runInSubprocess(LOGO_WORKER, bytes, LOGO_LIMITS);
  } catch (error) {
    if (error instanceof SubprocessError) return refuse("logo-not-png");
    throw error;
  }
}

/** Removes the logo, or all of the branding. */
export async function resetBranding(kit: Kit, requestContext: RequestContext, what: "logo" | "all"): Promise<Done> {
  const set: BrandingChange = what === "logo" ? { logo: null } : { name: null, colour: null, logo: null };
  return change(kit, requestContext, { action: what === "logo" ? "branding.logo-removed" : "branding.reset", set });
}

async function change(
  kit: Kit,
  requestContext: RequestContext,
  request: {
    readonly action: "branding.changed" | "branding.logo-changed" | "branding.logo-removed" | "branding.reset";
    readonly set: BrandingChange;
    readonly expectedVersion?: number;
  },
): Promise<Done> {
  const { tenantId } = requestContext;
  const { action, set, expectedVersion } = request;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at: now, audit }) => {
    const at = { tenantId, now, ...(expectedVersion === undefined ? {} : { expectedVersion }) };
    if (!(await writeBranding(trx, at, set))) return refuse({ code: "branding-stale", params: LIMITS });
    const { name, colour, logo } = set;
    const detail = {
      ...(name === undefined ? {} : { name }),
      ...(colour === undefined ? {} : { colour }),
      ...(logo === undefined ? {} : { logo: logo?.sha256 ?? null }),
    };
    await audit({ action, subjectKind: "tenant", subjectId: tenantId, detail });
    return ok(null);
  });
}
