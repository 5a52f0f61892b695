/** One personal data breach: deadline, findings, notifications and closing. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { count, moment } from "../../words/dates.ts";
import {
  type BreachEntry,
  breachQuery,
  type Register,
  SCREENS,
  type WholeBreach,
  type WrittenEntry,
} from "./breach-data.ts";
import { BreachEntryDialog } from "./breach-entry-dialog.tsx";
import { BreachHandingDialog } from "./breach-handing-dialog.tsx";
import { BreachBadge } from "./breaches-screen.tsx";

/** The screen of `/layanan/insiden-data/:id`: a failure of a call centre. */
export function BreachScreen(): ReactNode {
  const { id } = useParams({ from: "/layanan/insiden-data/$id" });
  return <OneBreach register="centre" id={id} />;
}

/** The screen of `/insiden-data/:id`: a failure of the whole installation. */
export function InstallationBreachScreen(): ReactNode {
  const { id } = useParams({ from: "/insiden-data/$id" });
  return <OneBreach register="installation" id={id} />;
}

function OneBreach({ register, id }: { readonly register: Register; readonly id: string }): ReactNode {
  const t = useTranslations("web.personalBreach");
  const found = useQuery(breachQuery(register, id));
  const { data } = found;
  return (
    <Page width="working" title={data?.title ?? t("one")} above={<Link to={SCREENS[register].list}>{t("back")}</Link>}>
      <Awaiting query={found} lines={4} />
      {data === undefined ? null : (
        <div className="grid gap-6">
          <Clock breach={data} />
          {data.closedAt === null ? <BreachActions register={register} breach={data} /> : null}
          <History breach={data} />
        </div>
      )}
    </Page>
  );
}

function Clock({ breach }: { readonly breach: WholeBreach }): ReactNode {
  const t = useTranslations("web.personalBreach");
  const locale = useLocale();
  const { happenedAt, knownAt, dueAt, toldPersonsAt, toldAuthorityAt, closedAt, isLate, isHanded } = breach;
  const when = (at: string | null) => (at === null ? t("notYet") : moment(at, locale));
  return (
    <section aria-label={t("one")} className="card grid gap-2 p-5">
      <p>
        <BreachBadge breach={breach} />
      </p>
      <p>{t("happened", { at: moment(happenedAt, locale) })}</p>
      <p>{t("known", { at: moment(knownAt, locale) })}</p>
      <p className={isLate ? "font-semibold text-bad" : "font-semibold"}>{t("dueBy", { at: moment(dueAt, locale) })}</p>
      <p>{t("persons", { at: when(toldPersonsAt) })}</p>
      <p>{t("authority", { at: when(toldAuthorityAt) })}</p>
      {isHanded ? <p>{t("handed")}</p> : null}
      {closedAt === null ? null : <p>{t("closedAt", { at: moment(closedAt, locale) })}</p>}
    </section>
  );
}

function BreachActions({ register, breach }: { readonly register: Register; readonly breach: WholeBreach }): ReactNode {
  const t = useTranslations("web.personalBreach");
  const [writing, setWriting] = useState<BreachEntry["kind"] | null>(null);
  const onClose = (): void => setWriting(null);
  const acts: readonly WrittenEntry["kind"][] = ["findings", "notice", "closing"];
  return (
    <div className="flex flex-wrap gap-3">
      {acts.map((kind) => (
        <button
          key={kind}
          type="button"
          className={kind === "notice" ? "button button-main" : "button"}
          onClick={() => setWriting(kind)}
        >
          {t(`kinds.${kind}`)}
        </button>
      ))}
      {register === "centre" ? null : (
        <button type="button" className="button" onClick={() => setWriting("handing")}>
          {t("kinds.handing")}
        </button>
      )}
      {writing === "handing" ? <BreachHandingDialog breach={breach} onClose={onClose} /> : null}
      {writing === null || writing === "handing" ? null : (
        <BreachEntryDialog register={register} breach={breach} kind={writing} onClose={onClose} />
      )}
    </div>
  );
}

function History({ breach: { entries } }: { readonly breach: WholeBreach }): ReactNode {
  const t = useTranslations("web.personalBreach");
  const locale = useLocale();
  return (
    <section aria-labelledby="breach-history" className="grid gap-3">
      <h2 id="breach-history" className="text-lead">
        {t("history")}
      </h2>
      {entries.length === 0 ? <p className="text-soft">{t("noHistory")}</p> : null}
      <ol className="grid gap-3">
        {entries.map(({ number, at, writtenByName, entry }) => (
          <li key={number} className="card grid gap-2 p-5">
            <p className="font-semibold">{isReceived(entry) ? t("handed") : t(`entries.${entry.kind}`)}</p>
            <p className="text-small text-soft">{t("writtenBy", { at: moment(at, locale), name: writtenByName })}</p>
            <EntryLines entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A handover entry without call centres: in a call centre's register it records the notification by the installation. */
const isReceived = (entry: BreachEntry): boolean => entry.kind === "handing" && entry.centres.length === 0;

function EntryLines({ entry }: { readonly entry: BreachEntry }): ReactNode {
  const t = useTranslations("web.personalBreach");
  const locale = useLocale();
  return (
    <dl className="grid gap-2">
      {linesOf(entry).map(([name, value]) => (
        <div key={name}>
          <dt className="text-small text-soft">{t(`fields.${name}`)}</dt>
          <dd className="break-words whitespace-pre-wrap">
            {name === "people" ? peopleText(value, { locale, unknown: t("unknownPeople") }) : null}
            {name === "to" ? t(value === "persons" ? "to.persons" : "to.authority") : null}
            {name === "toldAt" ? moment(value, locale) : null}
            {name === "people" || name === "to" || name === "toldAt" ? null : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function peopleText(value: string, words: { readonly locale: string; readonly unknown: string }): string {
  return value === "" ? words.unknown : count(Number(value), words.locale, Number.MAX_SAFE_INTEGER);
}

/** The fields of an entry in display order. */
function linesOf(entry: BreachEntry) {
  if (entry.kind === "findings")
    return [
      ["data", entry.data],
      ["people", entry.people === null ? "" : String(entry.people)],
      ["how", entry.how],
      ["remedy", entry.remedy],
      ["handler", entry.handler],
    ] as const;
  if (entry.kind === "notice")
    return [
      ["to", entry.to],
      ["toldAt", entry.toldAt],
      ["way", entry.way],
      ["text", entry.text],
    ] as const;
  if (entry.kind === "handing" && entry.centres.length === 0) return [["text", entry.text]] as const;
  if (entry.kind === "handing")
    return [
      ["centres", entry.centres.map(({ name }) => name).join(", ")],
      ["text", entry.text],
    ] as const;
  const { note, whyUntold } = entry;
  return whyUntold === ""
    ? ([["note", note]] as const)
    : ([
        ["note", note],
        ["whyUntold", whyUntold],
      ] as const);
}
