/** The result of an import of users, with the passwords of new phones, shown once. */
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { csvText, type ImportedPeople } from "./people-import-data.ts";

const COLUMNS = ["extension", "name", "server", "username", "password"] as const;

/** The result; `onAnother` starts a new import. */
export function PeopleImportDone({
  done,
  onAnother,
}: {
  readonly done: ImportedPeople;
  readonly onAnother: () => void;
}): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const { counts, invited, phones } = done;
  return (
    <section aria-label={t("doneTitle")} className="card grid gap-4 p-5">
      <Notice tone="good" title={t("doneTitle")}>
        <p>{t("doneText", { ...counts, invited })}</p>
      </Notice>
      {phones.length === 0 ? null : <Passwords phones={phones} />}
      <p className="flex flex-wrap items-center gap-3">
        <Link to="/layanan/orang">{t("toPeople")}</Link>
        <button type="button" className="button" onClick={onAnother}>
          {t("another")}
        </button>
      </p>
    </section>
  );
}

function Passwords({ phones }: Pick<ImportedPeople, "phones">): ReactNode {
  const t = useTranslations("web.peopleSheet");
  const address = useCsvAddress(phones);
  return (
    <div className="grid gap-2">
      <h2 className="text-lead">{t("phonesTitle")}</h2>
      <p className="max-w-[70ch] text-soft">{t("phonesText")}</p>
      <p>
        <a className="button button-main" href={address} download={`${t("phonesFile")}.csv`}>
          {t("phonesDownload")}
        </a>
      </p>
    </div>
  );
}

/** The object URL of a file in this page; revoked when the page closes. */
function useCsvAddress(phones: ImportedPeople["phones"]): string | undefined {
  const t = useTranslations("web.peopleSheet");
  const locale = useLocale();
  const [address, setAddress] = useState<string | undefined>(undefined);
  const heading = COLUMNS.map((column) => t(`phonesColumns.${column}`));
  const rows = phones.map(({ extension, name, registrar, username, password }) => [
    ...[extension, name, registrar ?? "", username, password],
  ]);
  const text = csvText([heading, ...rows], locale === "id" ? ";" : ",");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return address;
}
