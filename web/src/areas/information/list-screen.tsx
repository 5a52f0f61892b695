/** One list of places or prices: its entries, its versions, and the import of the next version. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment, shortDate } from "../../words/dates.ts";
import { type InformationList, type ListVersion, listQuery } from "./information-data.ts";
import { ListEntries } from "./list-entries.tsx";
import { ListImport } from "./list-import.tsx";
import { ListBadge } from "./lists-part.tsx";

/** The screen of `/layanan/daftar-informasi/$id`. */
export function ListScreen(): ReactNode {
  const t = useTranslations("web.information.lists");
  const { id } = useParams({ from: "/layanan/daftar-informasi/$id" });
  const found = useQuery(listQuery(id));
  const list = found.data;
  return (
    <Page width="working" title={list?.name ?? t("one")} back={{ to: "/layanan/informasi", text: t("back") }}>
      <Awaiting query={found} lines={8} />
      {list === undefined ? null : <Body list={list} />}
    </Page>
  );
}

function Body({ list }: { readonly list: InformationList }): ReactNode {
  const mayWrite = useMay("queue.manage");
  const { version = "" } = useSearch({ from: "/layanan/daftar-informasi/$id" });
  const asked = list.versions.find(({ number }) => String(number) === version)?.number;
  const number = asked ?? list.inForce?.number ?? list.versions[0]?.number ?? null;
  return (
    <div className="grid gap-8">
      <ListStatus list={list} mayWrite={mayWrite} />
      {mayWrite ? <ListImport list={list} /> : null}
      {number === null ? null : <ListEntries list={list} number={number} />}
      <Versions list={list} />
    </div>
  );
}

function ListStatus({ list, mayWrite }: { readonly list: InformationList; readonly mayWrite: boolean }): ReactNode {
  const t = useTranslations("web.information.lists");
  const locale = useLocale();
  const navigate = useNavigate();
  const [isEnding, setEnding] = useState(false);
  const { inForce } = list;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <ListBadge state={list.state} />
      <span>{t(`kinds.${list.kind}`)}</span>
      {inForce === null ? null : (
        <span className="text-small text-soft">
          {t("inForce", { number: inForce.number, from: shortDate(inForce.from, locale) })}
        </span>
      )}
      {mayWrite ? (
        <button type="button" className="button button-small" onClick={() => setEnding(true)}>
          {t("end")}
        </button>
      ) : null}
      {isEnding ? (
        <EndDialog
          title={t("endTitle", { name: list.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={async () => {
            await read(api.DELETE("/api/service/information/lists/{id}", { params: { path: { id: list.id } } }));
            await navigate({ to: "/layanan/informasi", search: {} });
          }}
          onClose={() => setEnding(false)}
        />
      ) : null}
    </div>
  );
}

function Versions({ list }: { readonly list: InformationList }): ReactNode {
  const t = useTranslations("web.information.lists.versions");
  const locale = useLocale();
  const navigate = useNavigate({ from: "/layanan/daftar-informasi/$id" });
  const columns: readonly Column<ListVersion>[] = useMemo(
    () => [
      { id: "number", header: t("number"), numeric: true, cell: ({ number }) => number },
      { id: "from", header: t("from"), cell: ({ inForceFrom }) => shortDate(inForceFrom, locale) },
      { id: "entries", header: t("entries"), numeric: true, cell: ({ entries }) => entries },
      {
        id: "by",
        header: t("by"),
        look: "wrap",
        cell: ({ importedBy, importedAt, fileName }) =>
          t("byText", { who: importedBy, at: moment(importedAt, locale), file: fileName }),
      },
      { id: "note", header: t("note"), look: "wrap", cell: ({ note }) => note || "–" },
      {
        id: "acts",
        header: t("acts"),
        actions: ({ number }) => [
          {
            text: t("show"),
            label: t("showOf", { number }),
            onPress: () => void navigate({ search: { version: String(number) } }),
          },
        ],
      },
    ],
    [t, locale, navigate],
  );
  return (
    <section className="grid gap-3" aria-labelledby="list-versions">
      <h2 id="list-versions">{t("heading")}</h2>
      {list.versions.length === 0 ? (
        <p className="text-soft">{t("none")}</p>
      ) : (
        <DataTable
          caption={t("heading")}
          columns={columns}
          rows={list.versions}
          rowId={({ number }) => String(number)}
        />
      )}
    </section>
  );
}
