/** One call: parties, time, duration, outcome, events, media quality and recording. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useLive } from "../../data/live.ts";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CallFacts } from "./call-facts.tsx";
import { CallLadder } from "./call-ladder.tsx";
import { CallRecheck } from "./call-recheck.tsx";
import { CallRecording } from "./call-recording.tsx";
import { CallSound } from "./call-sound.tsx";
import { CallTimeline } from "./call-timeline.tsx";
import { type CallDetail, callQuery } from "./calls-data.ts";
import { ToPrograms } from "./to-programs.tsx";

const CHANGED = ["changed"] as const;

/** The screen of one call. */
export function CallScreen(): ReactNode {
  const t = useTranslations("web.calls");
  const { id } = useParams({ from: "/layanan/panggilan/$id" });
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery(callQuery(id));
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["calls", "one", id] });
  // An ended call does not change, except that its recording is completed a little later.
  const isSettled =
    data !== undefined &&
    !data.isOpen &&
    [data.recording, ...data.conferenceRecordings].every((one) => one?.state !== "recording");
  useLive(isSettled ? null : "/api/service/calls/changes", CHANGED, { onEvent: refresh, onReturn: refresh });
  const caller = data === undefined ? "" : callerOf(data);
  const isWithheld = /^(anonymous|)$/i.test(caller);
  return (
    <Page
      width="working"
      title={
        data === undefined
          ? t("detail.untold")
          : t("detail.title", { caller: isWithheld ? t("unknownCaller") : caller })
      }
      back={{ to: "/layanan/panggilan", text: t("detail.back") }}
    >
      <Awaiting query={{ data, error, refetch }} lines={8} />
      {data === undefined ? null : <Call detail={data} onChanged={refresh} />}
    </Page>
  );
}

/** The caller's number: from the record, or from the first event while there is no record. */
function callerOf({ call, events }: CallDetail): string {
  return call?.caller ?? String(events[0]?.facts["caller"] ?? "");
}

function Call({ detail, onChanged }: { readonly detail: CallDetail; readonly onChanged: () => void }): ReactNode {
  const t = useTranslations("web.calls.detail");
  return (
    <div className="grid gap-6">
      {detail.isOpen ? (
        <Notice tone="info" title={t("goesOnTitle")}>
          {t("goesOnText")}
        </Notice>
      ) : null}
      <div className="grid gap-6 lg:grid-cols-2">
        <div className="grid content-start gap-6">
          {detail.call === null ? null : <CallFacts call={detail.call} timeZone={detail.timeZone} />}
          <CallRecording
            events={detail.events}
            recording={detail.recording}
            conferences={detail.conferenceRecordings}
            timeZone={detail.timeZone}
            onOpened={onChanged}
          />
        </div>
        <div className="grid content-start gap-6">
          <CallTimeline detail={detail} />
          {detail.isOpen || detail.events.length === 0 ? null : (
            <CallRecheck id={detail.id} timeZone={detail.timeZone} />
          )}
        </div>
      </div>
      <ToPrograms id={detail.id} events={detail.events} />
      <CallLadder id={detail.id} />
      <CallSound legs={detail.legs} rules={detail.soundRules} />
    </div>
  );
}
