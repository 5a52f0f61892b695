/** Mandates: which officer signs which decree and when; the administrator adds and ends mandates, which cannot be edited. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { type MandateRow, mandatesQuery } from "../../data/mandates.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import type { Column } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextArea, TextField } from "../../parts/fields.tsx";
import { Icon } from "../../parts/icons.tsx";
import { useListAddress } from "../../parts/list-screen/list-address.ts";
import { ListScreen } from "../../parts/list-screen/list-screen.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useMay } from "../../shell/use-may.ts";
import { shortDate } from "../../words/dates.ts";
import { AuthorityProposals } from "../people/authority-proposals.tsx";
import { NewMandate } from "./new-mandate.tsx";
import { SignatureBlock } from "./signature-block.tsx";

const BADGE_STYLES: Readonly<Record<MandateRow["standing"], { readonly shape: Shape; readonly tone: Tone }>> = {
  "to-come": { shape: "arrow", tone: "info" },
  "in-force": { shape: "tick", tone: "good" },
  over: { shape: "dash", tone: "quiet" },
  cancelled: { shape: "cross", tone: "quiet" },
};

function EndDialog({
  mandate,
  today,
  onClose,
}: {
  readonly mandate: MandateRow;
  readonly today: string;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.mandates");
  const cache = useQueryClient();
  const [lastDay, setLastDay] = useState(today);
  const [reason, setReason] = useState("");
  const ending = useMutation({
    mutationFn: () =>
      read(api.POST("/api/mandates/{id}/end", { params: { path: { id: mandate.id } }, body: { lastDay, reason } })),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["mandates"] });
      onClose();
    },
  });
  const problem = ending.error === null ? null : problemOf(ending.error);
  const faults = problem?.fields ?? [];
  return (
    <Dialog title={t("endTitle", { kind: t(`kinds.${mandate.decreeKind}`) })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          ending.mutate();
        }}
      >
        <ErrorSummary lines={faults.map(({ path, message }) => ({ field: path, message }))} problem={problem} />
        <p>{t("endText")}</p>
        <TextField
          name="lastDay"
          type="date"
          label={t("lastDay")}
          required
          min={today}
          value={lastDay}
          error={faults.find(({ path }) => path === "lastDay")?.message}
          onChange={(event) => setLastDay(event.currentTarget.value)}
        />
        <TextArea
          name="reason"
          label={t("reason")}
          rows={3}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="flex flex-wrap gap-3">
          <BusyButton type="submit" className="button button-danger" isBusy={ending.isPending}>
            {t("end")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Period({ mandate }: { readonly mandate: MandateRow }): ReactNode {
  const t = useTranslations("web.mandates");
  const locale = useLocale();
  const from = shortDate(mandate.validFrom, locale);
  return (
    <div className="grid justify-items-start gap-1">
      <Badge {...BADGE_STYLES[mandate.standing]}>{t(`standing.${mandate.standing}`)}</Badge>
      <span>
        {mandate.validTo === null
          ? t("from", { date: from })
          : t("fromTo", { from, to: shortDate(mandate.validTo, locale) })}
      </span>
      {mandate.endReason === null ? null : (
        <span className="max-w-[40ch] text-small break-words text-soft">
          {t("endedBecause", { name: mandate.endedByName ?? "–", reason: mandate.endReason })}
        </span>
      )}
    </div>
  );
}

function useColumns(onEnd: ((mandate: MandateRow) => void) | null): readonly Column<MandateRow>[] {
  const t = useTranslations("web.mandates");
  return useMemo(() => {
    const facts: readonly Column<MandateRow>[] = [
      {
        id: "kind",
        header: t("kind"),
        cell: (row) => (
          <span className="grid justify-items-start gap-1">
            <strong>{t(`kinds.${row.decreeKind}`)}</strong>
            {row.demonstration ? <span className="text-small text-soft">{t("demonstration")}</span> : null}
          </span>
        ),
      },
      { id: "period", header: t("period"), cell: (row) => <Period mandate={row} /> },
      { id: "block", header: t("block"), cell: (row) => <SignatureBlock {...row.office} /> },
      { id: "signer", header: t("signer"), cell: (row) => row.signerPersonName ?? t("anyone") },
      {
        id: "basis",
        header: t("basis"),
        cell: (row) => <span className="block max-w-[44ch] break-words">{row.legalBasis.join("; ")}</span>,
      },
      { id: "used", header: t("used"), numeric: true, cell: (row) => row.decrees },
    ];
    if (onEnd === null) return facts;
    const end: Column<MandateRow> = {
      id: "action",
      header: t("action"),
      cell: (row) =>
        row.endReason !== null || row.standing === "over" ? (
          ""
        ) : (
          <button type="button" className="button button-small" onClick={() => onEnd(row)}>
            {t("end")}
            <span className="sr-only"> {t(`kinds.${row.decreeKind}`)}</span>
          </button>
        ),
    };
    return [...facts, end];
  }, [t, onEnd]);
}

/** The mandates screen. */
export function MandatesScreen(): ReactNode {
  const t = useTranslations("web.mandates");
  const list = useListAddress(useSearch({ from: "/mandat" }));
  const query = useQuery(mandatesQuery(list.pages));
  const [ending, setEnding] = useState<MandateRow | null>(null);
  const [adding, setAdding] = useState(false);
  const isWriter = useMay("mandate.write");
  const { data } = query;
  return (
    <ListScreen
      title={t("title")}
      lead={t("lead")}
      actions={
        isWriter && data !== undefined ? (
          <button type="button" className="button button-main" onClick={() => setAdding(true)}>
            <Icon name="stamp" size={18} />
            {t("add")}
          </button>
        ) : undefined
      }
      first={
        <>
          <AuthorityProposals />
          {data === undefined || data.kindsWithoutMandate.length === 0 ? null : (
            <div className="mb-4">
              <Notice
                tone="bad"
                title={t("gapTitle", { kinds: data.kindsWithoutMandate.map((kind) => t(`kinds.${kind}`)).join(", ") })}
              >
                <p>{t("gapText")}</p>
              </Notice>
            </div>
          )}
        </>
      }
      list={list}
      query={query}
      lines={6}
      columns={useColumns(isWriter ? setEnding : null)}
      empty={{ title: t("emptyTitle"), text: t("emptyText") }}
    >
      {ending === null || data === undefined ? null : (
        <EndDialog mandate={ending} today={data.today} onClose={() => setEnding(null)} />
      )}
      {adding && data !== undefined ? (
        <NewMandate
          today={data.today}
          signers={data.signers}
          uncovered={data.kindsWithoutMandate}
          model={data.items[0]}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </ListScreen>
  );
}
