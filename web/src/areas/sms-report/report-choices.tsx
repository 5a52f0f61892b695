/** Selects the days and the grouping of a report. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { DayField } from "../../parts/day-field.tsx";
import { daysOf, earlierDay, laterDay, type ReportAddress } from "./report-data.ts";

type By = "day" | "carrier" | "sender" | "category" | "tenant";

/** The selections; they are stored in the URL. */
export function ReportChoices({
  address,
  bys,
  by,
  onChange,
}: {
  readonly address: ReportAddress;
  readonly bys: readonly By[];
  readonly by: By;
  readonly onChange: (address: ReportAddress) => void;
}): ReactNode {
  const t = useTranslations("web.smsReport");
  const { from, until } = daysOf(address);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <DayField
        label={t("from")}
        value={from}
        onChange={(day) => onChange({ ...address, from: day, until: laterDay(until, day) })}
      />
      <DayField
        label={t("until")}
        value={until}
        onChange={(day) => onChange({ ...address, from: earlierDay(day, from), until: day })}
      />
      <label className="inline-flex items-center gap-2 text-small">
        <span className="text-soft">{t("by")}</span>
        <select
          className="input input-small w-auto"
          value={by}
          onChange={({ target }) => onChange({ ...address, from, until, by: target.value })}
        >
          {bys.map((one) => (
            <option key={one} value={one}>
              {t(`bys.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
