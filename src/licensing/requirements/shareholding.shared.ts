import type { Shareholder } from "./form.shared.ts";

/** 100 % in hundredths of a percent. */
export const WHOLE_BASIS_POINTS = 10_000;

/** The holders of one company's shares. */
export interface OwnerGroup {
  /** Null for the applicant, else the id of the holder whose shares these are. */
  readonly ownerOf: string | null;
  readonly members: readonly Shareholder[];
  /** What is filled in, added up. */
  readonly basisPoints: number;
}

/** One holder in the tree. */
export interface OwnerNode {
  readonly holder: Shareholder;
  /** 1 for a holder of the applicant itself. */
  readonly tier: number;
  /** Share of the applicant through everything below, in percent. */
  readonly effectivePercent: number;
  readonly owners: readonly OwnerNode[];
}

/** Shareholding as a tree, with what it comes to. */
export interface OwnershipTree {
  readonly roots: readonly OwnerNode[];
  readonly groups: readonly OwnerGroup[];
  /** Share of the applicant held abroad, in percent, told by the highest holders that are named. */
  readonly foreignPercent: number;
  /** Share of the applicant whose country is not filled in, in percent. */
  readonly unknownPercent: number;
}

/** Higher tiers than this are not followed; the regulation asks for two. */
const TIERS_MAX = 10;
const PERCENT = 100;

/** Which tier a holder stands in, or null when its shares hang on nobody who leads to the applicant. */
export function tierOf(holder: Shareholder, holders: readonly Shareholder[]): number | null {
  let below: string | null = holder.ownerOf;
  for (let tier = 1; tier <= TIERS_MAX; tier += 1) {
    if (below === null) return tier;
    const next: Shareholder | undefined = holders.find(({ id }) => id === below);
    if (next === undefined) return null;
    below = next.ownerOf;
  }
  return null;
}

/** Builds the tree; holders that hang on nobody, or on each other in a circle, are not in it. */
export function ownershipTree(holders: readonly Shareholder[]): OwnershipTree {
  const byOwned = Map.groupBy(holders, ({ ownerOf }) => ownerOf);
  const grow = (ownerOf: string | null, tier: number, percent: number): readonly OwnerNode[] =>
    tier > TIERS_MAX
      ? []
      : (byOwned.get(ownerOf) ?? []).map((holder) => {
          const effectivePercent = (percent * (holder.basisPoints ?? 0)) / WHOLE_BASIS_POINTS;
          return { holder, tier, effectivePercent, owners: grow(holder.id, tier + 1, effectivePercent) };
        });
  const roots = grow(null, 1, PERCENT);
  const ends = roots.flatMap(highest);
  const share = (isCounted: (country: string) => boolean) =>
    ends.filter(({ country }) => isCounted(country)).reduce((sum, { percent }) => sum + percent, 0);
  return {
    roots,
    groups: [...byOwned].map(([ownerOf, members]) => ({
      ownerOf,
      members,
      basisPoints: members.reduce((sum, { basisPoints }) => sum + (basisPoints ?? 0), 0),
    })),
    foreignPercent: share((country) => country !== "" && country !== "ID"),
    unknownPercent: share((country) => country === ""),
  };
}

/** Who stands at the end of each line, with what reaches the applicant; shares that no named holder has stay with the company. */
function highest({ holder, effectivePercent, owners }: OwnerNode): readonly { country: string; percent: number }[] {
  const above = owners.flatMap(highest);
  const rest = effectivePercent - owners.reduce((sum, owner) => sum + owner.effectivePercent, 0);
  return rest > 0 ? [...above, { country: holder.country, percent: rest }] : above;
}
