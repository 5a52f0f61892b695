/**
 * The officer's view of a licence application: requirements on the left, submitted answers and files beside them, and
 * the actions that the server permits.
 */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { dropDraft, keepDraft, readDraft } from "../../../data/drafts.ts";
import { sessionQuery } from "../../../data/queries.ts";
import { Notice } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { PromisePanel } from "../../../parts/promise.tsx";
import { longDate } from "../../../words/dates.ts";
import { Downloads } from "../downloads.tsx";
import { CommitmentDecree, LicenceReceipts } from "../issued-documents.tsx";
import { LicenceBadge } from "../licence-badges.tsx";
import { LicenceTimeline } from "../licence-timeline.tsx";
import type { Item, Licence } from "../licence-types.ts";
import { Messages } from "../messages.tsx";
import { CaseObjections } from "../objections/case-objections.tsx";
import { FindingForm } from "./finding-form.tsx";
import { InterestCard, interestOf } from "./interest-card.tsx";
import { ItemList } from "./item-list.tsx";
import { ItemView } from "./item-view.tsx";
import { firstToJudge, shownItems } from "./judged-items.ts";
import { ReviewActions } from "./review-actions.tsx";
import { useReviewKeys } from "./review-keys.ts";
import { type FindingDraft, NOWHERE, type Pointed } from "./review-types.ts";

/** Notice at the top: the case is so late that its documents count as verified. */
function DeemedNotice({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const locale = useLocale();
  if (licence.deemed === null) return null;
  const { since, recordedAt } = licence.deemed;
  return (
    <Notice tone="bad" title={t("deemedTitle", { date: longDate(since, locale) })}>
      {t(recordedAt === null ? "deemedProposed" : "deemedRecorded")}
    </Notice>
  );
}

const begun = (item: Item, place: Pointed): FindingDraft => ({
  id: null,
  place,
  rule: item.rule.id,
  note: "",
  remedy: "",
  lateReason: "",
});

interface Writing {
  readonly requirement: string;
  readonly draft: FindingDraft;
}

/** The finding in progress, stored in this browser until the server has saved it, so that a reload loses nothing. */
function useWriting(licenceId: string): readonly [Writing | null, (writing: Writing | null) => void] {
  const key = `licence.${licenceId}.finding`;
  const [writing, setWriting] = useState(() => readDraft<Writing>(key));
  const change = (next: Writing | null): void => {
    setWriting(next);
    if (next === null) dropDraft(key);
    else keepDraft(key, next);
  };
  return [writing, change];
}

/** The item list beside the chosen item; the form of a finding replaces the list while it is open. */
function Bench({
  licence,
  showsAll,
  onShowAll,
}: {
  readonly licence: Licence;
  readonly showsAll: boolean;
  readonly onShowAll: (all: boolean) => void;
}): ReactNode {
  const search = useSearch({ from: "/izin/$id" });
  const navigate = useNavigate({ from: "/izin/$id" });
  const [writing, setWriting] = useWriting(licence.id);
  // The choice takes effect at once, so that the next key press applies to it; the URL is updated afterwards.
  const [chosen, setChosen] = useState(search.item ?? writing?.requirement);
  useEffect(() => {
    if (search.item !== undefined) setChosen(search.item);
  }, [search.item]);
  const items = shownItems(licence, { all: showsAll, chosen });
  const item = items.find(({ key }) => key === chosen) ?? firstToJudge(items);
  const choose = (key: string): void => {
    setChosen(key);
    void navigate({ search: (before) => ({ ...before, item: key, at: undefined, page: undefined }), replace: true });
  };
  const mayWrite = licence.commands.includes("keep-finding");
  const begin = (place: Pointed = NOWHERE): void => {
    if (item === undefined || !mayWrite) return;
    // Only one finding can be in progress: a finding on another item must be finished or cancelled first and is never overwritten.
    if (writing !== null && writing.requirement !== item.key) choose(writing.requirement);
    else setWriting({ requirement: item.key, draft: begun(item, place) });
  };
  useReviewKeys({
    items,
    chosen: item,
    isWriting: item !== undefined && writing?.requirement === item.key,
    onChoose: choose,
    onBegin: () => begin(),
  });
  if (item === undefined) return null;
  const active = writing?.requirement === item.key ? writing : null;
  const point = (place: Pointed): void => {
    if (active === null) begin(place);
    else setWriting({ ...active, draft: { ...active.draft, place } });
  };
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[320px_minmax(0,1fr)] xl:grid-cols-[360px_minmax(0,1fr)]">
      {active === null ? (
        <ItemList
          licence={licence}
          items={items}
          chosen={item.key}
          showsAll={showsAll}
          onChoose={choose}
          onShowAll={onShowAll}
          unfinished={writing?.requirement ?? null}
        />
      ) : (
        <FindingForm
          key={`${active.requirement}${active.draft.id}`}
          licence={licence}
          item={item}
          draft={active.draft}
          onChange={(draft) => setWriting({ ...active, draft })}
          onClose={() => setWriting(null)}
        />
      )}
      <ItemView
        key={item.key}
        licence={licence}
        item={item}
        pointed={active?.draft.place ?? null}
        onPoint={mayWrite ? point : null}
        onWrite={(draft) => {
          if (writing !== null && writing.requirement !== item.key) choose(writing.requirement);
          else setWriting({ requirement: item.key, draft });
        }}
      />
    </div>
  );
}

/** The officer's view of `/izin/ID`. */
export function OfficerLicence({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const [showsAll, setShowsAll] = useState(false);
  const { data: session } = useQuery(sessionQuery);
  return (
    <Page
      width="working"
      title={licence.number ?? licence.organisation.name}
      back={{ to: "/tugas-izin", text: t("toQueue") }}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <LicenceBadge state={licence.state} paused={licence.paused} say={(state) => t(`state.${state}`)} />
          <strong className="min-w-0 text-ink [overflow-wrap:anywhere]">{licence.organisation.name}</strong>
          <span>{licence.codes.map(({ display }) => display).join(", ")}</span>
          {licence.round === 0 ? null : <span>{t("inRound", { round: licence.round })}</span>}
          <span className="text-small">{t("ruleVersion", { version: licence.ruleVersion })}</span>
        </span>
      }
    >
      <div className="grid gap-6">
        <CommitmentDecree licence={licence} />
        <DeemedNotice licence={licence} />
        <CaseObjections licence={licence} />
        {interestOf(licence) === "undeclared" ? <InterestCard licence={licence} /> : null}
        <ReviewActions licence={licence} personName={session?.person?.name ?? ""} />
        <Bench licence={licence} showsAll={showsAll} onShowAll={setShowsAll} />
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <div className="grid min-w-0 gap-6">
            {licence.promise === null ? null : <PromisePanel promise={licence.promise} reader="officer" />}
            <Messages licence={licence} side="ministry" />
            <LicenceReceipts licence={licence} />
            <Downloads licence={licence} />
          </div>
          <LicenceTimeline licence={licence} />
        </div>
      </div>
    </Page>
  );
}
