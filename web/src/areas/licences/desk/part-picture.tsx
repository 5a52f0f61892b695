/** The graphic of a part: the configuration diagram, the cumulative commitment, or the shareholding tree. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { commitmentTotals } from "../../../../../src/licensing/configuration/commitment.shared.ts";
import { type OwnerNode, ownershipTree } from "../../../../../src/licensing/requirements/shareholding.shared.ts";
import { Notice } from "../../../parts/notice.tsx";
import { CommitmentChart } from "../commitment-chart.tsx";
import { countryName } from "../countries.ts";
import { Diagram } from "../diagram.tsx";
import type { Finding, Licence, LicenceForm, PartKey } from "../licence-types.ts";
import { licenceRulesQuery } from "../pre-check.ts";
import { writePercent } from "../typed-numbers.ts";

interface PictureProps {
  readonly licence: Licence;
  readonly form: LicenceForm;
  readonly part: PartKey;
  readonly findings: readonly Finding[];
  /** Navigates to a row of a part. */
  readonly onRow: (part: string, rowId: string) => void;
}

/** The diagram; a box links to its row, in this table or in that of another requirement. */
function Configuration({ licence, form, findings, onRow }: Omit<PictureProps, "part">): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const { data } = useQuery(licenceRulesQuery(licence));
  if (data === undefined) return null;
  const marked = new Set(findings.flatMap(({ state, place }) => (state === "settled" ? [] : (place.rowId ?? []))));
  return (
    <div className="grid min-w-0 gap-2">
      <Diagram
        licenceId={licence.id}
        form={form}
        linesPerE1={data.values.linesPerE1}
        marked={marked}
        onGo={({ part, rowId }) => onRow(part, rowId)}
      />
      <a
        href={`/api/licences/${licence.id}/diagram.svg`}
        target="_blank"
        rel="noreferrer"
        className="justify-self-start text-small"
      >
        {t("openDiagram")}
      </a>
    </div>
  );
}

function Commitment({ licence, form }: Pick<PictureProps, "licence" | "form">): ReactNode {
  const { data } = useQuery(licenceRulesQuery(licence));
  if (data === undefined || form.commitment.rows.length === 0) return null;
  const { linesPerE1, firstYearE1 } = data.values;
  const { years } = commitmentTotals(form.commitment, linesPerE1);
  return <CommitmentChart years={years} least={firstYearE1 * linesPerE1} />;
}

function Owner({ node }: { readonly node: OwnerNode }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const kinds = useTranslations("web.licenceForm.choice");
  const locale = useLocale();
  const { holder, effectivePercent, owners } = node;
  const share = holder.basisPoints === null ? "–" : `${writePercent(holder.basisPoints)} %`;
  return (
    <li>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 font-semibold [overflow-wrap:anywhere]">{holder.name || "–"}</span>
        <span className="tabular-nums">{share}</span>
        <span className="text-small text-soft">
          {kinds.has(holder.kind) ? kinds(holder.kind) : holder.kind}
          {holder.country === "" ? "" : ` · ${countryName(holder.country, locale)}`}
          {node.tier === 1 ? "" : ` · ${t("effective", { percent: effectivePercent.toFixed(2) })}`}
        </span>
      </p>
      {owners.length === 0 ? null : <Owners nodes={owners} />}
    </li>
  );
}

function Owners({ nodes }: { readonly nodes: readonly OwnerNode[] }): ReactNode {
  return (
    <ul className="owner-tree">
      {nodes.map((node) => (
        <Owner key={node.holder.id} node={node} />
      ))}
    </ul>
  );
}

function Ownership({ licence, form }: Pick<PictureProps, "licence" | "form">): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const { holders } = form.shareholding;
  if (holders.length === 0) return null;
  const { roots, foreignPercent } = ownershipTree(holders);
  return (
    <figure className="card grid gap-3 p-4">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-3">
        <span className="text-lead font-semibold [overflow-wrap:anywhere]">
          {t("owners", { company: licence.organisation.name })}
        </span>
        <span>{t("foreign", { percent: foreignPercent.toFixed(2) })}</span>
      </figcaption>
      {roots.length === 0 ? <Notice tone="wait">{t("ownersLoose")}</Notice> : <Owners nodes={roots} />}
    </figure>
  );
}

/** The graphic of a part; renders nothing for parts with text only. */
export function PartPicture({ part, ...props }: PictureProps): ReactNode {
  if (part === "configuration") return <Configuration {...props} />;
  if (part === "commitment") return <Commitment {...props} />;
  return part === "shareholding" ? <Ownership {...props} /> : null;
}
