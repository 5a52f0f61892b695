/** Preview of evidence: each parameter with its result, the answer that it replaces, and refusals with reasons. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Badge } from "../../../parts/badges.tsx";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../../parts/data-table.tsx";
import { FailureNotice, Notice } from "../../../parts/notice.tsx";
import { OutcomeBadge } from "../test-badges.tsx";
import { inLocale, useLimitText } from "../test-items.tsx";
import type { EvidencePreviewResult } from "../test-types.ts";

type Parameter = EvidencePreviewResult["parameters"][number];

/** When the evidence is refused as a whole, its values are not evaluated, because their origin is not proven. */
function useColumns(isRefused: boolean): readonly Column<Parameter>[] {
  const t = useTranslations("web.testEvidence");
  const locale = useLocale();
  const limitOf = useLimitText();
  const units = useTranslations("web.test.items");
  const unitOf = (unit: string): string =>
    units.has(`unit.${unit as "calls"}`) ? units(`unit.${unit as "calls"}`) : unit;
  return [
    {
      id: "parameter",
      header: t("parameter"),
      cell: (row) => (
        <span className="block min-w-[140px]">
          <span className="font-semibold">
            {row.name === null ? t("unknownItem", { item: row.item }) : inLocale(row.name, locale)}
          </span>
          <span className="block text-small text-soft">{t("device", { row: row.deviceRowId })}</span>
        </span>
      ),
    },
    {
      id: "value",
      header: t("value"),
      cell: (row) => `${new Intl.NumberFormat(locale).format(row.value)} ${unitOf(row.unit)}`,
    },
    { id: "limit", header: t("limit"), cell: (row) => limitOf({ limit: row.limit, unit: row.unit }) ?? "–" },
    {
      id: "outcome",
      header: t("outcome"),
      cell: (row) =>
        row.refusals.length > 0 ? (
          <span className="grid justify-items-start gap-1">
            <Badge shape="cross" tone="bad">
              {t("refused")}
            </Badge>
            {row.refusals.map(({ code, message }) => (
              <span key={code} className="text-small">
                {message}
              </span>
            ))}
          </span>
        ) : isRefused ? (
          <span className="text-soft">{t("notJudged")}</span>
        ) : row.outcome === null ? (
          t("accepted")
        ) : (
          <OutcomeBadge outcome={row.outcome} />
        ),
    },
    {
      id: "replaces",
      header: t("replaces"),
      cell: (row) =>
        row.standing === "open" ? (
          <span className="text-soft">{t("nothing")}</span>
        ) : (
          <OutcomeBadge outcome={row.standing} />
        ),
    },
  ];
}

interface EvidencePreviewProps {
  readonly file: string;
  readonly look: EvidencePreviewResult;
  readonly calibrated: string;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onTake: () => void;
  readonly onLeave: () => void;
}

/** Shown until the evidence is imported or discarded. */
export function EvidencePreview({
  file,
  look,
  calibrated,
  isBusy,
  error,
  onTake,
  onLeave,
}: EvidencePreviewProps): ReactNode {
  const t = useTranslations("web.testEvidence");
  const columns = useColumns(look.refusals.length > 0);
  const refused = look.parameters.filter(({ refusals }) => refusals.length > 0).length;
  const isRefused = look.refusals.length > 0 || refused > 0;
  return (
    <div className="grid min-w-0 gap-4">
      <h3 className="[overflow-wrap:anywhere]">{t("lookTitle", { file })}</h3>
      <dl className="grid gap-x-6 gap-y-1 text-small sm:grid-cols-[180px_1fr]">
        <dt className="text-soft">{t("instrument")}</dt>
        <dd>{look.instrument}</dd>
        <dt className="text-soft">{t("signedBy")}</dt>
        <dd>{look.signedBy ?? t("unknownKey")}</dd>
        <dt className="text-soft">{t("calibrated")}</dt>
        <dd>{calibrated}</dd>
      </dl>
      {isRefused ? (
        <Notice tone="bad" title={t("refusedTitle")}>
          <ul className="list-disc pl-5">
            {look.refusals.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
            {refused === 0 ? null : <li>{t("refusedCount", { count: refused })}</li>}
          </ul>
          <p className="mt-2">{t("refusedText")}</p>
        </Notice>
      ) : null}
      <DataTable
        caption={t("lookTitle", { file })}
        columns={columns}
        rows={look.parameters}
        rowId={({ item, deviceRowId }) => `${item} ${deviceRowId}`}
      />
      {error === null ? null : <FailureNotice error={error} />}
      <div className="flex flex-wrap gap-3">
        {isRefused ? null : (
          <BusyButton type="button" className="button button-main" isBusy={isBusy} onClick={onTake}>
            {t("take", { count: look.parameters.length })}
          </BusyButton>
        )}
        <button type="button" className="button" onClick={onLeave}>
          {t("cancel")}
        </button>
      </div>
    </div>
  );
}
