/** Monitor, whisper and barge for a supervisor: three buttons in fixed positions, at the supervisor's phone. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import {
  SUPERVISION_KEYS,
  SUPERVISION_MODES,
  type SupervisionMode,
} from "../../../../src/service/telephony/call-control/supervision.shared.ts";
import type { LiveCallView } from "../../../../src/service/telephony/call-history/live-board.shared.ts";
import { api } from "../../data/client.ts";
import { keepDraft, readDraft } from "../../data/drafts.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { Awaiting, FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { useShortcuts } from "../agent-desk/shortcuts.ts";
import { supervisionQuery, useLiveCalls } from "./supervision-data.ts";

/** The phone chosen last, in this browser. */
const PHONE_KEY = "supervisor-phone";

type Supervision = LiveCallView["supervision"];
type SupervisionCommand =
  | { readonly act: "supervise"; readonly mode: SupervisionMode; readonly phoneId: string }
  | { readonly act: "leave-supervision" };

/** The mode of a supervisor's participation; renders nothing without one. */
export function SupervisionBadge({ supervision }: { readonly supervision: Supervision }): ReactNode {
  const t = useTranslations("web.calls.supervise");
  if (supervision === null) return null;
  const { mode, isThere } = supervision;
  return (
    <Badge shape={isThere ? "half" : "ring"} tone={isThere ? "think" : "wait"}>
      {isThere ? t(`badges.${mode}`) : t("badges.rings")}
    </Badge>
  );
}

interface SuperviseProps {
  readonly callId: string;
  readonly caller: string;
  /** The live state of the call; undefined once it has ended. */
  readonly call: LiveCallView | undefined;
  readonly onClose: () => void;
}

/** The dialog of one call; open while mounted. Closing it does not change the participation. */
export function SuperviseDialog({ callId, caller, call, onClose }: SuperviseProps): ReactNode {
  const t = useTranslations("web.calls.supervise");
  return (
    <Dialog title={t("title", { caller })} onClose={onClose}>
      <div className="grid gap-5">
        {call === undefined ? (
          <p role="status">{t("over")}</p>
        ) : (
          <Taking callId={callId} supervision={call.supervision} />
        )}
        <div>
          <button type="button" className="button" onClick={onClose}>
            {t("close")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** The dialog for a screen without live call data. */
export function LiveSuperviseDialog(props: Omit<SuperviseProps, "call">): ReactNode {
  const { board } = useLiveCalls();
  const t = useTranslations("web.calls.supervise");
  if (board === null)
    return (
      <Dialog title={t("title", { caller: props.caller })} onClose={props.onClose}>
        <Loading lines={3} />
      </Dialog>
    );
  return <SuperviseDialog {...props} call={board.calls.get(props.callId)} />;
}

function useSupervisionCommand(callId: string) {
  return useMutation({
    mutationFn: (command: SupervisionCommand) =>
      read(
        api.POST("/api/service/calls/{id}/supervision", {
          params: { path: { id: callId } },
          body: { wish: command, idempotencyKey: crypto.randomUUID() },
        }),
      ),
  });
}

/** Whether the supervisor's phone was not answered: it rang, and then the participation ended. */
function useIsMissed(supervision: Supervision): boolean {
  const [last, setLast] = useState({ is: supervision, isMissed: false });
  if (last.is !== supervision)
    setLast({
      is: supervision,
      isMissed: supervision === null ? last.isMissed || last.is?.isThere === false : false,
    });
  return last.isMissed;
}

function Taking({
  callId,
  supervision,
}: Pick<SuperviseProps, "callId"> & { readonly supervision: Supervision }): ReactNode {
  const t = useTranslations("web.calls.supervise");
  const found = useQuery(supervisionQuery);
  const acting = useSupervisionCommand(callId);
  const isMissed = useIsMissed(supervision);
  const [chosen, setChosen] = useState(() => readDraft<string>(PHONE_KEY) ?? "");
  const phones = found.data?.phones ?? [];
  const phoneId = (phones.find(({ id }) => id === chosen) ?? phones.find(({ isOnline }) => isOnline) ?? phones[0])?.id;
  const take = (mode: SupervisionMode): void => {
    if (phoneId !== undefined && !acting.isPending) acting.mutate({ act: "supervise", mode, phoneId });
  };
  const key = (mode: SupervisionMode) => (supervision === null ? undefined : () => take(mode));
  useShortcuts({
    [SUPERVISION_KEYS.listen]: key("listen"),
    [SUPERVISION_KEYS.whisper]: key("whisper"),
    [SUPERVISION_KEYS.barge]: key("barge"),
  });
  if (found.data === undefined) return <Awaiting query={found} lines={3} />;
  if (phoneId === undefined) return <p>{t("noPhone")}</p>;
  return (
    <>
      {supervision === null ? (
        <SelectField
          name="phone"
          label={t("phone")}
          hint={t("phoneHint")}
          value={phoneId}
          onChange={({ target }) => {
            keepDraft(PHONE_KEY, target.value);
            setChosen(target.value);
          }}
        >
          {phones.map(({ id, extension, name, isOnline }) => (
            <option key={id} value={id}>
              {t(isOnline ? "phoneOption" : "phoneAway", { extension, name })}
            </option>
          ))}
        </SelectField>
      ) : null}
      <p role="status">{supervisionText(t, supervision)}</p>
      {isMissed && supervision === null ? (
        <Notice tone="wait" title={t("missedTitle")}>
          {t("missedText")}
        </Notice>
      ) : null}
      <Modes supervision={supervision} isBusy={acting.isPending} onTake={take} />
      {supervision === null ? null : (
        <BusyButton
          type="button"
          className="button justify-self-start"
          isBusy={acting.isPending}
          onClick={() => acting.mutate({ act: "leave-supervision" })}
        >
          {t("leave")}
        </BusyButton>
      )}
      {acting.error === null ? null : <FailureNotice error={acting.error} />}
      <p className="max-w-[60ch] text-small text-soft">{t(found.data.isShown ? "shown" : "notShown")}</p>
    </>
  );
}

function supervisionText(
  t: ReturnType<typeof useTranslations<"web.calls.supervise">>,
  supervision: Supervision,
): string {
  if (supervision === null) return t("choose");
  const { mode, isThere, phone } = supervision;
  if (isThere) return t(`now.${mode}`);
  return t("rings", { extension: phone?.extension ?? "–", name: phone?.name ?? "" });
}

function Modes({
  supervision,
  isBusy,
  onTake,
}: {
  readonly supervision: Supervision;
  readonly isBusy: boolean;
  readonly onTake: (mode: SupervisionMode) => void;
}): ReactNode {
  const t = useTranslations("web.calls.supervise");
  return (
    <ul className="grid gap-2 sm:grid-cols-3" aria-label={t("modes")}>
      {SUPERVISION_MODES.map((mode) => (
        <li key={mode}>
          <button
            type="button"
            className="button h-full w-full flex-col items-start text-left"
            aria-pressed={supervision?.mode === mode}
            aria-disabled={isBusy}
            onClick={() => onTake(mode)}
          >
            <span className="font-semibold">
              {t(`mode.${mode}`)} <kbd>{SUPERVISION_KEYS[mode]}</kbd>
            </span>
            <span className="text-small font-normal whitespace-normal">{t(`meaning.${mode}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
