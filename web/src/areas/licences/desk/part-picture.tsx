/** The picture that belongs to a part: the diagram of the configuration, the running total, the tree of owners. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { commitmentTotals } from "../../../../../src/licensing/configuration/commitment.shared.ts";
import { type OwnerNode, ownershipTree } from "../../../../../src/licensing/requirements/shareholding.shared.ts";
import { Notice } from "../../../parts/notice.tsx";
import { CommitmentChart } from "../commitment-chart.tsx";
import { countryName } from "../countries.ts";
import type { Licence, LicenceForm, PartKey } from "../licence-types.ts";
import { licenceRulesQuery } from "../pre-check.ts";
import { writePercent } from "../typed-numbers.ts";

interface PictureProps {
  readonly licence: Licence;
  readonly form: LicenceForm;
}

/** The diagram as the server draws it from the answers. */
function Diagram({ licence, form }: PictureProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const [isGone, setGone] = useState(false);
  const { sites, trunks, borders, exchanges } = form.configuration;
  if ([sites, trunks, borders, exchanges].every((rows) => rows.length === 0)) return null;
  const version = licence.parts.map((part) => part.version).join(".");
  const address = `/api/licences/${licence.id}/diagram.svg?v=${version}`;
  return (
    <figure className="card grid gap-3 p-4">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-3">
        <span className="text-lead font-semibold">{t("diagram")}</span>
        <a href={address} target="_blank" rel="noreferrer" className="text-small">
          {t("openDiagram")}
        </a>
      </figcaption>
      {isGone ? <p className="text-soft">{t("diagramGone")}</p> : null}
      <img
        hidden={isGone}
        onError={() => setGone(true)}
        src={address}
        className="max-h-[640px] w-full bg-white object-contain"
        alt={t("diagramAlt", {
          trunks: trunks.length,
          borders: borders.length,
          exchanges: exchanges.length,
          sites: sites.length,
        })}
      />
    </figure>
  );
}

function Commitment({ licence, form }: PictureProps): ReactNode {
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

function Ownership({ licence, form }: PictureProps): ReactNode {
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

/** The picture of a part; nothing for parts that are only words. */
export function PartPicture({ part, ...props }: PictureProps & { readonly part: PartKey }): ReactNode {
  if (part === "configuration") return <Diagram {...props} />;
  if (part === "commitment") return <Commitment {...props} />;
  return part === "shareholding" ? <Ownership {...props} /> : null;
}
