/** Phones with their extensions and registration states. */
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Column, RowAction } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import { AddPhoneDialog, EncryptPhoneDialog, RenamePhoneDialog, RenewPhoneDialog } from "./phone-dialogs.tsx";
import { ReachBadge } from "./service-badges.tsx";
import { type PhoneRow, phonesQuery } from "./service-data.ts";

type PhoneAction =
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

function useColumns(ask: ((asked: PhoneAction) => void) | null): readonly Column<PhoneRow>[] {
  const t = useTranslations("web.service.phones");
  const actionsOf = (phone: PhoneRow): readonly RowAction[] => {
    const { extension } = phone;
    return [
      { text: t("rename"), label: t("renameOf", { extension }), onPress: () => ask?.({ act: "rename", phone }) },
      {
        text: t("encryption"),
        label: t("encryptionOf", { extension }),
        onPress: () => ask?.({ act: "encrypt", phone }),
      },
      { text: t("renew"), label: t("renewOf", { extension }), onPress: () => ask?.({ act: "renew", phone }) },
      { text: t("end"), label: t("endOf", { extension }), onPress: () => ask?.({ act: "end", phone }) },
    ];
  };
  return [
    { id: "extension", header: t("extension"), look: "strong", cell: (row) => row.extension },
    { id: "name", header: t("name"), look: "words", cell: (row) => row.name },
    { id: "reach", header: t("reach"), cell: (row) => <Reach phone={row} /> },
    { id: "username", header: t("username"), cell: (row) => <code className="break-all">{row.username}</code> },
    { id: "codes", header: t("codes"), cell: (row) => (row.codes.length === 0 ? t("noCodes") : row.codes.join(", ")) },
    ...(ask === null ? [] : [{ id: "acts", header: t("acts"), actions: actionsOf }]),
  ];
}

function PhoneActionDialog({
  asked,
  onClose,
}: {
  readonly asked: PhoneAction;
  readonly onClose: () => void;
}): ReactNode {
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
  const list = useListAddress(useSearch({ from: "/layanan/telepon" }));
  const { search = "" } = list.address;
  const query = useQuery(phonesQuery({ search, ...list.pages }));
  const [asked, setAsked] = useState<PhoneAction | null>(null);
  const mayChange = useMay("service.manage");
  const hasAny = query.data !== undefined && (query.data.total > 0 || search !== "");
  const add = mayChange ? (
    <button type="button" className="button button-main" onClick={() => setAsked({ act: "add" })}>
      {t("add")}
    </button>
  ) : undefined;
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={hasAny ? add : undefined}
      list={list}
      filters={hasAny ? [{ key: "search", label: t("search") }] : []}
      query={query}
      columns={useColumns(mayChange ? setAsked : null)}
      empty={{ title: t("emptyTitle"), text: t("emptyText"), action: add }}
      narrowed={{ title: t("nothingFound") }}
    >
      {asked === null ? null : <PhoneActionDialog asked={asked} onClose={() => setAsked(null)} />}
    </ListScreen>
  );
}
