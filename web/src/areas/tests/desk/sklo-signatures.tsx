/** SKLOs that await the signatory: signed in batches, each with the content that was shown; also usable on phones. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { sessionQuery } from "../../../data/queries.ts";
import { Badge } from "../../../parts/badges.tsx";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Awaiting, Empty, FailureNotice, Notice } from "../../../parts/notice.tsx";
import { shortDate } from "../../../words/dates.ts";
import { FactorCode, useCode } from "../signing-proof.tsx";
import { testsQuery } from "../test-data.ts";
import type { SkloBatch, TestRow } from "../test-types.ts";
import { skloQuery, useSkloBatch } from "./officer-test-data.ts";
import { SkloChanges, SkloContent } from "./sklo-facts.tsx";

/** Maximum number of SKLOs signed at once. */
const SHOWN_MAX = 50;

interface CardProps {
  readonly row: TestRow;
  readonly chosen: string | undefined;
  /** Selects the SKLO with this digest of the content on screen; null deselects it. */
  readonly onChoose: (digest: string | null) => void;
}

/** Only an opened SKLO can be selected: the digest of the content on screen is the one that is signed. */
function SkloCard({ row, chosen, onChoose }: CardProps): ReactNode {
  const t = useTranslations("web.testDesk.sklo");
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({ ...skloQuery(row.id), enabled: isOpen });
  const { data } = query;
  return (
    <li className="card grid gap-3 p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="font-semibold [overflow-wrap:anywhere]">{row.organisationName}</p>
          <p className="text-small text-soft">
            <Link to="/uji/$id" params={{ id: row.id }}>
              {row.number}
            </Link>
            {row.dueDate === null ? "" : ` · ${t("due", { day: shortDate(row.dueDate, locale) })}`}
          </p>
        </div>
        {row.overdue ? (
          <Badge shape="triangle" tone="bad">
            {t("late")}
          </Badge>
        ) : null}
      </div>
      <button
        type="button"
        className="button justify-self-start"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
          if (isOpen) onChoose(null);
        }}
      >
        {t(isOpen ? "close" : "read")}
        <span className="sr-only"> {row.organisationName}</span>
      </button>
      {isOpen ? <Awaiting query={query} lines={6} /> : null}
      {isOpen && data !== undefined ? (
        <>
          <SkloChanges sklo={data} />
          <SkloContent sklo={data} />
          <label className="check min-h-11">
            <input
              type="checkbox"
              checked={chosen === data.digest}
              onChange={(event) => onChoose(event.currentTarget.checked ? data.digest : null)}
            />
            <span className="font-semibold">
              {t("choose")}
              <span className="sr-only"> {row.organisationName}</span>
            </span>
          </label>
        </>
      ) : null}
    </li>
  );
}

function Results({
  batch,
  rows,
}: {
  readonly batch: SkloBatch;
  readonly rows: ReadonlyMap<string, TestRow>;
}): ReactNode {
  const t = useTranslations("web.testDesk.sklo");
  const refusals = useTranslations("web.testDesk.refusal");
  const signed = batch.results.filter(({ result }) => result === "signed").length;
  const refused = batch.results.filter(({ result }) => result === "refused");
  const place = useRef<HTMLDivElement>(null);
  // Scrolls to the result, because the sign button is at the bottom of the screen on phones.
  useLayoutEffect(() => {
    if (batch.results.length > 0) place.current?.focus();
  }, [batch]);
  return (
    <div ref={place} className="grid scroll-mt-24 gap-3" role="status" tabIndex={-1}>
      {signed === 0 ? null : <Notice tone="good">{t("batchSigned", { count: signed })}</Notice>}
      {refused.length === 0 ? null : (
        <Notice tone="bad" title={t("batchRefused", { count: refused.length })}>
          <ul className="list-disc pl-5">
            {refused.map(({ id, code }) => (
              <li key={id}>
                {rows.get(id)?.organisationName ?? id}:{" "}
                {refusals.has(code as "other") ? refusals(code as "other") : refusals("other", { code: code ?? "" })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

/** The list with the bar that signs the selection. */
export function SkloSignatures(): ReactNode {
  const t = useTranslations("web.testDesk.sklo");
  const { data: session } = useQuery(sessionQuery);
  const query = useQuery(testsQuery({ scope: "queue", ball: "sklo", sort: "due", page: 1, pageSize: SHOWN_MAX }));
  const signing = useSkloBatch();
  const [typed, setTyped, code] = useCode();
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [known, setKnown] = useState<ReadonlyMap<string, TestRow>>(new Map());
  const rows = (query.data?.items ?? []).filter(({ skloStage }) => skloStage === "proposed");
  const choose = (id: string, digest: string | null): void => {
    setChosen((before) => {
      const next = new Map(before);
      if (digest === null) next.delete(id);
      else next.set(id, digest);
      return next;
    });
  };
  const sign = (): void => {
    setKnown(new Map(rows.map((row) => [row.id, row])));
    const items = [...chosen].map(([id, factsDigest]) => ({ id, factsDigest }));
    signing.mutate(
      { items, code },
      {
        onSuccess: () => {
          setChosen(new Map());
          setTyped("");
        },
      },
    );
  };
  return (
    <div className="mx-auto grid max-w-[var(--reading)] gap-4">
      <Awaiting query={query} lines={4} />
      {signing.data === undefined ? null : <Results batch={signing.data} rows={known} />}
      {query.data !== undefined && rows.length === 0 ? <Empty title={t("emptyTitle")}>{t("emptyText")}</Empty> : null}
      <ul className="grid gap-3">
        {rows.map((row) => (
          <SkloCard key={row.id} row={row} chosen={chosen.get(row.id)} onChoose={(digest) => choose(row.id, digest)} />
        ))}
      </ul>
      {rows.length === 0 ? null : (
        <form
          className="card sticky bottom-20 grid gap-3 p-4 lg:bottom-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen.size > 0) sign();
          }}
        >
          <p className="font-semibold" role="status">
            {t("chosen", { count: chosen.size })}
          </p>
          <FactorCode session={session} code={typed} onCode={setTyped} />
          {signing.error === null ? null : <FailureNotice error={signing.error} />}
          <BusyButton
            type="submit"
            className="button button-main justify-self-start"
            isBusy={signing.isPending}
            disabled={chosen.size === 0}
          >
            {t("signChosen", { count: chosen.size })}
          </BusyButton>
        </form>
      )}
    </div>
  );
}
