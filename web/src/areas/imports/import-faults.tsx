/** The invalid lines of an import with position, value, rule and remedy; filtered by spreadsheet and error, in pages. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { Icon } from "../../parts/icons.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { FilterSelect } from "../../parts/list-tools.tsx";
import { count } from "../../words/dates.ts";
import { type FaultLine, faultsQuery, type OperatorImport, SHEETS } from "./imports-data.ts";

function useColumns(): readonly Column<FaultLine>[] {
  const t = useTranslations("web.imports");
  return [
    {
      id: "row",
      header: t("row"),
      cell: (line) => (
        <span className="font-semibold break-words">
          {line.row} <span className="font-normal text-soft">{line.file}</span>
        </span>
      ),
    },
    { id: "column", header: t("column"), cell: (line) => line.column ?? t("wholeRow") },
    {
      id: "found",
      header: t("found"),
      cell: (line) =>
        line.found === "" ? (
          <span className="text-soft">{t("emptyCell")}</span>
        ) : (
          <span className="break-all">{line.found}</span>
        ),
    },
    { id: "rule", header: t("rule"), cell: (line) => line.rule },
    { id: "remedy", header: t("remedy"), cell: (line) => line.remedy },
  ];
}

function Filters({ shown, onChange }: { readonly shown: OperatorImport; readonly onChange: Change }): ReactNode {
  const t = useTranslations("web.imports");
  const locale = useLocale();
  const search = useSearch({ from: "/impor/$id" });
  const sheets = SHEETS.filter((sheet) => shown.files.some((file) => file.sheet === sheet));
  const kinds = shown.faultKinds.map(({ code, count: often, rule }) => ({
    value: code,
    label: `${rule} (${count(often, locale)})`,
  }));
  return (
    <div className="flex flex-wrap items-center gap-4">
      <FilterSelect
        label={t("filterSheet")}
        all={t("allSheets")}
        value={search.sheet ?? ""}
        options={sheets.map((sheet) => ({ value: sheet, label: t(`sheets.${sheet}`) }))}
        onChange={(sheet) => onChange({ sheet: sheet || undefined })}
      />
      <FilterSelect
        label={t("filterFault")}
        all={t("allFaults")}
        value={search.code ?? ""}
        options={kinds}
        onChange={(code) => onChange({ code: code || undefined })}
      />
    </div>
  );
}

type Change = (part: { readonly sheet?: string | undefined; readonly code?: string | undefined }) => void;

/** The list of invalid lines; nothing when there are none. */
export function ImportFaults({ shown }: { readonly shown: OperatorImport }): ReactNode {
  const t = useTranslations("web.imports");
  const locale = useLocale();
  const list = useListAddress(useSearch({ from: "/impor/$id" }));
  const { sheet, code } = list.address;
  const asked = { ...list.pages, ...(sheet === undefined ? {} : { sheet }), ...(code === undefined ? {} : { code }) };
  const query = useQuery(faultsQuery(shown.id, shown.version, asked));
  const columns = useColumns();
  if (shown.faultCount === 0) return null;
  return (
    <section aria-labelledby="faults" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="faults">{t("faultsTitle")}</h2>
        <a href={`/api/imports/${shown.id}/report?language=${locale}`} download className="button button-small">
          <Icon name="down" size={16} />
          {t("report")}
        </a>
      </div>
      {shown.faultsKept < shown.faultCount ? (
        <p className="text-soft">{t("badMore", { count: shown.faultsKept })}</p>
      ) : null}
      <Filters shown={shown} onChange={list.change} />
      <List
        query={query}
        lines={6}
        caption={t("faultsTitle")}
        columns={columns}
        rowId={({ id }) => String(id)}
        paging={list.paging}
        empty={{ text: t("noneLeft") }}
      />
    </section>
  );
}
