import { type CheckFrame, emptyFields, type FieldFault, inPart, when } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";
import type { Shareholder } from "./form.shared.ts";
import { ownershipTree, tierOf, WHOLE_BASIS_POINTS } from "./shareholding.shared.ts";

/** Checks the shareholding: complete rows, 100 % for each company, and every company's own holders up to the required tier. */
export function checkShareholding(frame: CheckFrame): readonly PreCheckFinding[] {
  const { holders } = frame.form.shareholding;
  const tiersMax = frame.rules.values.shareholdingTiers;
  return inPart(frame, "shareholding", [
    ...when(holders.length === 0, { code: "holder-missing", field: "holders" }),
    ...holders.flatMap((holder, index) => [
      ...emptyFields(holder, { path: `holders.${index}`, fields: ["name", "country", "basisPoints"] }),
      ...unownedHolderFaults(holder, { index, holders }),
      ...nextTier(holder, { index, holders, tiersMax }),
    ]),
    ...sums(holders),
  ]);
}

interface HolderPlace {
  readonly index: number;
  readonly holders: readonly Shareholder[];
}

/** A holder whose chain does not lead to the applicant, or is circular. */
function unownedHolderFaults(holder: Shareholder, { index, holders }: HolderPlace): readonly FieldFault[] {
  const isLost = tierOf(holder, holders) === null;
  return when(isLost, { code: "holder-of-nobody", rowId: holder.id, field: `holders.${index}.ownerOf` });
}

/** A company below the last tier names its holders; the state and the public have none. */
function nextTier(
  holder: Shareholder,
  { index, holders, tiersMax }: HolderPlace & { readonly tiersMax: number },
): readonly FieldFault[] {
  const tier = tierOf(holder, holders);
  const needsOwners = holder.kind === "company" && tier !== null && tier < tiersMax;
  const isBare = needsOwners && !holders.some(({ ownerOf }) => ownerOf === holder.id);
  return when(isBare, {
    code: "holder-without-holders",
    rowId: holder.id,
    field: `holders.${index}.name`,
    params: { name: holder.name },
    rule: "shareholding-tiers",
  });
}

/** The shares of one company must add up to 100 %; not checked while one of them is empty. */
function sums(holders: readonly Shareholder[]): readonly FieldFault[] {
  const { groups } = ownershipTree(holders);
  return groups.flatMap(({ ownerOf, members, basisPoints }): readonly FieldFault[] => {
    if (members.some((member) => member.basisPoints === null)) return [];
    const first = members[0];
    const index = holders.findIndex(({ id }) => id === first?.id);
    const owned = holders.find(({ id }) => id === ownerOf);
    return when(basisPoints !== WHOLE_BASIS_POINTS && first !== undefined, {
      code: owned === undefined ? "shares-sum" : "shares-sum-of",
      rowId: first?.id ?? "",
      field: `holders.${index}.basisPoints`,
      params: { percent: percentText(basisPoints), name: owned?.name ?? "" },
    });
  });
}

const HUNDREDTHS = 100;

/** Hundredths of a percent as text: 3333 is "33.33". */
function percentText(basisPoints: number): string {
  const fraction = String(basisPoints % HUNDREDTHS).padStart(2, "0");
  return `${Math.floor(basisPoints / HUNDREDTHS)}.${fraction}`.replace(/\.00$/u, "");
}
