/** Phones: extensions, and whether their devices can be reached now. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Pager, pagingOf } from "../../parts/pager.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { EndDialog } from "./end-dialog.tsx";
import { AddPhoneDialog, EncryptPhoneDialog, RenamePhoneDialog, RenewPhoneDialog } from "./phone-dialogs.tsx";
import { ReachBadge } from "./service-badges.tsx";
import { type PhoneRow, type PhonesAnswer, phonesQuery } from "./service-data.ts";

type Asked =
  | { readonly act: "rename" | "encrypt" | "renew" | "end"; readonly phone: PhoneRow }
  | { readonly act: "add" };

function Reach({ phone }: { readonly phone: PhoneRow }): ReactNode {
  const t = useTranslations("web.service.phones");
  const locale = useLocale();
  return (
    <span className="grid justify-items-start gap-1">
      <ReachBadge isRegistered={phone.bindings.length > 0} />
      {phone.isEncrypted ? <span className="text-small font-semibold">{t("encryptedBadge")}</span> : null}
      {phone.bindings.map((one) => (
        <span key={`${one.address}:${one.port} ${one.transport}`} className="text-small break-words text-soft">
          {t("boundAt", {
            place: `${one.address}:${one.port} ${one.transport.toUpperCase()}`,
            agent: one.userAgent === "" ? t("unknownAgent") : one.userAgent,
            until: moment(one.expiresAt, locale),
          })}
        </span>
      ))}
    </span>
  );
}

function PhoneActs({ row, ask }: { readonly row: PhoneRow; readonly ask: (asked: Asked) => void }): ReactNode {
  const t = useTranslations("web.service.phones");
  return (
    <div className="flex flex-wrap gap-2">
      <button
        type="button"
        className="button button-small"
        aria-label={t("renameOf", { extension: row.extension })}
        onClick={() => ask({ act: "rename", phone: row })}
      >
        {t("rename")}
      </button>
      <button
        type="button"
        className="button button-small"
        aria-label={t("encryptionOf", { extension: row.extension })}
        onClick={() => ask({ act: "encrypt", phone: row })}
      >
        {t("encryption")}
      </button>
      <button
        type="button"
        className="button button-small"
        aria-label={t("renewOf", { extension: row.extension })}
        onClick={() => ask({ act: "renew", phone: row })}
      >
        {t("renew")}
      </button>
      <button
        type="button"
        className="button button-small"
        aria-label={t("endOf", { extension: row.extension })}
        onClick={() => ask({ act: "end", phone: row })}
      >
        {t("end")}
      </button>
    </div>
  );
}

function useColumns(ask: ((asked: Asked) => void) | null): readonly Column<PhoneRow>[] {
  const t = useTranslations("web.service.phones");
  return useMemo(
    () => [
      {
        id: "extension",
        header: t("extension"),
        cell: (row) => <span className="font-semibold">{row.extension}</span>,
      },
      { id: "name", header: t("name"), cell: (row) => <span className="break-words">{row.name}</span> },
      { id: "reach", header: t("reach"), cell: (row) => <Reach phone={row} /> },
      { id: "username", header: t("username"), cell: (row) => <code className="break-all">{row.username}</code> },
      {
        id: "codes",
        header: t("codes"),
        cell: (row) => (row.codes.length === 0 ? t("noCodes") : row.codes.join(", ")),
      },
      ...(ask === null
        ? []
        : [{ id: "acts", header: t("acts"), cell: (row: PhoneRow) => <PhoneActs row={row} ask={ask} /> }]),
    ],
    [t, ask],
  );
}

function PhoneList({
  data,
  isSearch,
  ask,
}: {
  readonly data: PhonesAnswer;
  readonly isSearch: boolean;
  /** Null for whoever only looks. */
  readonly ask: ((asked: Asked) => void) | null;
}): ReactNode {
  const t = useTranslations("web.service.phones");
  const columns = useColumns(ask);
  if (data.total > 0) {
    return <DataTable caption={t("title")} columns={columns} rows={data.items} rowId={(row) => row.id} />;
  }
  if (isSearch) return <Empty title={t("nothingFound")} />;
  return (
    <Empty
      title={t("emptyTitle")}
      action={
        ask === null ? undefined : (
          <button type="button" className="button button-main" onClick={() => ask({ act: "add" })}>
            {t("add")}
          </button>
        )
      }
    >
      {t("emptyText")}
    </Empty>
  );
}

function AskedDialog({ asked, onClose }: { readonly asked: Asked; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.service.phones");
  if (asked.act === "add") return <AddPhoneDialog onClose={onClose} />;
  const { phone } = asked;
  if (asked.act === "rename") return <RenamePhoneDialog phone={phone} onClose={onClose} />;
  if (asked.act === "encrypt") return <EncryptPhoneDialog phone={phone} onClose={onClose} />;
  if (asked.act === "renew") return <RenewPhoneDialog phone={phone} onClose={onClose} />;
  return (
    <EndDialog
      title={t("endTitle", { extension: phone.extension, name: phone.name })}
      text={t("endText")}
      yes={t("endYes")}
      end={() => read(api.DELETE("/api/service/phones/{id}", { params: { path: { id: phone.id } } }))}
      onClose={onClose}
    />
  );
}

/** The screen of phones. */
export function PhonesScreen(): ReactNode {
  const t = useTranslations("web.service.phones");
  const search = useSearch({ from: "/layanan/telepon" });
  const navigate = useNavigate({ from: "/layanan/telepon" });
  const { page, pageSize } = pagingOf(search);
  const text = search.search ?? "";
  const { data, error, refetch } = useQuery(phonesQuery({ search: text, page, pageSize }));
  const [asked, setAsked] = useState<Asked | null>(null);
  const change = (part: Record<string, string>): void =>
    void navigate({ search: (before) => ({ ...before, page: "1", ...part }), replace: true });
  const mayChange = useMay("service.manage");
  const hasAny = data !== undefined && (data.total > 0 || text !== "");
  return (
    <Page
      width="working"
      title={t("title")}
      lead={t("lead")}
      actions={
        hasAny && mayChange ? (
          <button type="button" className="button button-main" onClick={() => setAsked({ act: "add" })}>
            {t("add")}
          </button>
        ) : undefined
      }
    >
      {hasAny ? (
        <div className="mb-4 flex flex-wrap gap-3">
          <SearchBox value={text} label={t("search")} onSearch={(next) => change({ search: next })} />
        </div>
      ) : null}
      <Awaiting query={{ data, error, refetch }} lines={5} />
      {data === undefined ? null : <PhoneList data={data} isSearch={text !== ""} ask={mayChange ? setAsked : null} />}
      {data !== undefined && data.total > 0 ? (
        <Pager
          total={data.total}
          page={page}
          pageSize={pageSize}
          onPage={(next) => change({ page: String(next) })}
          onPageSize={(size) => change({ size: String(size) })}
        />
      ) : null}
      {asked === null ? null : <AskedDialog asked={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}
