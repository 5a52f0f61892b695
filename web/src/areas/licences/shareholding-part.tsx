/** Shareholding as a tree: holders of the applicant and their holders, with the total of each group. */
import { type ReactNode, useContext } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Shareholder } from "../../../../src/licensing/requirements/form.shared.ts";
import {
  type OwnerNode,
  ownershipTree,
  WHOLE_BASIS_POINTS,
} from "../../../../src/licensing/requirements/shareholding.shared.ts";
import { Badge } from "../../parts/badges.tsx";
import { Icon } from "../../parts/icons.tsx";
import { countryChoices } from "./countries.ts";
import { PartContext } from "./part-context.ts";
import type { EditorProps } from "./part-editor.ts";
import { PercentAt, SelectAt, TextAt } from "./part-fields.tsx";
import { newRowId } from "./part-rows.tsx";
import { writePercent } from "./typed-numbers.ts";

const HOLDERS_MAX = 100;
const KINDS = ["person", "company", "state", "public"] as const;

/** A holder and all holders above it. */
function withOwners(holders: readonly Shareholder[], id: string): ReadonlySet<string> {
  const gone = new Set([id]);
  for (let size = 0; size !== gone.size; ) {
    size = gone.size;
    for (const holder of holders) if (holder.ownerOf !== null && gone.has(holder.ownerOf)) gone.add(holder.id);
  }
  return gone;
}

interface TreeProps {
  readonly holders: readonly Shareholder[];
  readonly onChange: (holders: readonly Shareholder[]) => void;
}

function SumLine({
  holders,
  ownerOf,
}: {
  readonly holders: readonly Shareholder[];
  readonly ownerOf: string | null;
}): ReactNode {
  const t = useTranslations("web.licenceForm");
  const points = holders
    .filter((holder) => holder.ownerOf === ownerOf)
    .reduce((sum, { basisPoints }) => sum + (basisPoints ?? 0), 0);
  const isWhole = points === WHOLE_BASIS_POINTS;
  return (
    <Badge shape={isWhole ? "tick" : "triangle"} tone={isWhole ? "good" : "wait"}>
      {t("sharesSum", { percent: writePercent(points) })}
    </Badge>
  );
}

function AddHolder({
  holders,
  ownerOf,
  name,
  onChange,
}: TreeProps & { readonly ownerOf: string | null; readonly name: string }): ReactNode {
  const t = useTranslations("web.licenceForm");
  const add = (): void => {
    const holder: Shareholder = {
      id: newRowId(),
      ownerOf,
      name: "",
      kind: "person",
      country: "ID",
      basisPoints: null,
    };
    onChange([...holders, holder]);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-row="${holder.id}"] :is(input, select)`)?.focus(),
    );
  };
  return (
    <button
      type="button"
      className="button button-small justify-self-start"
      disabled={holders.length >= HOLDERS_MAX}
      onClick={add}
    >
      {t("addHolder", { name })}
    </button>
  );
}

function Holder({ node, holders, onChange }: TreeProps & { readonly node: OwnerNode }): ReactNode {
  const t = useTranslations("web.licenceForm");
  const locale = useLocale();
  const { isLocked } = useContext(PartContext);
  const { holder, owners, tier, effectivePercent } = node;
  const path = `holders.${holders.findIndex(({ id }) => id === holder.id)}`;
  const name = holder.name || t("unnamed");
  const remove = (): void => {
    const gone = withOwners(holders, holder.id);
    onChange(holders.filter(({ id }) => !gone.has(id)));
  };
  return (
    <li data-row={holder.id} className="grid gap-3">
      <div className="card grid gap-4 p-4">
        <div className="flex items-start justify-between gap-2">
          <p className="min-w-0 font-semibold [overflow-wrap:anywhere]">
            {name}
            <span className="block text-small font-normal text-soft">
              {t("tier", { tier, percent: effectivePercent.toFixed(2).replace(".", ",") })}
            </span>
          </p>
          {isLocked ? null : (
            <button type="button" className="button button-small button-quiet shrink-0" onClick={remove}>
              <Icon name="close" size={16} />
              {t("removeRow")}
              <span className="sr-only"> {name}</span>
            </button>
          )}
        </div>
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <TextAt path={`${path}.name`} label={t("field.holderName")} maxLength={200} />
          <SelectAt
            path={`${path}.kind`}
            label={t("field.holderKind")}
            options={KINDS.map((value) => ({ value, label: t(`choice.${value}`) }))}
          />
          <PercentAt path={`${path}.basisPoints`} label={t("field.basisPoints")} hint={t("hint.basisPoints")} />
          <SelectAt
            path={`${path}.country`}
            label={t("field.country")}
            empty={t("choose")}
            options={countryChoices(locale)}
          />
        </div>
      </div>
      {holder.kind === "company" || owners.length > 0 ? (
        <div className="ml-3 grid gap-3 border-l-2 border-line pl-4 sm:ml-6">
          {owners.length === 0 ? null : (
            <>
              <p className="flex flex-wrap items-center gap-3 text-small">
                {t("ownersOf", { name })}
                <SumLine holders={holders} ownerOf={holder.id} />
              </p>
              <ul className="grid gap-3">
                {owners.map((owner) => (
                  <Holder key={owner.holder.id} node={owner} holders={holders} onChange={onChange} />
                ))}
              </ul>
            </>
          )}
          {isLocked ? null : <AddHolder holders={holders} ownerOf={holder.id} name={name} onChange={onChange} />}
        </div>
      ) : null}
    </li>
  );
}

/** The fields of the part "shareholding". */
export function ShareholdingEditor({ licence, handle, frame }: EditorProps<"shareholding">): ReactNode {
  const t = useTranslations("web.licenceForm");
  const { isLocked } = useContext(PartContext);
  const { holders } = handle.value;
  const { roots, foreignPercent } = ownershipTree(holders);
  const onChange = (next: readonly Shareholder[]): void => handle.replace({ holders: next });
  return (
    <section className="grid gap-4" aria-labelledby="holders">
      <h2 id="holders" tabIndex={-1} className="text-lead [overflow-wrap:anywhere]">
        {t("ownersOf", { name: licence.organisation.name })}
      </h2>
      <p className="max-w-[70ch] text-soft">{t("tiersText", { tiers: frame.rules.values.shareholdingTiers })}</p>
      <p className="flex flex-wrap items-center gap-3" role="status">
        <SumLine holders={holders} ownerOf={null} />
        <span>{t("foreignShare", { percent: foreignPercent.toFixed(2).replace(".", ",") })}</span>
      </p>
      <ul className="grid gap-4">
        {roots.map((node) => (
          <Holder key={node.holder.id} node={node} holders={holders} onChange={onChange} />
        ))}
      </ul>
      {isLocked ? null : (
        <AddHolder holders={holders} ownerOf={null} name={licence.organisation.name} onChange={onChange} />
      )}
    </section>
  );
}
