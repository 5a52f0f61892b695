/** The agent's state in large letters, with all permitted state changes by button and key. */
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { AgentDesktop, DesktopState } from "../../../../src/service/acd/queues/agents/agent-desktop.shared.ts";
import { Glyph } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { useNow } from "../../parts/countdown.tsx";
import { lengthText, timeOfDay } from "../calls/call-words.ts";
import { ActOutcome } from "../queues/act-outcome.tsx";
import { stateStyle } from "../queues/agent-state.tsx";
import type { AgentAct } from "../queues/queue-data.ts";
import { type Mode, modeOf, permittedAgentActions } from "./agent-desktop-view.ts";
import { LogIn } from "./log-in.tsx";
import type { Line } from "./phone/phone-state.ts";
import type { SoftphoneController } from "./phone/softphone-controller.ts";
import { canSpeak, type Place } from "./phone/sound-devices.ts";
import { useShortcuts } from "./shortcuts.ts";
import type { DesktopMutation } from "./use-agent-desktop.ts";

/** Function keys; letters are not used, so that typing a note triggers nothing. */
const KEYS = { ready: "F2", pause: "F4" } as const;

interface StatePanelProps {
  readonly desk: AgentDesktop;
  readonly now: DesktopState;
  readonly aheadMs: number;
  readonly acting: DesktopMutation;
  readonly seat: SoftphoneController;
  readonly line: Line;
  /** The agent's answering device, and its setter. */
  readonly place: Place;
  readonly choosePlace: (place: Place) => void;
}

/** The panel at the top of the desktop. */
export function StatePanel({ desk, now, aheadMs, acting, seat, line, place, choosePlace }: StatePanelProps): ReactNode {
  const t = useTranslations("web.agentDesk");
  const [isChoosing, setChoosing] = useState(false);
  const mode = modeOf(now);
  const permitted = permittedAgentActions(mode, now.standing?.next?.is ?? null);
  // An agent who answers in this page cannot be ready without a microphone.
  const hasMicrophone = place !== "page" || line.is !== "no-microphone";
  const offered = { ...permitted, mayBeReady: permitted.mayBeReady && hasMicrophone };
  // The live state may change before the command's response arrives; the buttons are enabled again as soon as it changes.
  const standsAs = `${mode} ${now.standing?.next?.is ?? ""}`;
  const [orderedAs, setOrderedAs] = useState("");
  const order = (act: AgentAct): void => {
    setChoosing(false);
    setOrderedAs(standsAs);
    acting.mutate(act);
  };
  const isBusy = acting.isPending && orderedAs === standsAs;
  useShortcuts({
    [KEYS.ready]: offered.mayBeReady && !isBusy ? () => order({ act: "ready" }) : undefined,
    [KEYS.pause]: offered.mayPause ? () => setChoosing((before) => !before) : undefined,
    Escape: isChoosing ? () => setChoosing(false) : undefined,
  });
  return (
    <section
      className={`desk-state card tone-${stateStyle(now.standing?.state ?? "logged-out").tone}`}
      data-mode={mode}
    >
      <AgentStatus desk={desk} now={now} aheadMs={aheadMs} />
      <div className="desk-acts">
        {offered.mayLogIn ? (
          <LogIn
            desk={desk}
            seat={seat}
            line={line}
            place={place}
            choosePlace={choosePlace}
            isBusy={isBusy}
            onLogIn={(phoneId) => order({ act: "log-in", phoneId })}
          />
        ) : place === "desk" && canSpeak() ? (
          <button type="button" className="button desk-act" onClick={() => choosePlace("page")}>
            {t("phone.useHere")}
          </button>
        ) : null}
        {offered.mayBeReady ? (
          <BusyButton
            type="button"
            className="button button-main desk-act"
            aria-keyshortcuts={KEYS.ready}
            isBusy={isBusy}
            onClick={() => order({ act: "ready" })}
          >
            {t(mode === "wrapping" ? "wrapUpDone" : mode === "talking" || mode === "ringing" ? "stayReady" : "ready")}
            <span className="desk-key" aria-hidden="true">
              {KEYS.ready}
            </span>
          </BusyButton>
        ) : null}
        {offered.mayPause ? (
          <button
            type="button"
            className="button desk-act"
            aria-keyshortcuts={KEYS.pause}
            aria-expanded={isChoosing}
            aria-controls="desk-reasons"
            onClick={() => setChoosing(!isChoosing)}
          >
            {t("pause")}
            <span className="desk-key" aria-hidden="true">
              {KEYS.pause}
            </span>
          </button>
        ) : null}
        {offered.mayLogOut ? (
          <BusyButton
            type="button"
            className="button desk-act"
            isBusy={isBusy}
            onClick={() => order({ act: "log-out" })}
          >
            {t("logOut")}
          </BusyButton>
        ) : null}
      </div>
      {isChoosing && offered.mayPause ? (
        <Reasons desk={desk} isBusy={isBusy} mode={mode} onChoose={(reasonId) => order({ act: "pause", reasonId })} />
      ) : null}
      <ActOutcome acting={acting} />
    </section>
  );
}

function AgentStatus({ desk, now, aheadMs }: Pick<StatePanelProps, "desk" | "now" | "aheadMs">): ReactNode {
  const t = useTranslations("web.agentDesk");
  const states = useTranslations("web.queues");
  const locale = useLocale();
  const nowMs = useNow() + aheadMs;
  const { standing } = now;
  const { state, shape } = stateStyle(standing?.state ?? "logged-out");
  const reason = standing?.reason === "missed" ? states("pausedForMissed") : (standing?.reason ?? null);
  const phone = desk.phones.find(({ id }) => id === standing?.phoneId);
  const leftMs = standing?.until && state === "wrap-up" ? Date.parse(standing.until) - nowMs : null;
  return (
    <div className="min-w-0">
      <p className="desk-standing" role="status">
        <Glyph shape={shape} size={22} />
        <span>{states(`agentStates.${state}`)}</span>
        {reason === null ? null : <span className="desk-reason">{reason}</span>}
      </p>
      <p className="text-small tabular-nums">
        {standing === null
          ? t("awayText")
          : leftMs !== null
            ? t("wrapUpLeft", { left: lengthText(leftMs) })
            : t("for", {
                length: lengthText(nowMs - Date.parse(standing.since)),
                since: timeOfDay(standing.since, desk.timeZone, locale),
              })}
        {phone === undefined ? null : ` · ${t("atPhone", { extension: phone.extension, name: phone.name })}`}
      </p>
      {standing?.next == null ? null : (
        <p className="text-small font-semibold">
          {standing.next.is === "logged-out"
            ? t("thenLogOut")
            : t("thenPause", { reason: standing.next.reason ?? t("pause") })}
        </p>
      )}
    </div>
  );
}

function Reasons({
  desk,
  mode,
  isBusy,
  onChoose,
}: {
  readonly desk: AgentDesktop;
  readonly mode: Mode;
  readonly isBusy: boolean;
  readonly onChoose: (reasonId: string) => void;
}): ReactNode {
  const t = useTranslations("web.agentDesk");
  const isLater = mode === "talking" || mode === "ringing";
  return (
    <fieldset id="desk-reasons" className="desk-reasons">
      <legend className="font-semibold">{t(isLater ? "pauseLater" : "pauseWhy")}</legend>
      {desk.pauseReasons.length === 0 ? <p className="text-soft">{t("noReasons")}</p> : null}
      {desk.pauseReasons.map(({ id, name }, index) => (
        <BusyButton
          key={id}
          type="button"
          className="button"
          // A user who opened the panel with a key continues with the keyboard.
          autoFocus={index === 0}
          isBusy={isBusy}
          onClick={() => onChoose(id)}
        >
          <span className="[overflow-wrap:anywhere]">{name}</span>
        </BusyButton>
      ))}
    </fieldset>
  );
}
