/** The result of a submission: accepted messages, the next step, and recipients that are skipped. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
import { moment } from "../../words/dates.ts";
import type { Leaving, WrittenTaken } from "./writing.ts";

type Item = WrittenTaken["items"][number];

interface TakenProps {
  readonly taken: WrittenTaken;
  readonly leaving: Leaving;
  readonly onAgain: () => void;
}

/** The confirmation page. */
export function MessagesTaken({ taken, leaving, onAgain }: TakenProps): ReactNode {
  const t = useTranslations("web.smsWriting.done");
  const refused = taken.items.filter(({ id }) => id === null);
  const columns = useColumns();
  return (
    <div className="grid gap-6">
      {taken.accepted === 0 ? null : <Accepted taken={taken} leaving={leaving} />}
      {refused.length === 0 ? null : (
        <section className="grid gap-3" aria-labelledby="refused">
          <h2 id="refused">{t("refused", { count: refused.length })}</h2>
          <DataTable
            caption={t("refused", { count: refused.length })}
            columns={columns}
            rows={refused}
            rowId={({ to }) => to}
          />
        </section>
      )}
      <button type="button" className="button justify-self-start" onClick={onAgain}>
        {t("again")}
      </button>
    </div>
  );
}

function Accepted({ taken, leaving }: Pick<TakenProps, "taken" | "leaving">): ReactNode {
  const t = useTranslations("web.smsWriting.done");
  const locale = useLocale();
  const mayFollow = useMay("service.manage");
  const id = taken.items.find((one) => one.id !== null)?.id ?? "";
  return (
    <>
      <Notice tone="good" title={t("onDisk")}>
        <dl className="mt-2">
          <dt className="text-small">{taken.accepted === 1 ? t("number") : t("numbers")}</dt>
          <dd>
            <code className="font-semibold break-all select-all" data-message-number="">
              {id}
            </code>
          </dd>
        </dl>
      </Notice>
      <section className="grid justify-items-start gap-2" aria-labelledby="next">
        <h2 id="next">{t("next")}</h2>
        <p>{"at" in leaving ? t("nextLater", { at: moment(leaving.at, locale) }) : t("nextNow")}</p>
        {mayFollow && taken.accepted === 1 ? (
          <Link to="/layanan/pesan/$id" params={{ id }} className="button button-main">
            {t("toMessage")}
          </Link>
        ) : null}
        {mayFollow && taken.accepted > 1 ? (
          <Link to="/layanan/pesan" className="button button-main">
            {t("toMessages")}
          </Link>
        ) : null}
      </section>
    </>
  );
}

function useColumns(): readonly Column<Item>[] {
  const t = useTranslations("web.smsWriting.done");
  return [
    { id: "to", header: t("recipient"), cell: ({ to }) => <span className="font-semibold tabular-nums">+{to}</span> },
    { id: "why", header: t("why"), cell: ({ error }) => error?.message ?? "–" },
  ];
}
