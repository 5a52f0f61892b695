/** Code holders with their numbers of codes, codes without reported use, and codes for which a revocation can be opened. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf, api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery } from "../../data/queries.ts";
import type { paths } from "../../generated/api.d.ts";
import { Badge } from "../../parts/badges.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { List } from "../../parts/list-screen/list.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Page } from "../../parts/page.tsx";
import { may } from "../../shell/places.ts";
import { shortDate } from "../../words/dates.ts";
import { InventoryTabs } from "./inventory-tabs.tsx";

type Holders = paths["/api/holders"]["get"]["responses"]["200"]["content"]["application/json"];
type Holder = Holders["items"][number];
type HeldCodes = paths["/api/holders/codes"]["get"]["responses"]["200"]["content"]["application/json"];
type HeldCode = HeldCodes["items"][number];
type HoldersQuery = NonNullable<paths["/api/holders"]["get"]["parameters"]["query"]>;
type HolderCodesQuery = NonNullable<paths["/api/holders/codes"]["get"]["parameters"]["query"]>;

const holdersQuery = (query: HoldersQuery) =>
  queryOptions({
    queryKey: ["inventory", "holders", query],
    queryFn: () => read<Holders>(api.GET("/api/holders", { params: { query } })),
    placeholderData: keepPreviousData,
  });

const heldCodesQuery = (query: HolderCodesQuery) =>
  queryOptions({
    queryKey: ["inventory", "held", query],
    queryFn: () => read<HeldCodes>(api.GET("/api/holders/codes", { params: { query } })),
    placeholderData: keepPreviousData,
  });

function useHolderColumns(): readonly Column<Holder>[] {
  const t = useTranslations("web.inventory.holders");
  const statuses = useTranslations("nibStatuses");
  const locale = useLocale();
  return [
    {
      id: "company",
      header: t("company"),
      cell: (row) => (
        <Link
          to="/inventaris/pemegang"
          search={{ view: "codes", organisation: row.id }}
          className="line-clamp-2 min-w-[180px] font-semibold"
          title={row.name}
        >
          {row.name}
        </Link>
      ),
    },
    { id: "codes", header: t("codes"), sort: "codes", numeric: true, cell: (row) => row.codes },
    { id: "unreported", header: t("unreported"), sort: "unreported", numeric: true, cell: (row) => row.unreported },
    {
      id: "oldest",
      header: t("oldest"),
      sort: "oldest",
      cell: (row) => (row.unreportedSince === null ? "–" : shortDate(row.unreportedSince, locale)),
    },
    { id: "holds", header: t("holds"), sort: "holds", numeric: true, cell: (row) => row.holds },
    {
      id: "nibStatus",
      header: t("nibStatus"),
      cell: (row) =>
        row.nibStatus === null ? (
          "–"
        ) : (
          <Badge
            shape={row.isNibGround ? "cross" : row.nibStatus === "unknown" ? "ring" : "tick"}
            tone={row.isNibGround ? "bad" : "quiet"}
          >
            {statuses.has(row.nibStatus as "active") ? statuses(row.nibStatus as "active") : row.nibStatus}
          </Badge>
        ),
    },
    { id: "openRevocations", header: t("openRevocations"), numeric: true, cell: (row) => row.openRevocations },
  ];
}

function useCodeColumns(mayOpen: boolean): readonly Column<HeldCode>[] {
  const t = useTranslations("web.inventory.holders");
  const locale = useLocale();
  return [
    {
      id: "code",
      header: t("code"),
      cell: (row) => (
        <Link to="/inventaris/kode/$code" params={{ code: row.code }} className="font-semibold whitespace-nowrap">
          {row.display}
        </Link>
      ),
    },
    {
      id: "company",
      header: t("company"),
      cell: (row) => (
        <span className="line-clamp-2 min-w-[180px]" title={row.holder}>
          {row.holder}
        </span>
      ),
    },
    { id: "heldSince", header: t("heldSince"), cell: (row) => shortDate(row.since, locale) },
    {
      id: "report",
      header: t("report"),
      cell: (row) =>
        row.reportedStatus === null
          ? t("noReport")
          : `${t(`reported.${row.reportedStatus as "in-use"}`)} · ${row.reportedAt === null ? "–" : shortDate(row.reportedAt, locale)}`,
    },
    {
      id: "ground",
      header: t("ground"),
      cell: (row) =>
        row.ground === null ? (
          "–"
        ) : (
          <span>
            {t(`grounds.${row.ground}`)}
            {row.groundSince === null ? null : (
              <span className="block text-small text-soft">
                {t("toldOn", { date: shortDate(row.groundSince, locale) })}
              </span>
            )}
          </span>
        ),
    },
    {
      id: "act",
      header: t("act"),
      cell: (row) =>
        row.openCase !== null ? (
          <Link to="/permohonan/$id" params={{ id: row.openCase.id }} className="whitespace-nowrap">
            {t("toCase")}
          </Link>
        ) : mayOpen ? (
          <Link
            to="/pencabutan/baru"
            search={{ code: row.code, ...(row.ground === null ? {} : { ground: row.ground }) }}
          >
            {t("openRevocation")}
            <span className="sr-only"> {row.display}</span>
          </Link>
        ) : (
          "–"
        ),
    },
  ];
}

/** Exports the list with the search, filters and order on screen. */
function ExportLink({ path, asked }: { readonly path: string; readonly asked: object }): ReactNode {
  const t = useTranslations("web.inventory.holders");
  const language = useLocale() === "en" ? "en" : "id";
  return (
    <a className="button button-small" href={addressOf(path, { query: { ...asked, language } })} download>
      {t("export")}
    </a>
  );
}

function HolderList(): ReactNode {
  const t = useTranslations("web.inventory.holders");
  const { address: search, change, pages, paging } = useListAddress(useSearch({ from: "/inventaris/pemegang" }));
  const sort = search.sort ?? "-codes";
  const asked = {
    search: search.search ?? "",
    sort,
    ...(search.only === undefined ? {} : { only: search.only }),
  } as HoldersQuery;
  const query = useQuery(holdersQuery({ ...asked, ...pages }));
  const columns = useHolderColumns();
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <SearchBox
          value={search.search ?? ""}
          label={t("searchHolders")}
          onSearch={(text) => change({ search: text })}
        />
        <FilterSelect
          label={t("filter")}
          value={search.only ?? ""}
          options={[
            { value: "unreported", label: t("only.unreported") },
            { value: "nib", label: t("only.nib") },
          ]}
          onChange={(only) => change({ only })}
        />
        <ExportLink path="/api/holders/export" asked={asked} />
      </div>
      <List
        query={query}
        lines={6}
        caption={t("companies")}
        columns={columns}
        paging={paging}
        sort={sort}
        onSort={(next) => change({ sort: next })}
        empty={{ title: t("emptyTitle"), text: t("emptyText") }}
      />
    </>
  );
}

function CodeList(): ReactNode {
  const t = useTranslations("web.inventory.holders");
  const { address: search, change, pages, paging } = useListAddress(useSearch({ from: "/inventaris/pemegang" }));
  const { data: session } = useQuery(sessionQuery);
  const asked = {
    search: search.search ?? "",
    ...(search.only === "unused" || search.only === "nib" ? { ground: search.only } : {}),
    ...(search.organisation === undefined ? {} : { organisationId: search.organisation }),
  } as HolderCodesQuery;
  const query = useQuery(heldCodesQuery({ ...asked, ...pages }));
  const columns = useCodeColumns(may(session, "application.check"));
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <SearchBox value={search.search ?? ""} label={t("searchCodes")} onSearch={(text) => change({ search: text })} />
        <FilterSelect
          label={t("filter")}
          value={search.only ?? ""}
          options={[
            { value: "unused", label: t("grounds.unused") },
            { value: "nib", label: t("grounds.nib") },
          ]}
          onChange={(only) => change({ only })}
        />
        {search.organisation === undefined ? null : (
          <button type="button" className="button button-small" onClick={() => change({ organisation: undefined })}>
            {t("allCompanies")}
          </button>
        )}
        <ExportLink path="/api/holders/codes/export" asked={asked} />
      </div>
      <p className="text-small text-soft">{t("suggestion")}</p>
      <List
        query={query}
        lines={6}
        caption={t("heldCodes")}
        columns={columns}
        rowId={({ code }) => code}
        paging={paging}
        empty={{ title: t("emptyCodes"), text: t("emptyText") }}
      />
    </>
  );
}

/** The screen of `/inventaris/pemegang`. */
export function HoldersScreen(): ReactNode {
  const t = useTranslations("web.inventory");
  const { view } = useSearch({ from: "/inventaris/pemegang" });
  const navigate = useNavigate();
  const isCodes = view === "codes";
  return (
    <Page width="working" title={t("holders.title")} lead={t("holders.lead")}>
      <InventoryTabs here="holders" />
      <fieldset className="segments mb-4">
        <legend className="sr-only">{t("holders.views")}</legend>
        <button
          type="button"
          className="segment"
          aria-pressed={!isCodes}
          onClick={() => void navigate({ to: "/inventaris/pemegang", search: {} })}
        >
          {t("holders.companies")}
        </button>
        <button
          type="button"
          className="segment"
          aria-pressed={isCodes}
          onClick={() => void navigate({ to: "/inventaris/pemegang", search: { view: "codes" } })}
        >
          {t("holders.heldCodes")}
        </button>
      </fieldset>
      <div className="grid gap-3">{isCodes ? <CodeList /> : <HolderList />}</div>
    </Page>
  );
}
