/** The filters above a call centre's audit log: days, actor, action and subject. The address holds all of them. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FieldFault } from "../../data/problem.ts";
import { DayField } from "../../parts/day-field.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { useAuditWords } from "./audit-words.ts";
import { type CentreAuditAddress, centreAuditChoicesQuery, NARROWING_KEYS } from "./centre-audit-data.ts";

interface FiltersProps {
  readonly address: CentreAuditAddress;
  readonly faults: readonly FieldFault[];
  readonly onChange: (part: CentreAuditAddress) => void;
}

/** The filters of the log. */
export function CentreAuditFilters({ address, faults, onChange }: FiltersProps): ReactNode {
  const t = useTranslations("web.centreAudit");
  const audit = useTranslations("web.audit");
  const { actionName, kindName } = useAuditWords();
  const { data: choices } = useQuery(centreAuditChoicesQuery);
  const byName = (left: { readonly label: string }, right: { readonly label: string }): number =>
    left.label.localeCompare(right.label);
  const people = (choices?.actors ?? []).map(({ id, name }) => ({ value: id, label: name })).toSorted(byName);
  const isNarrowed = NARROWING_KEYS.some((key) => (address[key] ?? "") !== "");
  return (
    <div className="mb-3 grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <SearchBox
          value={address.subject ?? ""}
          label={audit("search")}
          onSearch={(subject) => onChange({ subject })}
        />
        <DayField label={t("from")} value={address.from ?? ""} onChange={(from) => onChange({ from })} />
        <DayField label={t("to")} value={address.to ?? ""} onChange={(to) => onChange({ to })} />
      </div>
      {faults.length === 0 ? null : (
        <div role="alert" className="text-bad">
          {faults.map(({ path, message }) => (
            <p key={path}>{message}</p>
          ))}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <FilterSelect
          label={audit("actor")}
          value={address.actor ?? ""}
          options={[...people, { value: "system", label: audit("system") }]}
          onChange={(actor) => onChange({ actor })}
        />
        <FilterSelect
          label={audit("action")}
          value={address.action ?? ""}
          options={(choices?.actions ?? []).map((value) => ({ value, label: actionName(value) })).toSorted(byName)}
          onChange={(action) => onChange({ action })}
        />
        <FilterSelect
          label={t("kind")}
          value={address.kind ?? ""}
          options={(choices?.kinds ?? []).map((value) => ({ value, label: kindName(value) })).toSorted(byName)}
          onChange={(kind) => onChange({ kind })}
        />
        {isNarrowed ? (
          <button
            type="button"
            className="button button-small button-quiet"
            onClick={() => onChange(Object.fromEntries(NARROWING_KEYS.map((key) => [key, ""])))}
          >
            {t("clear")}
          </button>
        ) : null}
      </div>
    </div>
  );
}
