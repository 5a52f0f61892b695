/** All API errors with meaning, cause and remedy. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CpaasWays } from "../cpaas/cpaas-ways.tsx";
import { type Explanation, errorsQuery } from "./console-data.ts";

const PLACES = ["api", "hook", "message"] as const;

/** The screen of `/layanan/api/galat`. */
export function ErrorsScreen(): ReactNode {
  const t = useTranslations("web.console");
  const address: { readonly search?: string; readonly place?: string } = useSearch({ from: "/layanan/api/galat" });
  const navigate = useNavigate({ from: "/layanan/api/galat" });
  const found = useQuery(errorsQuery);
  const change = (part: typeof address) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const rows = found.data?.items.filter(
    (error) => fits(error, address.search ?? "") && ["", error.place].includes(address.place ?? ""),
  );
  return (
    <Page width="working" title={t("errors.title")} lead={t("errors.lead")} above={<CpaasWays />}>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox value={address.search ?? ""} label={t("errors.search")} onSearch={(search) => change({ search })} />
        <FilterSelect
          label={t("errors.place")}
          value={address.place ?? ""}
          options={PLACES.map((value) => ({ value, label: t(`errors.places.${value}`) }))}
          onChange={(place) => change({ place })}
        />
        {rows === undefined ? null : (
          <p role="status" className="text-small text-soft">
            {t("errors.found", { count: rows.length })}
          </p>
        )}
      </div>
      <Awaiting query={found} lines={8} />
      {rows?.length === 0 ? <Empty title={t("errors.noneTitle")}>{t("errors.noneText")}</Empty> : null}
      <ul className="grid gap-3">
        {rows?.map((error) => (
          <li key={error.code} className="card grid gap-1 p-4">
            <h2 className="text-body font-semibold">
              <span className="tabular-nums">{error.code}</span> · {error.title}
            </h2>
            <p className="text-small text-soft">
              {error.status === null
                ? t(`errors.places.${error.place}`)
                : t("errors.status", { status: String(error.status) })}
            </p>
            <p className="max-w-[80ch]">{error.cause}</p>
            <p className="max-w-[80ch]">{error.todo}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}

/** Whether an error matches the search: by the start of its number, or by a word. */
function fits({ code, title, cause, todo }: Explanation, search: string): boolean {
  const text = search.trim().toLowerCase();
  if (/^\d+$/.test(text)) return String(code).startsWith(text);
  return [title, cause, todo].some((one) => one.toLowerCase().includes(text));
}
