import type { Shareholder } from "./form.shared.ts";

/** 100 % in hundredths of a percent. */
export const WHOLE_BASIS_POINTS = 10_000;

/** The holders of one company's shares. */
export interface OwnerGroup {
  /** Null for the applicant, else the id of the owned company. */
  readonly ownerOf: string | null;
  readonly members: readonly Shareholder[];
  /** Sum of the shares entered. */
  readonly basisPoints: number;
}

/** One holder in the tree. */
export interface OwnerNode {
  readonly holder: Shareholder;
  /** 1 for a holder of the applicant itself. */
  readonly tier: number;
  /** Indirect share of the applicant, in percent. */
  readonly effectivePercent: number;
  readonly owners: readonly OwnerNode[];
}

/** Shareholding as a tree, with its totals. */
export interface OwnershipTree {
  readonly roots: readonly OwnerNode[];
  readonly groups: readonly OwnerGroup[];
  /** Percentage of the applicant held abroad, by the country of the highest named holders. */
  readonly foreignPercent: number;
  /** Percentage of the applicant held by holders without a country. */
  readonly unknownPercent: number;
}

/** Higher tiers are not followed; the regulation requires two. */
const TIERS_MAX = 10;
const PERCENT = 100;

/** The tier of a holder, or null if its chain does not lead to the applicant. */
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

/** Builds the tree; holders without a chain to the applicant, or in a circular one, are excluded. */
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

/** The ends of each chain of holders, with their share of the applicant; shares without a named holder stay with the company. */
function highest({ holder, effectivePercent, owners }: OwnerNode): readonly { country: string; percent: number }[] {
  const above = owners.flatMap(highest);
  const rest = effectivePercent - owners.reduce((sum, owner) => sum + owner.effectivePercent, 0);
  return rest > 0 ? [...above, { country: holder.country, percent: rest }] : above;
}
