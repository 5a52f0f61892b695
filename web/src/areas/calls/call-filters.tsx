/** Search, filters and dates above the list of calls; all are stored in the URL. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { CALL_DIRECTIONS, CALL_OUTCOMES } from "../../../../src/service/telephony/cdr/call-words.shared.ts";
import type { FieldFault } from "../../data/problem.ts";
import { DayField } from "../../parts/day-field.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { callChoicesQuery } from "./calls-data.ts";
import { FILTER_KEYS } from "./filter-keys.ts";

/** The URL parameters of the list; all values are text. */
export interface CallsAddress {
  readonly search?: string;
  readonly code?: string;
  readonly phone?: string;
  readonly direction?: string;
  readonly outcome?: string;
  readonly answered?: string;
  readonly recorded?: string;
  readonly from?: string;
  readonly to?: string;
  readonly sort?: string;
  readonly page?: string;
  readonly size?: string;
}

const isNarrowed = (address: CallsAddress): boolean => FILTER_KEYS.some((key) => (address[key] ?? "") !== "");

interface FiltersProps {
  readonly address: CallsAddress;
  readonly faults: readonly FieldFault[];
  readonly onChange: (part: Readonly<Record<string, string>>) => void;
}

/** Search, filters and dates. */
export function CallFilters({ address, faults, onChange }: FiltersProps): ReactNode {
  const t = useTranslations("web.calls");
  const [isOpen, setOpen] = useState(() => matchMedia("(min-width: 640px)").matches || isNarrowed(address));
  const { data: choices } = useQuery(callChoicesQuery);
  const yesNo = [
    { value: "yes", label: t("yes") },
    { value: "no", label: t("no") },
  ];
  const faultOf = (path: string): string | undefined => faults.find((fault) => fault.path === path)?.message;
  return (
    <div className="mb-3 grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <SearchBox
          value={address.search ?? ""}
          label={t("search")}
          placeholder={t("searchHint")}
          onSearch={(search) => onChange({ search })}
        />
        <DayField label={t("from")} value={address.from ?? ""} onChange={(from) => onChange({ from })} />
        <DayField label={t("to")} value={address.to ?? ""} onChange={(to) => onChange({ to })} />
      </div>
      <FieldFaults messages={[faultOf("search"), faultOf("from"), faultOf("to")]} />
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="mb-3 text-small sm:sr-only">{t("moreFilters")}</summary>
        <div className="flex flex-wrap items-center gap-3">
          <FilterSelect
            label={t("code")}
            value={address.code ?? ""}
            options={(choices?.codes ?? []).map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))}
            onChange={(code) => onChange({ code })}
          />
          <FilterSelect
            label={t("phone")}
            value={address.phone ?? ""}
            options={(choices?.phones ?? []).map(({ id, extension, name }) => ({
              value: id,
              label: `${extension} ${name}`,
            }))}
            onChange={(phone) => onChange({ phone })}
          />
          <FilterSelect
            label={t("direction")}
            value={address.direction ?? ""}
            options={CALL_DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) }))}
            onChange={(direction) => onChange({ direction })}
          />
          <FilterSelect
            label={t("outcome")}
            value={address.outcome ?? ""}
            options={CALL_OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
            onChange={(outcome) => onChange({ outcome })}
          />
          <FilterSelect
            label={t("answeredFilter")}
            value={address.answered ?? ""}
            options={yesNo}
            onChange={(answered) => onChange({ answered })}
          />
          <FilterSelect
            label={t("recordedFilter")}
            value={address.recorded ?? ""}
            options={[
              { value: "yes", label: t("withRecording") },
              { value: "no", label: t("withoutRecording") },
            ]}
            onChange={(recorded) => onChange({ recorded })}
          />
          {isNarrowed(address) ? (
            <button
              type="button"
              className="button button-small button-quiet"
              onClick={() => onChange(Object.fromEntries(FILTER_KEYS.map((key) => [key, ""])))}
            >
              {t("clear")}
            </button>
          ) : null}
        </div>
      </details>
    </div>
  );
}

function FieldFaults({ messages }: { readonly messages: readonly (string | undefined)[] }): ReactNode {
  const said = messages.filter((message) => message !== undefined);
  if (said.length === 0) return null;
  return (
    <div role="alert" className="text-bad">
      {said.map((message) => (
        <p key={message}>{message}</p>
      ))}
    </div>
  );
}
