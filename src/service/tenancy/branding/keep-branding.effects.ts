import { type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { runInSubprocess, SubprocessError } from "../../../platform/subprocess/index.ts";
import { actedEntry, type RequestContext } from "../tenants/index.ts";
import { type BrandingChange, writeBranding } from "./branding.store.ts";
import { contrastRefusal } from "./contrast-refusal.ts";
import type { Logo } from "./logo-worker.effects.ts";
import type { LogoRefusal } from "./png-shape.ts";

/** Why a branding is refused; a colour with low contrast comes with the nearest one that suffices. */
export type BrandingRefusal =
  | { readonly refusal: LogoRefusal | "branding-stale" }
  | NonNullable<ReturnType<typeof contrastRefusal>>;

/** Saves name and colour, over the version that was read. */
export async function saveBranding(
  kit: Kit,
  requestContext: RequestContext,
  form: { readonly name: string | null; readonly colour: string | null; readonly expectedVersion: number },
): Promise<"kept" | BrandingRefusal> {
  const { name, colour, expectedVersion } = form;
  const refusal = colour === null ? null : contrastRefusal(colour);
  if (refusal !== null) return refusal;
  const done = await change(kit, requestContext, {
    action: "branding.changed",
    set: { name, colour },
    expectedVersion,
  });
  return done ? "kept" : { refusal: "branding-stale" };
}

const LOGO_WORKER = new URL("./logo-worker.effects.ts", import.meta.url);
const LOGO_LIMITS = { taskMsMax: 10_000, heapMegabytesMax: 64, memoryMegabytesMax: 256 };

/** Saves a logo, encoded again from its pixels. */
export async function keepLogo(
  kit: Kit,
  requestContext: RequestContext,
  bytes: Uint8Array,
): Promise<"kept" | BrandingRefusal> {
  const logo = await redrawnLogo(bytes);
  if (!logo.ok) return { refusal: logo.refusal };
  await change(kit, requestContext, { action: "branding.logo-changed", set: { logo: logo.value } });
  return "kept";
}

async function redrawnLogo(bytes: Uint8Array): Promise<Result<Logo, LogoRefusal>> {
  try {
    return await runInSubprocess(LOGO_WORKER, bytes, LOGO_LIMITS);
  } catch (error) {
    if (error instanceof SubprocessError) return refuse("logo-not-png");
    throw error;
  }
}

/** Removes the logo, or resets the branding to the default. */
export async function resetBranding(kit: Kit, requestContext: RequestContext, what: "logo" | "all"): Promise<void> {
  const set: BrandingChange = what === "logo" ? { logo: null } : { name: null, colour: null, logo: null };
  await change(kit, requestContext, { action: what === "logo" ? "branding.logo-removed" : "branding.reset", set });
}

function change(
  kit: Kit,
  requestContext: RequestContext,
  wish: {
    readonly action: "branding.changed" | "branding.logo-changed" | "branding.logo-removed" | "branding.reset";
    readonly set: BrandingChange;
    readonly expectedVersion?: number;
  },
): Promise<boolean> {
  const { tenantId } = requestContext;
  const { action, set, expectedVersion } = wish;
  const at = {
    tenantId,
    now: new Date(kit.clock.nowMs()),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  };
  return inTenant(kit.db, tenantId, async (trx) => {
    if (!(await writeBranding(trx, at, set))) return false;
    const { name, colour, logo } = set;
    const detail = {
      ...(name === undefined ? {} : { name }),
      ...(colour === undefined ? {} : { colour }),
      ...(logo === undefined ? {} : { logo: logo?.sha256 ?? null }),
    };
    await recordAudit(
      trx,
      kit,
      actedEntry(requestContext, { action, subjectKind: "tenant", subjectId: tenantId, detail }),
    );
    return true;
  });
}
