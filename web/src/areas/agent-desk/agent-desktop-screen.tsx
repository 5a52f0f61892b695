/** The agent desktop: agent state, current contact, notes and today's contacts. Designed to stay open for an eight-hour shift. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { AgentDesktop, DesktopState } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { problemOf } from "../../data/problem.ts";
import { Freshness, LostConnection, StaleNotice } from "../../parts/freshness.tsx";
import { Awaiting, Empty, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { OwnEvaluations } from "../evaluations/own-evaluations.tsx";
import { agentDesktopQuery } from "./agent-desktop-data.ts";
import { hasContact, modeOf } from "./agent-desktop-view.ts";
import { CallerPanel } from "./caller-panel.tsx";
import { InformationPanel } from "./information-panel.tsx";
import { unsavedContacts } from "./note-drafts.ts";
import { OwnContacts, OwnDay } from "./own-day.tsx";
import { PhoneBar } from "./phone/phone-bar.tsx";
import type { PhoneState } from "./phone/phone-state.ts";
import type { SoftphoneController } from "./phone/softphone-controller.ts";
import { chosenPlace, keepPlace, type Place } from "./phone/sound-devices.ts";
import { useSoftphone } from "./phone/use-softphone.ts";
import { RingMe } from "./ring-me.tsx";
import { useRingNotice, useRingTone, useTabTitle } from "./ringing.ts";
import { StatePanel } from "./state-panel.tsx";
import { Team } from "./team.tsx";
import { useDesktopAction, useDesktopSnapshot, useMarking } from "./use-agent-desktop.ts";

/** The screen of `/layanan/meja`. */
export function AgentDesktopScreen(): ReactNode {
  const t = useTranslations("web.agentDesk");
  const desk = useQuery(agentDesktopQuery);
  const isNobody = desk.error !== null && problemOf(desk.error).code === "no-own-agent";
  if (isNobody)
    return (
      <Page title={t("title")}>
        <Empty title={t("notTiedTitle")}>{problemOf(desk.error).message}</Empty>
      </Page>
    );
  if (desk.data === undefined)
    return (
      <Page title={t("title")} width="working">
        <Awaiting query={desk} lines={4} height={120} />
      </Page>
    );
  return <OwnDesktop desk={desk.data} />;
}

function OwnDesktop({ desk }: { readonly desk: AgentDesktop }): ReactNode {
  const t = useTranslations("web.agentDesk");
  const { heard, liveness } = useDesktopSnapshot();
  const acting = useDesktopAction();
  const [place, setPlace] = useState(chosenPlace);
  const choosePlace = (next: Place): void => {
    keepPlace(next);
    setPlace(next);
  };
  const phoneId = heard?.now.standing?.phoneId ?? null;
  const { seat, state } = useSoftphone({
    phoneId: place === "page" ? phoneId : null,
    sittingId: heard?.now.standing?.sittingId ?? null,
    onMoved: () => choosePlace("desk"),
  });
  return (
    <Page
      title={t("titleOf", { name: desk.agent.name })}
      width="working"
      actions={
        <>
          <Freshness liveness={liveness} />
          <NoticePermission />
        </>
      }
    >
      <LostConnection liveness={liveness} />
      {heard === null ? (
        <Loading lines={3} height={140} />
      ) : (
        <>
          <StaleNotice lookedAtMs={heard.lookedAtMs} liveness={liveness}>
            {t("stale")}
          </StaleNotice>
          <Ringing now={heard.now} phone={state} />
          <RingMe
            desk={desk}
            acting={acting}
            seat={seat}
            now={heard.now}
            line={state.line}
            onAnswerHere={() => choosePlace("page")}
          />
          <div className="desk-page">
            <StatePanel
              desk={desk}
              acting={acting}
              seat={seat}
              place={place}
              choosePlace={choosePlace}
              now={heard.now}
              aheadMs={heard.aheadMs}
              line={state.line}
            />
            {state.line.is === "off" ? null : (
              <OwnPhone seat={seat} state={state} now={heard.now} onLeave={() => choosePlace("desk")} />
            )}
            <CallerPanel
              desk={desk}
              now={heard.now}
              aheadMs={heard.aheadMs}
              isAtPage={!["off", "elsewhere"].includes(state.line.is)}
            />
            <div className="desk-side">
              <OwnDay today={desk.today} />
              <p>
                <Link to="/layanan/meja/telepon-balik">{t("callbacks.toList")}</Link>
              </p>
              <Team />
              <Unsaved now={heard.now} />
            </div>
            <Information now={heard.now} />
          </div>
        </>
      )}
      <OwnContacts />
      <OwnEvaluations />
    </Page>
  );
}

/** The softphone of the page. A press of the panic key is recorded as a note of the contact. */
function OwnPhone({
  seat,
  state,
  now,
  onLeave,
}: {
  readonly seat: SoftphoneController;
  readonly state: PhoneState;
  readonly now: DesktopState;
  readonly onLeave: () => void;
}): ReactNode {
  const t = useTranslations("web.agentDesk.phone");
  const mode = modeOf(now);
  const isCaller = (mode === "ringing" || mode === "talking") && now.caller?.kind !== "message";
  const queueCall = isCaller ? mode : "none";
  const contactId = isCaller ? (now.standing?.contactId ?? null) : null;
  const marking = useMarking();
  return (
    <PhoneBar
      seat={seat}
      state={state}
      queueCall={queueCall}
      onLeave={onLeave}
      phoneId={now.standing?.phoneId ?? null}
      onSilenced={() => {
        if (contactId !== null) marking.mutate({ contactId, note: t("silencedNote") });
      }}
      failure={marking.error}
    />
  );
}

/** Alerts the agent to a ringing contact: in the tab title, by a tone, and by a notification while the page is hidden. */
function Ringing({ now, phone }: { readonly now: DesktopState; readonly phone: PhoneState }): ReactNode {
  const t = useTranslations("web.agentDesk");
  const mode = modeOf(now);
  const { caller } = now;
  const isQueue = mode === "ringing";
  // Direct calls from a colleague or to the extension do not come from a queue.
  const direct = phone.call?.is === "ringing" && !isQueue ? phone.call : null;
  const isRinging = isQueue || direct !== null;
  const params = { number: direct?.number ?? caller?.caller ?? "", queue: caller?.queueName ?? "" };
  const isMessage = isQueue && caller?.kind === "message";
  const ownBody = isMessage ? t("message.ringBody", params) : t("ringBody", params);
  const body = direct === null ? ownBody : t("phone.call.ringing", params);
  useRingTone(isRinging);
  useRingNotice(isQueue ? (caller?.contactId ?? null) : (direct?.id ?? null), { title: t("ringTitle", params), body });
  const ringTitle = direct === null ? t("tabRinging", params) : t("phone.tabRinging", params);
  useTabTitle(isRinging ? ringTitle : mode === "talking" ? t("tabTalking", params) : null);
  return (
    <p className="sr-only" aria-live="assertive">
      {isRinging ? body : ""}
    </p>
  );
}

/** The knowledge panel; remounted for each contact, so that the previous search is cleared. */
function Information({ now }: { readonly now: DesktopState }): ReactNode {
  const contactId = hasContact(modeOf(now)) ? (now.standing?.contactId ?? null) : null;
  return <InformationPanel key={contactId ?? ""} contactId={contactId} />;
}

/** Requests the notification permission once, on a press, because browsers require a user gesture. */
function NoticePermission(): ReactNode {
  const t = useTranslations("web.agentDesk");
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  if (permission !== "default") return null;
  return (
    <button
      type="button"
      className="button button-small"
      onClick={() => void Notification.requestPermission().then(setPermission)}
    >
      {t("permitNotices")}
    </button>
  );
}

/** Unsaved notes of finished contacts, each with a link to its contact. */
function Unsaved({ now }: { readonly now: DesktopState }): ReactNode {
  const t = useTranslations("web.agentDesk");
  const contacts = unsavedContacts().filter((id) => id !== now.standing?.contactId);
  if (contacts.length === 0) return null;
  return (
    <Notice tone="wait" title={t("unsavedTitle", { count: contacts.length })}>
      <ul className="grid gap-1">
        {contacts.map((id, index) => (
          <li key={id}>
            <Link to="/layanan/meja/kontak/$id" params={{ id }}>
              {t("unsavedOne", { nth: index + 1 })}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
