/** Trunks to carriers with their agreements; enables, disables and deletes them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { useMay } from "../../shell/use-may.ts";
import { longDate, moment, shortDate } from "../../words/dates.ts";
import { AgreementBadge, AnswerBadge, ApprovalBadge, PowerBadge } from "./service-badges.tsx";
import { type TrunkRow, trunksQuery } from "./service-data.ts";

interface TrunkRowActions {
  readonly onPower: (row: TrunkRow) => void;
  readonly onEnd: (row: TrunkRow) => void;
  readonly isPending: boolean;
}

function TrunkActions({ row, acts }: { readonly row: TrunkRow; readonly acts: TrunkRowActions }): ReactNode {
  const t = useTranslations("web.service.trunks");
  return (
    <div className="flex flex-wrap gap-2">
      <Link
        to="/layanan/sambungan/$id"
        params={{ id: row.id }}
        className="button button-small"
        aria-label={t("changeOf", { name: row.name })}
      >
        {t("change")}
      </Link>
      <BusyButton
        type="button"
        className="button button-small"
        isBusy={acts.isPending}
        aria-label={row.isOn ? t("turnOffOf", { name: row.name }) : t("turnOnOf", { name: row.name })}
        onClick={() => acts.onPower(row)}
      >
        {row.isOn ? t("turnOff") : t("turnOn")}
      </BusyButton>
      <button
        type="button"
        className="button button-small"
        aria-label={t("endOf", { name: row.name })}
        onClick={() => acts.onEnd(row)}
      >
        {t("end")}
      </button>
    </div>
  );
}

function TrunkState({ row }: { readonly row: TrunkRow }): ReactNode {
  const t = useTranslations("web.service.trunks");
  const locale = useLocale();
  return (
    <span className="grid justify-items-start gap-1">
      <PowerBadge isOn={row.isOn} />
      <AnswerBadge state={row.reach?.state} isOn={row.isOn} />
      {row.isOn && row.reach?.isForbidden === true ? (
        <span className="text-small text-bad">{t("forbidden")}</span>
      ) : null}
      {row.isOn && row.reach !== null ? (
        <span className="text-small text-soft">{t("since", { at: moment(row.reach.since, locale) })}</span>
      ) : null}
    </span>
  );
}

const actionsColumn = (acts: TrunkRowActions, header: string): Column<TrunkRow> => ({
  id: "acts",
  header,
  cell: (row) => <TrunkActions row={row} acts={acts} />,
});

function useColumns(acts: TrunkRowActions | null): readonly Column<TrunkRow>[] {
  const t = useTranslations("web.service.trunks");
  const locale = useLocale();
  return [
    {
      id: "name",
      header: t("name"),
      cell: (row) => (
        <span className="grid justify-items-start gap-1">
          <span className="font-semibold break-words">{row.name}</span>
          <span className="text-small break-words text-soft">
            {t("kindAndCarrier", { kind: t(`kinds.${row.kind}`), carrier: row.carrier })}
          </span>
        </span>
      ),
    },
    { id: "state", header: t("state"), cell: (row) => <TrunkState row={row} /> },
    {
      id: "agreement",
      header: t("agreement"),
      cell: (row) => (
        <span className="grid justify-items-start gap-1">
          <span className="break-words">{row.agreementNumber}</span>
          {row.agreementUntil === null ? null : (
            <span className="text-small">{t("until", { date: shortDate(row.agreementUntil, locale) })}</span>
          )}
          <AgreementBadge agreement={row.agreement} />
        </span>
      ),
    },
    {
      id: "place",
      header: t("place"),
      cell: (row) => (
        <span className="grid justify-items-start gap-1">
          <span className="break-words">{`${row.host}:${row.port} ${row.transport.toUpperCase()}`}</span>
          {row.isEncrypted ? <span className="text-small">{t("encryptedShown")}</span> : null}
          <span className="text-small break-words text-soft">
            {t("callsFrom", { addresses: row.addresses.join(", ") })}
          </span>
          <ApprovalBadge waiting={row.waitingAddresses} />
          <span className="text-small break-words text-soft">
            {row.dials.length === 0
              ? t("dialsNone")
              : t("dialsShown", { kinds: row.dials.map((kind) => t(`dialShort.${kind}`)).join(", ") })}
          </span>
        </span>
      ),
    },
    {
      id: "channels",
      header: t("channels"),
      numeric: true,
      cell: (row) => t("channelsUsed", { used: row.channelsUsed, max: row.channelsMax }),
    },
    ...(acts === null ? [] : [actionsColumn(acts, t("acts"))]),
  ];
}

/** Warning when an agreement expires soon or has expired. */
function AgreementWarnings({ rows }: { readonly rows: readonly TrunkRow[] }): ReactNode {
  const t = useTranslations("web.service.trunks");
  const locale = useLocale();
  const warned = rows.filter(({ agreement }) => agreement !== "in-force");
  if (warned.length === 0) return null;
  return (
    <div className="mb-4 grid gap-3">
      {warned.map((row) => (
        <Notice
          key={row.id}
          tone={row.agreement === "over" ? "bad" : "wait"}
          title={t(row.agreement === "over" ? "overTitle" : "endingTitle", { name: row.name })}
        >
          <p>
            {t(row.agreement === "over" ? "overText" : "endingText", {
              number: row.agreementNumber,
              date: row.agreementUntil === null ? "–" : longDate(row.agreementUntil, locale),
            })}
          </p>
        </Notice>
      ))}
    </div>
  );
}

function usePower() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, isOn }: TrunkRow) =>
      read(
        api.PUT("/api/service/trunks/{id}/state", {
          params: { path: { id } },
          body: { expectedVersion: version, isOn: !isOn },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: ["service"] }),
  });
}

/** The screen of trunks. */
export function TrunksScreen(): ReactNode {
  const t = useTranslations("web.service.trunks");
  const query = useQuery(trunksQuery);
  const [ending, setEnding] = useState<TrunkRow | null>(null);
  const { mutate, isPending, error: refused } = usePower();
  const acts = useMemo(() => ({ onPower: mutate, onEnd: setEnding, isPending }), [mutate, isPending]);
  const mayChange = useMay("service.manage");
  const columns = useColumns(mayChange ? acts : null);
  const add = mayChange ? (
    <Link to="/layanan/sambungan/baru" className="button button-main">
      {t("add")}
    </Link>
  ) : undefined;
  const { data } = query;
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={data !== undefined && data.items.length > 0 ? add : undefined}
      first={
        refused === null ? null : (
          <div className="mb-4">
            <FailureNotice error={refused} />
          </div>
        )
      }
      between={<AgreementWarnings rows={data?.items ?? []} />}
      query={query}
      lines={4}
      height={72}
      columns={columns}
      empty={{
        title: t("emptyTitle"),
        text: (
          <>
            <p>{t("emptyText")}</p>
            {data === undefined ? null : <RuleNote rule={data.agreementRule} />}
          </>
        ),
        action: add,
      }}
    >
      {ending === null ? null : (
        <EndDialog
          title={t("endTitle", { name: ending.name })}
          text={t("endText")}
          yes={t("endYes")}
          end={() => read(api.DELETE("/api/service/trunks/{id}", { params: { path: { id: ending.id } } }))}
          onClose={() => setEnding(null)}
        />
      )}
    </ListScreen>
  );
}
